/// The access log of one data folder as its one writer holds it: opened safely, written in batches, kept tidy. The rules
/// are those of the log (`Store`): one connection writes and checkpoints, every error is seen, and after an interrupted
/// run the file is made durable anew before the first write.
package final class AccessStore {
    /// What opening needs to know.
    package struct Opening: Sendable {
        /// The name a new access log gets: it begins the chain and is the source system of its lines.
        package var origin: String
        package var now: Moment
        /// A head that was kept elsewhere: the access log must contain it.
        package var kept: AccessCheckpoint?
        /// The SQLite VFS, for tests in which disks fail.
        package var vfs: String?

        package init(origin: String, now: Moment, kept: AccessCheckpoint? = nil, vfs: String? = nil) {
            self.origin = origin
            self.now = now
            self.kept = kept
            self.vfs = vfs
        }
    }

    /// What the next line builds on.
    private struct Chain {
        var sequence: Int64
        var head: Digest
        var at: Moment
        var heads = AccessHeads()
        /// Up to here the lines were removed.
        var begins: Int64

        /// Before the first line, or behind a cut.
        init(_ origin: String, behind cut: AccessCut?) {
            sequence = cut?.sequence ?? 0
            head = cut?.head ?? AccessLink.origin(origin)
            at = cut?.at ?? Moment(microseconds: .min)
            begins = sequence
        }
    }

    package let folder: DataFolder
    let reader: AccessReader
    let db: Connection
    private var chain: Chain
    private var latestKept: Int64 = 0
    /// A batch was given up: the memory tells of lines that the file does not have.
    private var isStale = false
    /// Lines behind the newest cut may still be there, or stand in the write-ahead log.
    private var isRemoving = false

    /// So many of the newest lines are checked at every start.
    private static let tail: Int64 = 1_000
    /// From this many pages on (8 MiB) the write-ahead log is moved into its file.
    private static let pagesToMove = 2_048
    /// So many lines at most are read again at a start that does not follow a stop in order.
    private static let linesPerKept: Int64 = 250_000

    /// Opens the access log of a folder, or makes a new one. A throw means that nothing may be written here.
    package init(in folder: DataFolder, _ opening: Opening) throws {
        self.folder = folder
        let path = folder.access
        let wasInterrupted = folder.wasInterrupted || Files.exists(folder.accessMarker)
        do {
            db = try Connection(.writer(path), vfs: opening.vfs)
            if wasInterrupted {
                // What an earlier failed sync left in the system's memory only is written and synced anew.
                guard try !db.checkpoint(truncating: true).wasBlocked else {
                    throw AccessFault(nil, "\(path) is being read; it cannot be settled after an interruption")
                }
            }
            if try db.first("SELECT count(*) FROM sqlite_schema", body: { $0.int(0) }) == 0 {
                try AccessSchema.create(in: db, origin: opening.origin, at: opening.now)
            }
            reader = AccessReader(db)
            chain = Chain("", behind: nil)
            try reload()
            try AccessVerifier(reader).verifyTail(Self.tail)
            if let kept = opening.kept { try AccessVerifier(reader).check(kept) }
        } catch let error as DatabaseError where error.isCorrupt {
            throw AccessFault(nil, "\(path): \(error.message)")
        }
        try Files.write("This file is here while the access log is written.\n", to: folder.accessMarker)
        try Files.syncFolder(folder.path)
    }

    /// The number of the newest line.
    package var sequence: Int64 { chain.sequence }

    /// Up to here the lines were removed, because their term was over; 0 when none ever was.
    package var begins: Int64 { chain.begins }

    /// The time of the newest line.
    var latest: Moment { chain.at }

    /// The newest line of a chain; 0 when there is none.
    package func newest(_ chain: AccessChain) -> Int64 { self.chain.heads.newest(chain) }

    // MARK: The batch

    package func begin() throws(DatabaseError) {
        precondition(!isStale, "after a rollback the access log is reloaded before it is written")
        try db.run("BEGIN IMMEDIATE")
    }

    /// Appends the lines of one request, each behind the one before. Time never goes back in them.
    package func append(_ note: AccessNote) throws(DatabaseError) {
        var line = note.line
        line.at = max(line.at, chain.at)
        if note.subjects.isEmpty { return try append(line) }
        for subject in note.subjects {
            line.subject = subject.party
            line.dossier = subject.dossier ?? note.line.dossier
            try append(line)
        }
    }

    /// Makes the batch durable. A throw leaves open whether it is.
    package func commit() throws(DatabaseError) { try db.run("COMMIT") }

    /// Gives the batch up; `reload` must come before the next one.
    package func rollBack() throws(DatabaseError) {
        isStale = true
        try db.rollBack()
    }

    /// From now on the log begins behind a cut that the open batch makes.
    func begin(behind cut: AccessCut) {
        chain.begins = cut.sequence
        chain.heads.forget(through: cut.sequence)
        isRemoving = true
    }

    private func append(_ line: AccessLine) throws(DatabaseError) {
        // A throw leaves the memory ahead of the file: the batch is given up, and the memory read anew.
        let place = chain.heads.next(chain.sequence + 1, line)
        let hash = AccessLink.hash(line, place, after: chain.head)
        let statement = try db.statement(
            """
            INSERT OR FAIL INTO access VALUES
                (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        statement.beginValues()
        statement.bind(what: line)
        statement.bind(who: line)
        statement.bind(place.sequence, at: 1)
        statement.bind(place.beforeOfSubject, at: 22)
        statement.bind(place.beforeOfEmployee, at: 23)
        statement.bind(place.beforeOfOffice, at: 24)
        hash.bind(to: statement, at: 25)
        try statement.run()
        chain.sequence = place.sequence
        chain.head = hash
        chain.at = line.at
    }

    // MARK: Memory

    /// Brings the memory back to what the file holds.
    package func reload() throws {
        try AccessSchema.check(db)
        let cut = try reader.cut()
        var loaded = Chain(try reader.origin(), behind: cut)
        if let kept = try keptHeads(), kept.record.place.sequence > loaded.begins {
            (loaded.sequence, loaded.head) = (kept.record.place.sequence, kept.record.hash)
            loaded.at = kept.record.line.at
            loaded.heads = kept.heads
            loaded.heads.forget(through: loaded.begins)
        }
        isRemoving = cut != nil
        latestKept = loaded.sequence
        var fault: AccessFault?
        try reader.scan(after: loaded.sequence) { record in
            guard fault == nil else { return }
            guard record.place.sequence == loaded.sequence + 1 else {
                fault = AccessFault(loaded.sequence + 1, "it is missing")
                return
            }
            loaded.heads.take(record.place.sequence, record.line)
            (loaded.sequence, loaded.head, loaded.at) = (record.place.sequence, record.hash, record.line.at)
        }
        if let fault { throw fault }
        chain = loaded
        isStale = false
    }

    /// The heads of the file that an earlier run kept, when they are of a line of this access log.
    private func keptHeads() throws -> (heads: AccessHeads, record: AccessRecord)? {
        guard Files.exists(folder.accessHeads) else { return nil }
        guard let kept = AccessHeads.read(try Files.bytes(folder.accessHeads, most: 4 << 30)),
            let record = try reader.record(kept.sequence), record.hash == kept.hash
        else { return nil }
        return (kept.heads, record)
    }

    private func keepHeads() throws {
        guard chain.sequence > latestKept else { return }
        let partial = folder.accessHeads + ".partial"
        try Files.write(chain.heads.bytes(asOf: chain.sequence, chain.head), to: partial)
        try Files.rename(partial, to: folder.accessHeads)
        latestKept = chain.sequence
    }

    // MARK: Upkeep, between batches

    /// Whether there is anything that `upkeep` could do in a quiet moment.
    package var needsUpkeep: Bool { db.walPages > 0 || isRemoving }

    /// How many pages stand in the write-ahead log.
    package var waitingPages: Int { db.walPages }

    /// Moves the write-ahead log into its file when it is long, or whenever nobody is waiting, and removes some of what is
    /// behind a cut. A throw means that the disk failed.
    package func upkeep(isIdle: Bool) throws {
        // What was removed also leaves the write-ahead log; while somebody reads, that is tried again in a quiet moment.
        if isRemoving, try !removeSome(), isIdle { isRemoving = try db.checkpoint(truncating: true).wasBlocked }
        if db.walPages > (isIdle ? 0 : Self.pagesToMove) { try db.checkpoint() }
        if isIdle, chain.sequence - latestKept >= Self.linesPerKept { try keepHeads() }
    }

    /// Ends in order: everything in its file, nothing for the next start to mend.
    package func close() throws {
        if isStale { try reload() }
        try keepHeads()
        try db.checkpoint(truncating: true)
        try Files.remove(folder.accessMarker)
    }
}

extension Statement {
    /// What was done, when, in which request and at whom.
    fileprivate func bind(what line: AccessLine) {
        bind(line.at.microseconds, at: 2)
        bind(bits: line.trace, at: 3)
        bind(Int64(bitPattern: line.span), at: 4)
        bind(line.parent.map { Int64(bitPattern: $0) }, at: 5)
        bind(text: line.action.rawValue, at: 6)
        bind(text: line.outcome.rawValue, at: 7)
        bind(text: line.activity, at: 8)
        bind(line.subject, at: 9)
        bind(line.dossier, at: 10)
    }

    /// Who did it, as what, why he could, and from where.
    fileprivate func bind(who line: AccessLine) {
        bind(line.user, at: 11)
        bind(line.actor, at: 12)
        bind(line.quality?.rawValue, at: 13)
        bind(text: line.roles, at: 14)
        bind(line.office, at: 15)
        bind(line.onBehalfOf, at: 16)
        bind(text: line.means.rawValue, at: 17)
        bind(text: line.level.rawValue, at: 18)
        bind(text: line.ground.rawValue, at: 19)
        bind(line.refusal, at: 20)
        guard case .network(let code) = line.point else { return bindNull(at: 21) }
        bind(bits: code, at: 21)
    }

    fileprivate func bind<Subject>(_ id: ID<Subject>?, at index: Int) {
        if let id { bind(bits: id.bits, at: index) } else { bindNull(at: index) }
    }

    fileprivate func bind(_ text: String?, at index: Int) {
        if let text { bind(text: text, at: index) } else { bindNull(at: index) }
    }

    fileprivate func bind(_ number: Int64?, at index: Int) {
        if let number { bind(number, at: index) } else { bindNull(at: index) }
    }
}
