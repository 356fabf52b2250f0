import Synchronization

/// A number that only goes up, such as requests answered.
final class Counter: Sendable {
    private let number = Atomic<UInt64>(0)

    var value: UInt64 { number.load(ordering: .relaxed) }

    func add(_ amount: UInt64 = 1) {
        number.add(amount, ordering: .relaxed)
    }
}

/// How long things took, in buckets that Prometheus can add up.
final class Histogram: Sendable {
    /// The upper ends of the buckets, in microseconds; the last bucket has none.
    static let bounds: [Int64] = [
        25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000,
        5_000_000,
    ]

    let buckets = (0...Histogram.bounds.count).map { _ in Counter() }
    let microseconds = Counter()

    func record(nanoseconds: Int64) {
        let taken = max(0, nanoseconds) / 1_000
        var index = 0
        while index < Self.bounds.count, taken > Self.bounds[index] { index += 1 }
        buckets[index].add()
        microseconds.add(UInt64(taken))
    }
}
