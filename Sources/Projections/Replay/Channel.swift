import Events
import Synchronization

/// A short queue between two threads: who gives waits while it is full, who takes waits while it is empty.
final class Channel<Element: Sendable>: Sendable {
    private struct State {
        var elements: [Element] = []
        /// No more will be given.
        var isFinished = false
        /// No more will be taken.
        var isCancelled = false
    }

    private let state = Mutex(State())
    private let capacity: Int
    private let hasRoom: WakeSignal
    private let hasElement: WakeSignal

    init(capacity: Int) throws(FileError) {
        self.capacity = capacity
        hasRoom = try WakeSignal()
        hasElement = try WakeSignal()
    }

    /// Gives an element, when there is room. False: nobody takes any more.
    func give(_ element: Element) -> Bool {
        while true {
            let isGiven: Bool? = state.withLock { state in
                if state.isCancelled { return false }
                guard state.elements.count < capacity else { return nil }
                state.elements.append(element)
                return true
            }
            if isGiven == true { hasElement.post() }
            if let isGiven { return isGiven }
            hasRoom.wait(milliseconds: nil)
        }
    }

    /// Says that no more will be given.
    func finish() {
        state.withLock { $0.isFinished = true }
        hasElement.post()
    }

    /// Says that no more will be taken.
    func cancel() {
        state.withLock { $0.isCancelled = true }
        hasRoom.post()
    }

    /// Takes the oldest element, when there is one. Nil: there are no more.
    func take() -> Element? {
        while true {
            let (element, isEnd) = state.withLock { state in
                state.elements.isEmpty ? (nil, state.isFinished) : (state.elements.removeFirst(), false)
            }
            if let element {
                hasRoom.post()
                return element
            }
            if isEnd { return nil }
            hasElement.wait(milliseconds: nil)
        }
    }
}
