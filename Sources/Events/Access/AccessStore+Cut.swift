extension AccessStore {
    /// So many lines are removed in one go, so that who asks meanwhile hardly waits.
    private static let linesPerGo: Int64 = 500

    /// Notes, within the open batch, that the lines whose term is over are removed: a cut behind the last of them, and the
    /// line that vouches for it. From its commit on the access log begins behind the cut; the lines themselves go in
    /// `upkeep`, bit by bit, and after an interruption the rest goes at the next start.
    /// - Parameters:
    ///   - isOver: whether the term of a line of a moment is over; with one moment also of all before it. What the law
    ///     forbids to remove yet (`AccessTerm`) stays whatever it says.
    ///   - isVouchedFor: whether somebody says that the clock is right, so that the lines need not show it.
    /// - Returns: how many lines are removed; nil when there is none.
    /// - Throws: `AccessClockDoubt`, before anything is written, when there are lines to remove and the clock may be wrong.
    package func cut(_ isOver: (Moment) -> Bool, at now: Moment, isVouchedFor: Bool = false) throws -> Int64? {
        let first = begins
        let day = now.day
        func mayGo(_ at: Moment) -> Bool { AccessTerm.isOver(at, on: day) && isOver(at) }
        guard let last = try newest(mayGo, behind: first) else { return nil }
        guard try isVouchedFor || isShown(now) else { throw AccessClockDoubt() }
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

    /// Whether the lines show that this clock has been running: what a wrong one removes cannot be got back. There is a line
    /// that is two weeks old but no older than 30 days. So a clock that was put ahead gets two weeks in which somebody sees
    /// it, even when it writes lines itself; one that is right after a long standstill gets its lines.
    private func isShown(_ now: Moment) throws -> Bool {
        let settled = now.adding(seconds: -AccessClockDoubt.settledSeconds)
        guard let last = try newest({ $0 <= settled }, behind: begins) else { return false }
        return last.line.at >= now.adding(seconds: -AccessClockDoubt.mostSeconds)
    }

    /// The newest line of whose moment something holds that holds of all before it: time never goes back in them, so
    /// halving finds it.
    private func newest(_ holds: (Moment) -> Bool, behind first: Int64) throws -> AccessRecord? {
        var (held, other) = (first, sequence + 1)
        while other - held > 1 {
            let middle = held + (other - held) / 2
            guard let record = try reader.record(middle) else { throw AccessFault(middle, "it is missing") }
            if holds(record.line.at) { held = middle } else { other = middle }
        }
        return held == first ? nil : try reader.record(held)
    }

    /// Removes some of the lines that are behind the cut; false when there are none left.
    func removeSome() throws -> Bool {
        try db.run(
            "DELETE FROM access WHERE sequence <= min(?, (SELECT min(sequence) FROM access) + ?)", begins,
            Self.linesPerGo - 1)
        return db.changes > 0
    }
}

/// Lines of the access log are not removed: it may be that their term is over, and it may be that the clock is wrong.
package struct AccessClockDoubt: Error, Hashable, Sendable, CustomStringConvertible {
    /// So old a line must be to show that the clock has been running since.
    static let settledSeconds: Int64 = 14 * 86_400
    /// So far the clock may be beyond that line.
    static let mostSeconds: Int64 = 30 * 86_400

    package var description: String { "the access log shows no line of the last weeks: the clock may be wrong" }
}
