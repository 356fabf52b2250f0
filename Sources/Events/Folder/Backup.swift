/// Copies of a data folder that were proven before they count.
package enum Backup {
    /// What a backup or a restore could not do, in a sentence for the operator.
    package struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        package let description: String
    }

    /// The file of a copy that holds the head of its access log.
    package static let accessHead = "access-checkpoint"

    /// Copies log and vault of a data folder, and the files for and of the bank that the log names, to the new folder
    /// `target`, beside a running server, and verifies the copy. `target` is there when all of it is proven and durable,
    /// and not before.
    /// - Parameter lacking: hears of each file that the log names and that could not be copied, by its path in the folder.
    /// - Returns: the state of the log in the copy, which also stands in its file `checkpoint`; that of its access log stands
    ///   in `access-checkpoint`.
    package static func make(
        of folder: String, to target: String, lacking: (String) -> Void = { _ in }
    ) throws -> Checkpoint {
        guard !Files.exists(target) else { throw Refusal(description: "\(target) is already there.") }
        let partial = target + ".partial"
        try begin(partial)
        // The log first: the vault commits before the log does, so a later copy of it has every value of this log.
        for name in ["log.db", "vault.db"] {
            try Connection(.reader("\(folder)/\(name)")).copy(to: "\(partial)/\(name)")
            try Files.sync("\(partial)/\(name)")
        }
        let checkpoint = try prove(partial, [])
        try AccessBackup.copy(from: folder, to: partial)
        // A file is on the disk before the log names it, so the files that this log names are there.
        try copyBankFiles(from: folder, to: partial, on: checkpoint.at.day).forEach(lacking)
        try Files.write(checkpoint.text, to: "\(partial)/checkpoint")
        try Files.write(try Erasures(in: partial).text, to: "\(partial)/erasures")
        try Files.syncFolder(partial)
        try Files.rename(partial, to: target)
        try Files.syncFolder(target + "/..")
        return checkpoint
    }

    /// Brings a backup back into a data folder without a log, proves it there before it counts, and notes in the log that
    /// it was restored and from which head: what came behind that head is missing, and whoever reads the log must know.
    /// - Parameters:
    ///   - kept: checkpoints that were kept elsewhere. A backup that is older than one of them is refused: what came after
    ///     it would be lost silently.
    ///   - access: heads of the access log that were kept elsewhere: the one of the folder or else of the backup contains them.
    ///   - erased: who was erased since the backup was made; they are erased here again.
    ///   - command: the id under which the restore stands in the log, unlike that of any other command.
    ///   - now: the moment by the machine's clock.
    ///   - lacking: hears of each file for or of the bank that the log names and that could not be restored.
    /// - Returns: the state of the log behind the note.
    package static func restore(
        from backup: String, to folder: String, against kept: [Checkpoint], access: [AccessCheckpoint] = [],
        erasing erased: [(subject: PartyID, erasedAt: Moment)], as command: CommandID, at now: Moment,
        lacking: (String) -> Void = { _ in }
    ) throws -> Checkpoint {
        let data = try DataFolder(folder)
        for path in [data.log, data.vault] {
            for suffix in ["", "-wal"] where Files.exists(path + suffix) {
                throw Refusal(description: "\(path)\(suffix) is already there. Move the old files away first.")
            }
        }
        for folder in [data.paymentFiles, data.bankFiles] where Files.exists(folder) {
            throw Refusal(description: "\(folder) is already there. Move the old files away first.")
        }
        let partial = "\(data.path)/restore.partial"
        try begin(partial)
        for name in ["log.db", "vault.db"] { try Files.copy("\(backup)/\(name)", to: "\(partial)/\(name)") }
        let copy = try prove(partial, kept)
        try eraseAgain(erased, in: "\(partial)/vault.db")
        try copyBankFiles(from: backup, to: partial, on: now.day).forEach(lacking)
        try AccessBackup.restore(from: backup, to: partial, unlessIn: data, against: access)
        let fact = LogRestored(copy, kept: kept, erasedAgain: erased.count)
        let checkpoint = try note(fact, in: "\(partial)/log.db", as: command, at: now)
        // The log last: once it is there the folder is whole.
        for folder in BankFolder.allCases where Files.exists("\(partial)/\(folder.rawValue)") {
            try Files.rename("\(partial)/\(folder.rawValue)", to: "\(data.path)/\(folder.rawValue)")
        }
        if Files.exists("\(partial)/access.db") { try Files.rename("\(partial)/access.db", to: data.access) }
        try Files.rename("\(partial)/vault.db", to: data.vault)
        try Files.rename("\(partial)/log.db", to: data.log)
        try Files.removeFolder(partial)
        try data.markStopped()
        return checkpoint
    }

    /// Those that the log of the target names.
    private static func copyBankFiles(from source: String, to target: String, on today: Day) throws -> [String] {
        let reader = LogReader(try Connection(.reader("\(target)/log.db")))
        return try BankFileKept.copy(namedIn: reader, from: source, to: target, on: today)
    }

    private static func begin(_ partial: String) throws {
        guard !Files.exists(partial) else {
            throw Refusal(description: "\(partial) is left of an earlier try that failed. Remove it first.")
        }
        try Files.makeFolder(partial)
    }

    private static func prove(_ folder: String, _ kept: [Checkpoint]) throws -> Checkpoint {
        let reader = LogReader(try Connection(.reader("\(folder)/log.db")))
        let report = LogVerifier(reader).verify(against: kept)
        if let fault = report.faults.first { throw fault }
        let vault = try VaultVerifier(reader, Vault(Connection(.reader("\(folder)/vault.db")))).verify(limit: 1)
        if let fault = vault.faults.first { throw fault }
        guard let checkpoint = report.checkpoint else { throw LogFault(.file, "the walk did not reach its end") }
        return checkpoint
    }

    /// Appends what was restored, by the operator, as an entry like any other.
    private static func note(
        _ fact: LogRestored, in path: String, as command: CommandID, at now: Moment
    ) throws -> Checkpoint {
        var writer = JSONWriter()
        fact.write(to: &writer)
        let stamp = CommandStamp(
            id: command, name: "restore", stream: .system, request: SHA256.hash(writer.bytes),
            principal: Principal.operator.text, now: now)
        let event = PendingEvent(
            name: LogRestored.name.description, schema: Int(LogRestored.version), validOn: nil, body: writer.bytes)
        let checkpoint: Checkpoint
        do {
            let log = try EventLog(try Connection(.writer(path)))
            try log.begin()
            try log.attempt {
                _ = log.append([event], to: .system, of: stamp)
                _ = try log.accept(stamp, answer: Array("{}".utf8))
            }
            checkpoint = log.checkpoint(at: log.latest)
            try log.keep(checkpoint)
            try log.commit()
            guard try !log.db.checkpoint(truncating: true).wasBlocked else {
                throw Refusal(description: "Somebody reads \(path). Nobody may while it is restored.")
            }
        }
        for suffix in ["-wal", "-shm"] { try Files.remove(path + suffix) }
        try Files.sync(path)
        return checkpoint
    }

    private static func eraseAgain(_ erased: [(subject: PartyID, erasedAt: Moment)], in path: String) throws {
        do {
            let vault = try Vault(try Connection(.writer(path)))
            for person in erased { try vault.erase(person.subject, at: person.erasedAt) }
            try vault.commit()
            try vault.finishErasing()
        }
        for suffix in ["-wal", "-shm"] { try Files.remove(path + suffix) }
        try Files.sync(path)
    }
}
