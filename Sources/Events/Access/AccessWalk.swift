/// Where an access log begins: its name, and the cuts that were made in it. They hold, or making this throws.
struct AccessCuts {
    let origin: String
    let all: [AccessCut]

    init(_ reader: AccessReader) throws {
        origin = try reader.origin()
        all = try reader.cuts()
        var before: AccessCut?
        for cut in all {
            if let fault = cut.fault(after: before, of: origin) { throw fault }
            before = cut
        }
    }

    /// Compares a kept head with the cut that removed its line. Throws when it does not fit; false when only its time could
    /// be compared, because the hash of its line is gone.
    func compare(_ kept: AccessCheckpoint) throws(AccessFault) -> Bool {
        guard kept.sequence > 0, let cut = all.first(where: { $0.sequence >= kept.sequence }) else { return true }
        guard kept.sequence < cut.sequence else {
            guard kept.head == cut.head, kept.at == cut.at else {
                throw AccessFault(kept.sequence, "the cut there is not behind the kept line")
            }
            return true
        }
        // A head has the time of its line, and the lines behind that up to the cut are no older. One that was kept before
        // the term was over proves that the cut came too soon.
        guard kept.at <= cut.at, AccessTerm.isOver(kept.at, on: cut.cutAt.day) else {
            throw AccessFault(kept.sequence, "it was removed before its term was over, or the cut behind it is forged")
        }
        return false
    }
}

/// How far a walk over the lines of an access log has come.
struct AccessWalk {
    private let cuts: AccessCuts
    /// Nil for a walk that does not begin at the first line that is there, and so cannot know what the lines point back to.
    private var heads: AccessHeads?
    private(set) var sequence: Int64
    private(set) var head: Digest
    private var at: Moment
    /// Up to here the lines were removed; those that were written before the cut may still point there.
    private let begins: Int64
    /// The cut of `begins`, until the line that vouches for it has come by.
    private var unvouched: AccessCut?

    /// Begins behind the newest cut, or before the first line.
    init(_ cuts: AccessCuts, heads: AccessHeads?) {
        self.cuts = cuts
        self.heads = heads
        let newest = cuts.all.last
        unvouched = newest
        begins = newest?.sequence ?? 0
        sequence = begins
        head = newest?.head ?? AccessLink.origin(cuts.origin)
        at = newest?.at ?? Moment(microseconds: .min)
    }

    mutating func begin(behind record: AccessRecord) {
        sequence = record.place.sequence
        head = record.hash
        at = record.line.at
    }

    /// Takes the next line; gives what is wrong with it.
    mutating func take(_ record: AccessRecord) -> AccessFault? {
        let next = sequence + 1
        guard record.place.sequence == next else { return AccessFault(next, "it is missing") }
        if let heads, !heads.lead(to: record, orBehind: unvouched == nil ? 0 : begins) {
            return AccessFault(next, "it does not point back to the line before it")
        }
        guard record.line.at >= at else { return AccessFault(next, "its time goes back") }
        guard AccessLink.hash(record.line, record.place, after: head) == record.hash else {
            return AccessFault(next, "its hash is another")
        }
        if record.line.action == .remove {
            guard let cut = cuts.all.first(where: { $0.isVouchedFor(by: record.line) }) else {
                return AccessFault(next, "it vouches for a cut that is not there")
            }
            if cut == unvouched { unvouched = nil }
        }
        heads?.take(next, record.line)
        (sequence, head, at) = (next, record.hash, record.line.at)
        return nil
    }

    /// What is wrong when this is the last line.
    var faultAtEnd: AccessFault? {
        unvouched.map { AccessFault($0.sequence, "no line vouches for the cut there") }
    }

    var checkpoint: AccessCheckpoint {
        AccessCheckpoint(origin: cuts.origin, sequence: sequence, head: head, at: max(at, Moment(microseconds: 0)))
    }
}
