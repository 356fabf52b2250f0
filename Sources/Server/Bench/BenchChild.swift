import Events
import Glibc

/// This program as a child process, with what the kernel counted for it.
struct BenchChild {
    let process: pid_t

    /// What a child used from its start to its end.
    struct Usage {
        let nanoseconds: Int64
        let processorNanoseconds: Int64
        let peakKibibytes: Int64
    }

    /// Starts `pgb` with these words.
    /// - Parameter output: where what it prints goes; nil is nowhere. What it complains of goes the same way.
    init(_ words: [String], output: Int32? = nil) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let output {
            posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        } else {
            posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        }
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        var arguments: [UnsafeMutablePointer<CChar>?] = (["pgb"] + words).map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var started = pid_t()
        let result = posix_spawn(&started, try Self.program(), &actions, nil, &arguments, environ)
        guard result == 0 else { throw BenchFault("posix_spawn: \(String(cString: strerror(result)))") }
        process = started
    }

    /// The file of this program.
    private static func program() throws -> String {
        guard let path = realpath("/proc/self/exe", nil) else { throw BenchFault.system("realpath") }
        defer { free(path) }
        return String(cString: path)
    }

    /// Runs a verb to its end, which has to be a good one.
    static func run(_ words: [String]) throws -> Usage {
        let began = MachineClock.nanoseconds()
        let child = try BenchChild(words)
        var status: Int32 = 0
        var usage = rusage()
        while wait4(child.process, &status, 0, &usage) < 0, errno == EINTR {}
        guard status == 0 else {
            throw BenchFault("`pgb \(words.joined(separator: " "))` ended with status \(status).")
        }
        return Usage(
            nanoseconds: MachineClock.nanoseconds() - began,
            processorNanoseconds: nanoseconds(usage.ru_utime) + nanoseconds(usage.ru_stime),
            peakKibibytes: Int64(usage.ru_maxrss))
    }

    /// Asks it to stop, and waits for that.
    func stop() throws {
        kill(process, SIGTERM)
        let status = wait()
        guard status == 0 else { throw BenchFault("The server ended with status \(status).") }
    }

    @discardableResult
    func wait() -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return status
    }

    private static func nanoseconds(_ time: timeval) -> Int64 {
        Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_usec) * 1_000
    }
}
