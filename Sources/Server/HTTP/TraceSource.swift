/// Makes trace ids for requests that bring none: 64 random bits of this loop and a count, so never the same twice.
final class TraceSource {
    private let base = UInt64.random(in: 1...UInt64.max)
    private var count: UInt64 = UInt64.random(in: 0...UInt64.max)

    func next() -> TraceID {
        count &+= 1
        return TraceID(bits: UInt128(base) << 64 | UInt128(count))
    }

    /// An id for what this server does within a trace. Mixed, so that two servers that count alike do not meet.
    func nextSpan() -> UInt64 {
        count &+= 1
        let mixed = (base ^ count) &* 0x9E37_79B9_7F4A_7C15
        let span = mixed ^ mixed >> 29
        return span == 0 ? 1 : span
    }
}
