import Glibc
import Synchronization

/// Remembers tokens that were checked, and tokens that were revoked, by their exact bytes and until they end.
///
/// Tokens are found by a hash that is seeded anew in every process, and then compared byte by byte, so nobody can
/// choose a token that meets another's entry.
final class TokenCache: Sendable {
    enum Finding { case known(Identity), revoked, unknown }

    private struct Entry {
        let token: [UInt8]
        let identity: Identity
    }

    private struct Revoked: Hashable {
        let token: [UInt8]
    }

    private struct Contents {
        var entries: [Int: Entry] = [:]
        /// When each revoked token ends by itself.
        var revoked: [Revoked: Int64] = [:]
    }

    private let contents = Mutex(Contents())
    private let most: Int

    init(most: Int) {
        self.most = most
    }

    /// - Parameter now: seconds since 1970, less the time for which ended tokens are still taken.
    func look(_ token: ArraySlice<UInt8>, now: Int64) -> Finding {
        let hash = Self.hash(token)
        return contents.withLock { contents in
            if let entry = contents.entries[hash], Self.equal(entry.token, token), now <= entry.identity.expires {
                return .known(entry.identity)
            }
            guard !contents.revoked.isEmpty else { return .unknown }
            return contents.revoked[Revoked(token: Array(token))] == nil ? .unknown : .revoked
        }
    }

    func keep(_ token: ArraySlice<UInt8>, _ identity: Identity, now: Int64) {
        let entry = Entry(token: Array(token), identity: identity)
        let hash = Self.hash(token)
        contents.withLock { contents in
            if contents.revoked[Revoked(token: entry.token)] != nil { return }
            if contents.entries.count >= most {
                contents.entries = contents.entries.filter { now <= $0.value.identity.expires }
                // All still live: start anew, which costs each of them one full check.
                if contents.entries.count >= most { contents.entries.removeAll(keepingCapacity: true) }
            }
            contents.entries[hash] = entry
        }
    }

    /// - Parameter end: when the token would have ended, in seconds since 1970.
    func revoke(_ token: ArraySlice<UInt8>, until end: Int64) {
        let hash = Self.hash(token)
        contents.withLock { contents in
            contents.entries[hash] = nil
            contents.revoked[Revoked(token: Array(token))] = end
        }
    }

    /// Forgets revocations of tokens that have ended, with the time for which ended ones are taken behind them.
    func forgetEnded(now: Int64) {
        contents.withLock { contents in
            contents.revoked = contents.revoked.filter { now <= $0.value }
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
