/// Proves that the log is what was written: walks it link by link and compares everything with everything.
package struct LogVerifier {
    /// What a verification found.
    package struct Report: Hashable, Sendable {
        /// How many links, events and commands hold, from the first on.
        package internal(set) var links: Int64 = 0
        package internal(set) var events: Int64 = 0
        package internal(set) var commands: Int64 = 0
        /// The state of the log as computed from its rows, to be kept elsewhere; nil when the walk did not reach the end.
        package internal(set) var checkpoint: Checkpoint?
        /// The newest event about the log itself; nil when there is none.
        package internal(set) var systemEnd: Position?
        /// What does not hold. The first of the walk comes first: nothing behind it was walked.
        package internal(set) var faults: [LogFault] = []

        package var isSound: Bool { faults.isEmpty }
    }

    private let reader: LogReader

    package init(_ reader: LogReader) { self.reader = reader }

    /// Verifies the whole log: schema, every link, streams, times, tree, checkpoints and the file's pages; and that it
    /// contains the checkpoints that were `kept` elsewhere. Without one of those a chain that was written anew from its
    /// start, or cut at its end, cannot be told from the true one.
    /// - Parameter progress: hears now and then how many events have been walked.
    package func verify(against kept: [Checkpoint] = [], progress: @escaping (Int64) -> Void = { _ in }) -> Report {
        var report = Report()
        report.faults += faults(at: .schema) { try LogSchema.check(reader.db) }
        let walked = faults(at: .file) {
            // One state of the file for all of the walk, also while the writer goes on.
            try reader.db.read {
                var walk = try LogWalk(reader, after: 0)
                defer {
                    (report.links, report.events, report.commands) = (walk.links, walk.position.rawValue, walk.sequence)
                }
                try walk.run(progress: every(100_000, progress))
                report.checkpoint = walk.checkpoint(origin: try reader.origin())
                report.systemEnd = walk.end(of: .system)
            }
        }
        report.faults += walked
        for checkpoint in kept {
            report.faults += faults(at: .kept(checkpoint)) { try check(checkpoint) }
        }
        report.faults += faults(at: .file) {
            if let fault = try reader.db.integrityFaults().first { throw LogFault(.file, fault) }
        }
        return report
    }

    /// Checks the links of the newest `commands` commands and their events. Throws at the first that does not hold.
    package func verifyTail(commands: Int64) throws {
        let last = try reader.lastSequence()
        var walk = try LogWalk(reader, after: max(0, last - commands))
        try walk.run()
    }

    /// Checks that the log contains a checkpoint that was kept elsewhere: the same name, tree and head. Compares with the
    /// stored hashes only; `verify` proves those.
    package func check(_ kept: Checkpoint) throws {
        guard try reader.origin() == kept.origin else { throw LogFault(.kept(kept), "it is of another log") }
        guard try reader.lastPosition() >= kept.size, try reader.lastSequence() >= kept.sequence else {
            throw LogFault(.kept(kept), "the log is shorter than it was then")
        }
        let command = try reader.command(kept.sequence)
        let head = kept.sequence == 0 ? LinkHasher.origin(kept.origin) : command?.hash
        let size = kept.sequence == 0 ? .start : command?.position
        guard head == kept.head, size == kept.size, try reader.root(size: kept.size) == kept.root else {
            throw LogFault(.kept(kept), "the log is not the one of then")
        }
    }

    /// Passes on the position of a walk once per `count` events.
    private func every(_ count: Int64, _ progress: @escaping (Int64) -> Void) -> (LogWalk) -> Void {
        var next = count
        return { walk in
            guard walk.position.rawValue >= next else { return }
            next = walk.position.rawValue + count
            progress(walk.position.rawValue)
        }
    }

    /// What one check throws, as a fault.
    private func faults(at place: LogFault.Place, _ check: () throws -> Void) -> [LogFault] {
        do {
            try check()
            return []
        } catch let fault as LogFault {
            return [fault]
        } catch {
            return [LogFault(place, "\(error)")]
        }
    }
}
