import CLinux
import Glibc

/// A counter in the kernel on which a thread can sleep: an epoll loop by watching `descriptor`, a worker by `wait`.
final class Wakeup: Sendable {
    let descriptor: Int32

    /// - Parameter counts: each `post` wakes one `wait`; without it, any number of posts is one wake-up.
    init(counts: Bool) throws(EdgeFailure) {
        descriptor = eventfd(0, Int32(EFD_CLOEXEC | (counts ? EFD_SEMAPHORE : EFD_NONBLOCK)))
        guard descriptor >= 0 else { throw EdgeFailure.system("eventfd", errno) }
    }

    deinit {
        close(descriptor)
    }

    /// Wakes the sleeper. Never blocks: the counter holds 2^64 posts.
    func post() {
        var one: UInt64 = 1
        while write(descriptor, &one, 8) < 0, errno == EINTR {}
    }

    /// Sleeps until a post, or, on a descriptor that does not block, takes the posts that are there.
    func wait() {
        var count: UInt64 = 0
        while read(descriptor, &count, 8) < 0, errno == EINTR {}
    }
}
