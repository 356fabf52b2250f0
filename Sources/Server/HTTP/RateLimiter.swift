import Synchronization

/// Token buckets: everybody may do so many things at once and so many per second after that, and nobody takes from
/// somebody else's share.
final class RateLimiter<Key: Hashable & Sendable>: Sendable {
    /// How much one key may do.
    struct Allowance: Sendable {
        var perMinute: Int
        var burst: Int

        init(perSecond: Int, burst: Int) {
            self.init(perMinute: 60 * perSecond, burst: burst)
        }

        init(perMinute: Int, burst: Int) {
            self.perMinute = perMinute
            self.burst = burst
        }
    }

    private struct Bucket {
        /// What is left, in parts of which `one` are a request.
        var parts: Int64
        var filledAt: Int64
    }

    /// So fine that a request a minute comes to whole parts in a millisecond.
    private static var one: Int64 { 60_000 }

    private final class Shard: Sendable {
        let buckets = Mutex<[Key: Bucket]>([:])
    }

    private let allowance: Allowance
    private let shards = (0..<16).map { _ in Shard() }
    private let mostPerShard: Int

    /// - Parameter most: how many keys are kept; full buckets are forgotten first, which changes nothing for them.
    init(_ allowance: Allowance, most: Int = 65_536) {
        precondition(allowance.perMinute > 0 && allowance.burst > 0, "an allowance lets something through")
        self.allowance = allowance
        mostPerShard = max(1, most / 16)
    }

    /// Takes one request out of the key's bucket.
    /// - Parameter now: milliseconds on the monotonic clock.
    /// - Returns: nil when it may go on, or after how many seconds it may.
    func take(_ key: Key, now: Int64) -> Int? {
        let shard = shards[key.hashValue & 15]
        return shard.buckets.withLock { buckets in
            let full = Int64(allowance.burst) * Self.one
            if buckets.count >= mostPerShard, buckets[key] == nil { forgetFull(&buckets, full, now) }
            var bucket = buckets[key] ?? Bucket(parts: full, filledAt: now)
            fill(&bucket, full, now)
            guard bucket.parts >= Self.one else {
                buckets[key] = bucket
                let perSecond = Int64(allowance.perMinute) * 1_000
                return Int(max(1, (Self.one - bucket.parts + perSecond - 1) / perSecond))
            }
            bucket.parts -= Self.one
            buckets[key] = bucket
            return nil
        }
    }

    private func fill(_ bucket: inout Bucket, _ full: Int64, _ now: Int64) {
        let elapsed = max(0, min(now - bucket.filledAt, 86_400_000))
        bucket.parts = min(full, bucket.parts + elapsed * Int64(allowance.perMinute))
        bucket.filledAt = now
    }

    private func forgetFull(_ buckets: inout [Key: Bucket], _ full: Int64, _ now: Int64) {
        buckets = buckets.filter { entry in
            var bucket = entry.value
            fill(&bucket, full, now)
            return bucket.parts < full
        }
        // Every key is in the middle of a flood: starting anew favours nobody.
        if buckets.count >= mostPerShard { buckets.removeAll(keepingCapacity: true) }
    }
}
