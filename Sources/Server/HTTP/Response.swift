import Events

/// One answer: status, content and what the standard headers do not say.
struct Response: Sendable {
    var status: Int
    var contentType: StaticString?
    var body: [UInt8]
    /// What is sent from the disk in place of `body`, which is then empty.
    var file: FileBody?
    /// Headers beside the standard ones.
    var headers: [HeaderField] = []
    /// Of a page of a list: what its cursor has to be for the page behind it; nil when there is none.
    var next: Int64?
    /// Of a page of a list that is about one moment: that moment, which the pages behind it are asked of as well.
    var past: String?
    /// The connection ends behind this answer.
    var closes = false
    /// API answers hold personal data and are never kept; an embedded file of the portal may say otherwise.
    var cacheControl: StaticString = "no-store"
    /// API answers are not pages; a page of the portal names what it may load.
    var contentSecurityPolicy: StaticString = "default-src 'none'; frame-ancestors 'none'"
    /// Any site may read this answer: only for what is public, such as `/v1/openapi.json`.
    var isPublic = false
    /// Whose data are in it, as far as that was looked up already; nil when its content says so itself.
    var subjects: [AccessNote.Subject]?
    /// The code of the problem it tells of.
    var problem: String?
    /// The command it is the answer to, for the line of the request in the text log.
    var command: CommandID?

    init(status: Int, contentType: StaticString? = nil, body: [UInt8] = [], headers: [HeaderField] = []) {
        self.status = status
        self.contentType = contentType
        self.body = body
        self.headers = headers
    }

    /// A JSON document that our own writer made.
    static func json(_ body: [UInt8], status: Int = 200) -> Response {
        Response(status: status, contentType: "application/json", body: body)
    }

    /// How many bytes its content has.
    var length: Int { file?.byteCount ?? body.count }

    /// An answer without content.
    static let noContent = Response(status: 204)
}

/// A header of an answer. One with a line end or a control character in its value cannot be made, so that no text
/// from outside can start a header, or an answer, of its own.
struct HeaderField: Sendable, Equatable {
    let name: StaticString
    let value: String

    init?(_ name: StaticString, _ value: String) {
        guard value.utf8.allSatisfy(ASCII.isFieldValue) else { return nil }
        self.name = name
        self.value = value
    }

    /// A header that is fixed in the code.
    init(_ name: StaticString, fixed value: StaticString) {
        self.name = name
        self.value = value.description
    }

    /// A number of seconds, units and the like.
    init(_ name: StaticString, number: Int) {
        self.name = name
        self.value = String(number)
    }

    static func == (left: HeaderField, right: HeaderField) -> Bool {
        left.name.description == right.name.description && left.value == right.value
    }
}
