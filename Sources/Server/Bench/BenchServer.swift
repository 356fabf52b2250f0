import Events
import Glibc

/// The product itself as a child process, serving a data folder on a loopback port.
final class BenchServer {
    let process: pid_t
    let address: EdgeSettings.Address
    let signIn: SignIn
    /// From the start to the line that says it serves.
    let startNanoseconds: Int64
    private var isStopped = false

    /// Starts `pgb serve` and waits until it serves.
    /// - Parameters:
    ///   - key: the file with the key that tokens are signed with; made when it is not there.
    ///   - now: what its clock says.
    init(data: String, key: String, now: Moment) throws {
        if !Files.exists(key) { try SigningKey.createFile(path: key) }
        var settings = TokenSettings(issuer: "pgb-broker", audience: "pgb")
        settings.longestLife = 86_400
        signIn = try SignIn(settings, key: SigningKey(id: "1", path: key))
        let began = MachineClock.nanoseconds()
        let pipe = try Self.pipe()
        defer { close(pipe.reading) }
        process = try Self.spawn(
            ["pgb", "serve", "--data", data, "--listen", "127.0.0.1:0", "--key", key, "--demo", "--now", now.text],
            output: pipe.writing)
        close(pipe.writing)
        guard let port = Self.port(in: pipe.reading) else {
            _ = Self.wait(for: process)
            throw BenchFault("The server did not start; it says why above.")
        }
        address = .tcp(host: "127.0.0.1", port: port)
        startNanoseconds = MachineClock.nanoseconds() - began
    }

    deinit {
        if !isStopped { kill(process, SIGKILL) }
    }

    var figures: ProcessFigures { ProcessFigures(process: process) }

    /// Ends it in order.
    func stop() throws {
        isStopped = true
        kill(process, SIGTERM)
        let status = Self.wait(for: process)
        guard status == 0 else { throw BenchFault("The server ended with status \(status).") }
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

    private static func spawn(_ arguments: [String], output: Int32) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        // A line per request goes to the log, as it would in use; nobody reads it here.
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var process = pid_t()
        let result = posix_spawn(&process, "/proc/self/exe", &actions, nil, &words, environ)
        guard result == 0 else { throw BenchFault("posix_spawn: \(String(cString: strerror(result)))") }
        return process
    }

    private static func wait(for process: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return status
    }
}
