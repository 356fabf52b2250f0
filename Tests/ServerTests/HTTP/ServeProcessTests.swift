import Foundation
import Testing

@testable import Server

/// The program itself: it serves, and ends in order when it is told to.
@Suite struct ServeProcessTests {
    /// The program beside the bundle of the tests.
    private static var program: URL {
        var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        while !FileManager.default.isExecutableFile(atPath: folder.appendingPathComponent("pgb").path),
            folder.path.count > 1
        { folder.deleteLastPathComponent() }
        return folder.appendingPathComponent("pgb")
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func servesUntilItIsToldToStop(_ signal: Int32) throws {
        let data = FileManager.default.temporaryDirectory.appendingPathComponent("serve-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: data) }
        let process = Process()
        process.executableURL = Self.program
        process.arguments = ["serve", "--demo", "--quiet", "--data", data.path, "--listen", "127.0.0.1:0"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        var text = ""
        while !text.contains("serves") {
            let more = output.fileHandleForReading.availableData
            if more.isEmpty { break }
            text += String(decoding: more, as: UTF8.self)
        }
        let place = try #require(text.range(of: "http://127.0.0.1:"))
        let port = try #require(UInt16(text[place.upperBound...].prefix { $0.isNumber }))
        let client = try RawClient(port: port)
        client.send("GET /v1/health HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try client.answer()?.status == 200)
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 0)
        #expect(try client.isAtEnd())
        #expect(throws: RawClient.Failure.self) { try RawClient(port: port) }
    }
}
