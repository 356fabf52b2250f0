/// How much of a request is read before it is refused; a limit is checked before the memory is taken.
///
/// RFC 9112 section 3 asks for request lines of at least 8,000 octets; the rest is house rule (`hardening.md` 3).
struct HTTPLimits: Sendable {
    /// Bytes of the request line without its CRLF; above it 414.
    var requestLine = 8_192
    /// Bytes of all header fields with their line ends and the empty line behind them; above it 431.
    var fieldBytes = 16_384
    /// Number of header fields; above it 431.
    var fields = 100
    /// Bytes of a decoded body; above it 413, for a declared length before anything of it is read.
    var body = Self.ordinaryBody
    /// The same for a route that takes files, where the length is declared: a file of 4 MiB as base64, in which every
    /// slash may have a backslash before it, and 64 KiB for the rest.
    var longBody = 5_592_408 + 87_382 + 65_536
    /// The same for a route that takes files of the bank, which come as they are.
    var bankFile = BankFileLimits.bytesMost
    /// Bytes of one chunk line's extension, and of all extensions of one body together.
    var chunkExtension = 256
    var chunkExtensions = 16_384

    static let ordinaryBody = 1_048_576

    /// How many bytes a body of declared length may have.
    func most(of size: BodySize) -> Int {
        switch size {
        case .ordinary: body
        case .document: longBody
        case .bankFile: bankFile
        }
    }

    /// The longest body that any route takes.
    var longest: Int { max(body, longBody, bankFile) }

    /// More than the longest head that is not refused: an empty line, the request line, the fields, some line ends.
    var headBytes: Int { requestLine + fieldBytes + 16 }
}

/// How long the body of a request may be, as its route says; a chunked one is never more than ordinary.
enum BodySize: Sendable {
    case ordinary
    /// A document inside JSON.
    case document
    /// A file of the bank. Who sends one has longer for it, and it has room of its own.
    case bankFile
}
