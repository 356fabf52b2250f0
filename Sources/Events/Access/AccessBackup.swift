/// The access log in a backup: copied beside a running server, and proven before it counts.
enum AccessBackup {
    private static let name = "access.db"

    /// Copies the access log of a folder, when it has one: a folder that nobody looked into has none. Its head stands
    /// beside it, to be kept elsewhere.
    static func copy(from folder: String, to partial: String) throws {
        guard Files.exists("\(folder)/\(name)") else { return }
        try Connection(.reader("\(folder)/\(name)")).copy(to: "\(partial)/\(name)")
        try Files.sync("\(partial)/\(name)")
        try Files.write(try prove(partial, []).text, to: "\(partial)/\(Backup.accessHead)")
    }

    /// Brings the access log of a backup back, unless the folder still has its own: that one is newer, and who looked since
    /// the backup was made stands in it alone. Whichever it is must contain what was kept.
    static func restore(
        from backup: String, to partial: String, unlessIn data: DataFolder, against kept: [AccessCheckpoint]
    ) throws {
        if Files.exists(data.access) {
            if !kept.isEmpty { _ = try prove(data.path, kept, cleansUp: false) }
            return
        }
        guard Files.exists("\(backup)/\(name)") else {
            guard kept.isEmpty else {
                throw Backup.Refusal(description: "\(backup) has no access log, and a head of one was kept.")
            }
            return
        }
        try Files.copy("\(backup)/\(name)", to: "\(partial)/\(name)")
        _ = try prove(partial, kept)
    }

    private static func prove(
        _ folder: String, _ kept: [AccessCheckpoint], cleansUp: Bool = true
    ) throws -> AccessCheckpoint {
        let reader = AccessReader(try Connection(.reader("\(folder)/\(name)")))
        let report = AccessVerifier(reader).verify(against: kept)
        if cleansUp { for suffix in ["-wal", "-shm"] { try Files.remove("\(folder)/\(name)\(suffix)") } }
        if let fault = report.faults.first { throw fault }
        guard let head = report.checkpoint else { throw AccessFault(nil, "the walk did not reach its end") }
        return head
    }
}
