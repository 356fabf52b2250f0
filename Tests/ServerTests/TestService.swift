import Events
import Foundation

@testable import Server

/// Where the repository is, from where this file is.
enum Repository {
    static func path(_ name: String) -> String {
        let here = URL(fileURLWithPath: #filePath)
        return here.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent(name).path
    }
}

/// A whole server on a folder of its own and a port that the system chose; gone when the body returns.
struct TestService {
    let service: Service
    let port: UInt16
    private let signIn: SignIn

    static func with<Value>(clock: ServiceClock, _ body: (TestService) throws -> Value) throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pgb-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let service = try Service(folder, origin: LogName.make(), clock: clock)
        defer { service.stop() }
        var settings = TokenSettings(issuer: "test", audience: "test")
        settings.longestLife = 86_400
        let signIn = try SignIn(settings, key: SigningKey(id: "1", bytes: Array(repeating: 7, count: 32)))
        var edge = EdgeSettings()
        edge.address = .tcp(host: "127.0.0.1", port: 0)
        let running = try Edge.start(
            Site(service: service, signIn: signIn, isDemo: true).router(), edge, registry: service.registry)
        defer { running.stop() }
        return try body(TestService(service: service, port: running.port, signIn: signIn))
    }

    func token(_ principal: Principal) -> String {
        let means: SignInMeans =
            principal.kind == .employee ? .employee : principal.kind == .operator ? .operator : .digid
        return signIn.demoToken(principal.party?.text ?? "operator", means, .hoog, office: principal.office)
    }

    func get(_ path: String, as principal: Principal) throws -> RawClient.Answer {
        try exchange("GET \(path) HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer \(token(principal))\r\n\r\n")
    }

    func post(_ path: String, _ body: String, as principal: Principal?) throws -> RawClient.Answer {
        let authorization = principal.map { "Authorization: Bearer \(token($0))\r\n" } ?? ""
        return try exchange(
            "POST \(path) HTTP/1.1\r\nHost: test\r\n\(authorization)Content-Type: application/json\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }

    private func exchange(_ text: String) throws -> RawClient.Answer {
        let client = try RawClient(port: port)
        client.send(text)
        guard let answer = try client.answer() else { throw RawClient.Failure(sentence: "no answer") }
        return answer
    }
}
