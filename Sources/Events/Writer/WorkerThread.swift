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
    /// - Parameter name: what tools that look into the process call it; at most 15 bytes.
    package init(_ name: StaticString = "pgb", _ run: @escaping @Sendable () -> Void) throws(FileError) {
        let body = Unmanaged.passRetained(
            Body {
                pgb_name_thread(UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self))
                run()
            })
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

    /// From now on the calling thread takes a third of what another gets while the processors are short: work that others
    /// need not wait for.
    package static func giveWay() { setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 5) }

    /// Waits for the end of the thread; once per thread.
    package func join() { pthread_join(id, nil) }
}
