import Synchronization

/// The memory that bodies may take while they are received, over all loops. It is reserved by what a head declares, so
/// that many large bodies at once are refused before they are read, not when memory is gone.
final class BodyMemory: Sendable {
    private let left: Atomic<Int>

    init(_ bytes: Int) {
        left = Atomic(bytes)
    }

    /// Sets room apart; false when there is too little.
    func reserve(_ bytes: Int) -> Bool {
        let after = left.subtract(bytes, ordering: .relaxed).newValue
        if after >= 0 { return true }
        left.add(bytes, ordering: .relaxed)
        return false
    }

    func release(_ bytes: Int) {
        left.add(bytes, ordering: .relaxed)
    }
}
