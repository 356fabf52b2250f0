import Events

/// Random numbers that a test can repeat: SplitMix64 from a seed.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    mutating func id<Subject>() -> ID<Subject> { ID(bits: UInt128(next()) << 64 | UInt128(next())) }

    mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }

    mutating func isLucky(_ chances: Int, of count: Int) -> Bool { below(count) < chances }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    /// A value that nobody can open, as the log holds it.
    mutating func sealed<Value>(of subject: PartyID) -> Personal<Value> {
        var reader = JSONReader()
        let commitment = Digest(bigEndian: next(), next(), next(), next())
        reader.load(Array(#"{"subject":"\#(subject.text)","commitment":"\#(commitment.hex)"}"#.utf8))
        guard let personal = reader.record(Personal<Value>.self) else {
            preconditionFailure("A reference can be read.")
        }
        return personal
    }
}
