import Foundation
import Synchronization
import Testing

@testable import Server

/// The edge over real sockets: answers now, later and slowly, limits, and the end.
@Suite struct EdgeTests {
    private static let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

    private static func text(_ text: String) -> Response {
        Response(status: 200, contentType: "text/plain", body: Array(text.utf8))
    }

    @Test func sendsTheStandardHeaders() throws {
        try withEdge(TestApplication(reply: { _, _ in .now(Self.text("hi")) })) { edge in
            let client = try RawClient(port: edge.port)
            client.send(Self.get)
            let answer = try #require(try client.answer())
            let expected = [
                "API-Version": "1.0.0", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
                "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer", "Content-Length": "2",
                "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
                "Strict-Transport-Security": "max-age=31536000; includeSubDomains", "Content-Type": "text/plain",
            ]
            for (name, value) in expected { #expect(answer.header(name) == value, "\(name)") }
            #expect(answer.header("Server") == nil && answer.header("Access-Control-Allow-Origin") == nil)
            #expect(answer.header("Date")?.hasSuffix(" GMT") == true)
            #expect(answer.body == "hi")
        }
    }

    @Test func answersHeadWithoutABody() throws {
        try withEdge(TestApplication(reply: { _, _ in .now(Self.text("four")) })) { edge in
            let client = try RawClient(port: edge.port)
            client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n" + Self.get)
            #expect(try client.answer(toHead: true)?.header("Content-Length") == "4")
            #expect(try client.answer()?.body == "four")
        }
    }

    @Test func sendsNoBodyWith204() throws {
        try withEdge(TestApplication(reply: { _, _ in .now(Response(status: 204, body: [65])) })) { edge in
            let client = try RawClient(port: edge.port)
            client.send(Self.get + Self.get)
            for _ in 0..<2 {
                let answer = try #require(try client.answer())
                #expect(answer.status == 204 && answer.header("Content-Length") == nil)
            }
        }
    }

    @Test func answersLaterFromAnotherThreadInOrder() throws {
        let application = TestApplication(reply: { request, completion in
            let path = String(decoding: request.path, as: UTF8.self)
            Thread.detachNewThread {
                usleep(path == "/0" ? 30_000 : 0)
                completion(Self.text(path))
                // The first call counts.
                completion(Self.text("again"))
            }
            return .later
        })
        try withEdge(application) { edge in
            let client = try RawClient(port: edge.port)
            client.send((0..<20).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
            for index in 0..<20 { #expect(try client.answer()?.body == "/\(index)") }
        }
    }

    /// A request and the end of its client may come as one event, or the end while the request is read: both are seen.
    @Test func answersWhoEndsRightBehindHisRequest() throws {
        let application = TestApplication(reply: { request, completion in
            guard request.path.count > 1 else { return .now(Self.text("now")) }
            Thread.detachNewThread { completion(Self.text("later")) }
            return .later
        })
        try withEdge(application, { $0.idleSeconds = 60 }) { edge in
            for number in 0..<300 {
                let client = try RawClient(port: edge.port)
                let isLater = number.isMultiple(of: 2)
                client.send(isLater ? "GET /later HTTP/1.1\r\nHost: a\r\n\r\n" : Self.get)
                if number.isMultiple(of: 3) { usleep(200) }
                client.finishSending()
                #expect(try client.answer()?.body == (isLater ? "later" : "now"))
                #expect(try client.isAtEnd())
            }
        }
    }

    @Test func dropsAnAnswerForAClientThatLeft() throws {
        let kept = Mutex<[Completion]>([])
        let application = TestApplication(reply: { _, completion in
            kept.withLock { $0.append(completion) }
            return .later
        })
        try withEdge(application) { edge in
            do {
                let client = try RawClient(port: edge.port)
                client.send(Self.get)
                #expect(eventually { kept.withLock { $0.count } == 1 })
                var linger = linger(l_onoff: 1, l_linger: 0)
                setsockopt(client.descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
            }
            #expect(eventually { edge.connections == 0 })
            // The slot is used again by the next client; the late answer must not reach it.
            let next = try RawClient(port: edge.port)
            next.send(Self.get)
            #expect(eventually { kept.withLock { $0.count } == 2 })
            kept.withLock { $0[0] }(Self.text("not for you"))
            #expect(next.isSilent(milliseconds: 50))
            kept.withLock { $0[1] }(Self.text("yours"))
            #expect(try next.answer()?.body == "yours")
        }
    }

    @Test func answersAClientThatHasFinishedSending() throws {
        let application = TestApplication(reply: { _, completion in
            Thread.detachNewThread {
                usleep(20_000)
                completion(Self.text("late"))
            }
            return .later
        })
        try withEdge(application) { edge in
            let client = try RawClient(port: edge.port)
            client.send(Self.get)
            client.finishSending()
            #expect(try client.answer()?.body == "late")
            #expect(try client.isAtEnd())
        }
    }

    @Test func tellsAClientThatStopsInTheMiddle() throws {
        try withEdge(TestApplication()) { edge in
            for half in ["GET / HT", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhel"] {
                let client = try RawClient(port: edge.port)
                client.send(half)
                client.finishSending()
                #expect(try client.answer()?.status == 400)
                #expect(try client.isAtEnd())
            }
            let silent = try RawClient(port: edge.port)
            silent.finishSending()
            #expect(try silent.isAtEnd())
        }
    }

    @Test func runsLongWorkBesideTheLoop() throws {
        let application = TestApplication(reply: { request, _ in
            guard request.path.elementsEqual("/slow".utf8) else { return .now(Self.text("fast")) }
            return .slow { _ in
                usleep(300_000)
                return Self.text("slow")
            }
        })
        try withEdge(
            application,
            {
                $0.loops = 1
                $0.slowWorkers = 1
                $0.slowQueue = 1
            }
        ) { edge in
            let slow = try (0..<3).map { _ in try RawClient(port: edge.port) }
            for client in slow {
                client.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
                usleep(30_000)
            }
            let fast = try RawClient(port: edge.port)
            let start = MachineClock.milliseconds()
            fast.send(Self.get)
            #expect(try fast.answer()?.body == "fast")
            #expect(MachineClock.milliseconds() - start < 150)
            // One works, one waits, and the third is told to come back.
            let refused = try #require(try slow[2].answer())
            #expect(refused.status == 503 && refused.header("Retry-After") != nil)
            #expect(try slow[0].answer()?.body == "slow")
            #expect(try slow[1].answer()?.body == "slow")
        }
    }

    @Test func decidesOnAHeadBeforeItsBody() throws {
        let application = TestApplication(
            refuse: { $0.fields.authorization == nil ? Response(status: 401) : nil },
            reply: { request, _ in .now(Self.text("\(request.body.count) \(request.wasAdmitted)")) })
        try withEdge(application) { edge in
            let refused = try RawClient(port: edge.port)
            refused.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n")
            #expect(try refused.answer()?.status == 401)
            #expect(try refused.isAtEnd())
            let late = try RawClient(port: edge.port)
            late.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello" + Self.get)
            #expect(try late.answer()?.status == 401)
            #expect(try late.isAtEnd())
            let taken = try RawClient(port: edge.port)
            taken.send(
                "POST / HTTP/1.1\r\nHost: a\r\nAuthorization: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n")
            #expect(!taken.isSilent(milliseconds: 2_000))
            taken.send("hello")
            #expect(try taken.answer()?.body == "5 true")
        }
    }

    @Test func refusesALargeBodyBeforeReadingIt() throws {
        try withEdge(TestApplication()) { edge in
            let client = try RawClient(port: edge.port)
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 53687091200\r\n\r\n")
            let start = MachineClock.milliseconds()
            #expect(try client.answer()?.status == 413)
            #expect(MachineClock.milliseconds() - start < 500)
        }
    }

    /// The client can send on while it is being refused: closing over unread bytes would reset the connection, and on
    /// some systems take the answer with it.
    @Test func aRefusalReachesAClientThatKeepsSending() throws {
        try withEdge(TestApplication()) { edge in
            for _ in 0..<20 {
                let client = try RawClient(port: edge.port)
                client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5000000\r\n\r\n")
                #expect(client.send([UInt8](repeating: 65, count: 3_000_000)))
                #expect(try client.answer()?.status == 413)
            }
        }
    }

    @Test func takesABodyOfAMegabyte() throws {
        try withEdge(TestApplication(reply: { request, _ in .now(Self.text("\(request.body.count)")) })) { edge in
            let client = try RawClient(port: edge.port)
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1048576\r\n\r\n")
            client.send([UInt8](repeating: 66, count: 1_048_576))
            #expect(try client.answer()?.body == "1048576")
        }
    }

    @Test func sendsALargeAnswerInParts() throws {
        let large = [UInt8](repeating: 67, count: 20_000_000)
        try withEdge(TestApplication(reply: { _, _ in .now(Response(status: 200, body: large)) })) { edge in
            let client = try RawClient(port: edge.port)
            client.send(Self.get + Self.get)
            for _ in 0..<2 {
                usleep(50_000)
                #expect(try client.answer()?.body.utf8.count == large.count)
            }
        }
    }

    @Test func manyClientsAtOnce() throws {
        try withEdge(
            TestApplication(reply: { request, _ in .now(Self.text(String(decoding: request.path, as: UTF8.self))) })
        ) {
            edge in
            let port = edge.port
            let wrong = Mutex(0)
            onThreads(32) { thread in
                guard let client = try? RawClient(port: port) else {
                    wrong.withLock { $0 += 1 }
                    return
                }
                for round in 0..<200 {
                    client.send("GET /\(thread)/\(round) HTTP/1.1\r\nHost: a\r\n\r\n")
                    if (try? client.answer()?.body) != "/\(thread)/\(round)" { wrong.withLock { $0 += 1 } }
                }
            }
            #expect(wrong.withLock { $0 } == 0)
        }
    }
}
