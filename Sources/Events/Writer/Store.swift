/// The log and the vault of one data folder as their one writer holds them: opened safely, written in batches, kept tidy.
package final class Store {
    package let folder: DataFolder
    package let log: EventLog
    package let vault: Vault
    private let logFile: Connection
    private let vaultFile: Connection
    private let ballast: Ballast
    private var latestKept: Int64

    /// What opening a store needs to know.
    package struct Opening: Sendable {
        /// The name a new log gets. It begins the chain, so it should be unlike that of any other log.
        package var origin: String
        /// The moment by the machine's clock.
        package var now: Moment
        /// A checkpoint that was kept elsewhere: the log must contain it.
        package var kept: Checkpoint?
        /// How many bytes on the disk are held back to end in order when it is full; 0 is none.
        package var ballastBytes: UInt64 = 0
        /// The SQLite VFS, for tests in which disks fail.
        package var vfs: String?

        package init(origin: String, now: Moment, kept: Checkpoint? = nil, vfs: String? = nil) {
            self.origin = origin
            self.now = now
            self.kept = kept
            self.vfs = vfs
        }
    }

    /// Opens the store of a folder, or makes a new one; after an interrupted run it first makes durable what the system
    /// may only have had in memory. Then it checks that nothing is missing, the newest links, the clock and the kept
    /// checkpoint. A throw means that nothing may be written here.
    package init(in folder: DataFolder, _ opening: Opening) throws {
        self.folder = folder
        ballast = folder.ballast(bytes: opening.ballastBytes)
        // Settling a log on a full disk needs room; what is left of it is held back again below.
        if try Files.room(at: folder.path).free < Ballast.margin { try ballast.release() }
        logFile = try Self.open(folder.log, .file, opening.vfs)
        vaultFile = try Self.open(folder.vault, .vault, opening.vfs)
        if folder.wasInterrupted {
            // A page of an earlier failed sync may stand in the system's memory as if it were stored. Moving all of it
            // writes and syncs it anew; going on behind it without that could lose everything that follows.
            try Self.settle(logFile, folder.log)
            try Self.settle(vaultFile, folder.vault)
        }
        // The vault comes first: a log without its vault would mean that values were lost.
        if try Self.isEmpty(vaultFile) {
            guard try Self.isEmpty(logFile) else {
                throw LogFault(.vault, "it is missing or empty, and the log is not")
            }
            try Vault.create(in: vaultFile)
        }
        vault = try Vault(vaultFile)
        if try Self.isEmpty(logFile) {
            // A new log beside an old vault would sweep that one clean.
            guard try vault.holdsNothing() else {
                throw LogFault(.file, "it is missing or empty, and the vault is not")
            }
            try EventLog.create(in: logFile, origin: opening.origin, at: opening.now)
        }
        try Files.syncFolder(folder.path)
        let log = try Self.namingDamage(folder.log, .file) { [logFile] in
            let log = try EventLog(logFile)
            try LogVerifier(log.reader).verifyTail(commands: Self.tail)
            return log
        }
        self.log = log
        latestKept = log.sequence
        guard opening.now >= log.latest.adding(seconds: -Self.clockTolerance) else {
            throw LogFault(.file, "its newest entry is of \(log.latest.text); the clock of this machine is behind that")
        }
        if let kept = opening.kept { try LogVerifier(log.reader).check(kept) }
        // Last: beside a log that is not the right one nothing of the vault may go.
        _ = try Self.namingDamage(folder.vault, .vault) { try vault.sweep(behind: log.position) }
        try ballast.hold()
    }

    /// How many of the newest commands are checked link by link at every start.
    private static let tail: Int64 = 1_000
    /// How far, in seconds, the clock may be behind the log.
    private static let clockTolerance: Int64 = 300
    /// From this many pages on (8 MiB) the write-ahead log is moved into its file.
    private static let pagesToMove = 2_048
    /// A checkpoint is kept in the log after this many commands.
    private static let commandsPerKept: Int64 = 10_000

    private static func open(_ path: String, _ place: LogFault.Place, _ vfs: String?) throws -> Connection {
        try namingDamage(path, place) { try Connection(.writer(path), vfs: vfs) }
    }

    /// A file that is no database, or no sound one, is damage and not a failing disk.
    private static func namingDamage<Value>(
        _ path: String, _ place: LogFault.Place, _ body: () throws -> Value
    ) throws -> Value {
        do {
            return try body()
        } catch let error as DatabaseError where error.isCorrupt {
            throw LogFault(place, "\(path): \(error.message)")
        }
    }

    private static func isEmpty(_ db: Connection) throws -> Bool {
        try db.first("SELECT count(*) FROM sqlite_schema") { $0.int(0) } == 0
    }

    private static func settle(_ db: Connection, _ path: String) throws {
        guard try !db.checkpoint(truncating: true).wasBlocked else {
            throw LogFault(
                .file, "\(path) is being read by another process; it cannot be settled after an interruption")
        }
    }

    // MARK: The batch

    package func begin() throws { try log.begin() }

    /// Makes the batch durable, the vault before the log. A throw leaves open whether the batch is.
    package func commit() throws {
        try vault.commit()
        try log.commit()
        do {
            try vault.eraseWaiting()
        } catch {
            // The log holds the batch, so nobody may be told that nothing was stored; the next start erases.
            throw LogFault(.vault, "somebody could not be erased: \(error.message)")
        }
    }

    /// Gives the batch up; `reload` must come before the next one.
    package func rollBack() throws {
        try vault.rollBack()
        try log.rollBack()
    }

    /// Brings the memory back to what the files hold.
    package func reload() throws {
        try log.reload()
        try vault.sweep(behind: log.position)
    }

    // MARK: Upkeep, between batches

    /// Whether there is anything that `upkeep` could do in a quiet moment.
    package var needsUpkeep: Bool { logFile.walPages > 0 || vaultFile.walPages > 0 || vault.isErasing }

    /// How many pages stand in the write-ahead log: it grows while a long read holds it up.
    package var waitingPages: Int { logFile.walPages }

    /// Moves the write-ahead logs into their files when they are long, or whenever nobody is waiting, and keeps a
    /// checkpoint from time to time. A throw means that the disk failed.
    package func upkeep(isIdle: Bool, now: Moment) throws {
        try vault.finishErasing()
        if isIdle { try ballast.hold() }
        if log.sequence - latestKept >= Self.commandsPerKept { try keepCheckpoint(at: now) }
        if logFile.walPages > (isIdle ? 0 : Self.pagesToMove) { try logFile.checkpoint() }
        if vaultFile.walPages > (isIdle ? 0 : Self.pagesToMove) { try vaultFile.checkpoint() }
    }

    /// Keeps the present state as a checkpoint in the log and gives it, to be sent elsewhere.
    @discardableResult
    package func keepCheckpoint(at now: Moment) throws -> Checkpoint {
        let checkpoint = log.checkpoint(at: now)
        guard log.sequence > latestKept else { return checkpoint }
        try log.begin()
        try log.keep(checkpoint)
        try log.commit()
        latestKept = log.sequence
        return checkpoint
    }

    /// Ends in order on a full disk, in the room that was held back.
    package func closeWithoutRoom(at now: Moment) throws {
        try ballast.release()
        try reload()
        try close(at: now)
    }

    /// Ends in order: everything in its file, nothing for the next start to mend.
    package func close(at now: Moment) throws {
        try keepCheckpoint(at: now)
        try logFile.checkpoint(truncating: true)
        let isMoved = try !vaultFile.checkpoint(truncating: true).wasBlocked
        // What was erased may still stand in the write-ahead log while somebody reads: then the next start settles it.
        if isMoved || !vault.isErasing { try folder.markStopped() }
    }
}
