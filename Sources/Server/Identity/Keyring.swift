import Synchronization

/// The keys with which tokens are checked. They can be replaced while the server runs: what a key that was taken out
/// has signed is refused from the next request on.
final class Keyring: Sendable {
    /// The keys of one moment.
    struct Keys: Sendable {
        let keys: [SigningKey]
        /// Goes up with every replacement: what was checked under an earlier number counts no more.
        let generation: Int
    }

    private let state: Mutex<Keys>
    private let latest = Atomic<Int>(0)

    /// - Parameter keys: the key in use, and during a rotation the one before it.
    init(_ keys: [SigningKey]) throws(EdgeFailure) {
        try Self.check(keys)
        state = Mutex(Keys(keys: keys, generation: 0))
    }

    /// From now on these keys and no others.
    func replace(with keys: [SigningKey]) throws(EdgeFailure) {
        try Self.check(keys)
        state.withLock { state in
            state = Keys(keys: keys, generation: state.generation + 1)
            latest.store(state.generation, ordering: .releasing)
        }
    }

    var current: Keys { state.withLock { $0 } }

    /// The number of the keys of now, without waiting for anybody.
    var generation: Int { latest.load(ordering: .acquiring) }

    private static func check(_ keys: [SigningKey]) throws(EdgeFailure) {
        guard (1...2).contains(keys.count), Set(keys.map(\.id)).count == keys.count else {
            throw EdgeFailure("Tokens are checked with one key, or with two of different names during a rotation.")
        }
    }
}
