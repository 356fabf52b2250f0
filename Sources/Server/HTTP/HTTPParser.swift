/// Turns the bytes of a connection into requests, strictly by RFC 9112 as hardened in `hardening.md` 3.
///
/// The parser does no I/O. It is fed pieces of any size and says what the connection should do next; the requests and
/// the fault are the same for every way of cutting the bytes. After a fault it takes nothing more.
struct HTTPParser: Sendable {
    /// What the connection should do next.
    enum Step {
        /// Bring more bytes.
        case more
        /// The head is whole and a body follows: decide whether to go on (`request` has the head, its body is empty).
        case head
        /// A whole request is in `request`; `takeRequest` fetches it and makes room for the next.
        case request
        /// Answer with this fault and close.
        case fault(HTTPFault)
    }

    private enum Phase { case head, admission, counted(Int), chunked(ChunkReader), whole, failed }

    let limits: HTTPLimits
    /// How long the body of the request at hand may be, when its length is declared. Set between its head and its body, and
    /// ordinary again for the next.
    var bodySize = BodySize.ordinary
    private var phase = Phase.head
    private var scanner: HeadScanner
    private var head: [UInt8] = []
    private var body: [UInt8] = []

    init(limits: HTTPLimits = HTTPLimits()) {
        self.limits = limits
        self.scanner = HeadScanner(limits: limits)
    }

    /// Whether not one byte of the next request has been read.
    var isIdle: Bool {
        if case .head = phase { head.isEmpty } else { false }
    }

    /// Whether a head is complete and the bytes now awaited belong to a body.
    var isInBody: Bool {
        switch phase {
        case .counted, .chunked: true
        default: false
        }
    }

    /// Reads `input` from `index` on, and moves `index` behind what it took.
    mutating func read(_ input: UnsafeRawBufferPointer, from index: inout Int) -> Step {
        switch phase {
        case .head: return readHead(input, from: &index)
        case .admission:
            if scanner.fields.coding == .chunked {
                phase = .chunked(ChunkReader(limits: limits))
            } else {
                let length = scanner.fields.contentLength ?? 0
                guard length <= bodyMost else {
                    phase = .failed
                    return .fault(.bodyTooLarge)
                }
                body.reserveCapacity(length)
                phase = .counted(length)
            }
            return read(input, from: &index)
        case .counted(let left):
            let count = min(left, input.count - index)
            body.append(contentsOf: UnsafeRawBufferPointer(rebasing: input[index..<(index + count)]))
            index += count
            phase = count == left ? .whole : .counted(left - count)
            return count == left ? .request : .more
        case .chunked(var reader):
            phase = .failed
            switch reader.read(input, from: &index, into: &body) {
            case .more: phase = .chunked(reader)
            case .done:
                phase = .whole
                return .request
            case .fault(let fault): return .fault(fault)
            }
            return .more
        case .whole: return .request
        case .failed: preconditionFailure("nothing behind a fault may be read")
        }
    }

    /// How many bytes a body with a declared length may have.
    var bodyMost: Int { limits.most(of: bodySize) }

    /// The request whose head has been read; its body is there once `read` said `.request`.
    func request() -> Request {
        Request(
            method: scanner.method, minorVersion: scanner.minorVersion, target: scanner.target, fields: scanner.fields,
            head: head, body: body)
    }

    /// Takes out the whole request and starts on the next one.
    mutating func takeRequest() -> Request {
        guard case .whole = phase else { preconditionFailure("a request is taken when it is whole") }
        let taken = request()
        head = []
        body = []
        scanner = HeadScanner(limits: limits)
        bodySize = .ordinary
        phase = .head
        return taken
    }

    private mutating func readHead(_ input: UnsafeRawBufferPointer, from index: inout Int) -> Step {
        let before = head.count
        let count = min(input.count - index, limits.headBytes - before)
        if before == 0 { head.reserveCapacity(min(count, 1_024)) }
        head.append(contentsOf: UnsafeRawBufferPointer(rebasing: input[index..<(index + count)]))
        // A copy, because the bytes and the scanner are both parts of this struct.
        var scanner = self.scanner
        let outcome = head.withUnsafeBufferPointer { scanner.scan($0) }
        self.scanner = scanner
        switch outcome {
        case .more:
            index += count
            return .more
        case .fault(let fault):
            phase = .failed
            return .fault(fault)
        case .done:
            index += scanner.cursor - before
            head.removeLast(head.count - scanner.cursor)
            let hasBody = scanner.fields.coding == .chunked || (scanner.fields.contentLength ?? 0) > 0
            phase = hasBody ? .admission : .whole
            return hasBody ? .head : .request
        }
    }
}
