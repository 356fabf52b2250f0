/// Proves that the access log is what was written: walks it line by line.
package struct AccessVerifier {
    /// What a verification found.
    package struct Report: Hashable, Sendable {
        /// How many lines hold, from the first on.
        package fileprivate(set) var lines: Int64 = 0
        /// The state as computed from the lines, to be kept elsewhere; nil when the walk did not reach the end.
        package fileprivate(set) var checkpoint: AccessCheckpoint?
        /// What does not hold. Nothing behind the first of the walk was walked.
        package fileprivate(set) var faults: [AccessFault] = []

        package var isSound: Bool { faults.isEmpty }
    }

    private let reader: AccessReader

    package init(_ reader: AccessReader) { self.reader = reader }

    /// Verifies all of it: schema, every hash, numbers without a gap, times that do not go back, what each line points
    /// back to, and the file's pages; and that it contains what was `kept` elsewhere.
    /// - Parameter progress: hears now and then how many lines have been walked.
    package func verify(
        against kept: [AccessCheckpoint] = [], progress: @escaping (Int64) -> Void = { _ in }
    ) -> Report {
        var report = Report()
        report.faults += faults { try AccessSchema.check(reader.db) }
        report.faults += faults {
            // One state of the file for all of the walk, also while the writer goes on.
            try reader.db.read {
                var walk = Walk(try reader.origin(), heads: AccessHeads())
                defer { report.lines = walk.sequence }
                var next: Int64 = 100_000
                var fault: AccessFault?
                try reader.scan(after: 0) { record in
                    guard fault == nil else { return }
                    fault = walk.take(record)
                    if walk.sequence == next {
                        progress(next)
                        next += 100_000
                    }
                    for checkpoint in kept where checkpoint.sequence == walk.sequence && fault == nil {
                        if checkpoint.head != walk.head { fault = AccessFault(walk.sequence, "it is not the kept one") }
                    }
                }
                if let fault { throw fault }
                for checkpoint in kept {
                    guard checkpoint.origin == walk.origin else {
                        throw AccessFault(nil, "a kept head is of another access log")
                    }
                    guard checkpoint.sequence <= walk.sequence else {
                        throw AccessFault(nil, "it is shorter than it was on \(checkpoint.at.text)")
                    }
                }
                report.checkpoint = walk.checkpoint
            }
        }
        report.faults += faults {
            if let fault = try reader.db.integrityFaults().first { throw AccessFault(nil, fault) }
        }
        return report
    }

    /// Checks the hashes of the newest `count` lines. Throws at the first that does not hold.
    func verifyTail(_ count: Int64) throws {
        let after = max(0, try reader.last() - count)
        var walk = Walk(try reader.origin(), heads: nil)
        if after > 0 {
            guard let before = try reader.record(after) else { throw AccessFault(after, "it is missing") }
            walk.begin(behind: before)
        }
        var fault: AccessFault?
        try reader.scan(after: after) { record in
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

/// How far a walk over the lines has come.
private struct Walk {
    let origin: String
    /// Nil for a walk that does not begin at the first line, and so cannot know what the lines point back to.
    private var heads: AccessHeads?
    private(set) var sequence: Int64 = 0
    private(set) var head: Digest
    private var at = Moment(microseconds: .min)

    init(_ origin: String, heads: AccessHeads?) {
        self.origin = origin
        self.heads = heads
        head = AccessLink.origin(origin)
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
        if let heads, heads.place(next, record.line) != record.place {
            return AccessFault(next, "it does not point back to the line before it")
        }
        guard record.line.at >= at else { return AccessFault(next, "its time goes back") }
        guard AccessLink.hash(record.line, record.place, after: head) == record.hash else {
            return AccessFault(next, "its hash is another")
        }
        heads?.take(next, record.line)
        (sequence, head, at) = (next, record.hash, record.line.at)
        return nil
    }

    var checkpoint: AccessCheckpoint {
        AccessCheckpoint(origin: origin, sequence: sequence, head: head, at: max(at, Moment(microseconds: 0)))
    }
}
