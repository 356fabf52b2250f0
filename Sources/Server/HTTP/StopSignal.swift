import CLinux
import Glibc

/// SIGTERM and SIGINT, and SIGHUP where that means to read something again, as something to wait for, in place of a
/// handler that interrupts whatever runs.
enum StopSignal {
    private static func set() -> sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, SIGTERM)
        sigaddset(&set, SIGINT)
        sigaddset(&set, SIGHUP)
        return set
    }

    /// Keeps the signals for `wait`. Before any thread is started, because threads inherit this.
    static func hold() {
        var set = set()
        pthread_sigmask(SIG_BLOCK, &set, nil)
    }

    /// Sleeps until one of them comes, and returns its number.
    static func wait() -> Int32 {
        var set = set()
        var signal: Int32 = 0
        while sigwait(&set, &signal) != 0 {}
        return signal
    }
}
