import Testing

@testable import Server

@Suite struct ParserTests {
    @Test func theTableIsThere() {
        #expect(HTTPFixture.all.count >= 270)
        #expect(Set(HTTPFixture.all.map(\.name)).count == HTTPFixture.all.count)
    }

    @Test(arguments: HTTPFixture.all)
    func readsTheTableInOnePiece(_ fixture: HTTPFixture) {
        let outcome = ParserOutcome(of: fixture.bytes, pieces: [])
        #expect(outcome.statuses == fixture.statuses)
        #expect(outcome.ending == fixture.ending)
    }

    @Test(arguments: HTTPFixture.all)
    func readsTheTableByteByByte(_ fixture: HTTPFixture) {
        let whole = ParserOutcome(of: fixture.bytes, pieces: [])
        #expect(ParserOutcome(of: fixture.bytes, pieces: Array(repeating: 1, count: fixture.bytes.count)) == whole)
    }

    @Test(arguments: HTTPFixture.all)
    func readsTheTableInPiecesOfAnySize(_ fixture: HTTPFixture) {
        let whole = ParserOutcome(of: fixture.bytes, pieces: [])
        for seed in 0..<40 as Range<UInt64> {
            var random = SeededRandom(seed: seed)
            var pieces: [Int] = []
            var left = fixture.bytes.count
            while left > 0 {
                let piece = Int(random.next() % [2, 7, 40, 600, 20_000][Int(seed % 5)]) + 1
                pieces.append(piece)
                left -= piece
            }
            #expect(ParserOutcome(of: fixture.bytes, pieces: pieces) == whole, "seed \(seed)")
        }
    }

    /// Cut in two at every place: the cases where one byte too early or too late would show.
    @Test(arguments: HTTPFixture.all.filter { $0.bytes.count < 400 })
    func readsTheTableCutAnywhere(_ fixture: HTTPFixture) {
        let whole = ParserOutcome(of: fixture.bytes, pieces: [])
        for cut in 1..<max(2, fixture.bytes.count) {
            #expect(ParserOutcome(of: fixture.bytes, pieces: [cut]) == whole, "cut at \(cut)")
        }
    }

    /// One byte of a good request replaced by every other byte: never a trap, and never more requests than were sent.
    @Test func takesAnyByteAnywhere() {
        let good = Array(
            "POST /v1/a?b=%41 HTTP/1.1\r\nHost: a:1\r\nTransfer-Encoding: chunked\r\n\r\n5;x\r\nhello\r\n0\r\n\r\n".utf8
        )
        for index in good.indices {
            for byte in 0...255 as ClosedRange<UInt8> {
                var bent = good
                bent[index] = byte
                let outcome = ParserOutcome(of: bent, pieces: [])
                #expect(outcome.requests.count <= 1)
                #expect(ParserOutcome(of: bent, pieces: [index, 1]) == outcome)
            }
        }
    }

    @Test func takesNoise() {
        for seed in 0..<2_000 as Range<UInt64> {
            var random = SeededRandom(seed: seed)
            // Half of it from the characters that mean something.
            let alphabet = Array(
                "GET POST/ HTTP/1.1\r\n\r\n: ,;0123456789abcdefContent-Length:Transfer-Encoding:chunked".utf8)
            let bytes = (0..<200).map { _ in
                random.next() % 2 == 0
                    ? UInt8(random.next() & 255) : alphabet[Int(random.next() % UInt64(alphabet.count))]
            }
            let outcome = ParserOutcome(of: bytes, pieces: [])
            #expect(ParserOutcome(of: bytes, pieces: [Int(random.next() % 100) + 1, 3, 1]) == outcome, "seed \(seed)")
        }
    }

    @Test func readsARequestWithABodyAndTheOneBehindIt() {
        let text =
            "POST /v1/commands?a=1 HTTP/1.1\r\nHost: pgb.example:8080\r\nContent-Length: 4\r\n\r\nword"
            + "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
        #expect(ParserOutcome(of: Array(text.utf8), pieces: []).requests == ["POST /v1/commands ?a=1 word", "GET / "])
    }

    @Test func joinsChunks() {
        let text =
            "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "3;q=\"1\"\r\nabc\r\n0a\r\n0123456789\r\n0\r\n\r\n"
        #expect(ParserOutcome(of: Array(text.utf8), pieces: []).requests == ["POST /x abc0123456789"])
    }

    @Test func keepsTheFieldsThatMatter() throws {
        let text =
            "GET / HTTP/1.1\r\nHost: a\r\nAUTHORIZATION: bEaReR t.o.k\r\nContent-Type: application/json; x=y\r\n"
            + "Origin: https://a\r\nX-Forwarded-For: 10.0.0.1\r\nX-Forwarded-For: 10.0.0.2\r\n"
            + "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n\r\n"
        var parser = HTTPParser()
        Array(text.utf8).withUnsafeBytes { bytes in
            var index = 0
            _ = parser.read(bytes, from: &index)
        }
        let request = parser.takeRequest()
        #expect(request.bearer.map { String(decoding: $0, as: UTF8.self) } == "t.o.k")
        #expect(request.hasContentType("application/json") && !request.hasContentType("application/jso"))
        #expect(request.text(request.fields.origin) == "https://a")
        #expect(request.text(request.fields.forwardedFor) == "10.0.0.2")
        let trace = try #require(request.fields.traceParent.flatMap { TraceID(traceParent: request.head[$0.indices]) })
        #expect(trace.text == "0af7651916cd43dd8448eb211c80319c")
    }

    @Test(arguments: [
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x",
        "0A-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "0g-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "1-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "01-00000000000000000000000000000000-b7ad6b7169203331-01",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0x",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01x",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-011-x",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331.01",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b716920333g-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01x", "", "x",
        "00_0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    ])
    func takesNoOtherTrace(_ text: String) {
        #expect(TraceID(traceParent: Array(text.utf8)) == nil)
    }

    /// Of a version that is not there yet the first four fields are those of version 00, whatever comes behind them.
    @Test(arguments: [
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-ff",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-the-future-will-be-like",
        "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "fe-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-\u{e9}",
    ])
    func takesATraceOfALaterVersion(_ text: String) {
        #expect(TraceID(traceParent: Array(text.utf8))?.text == "0af7651916cd43dd8448eb211c80319c")
        #expect(TraceID.caller(inTraceParent: Array(text.utf8)) == 0xb7ad_6b71_6920_3331)
    }

    @Test func takesNoTraceOfACallerWithoutAName() {
        for version in ["00", "01"] {
            let text = "\(version)-0af7651916cd43dd8448eb211c80319c-0000000000000000-01"
            #expect(TraceID.caller(inTraceParent: Array(text.utf8)) == nil)
        }
    }
}
