/// Where the access log begins since its oldest lines were removed, because their term was over. The hash of the last of
/// them stands here, so that the chain of what stays goes on from it; a line of the log itself vouches for the cut, so that
/// it cannot be altered without altering every line behind it.
package struct AccessCut: Hashable, Sendable {
    /// 1, 2, 3 …
    package let number: Int64
    /// The last line that was removed, its hash and its time.
    package let sequence: Int64
    package let head: Digest
    package let at: Moment
    /// When it was removed.
    package let cutAt: Moment
    /// Takes in the cut before it; of the first one the head before the first line.
    package let hash: Digest

    init(number: Int64, sequence: Int64, head: Digest, at: Moment, cutAt: Moment, hash: Digest) {
        self.number = number
        self.sequence = sequence
        self.head = head
        self.at = at
        self.cutAt = cutAt
        self.hash = hash
    }

    /// A cut behind a line.
    init(_ number: Int64, behind last: AccessRecord, at now: Moment, after before: Digest) {
        self.init(
            number: number, sequence: last.place.sequence, head: last.hash, at: last.line.at, cutAt: now,
            hash: Self.hash(number, last.place.sequence, last.hash, last.line.at, now, after: before))
    }

    private static func hash(
        _ number: Int64, _ sequence: Int64, _ head: Digest, _ at: Moment, _ cutAt: Moment, after before: Digest
    ) -> Digest {
        LinkBytes.hash(room: 256) { bytes in
            bytes.add("pgb1-access-cut")
            bytes.add(before)
            bytes.add(number)
            bytes.add(sequence)
            bytes.add(head)
            bytes.add(at.microseconds)
            bytes.add(cutAt.microseconds)
        }
    }

    /// What is wrong with it as the cut behind another one, or as the first; nil when nothing is.
    func fault(after before: AccessCut?, of origin: String) -> AccessFault? {
        let head = before?.hash ?? AccessLink.origin(origin)
        guard number == (before?.number ?? 0) + 1, sequence > before?.sequence ?? 0, at >= before?.at ?? at,
            cutAt >= before?.cutAt ?? cutAt
        else { return AccessFault(sequence, "the cut there does not follow the one before it") }
        guard hash == Self.hash(number, sequence, self.head, at, cutAt, after: head) else {
            return AccessFault(sequence, "the hash of the cut there is another")
        }
        guard AccessTerm.isOver(at, on: cutAt.day) else {
            return AccessFault(sequence, "the lines to there were removed before their term was over")
        }
        return nil
    }

    /// The line of the access log that vouches for it.
    var line: AccessLine {
        AccessLine(
            at: cutAt, trace: hash.first128, span: 0, action: .remove, activity: "cut \(sequence) \(hash.hex)",
            quality: .system, means: .system, level: .basis, ground: .operator)
    }

    /// Whether a line is the one that vouches for it. Its time may not be another either.
    func isVouchedFor(by line: AccessLine) -> Bool {
        line.action == .remove && line.activity == self.line.activity && line.at == cutAt
    }
}

extension AccessReader {
    /// All cuts, the first one first.
    package func cuts() throws(DatabaseError) -> [AccessCut] {
        try db.all("SELECT number, sequence, head, at, cut_at, hash FROM access_cut ORDER BY number") { AccessCut($0) }
    }

    /// The newest cut; nil when no line was ever removed.
    package func cut() throws(DatabaseError) -> AccessCut? {
        try db.first("SELECT number, sequence, head, at, cut_at, hash FROM access_cut ORDER BY number DESC LIMIT 1") {
            AccessCut($0)
        }
    }
}

extension AccessCut {
    fileprivate init(_ row: Row) {
        self.init(
            number: row.int64(0), sequence: row.int64(1), head: row.digest(2), at: row.moment(3), cutAt: row.moment(4),
            hash: row.digest(5))
    }
}
