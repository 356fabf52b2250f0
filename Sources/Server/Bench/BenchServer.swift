import Events
import Glibc

/// The product itself as a child process, serving a data folder on a loopback port.
final class BenchServer {
    private let child: BenchChild
    let address: EdgeSettings.Address
    let signIn: SignIn
    /// From the start to the line that says it serves.
    let startNanoseconds: Int64
    private var isStopped = false

    /// Starts `pgb serve` and waits until it serves.
    /// - Parameters:
    ///   - key: the file with the key that tokens are signed with; made when it is not there.
    ///   - now: what its clock says.
    ///   - recordsAccess: whether it writes down who saw what.
    init(data: String, key: String, now: Moment, recordsAccess: Bool = true) throws {
        if !Files.exists(key) { try SigningKey.createFile(path: key) }
        var settings = TokenSettings(issuer: "pgb-broker", audience: "pgb")
        settings.longestLife = 86_400
        signIn = try SignIn(settings, key: SigningKey(id: "1", path: key))
        let began = MachineClock.nanoseconds()
        let pipe = try Self.pipe()
        defer { close(pipe.reading) }
        child = try BenchChild(
            [
                // No limit for each caller: these callers have no patience.
                "serve", "--data", data, "--listen", "127.0.0.1:0", "--key", key, "--rate", "0", "--demo", "--now",
                now.text, "--access", recordsAccess ? "on" : "off",
            ],
            output: pipe.writing)
        close(pipe.writing)
        guard let port = Self.port(in: pipe.reading) else {
            child.wait()
            throw BenchFault("The server on \(data) did not start. `pgb serve --demo --data \(data)` says why.")
        }
        address = .tcp(host: "127.0.0.1", port: port)
        startNanoseconds = MachineClock.nanoseconds() - began
    }

    deinit {
        if !isStopped { kill(child.process, SIGKILL) }
    }

    var figures: ProcessFigures { ProcessFigures(process: child.process) }

    /// Ends it in order.
    func stop() throws {
        isStopped = true
        try child.stop()
    }

    /// The token of a person who signed in.
    func token(_ party: PartyID) -> String { signIn.demoToken(party.text, .digid, .hoog, office: nil) }

    /// How many events the views are behind the log; nil while they are being made.
    func viewsLag() throws -> Int64? {
        var script = BenchScript()
        script.get("/v1/health", token: token(PartyID(bits: 0)))
        let health = try BenchClient(to: address, [script]).run(seconds: 60).lastBody
        guard health.contains(#""views":"ok""#), health.contains(#""rebuilding":false"#) else { return nil }
        let behind = health.split(separator: #""lag":"#, maxSplits: 1).last
        return behind.flatMap { Int64($0.prefix { $0.isNumber }) }
    }

    /// Waits until the views reflect everything that is in the log.
    func waitForViews() throws {
        for _ in 0..<6_000 {
            if try viewsLag() == 0 { return }
            usleep(100_000)
        }
        throw BenchFault("The views did not follow the log within ten minutes.")
    }

    /// Reads what the server says up to the line with its address.
    private static func port(in descriptor: Int32) -> UInt16? {
        var text = ""
        var part = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = read(descriptor, &part, part.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            text += String(decoding: part[..<count], as: UTF8.self)
            for line in text.split(separator: "\n") where line.contains(" serves ") && text.hasSuffix("\n") {
                return line.split(separator: ":").last.flatMap { UInt16($0.filter(\.isNumber)) }
            }
        }
    }

    private static func pipe() throws -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [0, 0]
        guard Glibc.pipe(&ends) == 0 else { throw BenchFault.system("pipe") }
        _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
        _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
        return (ends[0], ends[1])
    }
}
