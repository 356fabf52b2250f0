/// Where the command with an id stands, kept in memory: an index on random ids in the file would dirty a page per
/// command. It holds 64-bit fingerprints, so a hit must be checked against the row it names.
struct CommandTable {
    private var fingerprints: [UInt64]
    private var sequences: [UInt32]
    private(set) var count = 0

    init() {
        fingerprints = Array(repeating: 0, count: 1_024)
        sequences = Array(repeating: 0, count: 1_024)
    }

    /// The sequences of the commands that may have this id; nearly always none or the one.
    func candidates(for id: CommandID) -> [Int64] {
        let fingerprint = Self.fingerprint(id)
        var found: [Int64] = []
        var slot = slot(of: fingerprint)
        while sequences[slot] != 0 {
            if fingerprints[slot] == fingerprint { found.append(Int64(sequences[slot])) }
            slot = (slot + 1) & (sequences.count - 1)
        }
        return found
    }

    /// Remembers where the command with this id stands.
    mutating func insert(_ id: CommandID, at sequence: Int64) {
        precondition(sequence > 0 && sequence <= UInt32.max, "a log holds at most four thousand million commands")
        if count >= sequences.count / 4 * 3 { grow() }
        place(Self.fingerprint(id), UInt32(sequence))
        count += 1
    }

    private mutating func place(_ fingerprint: UInt64, _ sequence: UInt32) {
        var slot = slot(of: fingerprint)
        while sequences[slot] != 0 { slot = (slot + 1) & (sequences.count - 1) }
        fingerprints[slot] = fingerprint
        sequences[slot] = sequence
    }

    private mutating func grow() {
        let old = (fingerprints, sequences)
        fingerprints = Array(repeating: 0, count: old.0.count * 2)
        sequences = Array(repeating: 0, count: old.1.count * 2)
        for slot in old.1.indices where old.1[slot] != 0 { place(old.0[slot], old.1[slot]) }
    }

    private func slot(of fingerprint: UInt64) -> Int {
        Int(truncatingIfNeeded: fingerprint) & (sequences.count - 1)
    }

    /// Keyed anew in every process, so that nobody can choose ids that all fall into one slot.
    private static func fingerprint(_ id: CommandID) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(id.bits)
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }
}
