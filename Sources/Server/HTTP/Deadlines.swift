/// One deadline per connection slot, in one flat array.
///
/// A deadline moves several times per request, so setting one has to be a store. All are compared four times a second:
/// 10,000 of them take some microseconds, less than the bookkeeping of a timer wheel would cost per request.
struct Deadlines: Sendable {
    private var times: [Int64] = []

    /// - Parameter time: milliseconds on the monotonic clock.
    mutating func set(_ slot: Int, _ time: Int64) {
        while times.count <= slot { times.append(.max) }
        times[slot] = time
    }

    mutating func clear(_ slot: Int) {
        times[slot] = .max
    }

    /// The slots whose time has come.
    func passed(_ now: Int64) -> [Int] {
        var slots: [Int] = []
        for slot in times.indices where times[slot] <= now { slots.append(slot) }
        return slots
    }
}
