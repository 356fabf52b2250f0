/// The access log in a backup: copied beside a running server, and proven before it counts.
enum AccessBackup {
    private static let name = "access.db"

    /// Copies the access log of a folder, when it has one: a folder that nobody looked into has none.
    static func copy(from folder: String, to partial: String) throws {
        guard Files.exists("\(folder)/\(name)") else { return }
        try Connection(.reader("\(folder)/\(name)")).copy(to: "\(partial)/\(name)")
        try Files.sync("\(partial)/\(name)")
        try prove(partial)
    }

    /// Brings the access log of a backup back, unless the folder still has its own: that one is newer, and who looked since
    /// the backup was made stands in it alone.
    static func restore(from backup: String, to partial: String, unlessIn data: DataFolder) throws {
        guard !Files.exists(data.access), Files.exists("\(backup)/\(name)") else { return }
        try Files.copy("\(backup)/\(name)", to: "\(partial)/\(name)")
        try prove(partial)
    }

    private static func prove(_ folder: String) throws {
        let faults = AccessVerifier(AccessReader(try Connection(.reader("\(folder)/\(name)")))).verify().faults
        for suffix in ["-wal", "-shm"] { try Files.remove("\(folder)/\(name)\(suffix)") }
        if let fault = faults.first { throw fault }
    }
}
