import Testing

@testable import Server

@Suite struct ParserTests {
    @Test func readsARequestWithABodyAndTheOneBehindIt() throws {
        let outcome = ParserOutcome(
            of: Array(
                "POST /v1/commands?a=1 HTTP/1.1\r\nHost: pgb.example:8080\r\nContent-Length: 4\r\n\r\nwordGET / HTTP/1.1\r\nHost: a\r\n\r\n"
                    .utf8), pieces: [])
        #expect(outcome.requests == ["POST /v1/commands ?a=1 word", "GET / "])
        #expect(outcome.fault == nil)
    }

    @Test func joinsChunks() {
        let outcome = ParserOutcome(
            of: Array(
                "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;q=\"1\"\r\nabc\r\n0a\r\n0123456789\r\n0\r\n\r\n"
                    .utf8),
            pieces: [])
        #expect(outcome.requests == ["POST /x abc0123456789"])
    }
}

/// What a parser made of some bytes: the requests in short form and the fault that ended it.
struct ParserOutcome: Equatable {
    var requests: [String] = []
    var fault: HTTPFault?

    /// - Parameter pieces: the lengths of the pieces the bytes are fed in; the rest follows in one.
    init(of bytes: [UInt8], pieces: [Int], limits: HTTPLimits = HTTPLimits()) {
        var parser = HTTPParser(limits: limits)
        var start = 0
        for piece in pieces + [bytes.count] {
            let end = min(bytes.count, start + piece)
            feed(Array(bytes[start..<end]), to: &parser)
            if fault != nil { return }
            start = end
        }
    }

    private mutating func feed(_ bytes: [UInt8], to parser: inout HTTPParser) {
        bytes.withUnsafeBytes { buffer in
            var index = 0
            while true {
                switch parser.read(buffer, from: &index) {
                case .more: return
                case .head: continue
                case .request: requests.append(Self.text(parser.takeRequest()))
                case .fault(let found):
                    fault = found
                    return
                }
            }
        }
    }

    private static func text(_ request: Request) -> String {
        let path = String(decoding: request.path, as: UTF8.self)
        let query = request.text(request.target.query).map { "?\($0) " } ?? ""
        return "\(request.method.rawValue) \(path) \(query)\(String(decoding: request.body, as: UTF8.self))"
    }
}
