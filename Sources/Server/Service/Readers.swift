import Events

/// What one thread of the edge owns for itself: its read-only connections and the room it works in. Never leaves its
/// thread.
final class Readers {
    let log: LogReader
    let vault: Vault
    var json = JSONReader()
    private var random = SystemRandomNumberGenerator()

    init(_ folder: DataFolder) throws {
        log = LogReader(try Connection(.reader(folder.log)))
        vault = try Vault(try Connection(.reader(folder.vault)))
    }

    /// Random bits for the salts of one command. They are kept nowhere.
    func seed() -> UInt128 { UInt128(random.next()) << 64 | UInt128(random.next()) }
}
