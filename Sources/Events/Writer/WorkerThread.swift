internal import CLinux
internal import Glibc

/// A thread that is joined before its owner goes. Signals stay with the main thread.
package struct WorkerThread: Sendable {
    private let id: pthread_t

    private final class Body: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) {
            self.run = run
        }
    }

    /// Starts `run` on a new thread with a stack of 8 MiB.
    package init(_ run: @escaping @Sendable () -> Void) throws(FileError) {
        let body = Unmanaged.passRetained(Body(run))
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
            }, body.toOpaque())
        guard result == 0 else {
            body.release()
            throw FileError(call: "pthread_create", path: "", number: result)
        }
        self.id = id
    }

    /// Waits for the end of the thread; once per thread.
    package func join() { pthread_join(id, nil) }
}
