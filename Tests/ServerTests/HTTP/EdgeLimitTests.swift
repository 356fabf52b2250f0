import Foundation
import Synchronization
import Testing

@testable import Server

/// Where the edge listens, how many it lets in, and how it ends.
@Suite struct EdgeLimitTests {
    private static let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test func answersOneConnectionTooMany() throws {
        let registry = MeterRegistry()
        try withEdge(TestApplication(), { $0.maxConnections = 3 }, registry: registry) { edge in
            let clients = try (0..<3).map { _ in try RawClient(port: edge.port) }
            for client in clients {
                client.send(Self.get)
                #expect(try client.answer()?.status == 200)
            }
            let refused = try RawClient(port: edge.port)
            let answer = try #require(try refused.answer())
            #expect(answer.status == 503 && answer.header("Retry-After") == "5")
            #expect(try refused.isAtEnd())
            #expect(registry.text().contains("pgb_http_connections_refused_total 1\n"))
        }
    }

    @Test func countsConnectionsPerPeer() throws {
        try withEdge(TestApplication(), { $0.maxConnectionsPerPeer = 2 }) { edge in
            var clients = try (0..<2).map { _ in try RawClient(port: edge.port) }
            #expect(eventually { edge.connections == 2 })
            #expect(try RawClient(port: edge.port).answer()?.status == 503)
            clients.removeLast()
            #expect(eventually { edge.connections == 1 })
            let next = try RawClient(port: edge.port)
            next.send(Self.get)
            #expect(try next.answer()?.status == 200)
        }
    }

    /// What waits for an answer holds its room, also when its client has gone: else many uploads that are given up would
    /// fill the memory with what nobody counts.
    @Test func aFileHoldsItsRoomUntilItIsAnswered() throws {
        let waiting = Mutex<[Completion]>([])
        var application = TestApplication(reply: { _, completion in
            waiting.withLock { $0.append(completion) }
            return .later
        })
        application.bodySize = .document
        try withEdge(application, { $0.bodyMemory = 4_000_000 }) { edge in
            func upload() throws -> RawClient {
                let client = try RawClient(port: edge.port)
                client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\n")
                client.send([UInt8](repeating: 65, count: 3_000_000))
                return client
            }
            do {
                let first = try upload()
                #expect(eventually { waiting.withLock(\.count) == 1 })
                // Closed with a reset, which the edge sees at once.
                var linger = linger(l_onoff: 1, l_linger: 0)
                setsockopt(first.descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
            }
            #expect(eventually { edge.connections == 0 })
            #expect(try upload().answer()?.status == 503)
            for completion in waiting.withLock({ $0 }) { completion(Response(status: 200)) }
            #expect(eventually { (try? upload()) != nil && waiting.withLock(\.count) == 2 })
        }
    }

    @Test(arguments: [
        (BodySize.ordinary, 1_048_576), (.document, HTTPLimits().longBody), (.bankFile, BankFileLimits.bytesMost),
    ]) func aBodyIsAsLongAsItsRouteTakes(size: BodySize, most: Int) throws {
        var application = TestApplication(reply: { request, _ in
            .now(Response(status: 200, body: Array("\(request.body.count)".utf8)))
        })
        application.bodySize = size
        try withEdge(application) { edge in
            for (length, status) in [(1_048_576, 200), (most, 200), (most + 1, 413)] {
                let client = try RawClient(port: edge.port, timeoutMilliseconds: 60_000)
                client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(length)\r\n\r\n")
                if status == 200 { client.send([UInt8](repeating: 65, count: length)) }
                let answer = try client.answer()
                #expect(answer?.status == status, "\(length)")
                #expect(status != 200 || answer?.body == "\(length)")
            }
            // Without a length nobody knows what to keep room for, so a file must state it.
            let chunked = try RawClient(port: edge.port)
            chunked.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n100001\r\n")
            #expect(try chunked.answer()?.status == 413)
        }
    }

    /// A file of the bank has room of its own: while one is on its way other bodies are taken, and a third one is not.
    @Test func filesOfTheBankLeaveRoomForOthers() throws {
        var application = TestApplication()
        application.bodySize = .bankFile
        try withEdge(application, { $0.bankFileMemory = 10_000_000 }) { edge in
            func begin(_ length: Int) throws -> RawClient {
                let client = try RawClient(port: edge.port)
                client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: \(length)\r\n\r\n")
                return client
            }
            let first = try begin(8_000_000)
            #expect(!first.isSilent(milliseconds: 2_000))
            #expect(try begin(8_000_000).answer()?.status == 503)
            first.send([UInt8](repeating: 65, count: 8_000_000))
            #expect(eventually { (try? begin(8_000_000).isSilent(milliseconds: 100)) == false })
        }
    }

    /// A file on its way out takes room as well: many clients that read slowly would else keep as many copies of it.
    @Test func aFileOnItsWayOutTakesRoom() throws {
        let large = [UInt8](repeating: 66, count: 40_000_000)
        let application = TestApplication(reply: { _, _ in .now(Response(status: 200, body: large)) })
        try withEdge(application, { $0.bodyMemory = 50_000_000 }) { edge in
            let slow = try RawClient(port: edge.port)
            slow.send(Self.get)
            #expect(!slow.isSilent(milliseconds: 2_000))
            let other = try RawClient(port: edge.port)
            other.send(Self.get)
            #expect(try other.answer()?.status == 503)
            #expect(try slow.answer()?.body.utf8.count == large.count)
            // Its room is back.
            let next = try RawClient(port: edge.port)
            next.send(Self.get)
            #expect(try next.answer()?.status == 200)
        }
    }

    @Test func refusesABodyThatHasNoRoom() throws {
        try withEdge(TestApplication(), { $0.bodyMemory = 1_000_000 }) { edge in
            let first = try RawClient(port: edge.port)
            first.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\nx")
            #expect(eventually { edge.connections == 1 })
            usleep(30_000)
            let chunked = try RawClient(port: edge.port)
            chunked.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
            #expect(try chunked.answer()?.status == 503)
            let second = try RawClient(port: edge.port)
            second.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n")
            #expect(try second.answer()?.status == 503)
            // The room comes back when the body is there, and when its client leaves.
            first.send([UInt8](repeating: 65, count: 899_999))
            #expect(try first.answer()?.status == 200)
            for _ in 0..<3 {
                let client = try RawClient(port: edge.port)
                client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\nx")
                client.finishSending()
                #expect(try client.answer()?.status == 400)
            }
        }
    }

    @Test func takesThePeerFromTheProxyOnlyWhenTold() throws {
        let application = TestApplication(reply: { request, _ in
            .now(Response(status: 200, body: Array(String(request.peer.bits, radix: 16).utf8)))
        })
        let table = [
            ("10.0.0.1, 192.0.2.7", "ffffc0000207"), ("2001:db8::1", "20010db8000000000000000000000001"),
            ("unknown", "ffff7f000001"), ("192.0.2.7:80", "ffff7f000001"), ("", "ffff7f000001"),
        ]
        for trusts in [true, false] {
            try withEdge(application, { $0.trustsForwardedFor = trusts }) { edge in
                let client = try RawClient(port: edge.port)
                for (field, peer) in table {
                    client.send("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: \(field)\r\n\r\n")
                    #expect(try client.answer()?.body == (trusts ? peer : "ffff7f000001"), "\(field)")
                }
            }
        }
    }

    @Test func refusesAPortInUseWithASentence() throws {
        try withEdge(TestApplication()) { edge in
            var settings = EdgeSettings()
            settings.address = .tcp(host: "127.0.0.1", port: edge.port)
            let expected =
                "Port \(edge.port) on 127.0.0.1 is in use by another program. Stop that one, or choose another."
            #expect(throws: EdgeFailure(expected)) { try Edge.start(TestApplication(), settings) }
        }
    }

    @Test func refusesAnAddressThatIsNone() {
        var settings = EdgeSettings()
        settings.address = .tcp(host: "localhost", port: 0)
        #expect(throws: EdgeFailure("localhost is not an IPv4 address.")) {
            try Edge.start(TestApplication(), settings)
        }
    }

    @Test func listensOnAUnixSocket() throws {
        let path = FileManager.default.temporaryDirectory.path + "/edge-\(UUID().uuidString.prefix(8)).sock"
        func start() throws -> Edge<TestApplication> {
            var settings = EdgeSettings()
            settings.address = .unix(path: path)
            settings.loops = 1
            return try Edge.start(TestApplication(), settings)
        }
        let edge = try start()
        #expect(try unixStatus(path) == 200)
        #expect(
            throws: EdgeFailure("The socket \(path) is in use by another program. Stop that one, or choose another.")
        ) {
            try start()
        }
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o660)
        edge.stop()
        #expect(!FileManager.default.fileExists(atPath: path))
        // A socket that a crash left behind is taken over; any other file is left alone.
        let dead = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        #expect(bindUnix(dead, path) == 0)
        close(dead)
        try start().stop()
        try Data([1]).write(to: URL(fileURLWithPath: path))
        #expect(throws: EdgeFailure("\(path) exists and is no socket.")) { try start() }
        try FileManager.default.removeItem(atPath: path)
    }

    @Test func reportsAContextThatCannotBeMade() {
        struct Broken: EdgeApplication {
            let routeNames: [String] = []
            func makeContext() throws -> Int { throw EdgeFailure("no database") }
            func refusal(of head: inout Request, _ context: Int, _ completion: Completion) -> Reply<Int>? { nil }
            func answer(_ request: inout Request, _ context: Int, _ completion: Completion) -> Reply<Int> { .later }
        }
        var settings = EdgeSettings()
        settings.address = .tcp(host: "127.0.0.1", port: 0)
        #expect(throws: EdgeFailure("no database")) { try Edge.start(Broken(), settings) }
    }

    @Test func finishesWhatIsInFlightWhenItStops() throws {
        let application = TestApplication(reply: { _, completion in
            Thread.detachNewThread {
                usleep(200_000)
                completion(Response(status: 200, body: Array("done".utf8)))
            }
            return .later
        })
        var settings = EdgeSettings()
        settings.address = .tcp(host: "127.0.0.1", port: 0)
        settings.loops = 2
        settings.stopSeconds = 5
        let edge = try Edge.start(application, settings)
        let busy = try RawClient(port: edge.port)
        busy.send(Self.get + Self.get)
        let idle = try RawClient(port: edge.port)
        #expect(eventually { edge.connections == 2 })
        usleep(50_000)
        let start = MachineClock.milliseconds()
        edge.stop()
        // The answer and the time that the client, which does not hang up, is given to read it.
        #expect((100...4_000).contains(MachineClock.milliseconds() - start))
        // What was in flight is answered, and the connection says that it is the last.
        let answer = try #require(try busy.answer())
        #expect(answer.body == "done" && answer.header("Connection") == "close")
        #expect(try busy.isAtEnd())
        #expect(try idle.isAtEnd())
        #expect(throws: RawClient.Failure.self) { try RawClient(port: edge.port) }
    }

    @Test func stopsInTheEndWhateverIsInFlight() throws {
        try withEdge(TestApplication(reply: { _, _ in .later })) { edge in
            let client = try RawClient(port: edge.port)
            client.send(Self.get)
            #expect(eventually { edge.connections == 1 })
        }
    }

    /// The signal goes to the one thread that waits for it, as it does in the program.
    @Test func waitsForTheSignalToStop() {
        let thread = Mutex<pthread_t?>(nil)
        let taken = Mutex<Int32>(0)
        let ended = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            StopSignal.hold()
            thread.withLock { $0 = pthread_self() }
            taken.withLock { $0 = StopSignal.wait() }
            ended.signal()
        }
        #expect(eventually { thread.withLock { $0 } != nil })
        if let waiting = thread.withLock({ $0 }) { pthread_kill(waiting, SIGTERM) }
        #expect(ended.wait(timeout: .now() + 3) == .success)
        #expect(taken.withLock { $0 } == SIGTERM)
    }

    private func bindUnix(_ descriptor: Int32, _ path: String) -> Int32 {
        withUnixAddress(path) { bind(descriptor, $0, $1) }
    }

    private func unixStatus(_ path: String) throws -> Int? {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        guard withUnixAddress(path, { connect(descriptor, $0, $1) }) == 0 else { return nil }
        let request = Array(Self.get.utf8)
        guard send(descriptor, request, request.count, 0) == request.count else { return nil }
        var buffer = [UInt8](repeating: 0, count: 12)
        guard recv(descriptor, &buffer, 12, Int32(MSG_WAITALL)) == 12 else { return nil }
        return Int(String(decoding: buffer[9...], as: UTF8.self))
    }

    private func withUnixAddress(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
