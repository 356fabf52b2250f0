/// Where the edge listens and how much of everything it allows. Every limit has a default that is safe to run with.
struct EdgeSettings: Sendable {
    /// Where connections come in: the machine itself, unless told otherwise; TLS is the proxy's.
    enum Address: Sendable, Equatable {
        /// An IPv4 address and a port; port 0 lets the system choose one.
        case tcp(host: String, port: UInt16)
        /// The path of a Unix socket.
        case unix(path: String)
    }

    var address = Address.tcp(host: "127.0.0.1", port: 8080)
    /// Threads with an event loop of their own; nil means one per core.
    var loops: Int?
    /// Threads for work that takes long, and how much of it may wait.
    var slowWorkers = 2
    var slowQueue = 64

    var limits = HTTPLimits()
    /// Open connections in all; one more is answered 503 and closed.
    var maxConnections = 8_192
    /// Open connections of one peer address. Behind a proxy the proxy is the peer, so this is not tight.
    var maxConnectionsPerPeer = 1_024

    /// Memory for bodies that are being received, over all connections; a body that has no room is answered 503.
    var bodyMemory = 256 << 20
    /// The same for files of the bank: two of the longest.
    var bankFileMemory = 2 * BankFileLimits.bytesMost
    /// Takes the last address of X-Forwarded-For for the peer of a request, for the limits per peer. Only behind a proxy
    /// that writes this field itself: from anybody else it is a name of his own choice.
    var trustsForwardedFor = false

    /// From the first byte of a request to the end of its head.
    var headSeconds = 10
    /// From the end of the head to the end of the body.
    var bodySeconds = 30
    /// The same for a file of the bank.
    var bankFileSeconds = 120
    /// Between two requests, and from the connection to its first byte.
    var idleSeconds = 60
    /// For the application to answer; after it the outcome is unknown.
    var answerSeconds = 60
    /// For the client to take an answer.
    var writeSeconds = 30
    /// For the client to read a last answer and hang up, before we do.
    var drainSeconds = 2
    /// For what is in flight when the edge is told to stop.
    var stopSeconds = 20

    /// One line in the log for every request.
    var logsRequests = true
    /// Says on every answer that this is a demonstration.
    var isDemo = false
    /// The API-Version header.
    var apiVersion = "1.0.0"
}
