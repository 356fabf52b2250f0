import Events
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

    /// Starts the program on a folder, and lends its port and its process until the body returns.
    private func serving(
        _ data: String, _ arguments: [String], _ body: (_ port: UInt16, _ process: Process) throws -> Void
    ) throws {
        let process = Process()
        process.executableURL = Self.program
        process.arguments = ["serve", "--quiet", "--data", data, "--listen", "127.0.0.1:0"] + arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        defer { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
        var text = ""
        while !text.contains("serves") {
            let more = output.fileHandleForReading.availableData
            if more.isEmpty { break }
            text += String(decoding: more, as: UTF8.self)
        }
        let place = try #require(text.range(of: "http://127.0.0.1:"))
        try body(try #require(UInt16(text[place.upperBound...].prefix { $0.isNumber })), process)
    }

    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("serve-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    private func stop(_ process: Process, _ signal: Int32 = SIGTERM) {
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 0)
    }

    @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
    func servesUntilItIsToldToStop(_ signal: Int32) throws {
        try withFolder { folder in
            try serving(folder + "/data", ["--demo"]) { port, process in
                let client = try RawClient(port: port)
                client.send("GET /v1/health HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try client.answer()?.status == 200)
                stop(process, signal)
                #expect(try client.isAtEnd())
                #expect(throws: RawClient.Failure.self) { try RawClient(port: port) }
            }
        }
    }

    /// SQLite keeps to its limit: with too little the server says that it does not work, goes on and ends in order.
    @Test(arguments: [(mebibytes: 1, status: 503), (mebibytes: 2, status: 200)])
    func sqliteKeepsToItsLimitOfMemory(_ mebibytes: Int, _ status: Int) throws {
        try withFolder { folder in
            try serving(folder + "/data", ["--demo", "--memory", "\(mebibytes)"]) { port, process in
                var found = 0
                for _ in 0..<100 where found != status {
                    found = try ask(port, "GET /v1/health HTTP/1.1\r\nHost: a\r\n\r\n").status
                    usleep(20_000)
                }
                #expect(found == status)
                let metrics = try ask(port, "GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n").body
                let name = "\npgb_sqlite_memory_bytes "
                let place = try #require(metrics.range(of: name))
                let bytes = try #require(Int(metrics[place.upperBound...].prefix { $0.isNumber }))
                #expect(bytes > 500_000 && bytes <= mebibytes << 20, "\(bytes)")
                stop(process)
            }
        }
    }

    /// Asks once, on a connection of its own.
    private func ask(_ port: UInt16, _ request: String) throws -> RawClient.Answer {
        let client = try RawClient(port: port)
        client.send(request)
        return try #require(try client.answer())
    }

    /// Keys come and go while it serves: a new one counts after SIGHUP, beside the old one; what the old one signed is
    /// over when its file is gone, sessions too; and keys that cannot be read change nothing.
    @Test func keysAreReadAgainWhileItServes() throws {
        try withFolder { folder in
            let keys = folder + "/keys"
            try FileManager.default.createDirectory(atPath: keys, withIntermediateDirectories: true)
            func maker(_ name: String) throws -> TokenMaker {
                let path = "\(keys)/\(name).key"
                if !FileManager.default.fileExists(atPath: path) { try SigningKey.createFile(path: path) }
                return TokenMaker(
                    settings: TokenSettings(issuer: "pgb-broker", audience: "pgb"),
                    key: try SigningKey(id: name, path: path))
            }
            let old = try maker("a")
            try serving(folder + "/data", ["--key", keys]) { port, process in
                func look(_ fields: String) throws -> Int {
                    try ask(port, "GET /v1/health/details HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n").status
                }
                func bearer(_ maker: TokenMaker) -> String {
                    let now = Int64(MachineClock.unixSeconds())
                    return "Authorization: Bearer "
                        + maker.token(subject: "operator", means: .operator, level: .hoog, now: now)
                }
                let (first, assertion) = (
                    bearer(old),
                    old.assertion(
                        subject: "operator", means: .operator, level: .hoog, number: "n-1",
                        now: Int64(MachineClock.unixSeconds()) + 1)
                )
                let body = #"{"assertion":"\#(assertion)"}"#
                let signIn =
                    "POST /v1/sessions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                    + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
                let begun = try ask(port, signIn)
                #expect(begun.status == 201 && begun.header("Demo") == nil && begun.body.contains(#""demo":false"#))
                let cookie = "Cookie: " + (begun.header("Set-Cookie").map { String($0.prefix { $0 != ";" }) } ?? "")
                #expect(try ask(port, signIn).status == 401)
                #expect(try look(first) == 200 && look(cookie) == 200)
                let new = try maker("b")
                let second = bearer(new)
                #expect(try look(second) == 401)
                kill(process.processIdentifier, SIGHUP)
                #expect(eventually { (try? look(second)) == 200 })
                #expect(try look(first) == 200 && look(cookie) == 200)
                // A third key is too many: nothing changes.
                _ = try maker("c")
                kill(process.processIdentifier, SIGHUP)
                usleep(300_000)
                #expect(try look(first) == 200 && look(second) == 200)
                for name in ["a", "c"] { try FileManager.default.removeItem(atPath: "\(keys)/\(name).key") }
                kill(process.processIdentifier, SIGHUP)
                #expect(eventually { (try? look(first)) == 401 })
                #expect(try look(cookie) == 401 && look(second) == 200)
                let figures = try ask(port, "GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n").body
                #expect(figures.contains(#"pgb_sign_in_refused_total{what="token",reason="unknownKey"}"#))
                // There is no signing in for everybody outside a demonstration.
                #expect(try ask(port, "OPTIONS /v1/demo/sign-ins HTTP/1.1\r\nHost: a\r\n\r\n").status == 404)
                stop(process)
            }
        }
    }
}
