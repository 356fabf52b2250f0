/// A part of a request's head: its first byte and its length. A head is under 32 KiB, so sixteen bits hold each.
struct HeadRange: Sendable, Equatable {
    let start: UInt16
    let count: UInt16

    /// The bytes from `start` up to, not including, `end`.
    init(_ start: Int, _ end: Int) {
        self.start = UInt16(start)
        self.count = UInt16(end - start)
    }

    var indices: Range<Int> { Int(start)..<(Int(start) + Int(count)) }
}
