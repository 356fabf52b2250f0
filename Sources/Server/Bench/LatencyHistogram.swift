/// How long requests took, in buckets that are at most 3 % wide: small, and cheap enough to sit inside what it measures.
struct LatencyHistogram {
    /// 32 buckets for each power of two.
    private var counts = [Int](repeating: 0, count: 64 * 32)
    private(set) var count = 0
    private(set) var longest: Int64 = 0

    mutating func record(nanoseconds: Int64) {
        counts[Self.bucket(of: UInt64(max(0, nanoseconds)))] += 1
        count += 1
        longest = max(longest, nanoseconds)
    }

    /// The time that so many thousandths of the requests stayed under, in nanoseconds; 0 when there were none.
    func nanoseconds(permille: Int) -> Int64 {
        let wanted = (count * permille + 999) / 1_000
        var seen = 0
        for (bucket, count) in counts.enumerated() where count > 0 {
            seen += count
            if seen >= wanted { return min(longest, Self.top(of: bucket)) }
        }
        return longest
    }

    private static func bucket(of value: UInt64) -> Int {
        guard value >= 32 else { return Int(value) }
        let power = 63 - value.leadingZeroBitCount
        return (power - 4) * 32 + Int((value >> UInt64(power - 5)) & 31)
    }

    /// The largest value that falls into a bucket.
    private static func top(of bucket: Int) -> Int64 {
        guard bucket >= 64 else { return Int64(bucket) }
        let power = UInt64(bucket / 32 + 4)
        return Int64(clamping: (UInt64(bucket % 32 + 33) << (power - 5)) - 1)
    }
}
