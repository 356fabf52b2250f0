import Glibc
import Synchronization

/// Remembers tokens that were checked, by their exact bytes and until they end.
///
/// Tokens are found by a hash that is seeded anew in every process, and then compared byte by byte, so nobody can
/// choose a token that meets another's entry.
final class TokenCache: Sendable {
    private struct Entry {
        let token: [UInt8]
        let identity: Identity
        /// Under which keys it was checked.
        let generation: Int
    }

    private let entries = Mutex<[Int: Entry]>([:])
    private let most: Int

    init(most: Int) {
        self.most = most
    }

    /// Who the token is for; nil when it was not checked before with the keys of now.
    /// - Parameters:
    ///   - now: seconds since 1970, less the time for which ended tokens are still taken.
    ///   - generation: the number of the keys of now.
    func look(_ token: ArraySlice<UInt8>, now: Int64, _ generation: Int) -> Identity? {
        let hash = Self.hash(token)
        return entries.withLock { entries in
            guard let entry = entries[hash], entry.generation == generation, Self.equal(entry.token, token),
                now <= entry.identity.expires
            else { return nil }
            return entry.identity
        }
    }

    func keep(_ token: ArraySlice<UInt8>, _ identity: Identity, now: Int64, _ generation: Int) {
        let entry = Entry(token: Array(token), identity: identity, generation: generation)
        let hash = Self.hash(token)
        entries.withLock { entries in
            if entries.count >= most {
                entries = entries.filter {
                    now <= $0.value.identity.expires && $0.value.generation == generation
                }
                // All still live: start anew, which costs each of them one full check.
                if entries.count >= most { entries.removeAll(keepingCapacity: true) }
            }
            entries[hash] = entry
        }
    }

    private static func hash(_ token: ArraySlice<UInt8>) -> Int {
        token.withUnsafeBytes { bytes in
            var hasher = Hasher()
            hasher.combine(bytes: bytes)
            return hasher.finalize()
        }
    }

    private static func equal(_ kept: [UInt8], _ token: ArraySlice<UInt8>) -> Bool {
        guard kept.count == token.count else { return false }
        return kept.withUnsafeBytes { one in
            token.withUnsafeBytes { other in
                guard let left = one.baseAddress, let right = other.baseAddress else { return true }
                return memcmp(left, right, one.count) == 0
            }
        }
    }
}
