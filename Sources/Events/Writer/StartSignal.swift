internal import Synchronization

/// Tells the thread that starts another one how the start went.
final class StartSignal: Sendable {
    private enum Outcome {
        case open
        case done((any Error)?)
    }

    private let outcome = Mutex<Outcome>(.open)
    private let signal: WakeSignal

    init() throws(FileError) { signal = try WakeSignal() }

    /// The start is done; nil when it went well.
    func post(_ error: (any Error)?) {
        outcome.withLock { $0 = .done(error) }
        signal.post()
    }

    /// Waits for `post`, and gives what it was told.
    func wait() -> (any Error)? {
        while true {
            if case .done(let error) = outcome.withLock({ $0 }) { return error }
            signal.wait(milliseconds: nil)
        }
    }
}
