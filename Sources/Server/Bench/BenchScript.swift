import Events

/// The requests of one connection in the order in which they are sent, as the bytes that go over the wire.
struct BenchScript {
    private(set) var bytes: [UInt8] = []
    private var ends: [Int] = []

    var count: Int { ends.count }

    /// Where the bytes of a request are.
    func range(_ index: Int) -> Range<Int> { (index == 0 ? 0 : ends[index - 1])..<ends[index] }

    /// Adds a command.
    /// - Parameter token: who asks, by his sign-in token.
    mutating func post(_ path: String, token: String, body: [UInt8]) {
        bytes +=
            """
            POST \(path) HTTP/1.1\r
            Host: 127.0.0.1\r
            Authorization: Bearer \(token)\r
            Content-Type: application/json\r
            Content-Length: \(body.count)\r
            \r

            """.utf8
        bytes += body
        ends.append(bytes.count)
    }

    /// Adds a question.
    mutating func get(_ path: String, token: String) {
        bytes += "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer \(token)\r\n\r\n".utf8
        ends.append(bytes.count)
    }
}
