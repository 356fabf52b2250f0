import Events
import Foundation
import Testing

@testable import Server

@Suite struct MeterTests {
    @Test func addsUpTheLoops() {
        let registry = MeterRegistry()
        for amount in [1, 2] as [UInt64] {
            registry.counter("pgb_things_total", "Things.", [("kind", "a\"b")]).add(amount)
            let histogram = registry.histogram("pgb_time_seconds", "Time.")
            histogram.record(nanoseconds: 30_000)
            histogram.record(nanoseconds: 9_000_000_000)
        }
        registry.gauge("pgb_open", "Open.") { 7 }
        let text = registry.text()
        #expect(text.hasPrefix("# HELP pgb_open Open.\n# TYPE pgb_open gauge\npgb_open 7\n"))
        for line in [
            "pgb_things_total{kind=\"a\\\"b\"} 3", "pgb_time_seconds_bucket{le=\"0.000025\"} 0",
            "pgb_time_seconds_bucket{le=\"0.00005\"} 2", "pgb_time_seconds_bucket{le=\"5\"} 2",
            "pgb_time_seconds_bucket{le=\"+Inf\"} 4", "pgb_time_seconds_sum 18.00006", "pgb_time_seconds_count 4",
        ] {
            #expect(text.contains(line + "\n"), "\(line)")
        }
    }

    @Test func countsRequestsByRouteAndStatus() throws {
        let registry = MeterRegistry()
        let router = Router<Int>(
            [Route(.get, "/v1/health", needs: .nothing, summary: "") { _, _, _ in .now(Response(status: 200)) }],
            door: Doorkeeper(identify: { _, _ throws(TokenRefusal) in throw .badCode })
        ) { 0 }
        try withEdge(router, registry: registry) { edge in
            let client = try RawClient(port: edge.port)
            for path in ["/v1/health", "/v1/health", "/v1/secret-id"] {
                client.send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
                _ = try client.answer()
            }
            client.send("x")
            client.finishSending()
            _ = try client.answer()
            let text = registry.text()
            for line in [
                "pgb_http_requests_total{route=\"GET /v1/health\",status=\"2xx\"} 2",
                "pgb_http_requests_total{route=\"none\",status=\"4xx\"} 2", "pgb_http_connections_opened_total 1",
                "pgb_http_request_duration_seconds_count{route=\"GET /v1/health\"} 2",
            ] {
                #expect(text.contains(line + "\n"), "\(line)")
            }
            #expect(!text.contains("secret"))
        }
    }

    @Test func writesOneLineOfJSONPerRequest() throws {
        let path = FileManager.default.temporaryDirectory.path + "/lines-\(UUID().uuidString)"
        let descriptor = open(path, O_CREAT | O_RDWR, 0o600)
        defer {
            close(descriptor)
            unlink(path)
        }
        let log = try TextLog(descriptor: descriptor)
        try log.start()
        try withEdge(TestApplication(), log: log) { edge in
            let client = try RawClient(port: edge.port)
            for field in [
                "X: \u{1B}[31m", "X: y", "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            ] {
                let next = try RawClient(port: edge.port)
                next.send("GET /bsn/999993653?q=%22%0A HTTP/1.1\r\nHost: a\r\n\(field)\r\n\r\n")
                _ = try next.answer()
                client.send("GET /bsn/999993653 HTTP/1.1\r\nHost: a\r\nY: z\r\n\(field)\r\n\r\n")
                _ = try client.answer()
            }
        }
        log.stop()
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let lines = text.split(separator: "\n")
        #expect(lines.count >= 4)
        for line in lines {
            let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            #expect(object["event"] as? String == "request" && object["status"] is Int)
            #expect((object["trace"] as? String)?.count == 32)
        }
        #expect(!text.contains("999993653") && !text.utf8.contains(0x1B))
    }

    @Test func dropsLinesRatherThanWait() throws {
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        let log = try TextLog(descriptor: ends[1])
        // Nobody writes yet, so the second megabyte has no room.
        let line = [UInt8](repeating: 65, count: 600_000) + [10]
        for _ in 0..<4 { log.add(line) }
        try log.start()
        let reader = FileHandle(fileDescriptor: ends[0])
        var text = Data()
        while !text.contains(Data("log-lines-dropped".utf8)) {
            let more = reader.availableData
            if more.isEmpty { break }
            text += more
        }
        #expect(
            String(decoding: text.suffix(100), as: UTF8.self).contains("\"event\":\"log-lines-dropped\",\"count\":3"))
        log.stop()
        close(ends[1])
        close(ends[0])
    }
}

extension Data {
    fileprivate func contains(_ part: Data) -> Bool { range(of: part) != nil }
}
