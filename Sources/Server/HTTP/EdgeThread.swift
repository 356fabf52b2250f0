import CLinux
import Glibc

/// A thread of the edge. It is joined before the edge returns, so nothing of it outlives a stop.
struct EdgeThread: Sendable {
    private let id: pthread_t

    private final class Body: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) {
            self.run = run
        }
    }

    /// Starts `body` on a new thread with a stack of 8 MiB. Signals stay with the main thread.
    static func start(_ body: @escaping @Sendable () -> Void) throws(EdgeFailure) -> EdgeThread {
        let box = Unmanaged.passRetained(Body(body))
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, 8 << 20)
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        var id = pthread_t()
        let result = pthread_create(
            &id, &attributes,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }, box.toOpaque())
        guard result == 0 else {
            box.release()
            throw EdgeFailure.system("pthread_create", result)
        }
        return EdgeThread(id: id)
    }

    private init(id: pthread_t) {
        self.id = id
    }

    /// Waits for the end of the thread; once per thread.
    func join() {
        pthread_join(id, nil)
    }
}
