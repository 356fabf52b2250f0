import Events
import Foundation
import Testing

@testable import Server

/// Answers that are sent from the disk.
@Suite struct FileAnswerTests {
    private static let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

    /// More than one turn, and no whole number of them.
    private static let count = (9 << 20) + 12_345

    private static func withFile(_ body: (_ path: String, _ text: String) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("pgb-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let bytes = (0..<count).map { index -> UInt8 in
            let letter = (index / 7 + index / 4_099) % 26
            return UInt8(letter) + UInt8(ascii: "A")
        }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        try body(path, String(decoding: bytes, as: UTF8.self))
    }

    private static func application(_ path: String) -> TestApplication {
        TestApplication(reply: { _, _ in
            var response = Response(status: 200, contentType: "application/xml")
            response.file = try? FileBody(path)
            return .now(response)
        })
    }

    @Test func sendsAllOfAFileAndGoesOn() throws {
        try Self.withFile { path, text in
            try withEdge(Self.application(path)) { edge in
                let client = try RawClient(port: edge.port)
                for _ in 0..<2 {
                    client.send(Self.get)
                    let answer = try #require(try client.answer())
                    #expect(answer.header("Content-Length") == "\(Self.count)")
                    #expect(answer.body == text)
                }
                client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n" + Self.get)
                #expect(try client.answer(toHead: true)?.header("Content-Length") == "\(Self.count)")
                #expect(try client.answer()?.body == text)
            }
        }
    }

    /// On one thread a client that does not read keeps nobody waiting, takes no room of bodies, and gets the rest later.
    @Test func whoReadsSlowlyKeepsNobodyWaiting() throws {
        try Self.withFile { path, text in
            try withEdge(
                Self.application(path),
                {
                    $0.loops = 1
                    $0.bodyMemory = 1_000
                }
            ) { edge in
                let slow = try RawClient(port: edge.port)
                slow.send(Self.get)
                #expect(!slow.isSilent(milliseconds: 2_000))
                let others = try (0..<3).map { _ in try RawClient(port: edge.port) }
                for other in others { other.send(Self.get) }
                for other in others { #expect(try other.answer()?.body == text) }
                #expect(try slow.answer()?.body == text)
            }
        }
    }

    /// A client that takes nothing for the time of one write is let go; so is one whose file became shorter.
    @Test func endsWhatCannotGoOn() throws {
        try Self.withFile { path, _ in
            try withEdge(Self.application(path), { $0.writeSeconds = 1 }) { edge in
                let idle = try RawClient(port: edge.port)
                idle.send(Self.get)
                #expect(eventually { edge.connections == 1 })
                #expect(eventually(6_000) { edge.connections == 0 })
                let cut = try RawClient(port: edge.port)
                cut.send(Self.get)
                #expect(!cut.isSilent(milliseconds: 2_000))
                #expect(truncate(path, 1_000) == 0)
                #expect(throws: RawClient.Failure.self) { try cut.answer() }
                #expect(eventually { edge.connections == 0 })
            }
        }
    }

    @Test func aDigestIsOfAllBytes() throws {
        try Self.withFile { path, text in
            let file = try FileBody(path)
            #expect(file.byteCount == Self.count)
            #expect(try file.digest() == SHA256.hash(Array(text.utf8)))
            #expect(throws: FileError.self) { try FileBody(path + "x") }
        }
    }
}
