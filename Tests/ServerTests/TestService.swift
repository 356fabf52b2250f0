import Events
import Foundation
import Projections
import Support
import Testing

@testable import Server

/// A whole server on a folder of its own and a port that the system chose; gone when the body returns.
struct TestService {
    let service: Service
    let port: UInt16
    let signIn: SignIn
    /// With what every answer is compared.
    let description: APIDescription

    /// - Parameters:
    ///   - signInClock: seconds since 1970, by which tokens and sessions end.
    ///   - fill: puts something in the folder before the service opens it.
    static func with<Value>(
        clock: ServiceClock, levels: Levels = .usual, perPerson: RateLimiter<String>? = nil,
        signInClock: @escaping @Sendable () -> Int64 = { Int64(MachineClock.unixSeconds()) },
        fill: (_ folder: String) throws -> Void = { _ in }, _ body: (TestService) throws -> Value
    ) throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pgb-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try fill(folder)
        let service = try Service(folder, origin: LogName.make(), clock: clock, debtor: .demo)
        defer { service.stop() }
        var settings = TokenSettings(issuer: "test", audience: "test")
        settings.longestLife = 86_400
        let key = try SigningKey(id: "1", bytes: Array(repeating: 7, count: 32))
        let keyring = try Keyring([key])
        let sessions = try Sessions(folder + "/sessions.db", keyring, registry: service.registry, clock: signInClock)
        defer { sessions.stop() }
        let signIn = SignIn(
            try TokenVerifier(settings, keyring), sessions: sessions, levels: levels,
            meters: SignInMeters(service.registry), perPerson: perPerson,
            maker: TokenMaker(settings: settings, key: key))
        var edge = EdgeSettings()
        edge.isDemo = true
        edge.address = .tcp(host: "127.0.0.1", port: 0)
        let running = try Edge.start(
            Site(service: service, signIn: signIn, isDemo: true).router(clock: signInClock), edge,
            registry: service.registry)
        defer { running.stop() }
        let published = try exchange("GET /v1/openapi.json HTTP/1.1\r\nHost: test\r\n\r\n", port: running.port)
        return try body(
            TestService(
                service: service, port: running.port, signIn: signIn, description: try .published(published.body)))
    }

    /// The same, after the journeys have been played, in February 2027. Each test has its own copy of the played folder.
    static func withJourneys<Value>(
        clock: ServiceClock = .starting(at: afterJourneys), levels: Levels = .usual,
        perPerson: RateLimiter<String>? = nil,
        signInClock: @escaping @Sendable () -> Int64 = { Int64(MachineClock.unixSeconds()) },
        _ body: (TestService) throws -> Value
    ) throws -> Value {
        let played = try played.get()
        return try with(
            clock: clock, levels: levels, perPerson: perPerson, signInClock: signInClock,
            fill: { try FileManager.default.copyItem(atPath: played, toPath: $0) },
            {
                try $0.waitForViews()
                return try body($0)
            })
    }

    private static let afterJourneys: Moment = {
        guard let now = Moment("2027-02-01T09:00:00Z") else { preconditionFailure("a moment") }
        return now
    }()

    /// The folder in which the journeys have been played, by the first test that wants them: playing takes seconds, and
    /// copying milliseconds. It goes with the process.
    private static let played = Result { () throws -> String in
        let folder = playedFolder
        atexit { try? FileManager.default.removeItem(atPath: TestService.playedFolder) }
        let service = try Service(folder, origin: LogName.make(), clock: .starting(at: afterJourneys), debtor: .demo)
        defer { service.stop() }
        let reader = LogReader(try Connection(.reader(service.folder.log)))
        var run = JourneyRun(
            try JourneyFolder.read(Repository.root + "/fixtures/journeys"), service.desk(reader))
        for turn in run.turns {
            if case .ask(let asked) = turn.line.step { try run.ask(asked, turn) }
        }
        return folder
    }

    private static let playedFolder =
        FileManager.default.temporaryDirectory.appendingPathComponent("pgb-played-\(getpid())").path

    /// Waits until the views reflect all that is in the log.
    func waitForViews() throws {
        let last = try LogReader(try Connection(.reader(service.folder.log))).lastPosition()
        let reached = try WakeSignal()
        service.views.whenReached(last) { reached.post() }
        reached.wait(milliseconds: 10_000)
    }

    /// - Parameter user: the name of the person behind an organisation.
    func token(_ principal: Principal, user: String? = nil) -> String {
        let means: SignInMeans =
            user != nil
            ? .vecozo : principal.kind == .employee ? .employee : principal.kind == .operator ? .operator : .digid
        return signIn.demoToken(principal.party?.text ?? "operator", means, .hoog, office: principal.office, user: user)
    }

    /// - Parameter accept: what the client takes; nil when it does not say.
    func get(
        _ path: String, as principal: Principal, user: String? = nil, accept: String? = nil
    ) throws -> RawClient.Answer {
        let takes = accept.map { "Accept: \($0)\r\n" } ?? ""
        return try compared("GET", path, "Authorization: Bearer \(token(principal, user: user))\r\n\(takes)\r\n")
    }

    /// A question that needs no token.
    func getOpen(_ path: String) throws -> RawClient.Answer { try compared("GET", path, "\r\n") }

    /// - Parameter length: what Content-Length says; nil for the truth.
    func post(
        _ path: String, _ body: String, as principal: Principal?, user: String? = nil, declaring length: Int? = nil,
        type: String = "application/json"
    ) throws -> RawClient.Answer {
        let authorization = principal.map { "Authorization: Bearer \(token($0, user: user))\r\n" } ?? ""
        return try compared(
            "POST", path,
            "\(authorization)Content-Type: \(type)\r\nContent-Length: \(length ?? body.utf8.count)\r\n\r\n"
                + body)
    }

    /// Asks, and compares the answer with what `/v1/openapi.json` says of it.
    /// - Parameter rest: the fields behind Host, the empty line and the body.
    func compared(_ method: String, _ path: String, _ rest: String) throws -> RawClient.Answer {
        let answer = try Self.exchange("\(method) \(path) HTTP/1.1\r\nHost: test\r\n\(rest)", port: port)
        let faults = faults(method, path, answer)
        #expect(faults.isEmpty, "\(faults.prefix(5))")
        return answer
    }

    /// What an answer has that `/v1/openapi.json` does not say of it.
    func faults(_ method: String, _ path: String, _ answer: RawClient.Answer) -> [String] {
        description.faults(
            method, path, status: answer.status, body: answer.body, type: answer.header("Content-Type"),
            headers: ["Link", "Reflects"].filter { answer.header($0) != nil })
    }

    private static func exchange(_ text: String, port: UInt16) throws -> RawClient.Answer {
        let client = try RawClient(port: port, timeoutMilliseconds: 60_000)
        client.send(text)
        guard let answer = try client.answer() else { throw RawClient.Failure(sentence: "no answer") }
        return answer
    }
}
