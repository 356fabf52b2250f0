import Testing

@testable import Server

/// The table of raw requests over a real socket: the same statuses and the same ending as in process.
@Suite struct HTTPTableTests {
    @Test func answersTheTableOverASocket() throws {
        try withEdge(TestApplication()) { edge in
            for fixture in HTTPFixture.all { try check(fixture, RawClient(port: edge.port), pieces: nil) }
        }
    }

    @Test func answersTheTableInPieces() throws {
        try withEdge(TestApplication()) { edge in
            for (seed, fixture) in HTTPFixture.all.enumerated() where fixture.bytes.count < 2_000 {
                try check(fixture, RawClient(port: edge.port), pieces: SeededRandom(seed: UInt64(seed)))
            }
        }
    }

    private func check(_ fixture: HTTPFixture, _ client: RawClient, pieces: SeededRandom?) throws {
        if var random = pieces {
            var start = 0
            while start < fixture.bytes.count {
                let end = min(fixture.bytes.count, start + Int(random.next() % 30) + 1)
                client.send(Array(fixture.bytes[start..<end]))
                start = end
            }
        } else {
            client.send(fixture.bytes)
        }
        for status in fixture.statuses {
            let answer = try client.answer(toHead: false)
            let found = answer.map { $0.status == 200 ? "200" : "\($0.status)/\(code(in: $0.body))" }
            #expect(found == status, "\(fixture.name)")
        }
        switch fixture.ending {
        case .open:
            client.send("GET /probe HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.answer()?.status == 200, "\(fixture.name)")
        case .waits: #expect(client.isSilent(milliseconds: 20), "\(fixture.name)")
        case .closed: #expect(try client.isAtEnd(), "\(fixture.name)")
        }
    }

    private func code(in body: String) -> String {
        guard let start = body.firstRange(of: "\"code\":\"") else { return "" }
        return String(body[start.upperBound...].prefix { $0 != "\"" })
    }
}
