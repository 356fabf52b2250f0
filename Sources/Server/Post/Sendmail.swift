import Events
import Glibc

/// The program of the system's mail server: takes one mail on its input and ends with a code that says whether it has it.
struct Sendmail {
    let path: String
    /// How long it may take.
    var milliseconds = 30_000

    enum Outcome: Equatable {
        case accepted
        /// There is no such address (sysexits.h: EX_NOUSER, EX_NOHOST).
        case refused
        /// It did not take the mail; it is tried again.
        case failed(Int32)
        /// It was killed or did not end: it may have the mail or not.
        case unknown
    }

    /// Hands over one mail and waits for the end of the program.
    func hand(_ mail: [UInt8]) -> Outcome {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return .failed(-errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let child = start(input: ends[0])
        close(ends[0])
        guard let child else {
            close(ends[1])
            return .failed(-1)
        }
        // A mail is far smaller than what a pipe holds, so this does not wait; a program that does not read it shows in
        // its exit code.
        var rest = mail[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(ends[1], $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else { break }
            rest = rest.dropFirst(max(count, 0))
        }
        let isWhole = rest.isEmpty
        close(ends[1])
        guard let status = wait(for: child) else { return .unknown }
        guard status & 0x7f == 0 else { return .unknown }
        switch (status >> 8) & 0xff {
        case 0: return isWhole ? .accepted : .unknown
        case 67, 68: return .refused
        case let code: return .failed(code)
        }
    }

    private func start(input: Int32) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        for output in [STDOUT_FILENO, STDERR_FILENO] {
            posix_spawn_file_actions_addopen(&actions, output, "/dev/null", O_WRONLY, 0)
        }
        // Our threads hold back all signals; the program must not inherit that.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        var usual = sigset_t()
        sigemptyset(&none)
        sigemptyset(&usual)
        sigaddset(&usual, SIGPIPE)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &usual)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var words: [UnsafeMutablePointer<CChar>?] = ["sendmail", "-t", "-i"].map { (word: String) in strdup(word) }
        words.append(nil)
        defer { for word in words { free(word) } }
        var child = pid_t()
        return posix_spawn(&child, path, &actions, &attributes, &words, environ) == 0 ? child : nil
    }

    /// The status with which it ended; nil when it had to be killed.
    private func wait(for child: pid_t) -> Int32? {
        var status: Int32 = 0
        var waited = 0
        while true {
            let ended = waitpid(child, &status, WNOHANG)
            if ended == child { return status }
            if ended < 0, errno != EINTR { return nil }
            guard waited < milliseconds else { break }
            usleep(2_000)
            waited += 2
        }
        kill(child, SIGKILL)
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        return nil
    }
}
