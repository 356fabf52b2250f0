internal import CLinux
internal import Glibc

/// Wakes one sleeping thread. A signal that comes before the sleep is not lost.
package final class WakeSignal: Sendable {
    private let descriptor: Int32

    package init() throws(FileError) {
        descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard descriptor >= 0 else { throw FileError.latest("eventfd", "") }
    }

    deinit {
        close(descriptor)
    }

    /// Never blocks: the counter behind it holds 2^64 signals.
    package func post() {
        var one: UInt64 = 1
        while write(descriptor, &one, 8) < 0, errno == EINTR {}
    }

    /// Sleeps until a signal or until `milliseconds` have passed; nil sleeps on. Takes all signals that are there.
    /// - Returns: whether there was one.
    @discardableResult
    package func wait(milliseconds: Int32?) -> Bool {
        var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        _ = poll(&watched, 1, milliseconds ?? -1)
        var count: UInt64 = 0
        while read(descriptor, &count, 8) < 0, errno == EINTR {}
        return count > 0
    }
}
