import Foundation

@testable import Server

/// A connection for each who asks: what all of them ask is sent first and read then, so that the server works on all at once.
final class MatrixClient {
    /// What one of them asks.
    struct Ask {
        let asker: Int
        let text: String
    }

    private let port: UInt16
    private let heads: [String]
    private var connections: [RawClient?]

    init(_ askers: [MatrixAsker], port: UInt16) {
        self.port = port
        heads = askers.map { $0.token.map { "Host: test\r\nAuthorization: Bearer \($0)\r\n" } ?? "Host: test\r\n" }
        connections = askers.map { _ in nil }
    }

    func get(_ path: String, by asker: Int, accept: String? = nil) -> Ask {
        Ask(
            asker: asker,
            text: "GET \(path) HTTP/1.1\r\n\(heads[asker])" + (accept.map { "Accept: \($0)\r\n" } ?? "") + "\r\n")
    }

    func post(_ path: String, _ body: String, by asker: Int, type: String = "application/json") -> Ask {
        Ask(
            asker: asker,
            text: "POST \(path) HTTP/1.1\r\n\(heads[asker])Content-Type: \(type)\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n" + body)
    }

    /// The answers, in the order of what was asked.
    func answers(to asks: [Ask]) throws -> [RawClient.Answer] {
        let sent = try asks.map { ask in
            let client = try connection(of: ask.asker)
            client.send(ask.text)
            return client
        }
        return try zip(asks, sent).map { ask, sent in
            let client = try connection(of: ask.asker)
            // The server hung up on an earlier one, so this one was not read.
            if client !== sent { client.send(ask.text) }
            guard let answer = try client.answer() else {
                throw RawClient.Failure(sentence: "no answer to \(ask.text.prefix(60))")
            }
            if answer.header("Connection")?.lowercased() == "close" { connections[ask.asker] = nil }
            return answer
        }
    }

    private func connection(of asker: Int) throws -> RawClient {
        if let open = connections[asker] { return open }
        let client = try RawClient(port: port, timeoutMilliseconds: 60_000)
        connections[asker] = client
        return client
    }
}

extension RawClient.Answer {
    /// The body without the reference of this one answer.
    var withoutReference: String {
        guard let start = body.range(of: #""reference":""#)?.upperBound else { return body }
        let end = body.index(start, offsetBy: 32, limitedBy: body.endIndex) ?? body.endIndex
        return String(body[..<start]) + String(body[end...])
    }
}
