/// Proves that the access log is what was written: walks it line by line.
package struct AccessVerifier {
    /// What a verification found.
    package struct Report: Hashable, Sendable {
        /// How many lines hold, from the first that is there.
        package fileprivate(set) var lines: Int64 = 0
        /// How many lines before these were removed when their term was over.
        package fileprivate(set) var removed: Int64 = 0
        /// How many kept heads are of lines that were removed, and not of the last before a cut: of these only the time
        /// could be compared.
        package fileprivate(set) var behindCut = 0
        /// The state as computed from the lines, to be kept elsewhere; nil when the walk did not reach the end.
        package fileprivate(set) var checkpoint: AccessCheckpoint?
        /// What does not hold. Nothing behind the first of the walk was walked.
        package fileprivate(set) var faults: [AccessFault] = []

        package var isSound: Bool { faults.isEmpty }
    }

    private let reader: AccessReader

    package init(_ reader: AccessReader) { self.reader = reader }

    /// Verifies all of it: schema, the cuts, every hash, numbers without a gap, times that do not go back, what each line
    /// points back to, and the file's pages; and that it contains what was `kept` elsewhere.
    /// - Parameter progress: hears now and then how many lines have been walked.
    package func verify(
        against kept: [AccessCheckpoint] = [], progress: @escaping (Int64) -> Void = { _ in }
    ) -> Report {
        var report = Report()
        report.faults += faults { try AccessSchema.check(reader.db) }
        report.faults += faults {
            // One state of the file for all of the walk, also while the writer goes on.
            try reader.db.read { try walk(&report, against: kept, progress) }
        }
        report.faults += faults {
            if let fault = try reader.db.integrityFaults().first { throw AccessFault(nil, fault) }
        }
        return report
    }

    private func walk(
        _ report: inout Report, against kept: [AccessCheckpoint], _ progress: (Int64) -> Void
    ) throws {
        let cuts = try AccessCuts(reader)
        var walk = AccessWalk(cuts, heads: AccessHeads())
        let begins = walk.sequence
        report.removed = begins
        defer { report.lines = walk.sequence - begins }
        var next: Int64 = 100_000
        var fault: AccessFault?
        try reader.scan(after: begins) { record in
            guard fault == nil else { return }
            fault = walk.take(record)
            if walk.sequence - begins == next {
                progress(next)
                next += 100_000
            }
            for checkpoint in kept where checkpoint.sequence == walk.sequence && fault == nil {
                if checkpoint.head != walk.head { fault = AccessFault(walk.sequence, "it is not the kept one") }
            }
        }
        if let fault = fault ?? walk.faultAtEnd { throw fault }
        for checkpoint in kept {
            guard checkpoint.origin == cuts.origin else {
                throw AccessFault(nil, "a kept head is of another access log")
            }
            guard checkpoint.sequence <= walk.sequence else {
                throw AccessFault(nil, "it is shorter than it was on \(checkpoint.at.text)")
            }
            if try !cuts.compare(checkpoint) { report.behindCut += 1 }
        }
        report.checkpoint = walk.checkpoint
    }

    /// Checks that the access log contains a head that was kept elsewhere, without walking it all. Throws when it does not.
    func check(_ kept: AccessCheckpoint) throws {
        let cuts = try AccessCuts(reader)
        guard kept.origin == cuts.origin else { throw AccessFault(nil, "a kept head is of another access log") }
        guard try kept.sequence <= max(reader.last(), cuts.all.last?.sequence ?? 0) else {
            throw AccessFault(nil, "it is shorter than it was on \(kept.at.text)")
        }
        guard kept.sequence > cuts.all.last?.sequence ?? 0 else {
            _ = try cuts.compare(kept)
            return
        }
        guard try reader.record(kept.sequence)?.hash == kept.head else {
            throw AccessFault(kept.sequence, "it is not the kept one")
        }
    }

    /// Checks the cuts and the hashes of the newest `count` lines. Throws at the first that does not hold.
    func verifyTail(_ count: Int64) throws {
        var walk = AccessWalk(try AccessCuts(reader), heads: nil)
        let after = try reader.last() - count
        if after > walk.sequence {
            guard let before = try reader.record(after) else { throw AccessFault(after, "it is missing") }
            walk.begin(behind: before)
        }
        var fault: AccessFault?
        try reader.scan(after: walk.sequence) { record in
            if fault == nil { fault = walk.take(record) }
        }
        if let fault { throw fault }
    }

    private func faults(_ check: () throws -> Void) -> [AccessFault] {
        do {
            try check()
            return []
        } catch let fault as AccessFault {
            return [fault]
        } catch {
            return [AccessFault(nil, "\(error)")]
        }
    }
}
