/// One whole request. Its parts are ranges of its head; text is made only for what is asked.
struct Request: Sendable {
    let method: Method
    /// The x of HTTP/1.x.
    let minorVersion: UInt8
    let target: RequestTarget
    let fields: HeadFields
    /// The bytes from the request line to the empty line behind the fields.
    let head: [UInt8]
    let body: [UInt8]
    /// Who is on the other side of the socket: a proxy, most of the time.
    var peer = PeerAddress.local
    /// The application has agreed to this head before the body was read.
    var wasAdmitted = false
    /// The line of the route table that the application found, for counting; nil when there is none.
    var route: Int?
    /// Ties together everything that is written about this request; from the client's `traceparent` where there is one.
    var trace = TraceID(bits: 0)
    /// What this server does in that trace, and the id of who called it, when that was said.
    var span: UInt64 = 0
    var parentSpan: UInt64?
    /// Who was turned away at the door although he is signed in: he is known, and what he asked for may not be his.
    var turnedAway: Identity?

    init(
        method: Method, minorVersion: UInt8, target: RequestTarget, fields: HeadFields, head: [UInt8], body: [UInt8]
    ) {
        self.method = method
        self.minorVersion = minorVersion
        self.target = target
        self.fields = fields
        self.head = head
        self.body = body
    }

    /// The raw path, from its first slash to the question mark.
    var path: ArraySlice<UInt8> { head[target.path.indices] }

    /// A field's value as text, or nil when the field is missing or its bytes are not UTF-8.
    func text(_ range: HeadRange?) -> String? {
        range.flatMap { String(validating: head[$0.indices], as: UTF8.self) }
    }

    /// The token of `Authorization: Bearer …`, as bytes of the head (RFC 6750 2.1); nil for any other scheme.
    var bearer: ArraySlice<UInt8>? {
        guard let place = fields.authorization else { return nil }
        let value = head[place.indices]
        guard value.count > 7 else { return nil }
        let isBearer = head.withUnsafeBufferPointer { bytes in
            let start = place.indices.lowerBound
            return ASCII.matches(.init(rebasing: bytes[start..<(start + 7)]), "bearer ")
        }
        return isBearer ? value.dropFirst(7) : nil
    }

    /// Whether the connection can serve another request after this one. HTTP/1.0 connections always close.
    var keepsAlive: Bool { minorVersion == 1 && !fields.wantsClose }

    /// How much the client wants an answer of this media type, from 0 for not at all to 1000; all the same to it when it
    /// does not say what it takes.
    func weight(of type: StaticString) -> Int {
        // A route whose type follows from what is asked gives what it has.
        guard let place = fields.accept, place.count > 0, type.description != "*/*" else { return 1_000 }
        return head.withUnsafeBufferPointer { MediaType.weight(.init(rebasing: $0[place.indices]), of: type) }
    }

    /// Whether the body is declared as `type/subtype`, in UTF-8 or without a word about that (RFC 9110 8.3).
    func hasContentType(_ name: StaticString) -> Bool {
        guard let place = fields.contentType else { return false }
        return head.withUnsafeBufferPointer { MediaType.isUTF8(.init(rebasing: $0[place.indices]), name) }
    }
}
