extension AccessStore {
    /// So many lines are removed in one go, so that who asks meanwhile hardly waits.
    private static let linesPerGo: Int64 = 500

    /// Notes, within the open batch, that the lines whose term is over are removed: a cut behind the last of them, and the
    /// line that vouches for it. From its commit on the access log begins behind the cut; the lines themselves go in
    /// `upkeep`, bit by bit, and after an interruption the rest goes at the next start.
    /// - Parameter isOver: whether the term of a line of a moment is over; with one moment also of all before it. What the
    ///   law forbids to remove yet (`AccessTerm`) stays whatever it says.
    /// - Returns: how many lines are removed; nil when there is none.
    package func cut(_ isOver: (Moment) -> Bool, at now: Moment) throws -> Int64? {
        let first = begins
        let day = now.day
        func mayGo(_ at: Moment) -> Bool { AccessTerm.isOver(at, on: day) && isOver(at) }
        guard let last = try lastOver(mayGo, behind: first) else { return nil }
        let before = try reader.cut()
        let cut = AccessCut(
            (before?.number ?? 0) + 1, behind: last, at: max(now, latest),
            after: try before?.hash ?? AccessLink.origin(reader.origin()))
        try db.run(
            "INSERT INTO access_cut VALUES (?, ?, ?, ?, ?, ?)", cut.number, cut.sequence, cut.head, cut.at, cut.cutAt,
            cut.hash)
        begin(behind: cut)
        try append(AccessNote(cut.line, about: []))
        return cut.sequence - first
    }

    /// The newest line whose term is over: time never goes back in them, so halving finds it.
    private func lastOver(_ isOver: (Moment) -> Bool, behind first: Int64) throws -> AccessRecord? {
        var (over, kept) = (first, sequence + 1)
        while kept - over > 1 {
            let middle = over + (kept - over) / 2
            guard let record = try reader.record(middle) else { throw AccessFault(middle, "it is missing") }
            if isOver(record.line.at) { over = middle } else { kept = middle }
        }
        return over == first ? nil : try reader.record(over)
    }

    /// Removes some of the lines that are behind the cut; false when there are none left.
    func removeSome() throws -> Bool {
        try db.run(
            "DELETE FROM access WHERE sequence <= min(?, (SELECT min(sequence) FROM access) + ?)", begins,
            Self.linesPerGo - 1)
        return db.changes > 0
    }
}
