internal import CSQLite

/// Counts the pages in the write-ahead log of one writing connection: SQLite tells it after every commit.
final class WalCounter {
    private(set) var pages = 0

    /// From now on `database` counts here; this must outlive it.
    func attach(to database: OpaquePointer) {
        sqlite3_wal_hook(
            database,
            { context, _, _, pages in
                guard let context else { return SQLITE_OK }
                Unmanaged<WalCounter>.fromOpaque(context).takeUnretainedValue().pages = Int(pages)
                return SQLITE_OK
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    /// A checkpoint moved everything: the next commit begins the log anew.
    func clear() { pages = 0 }
}
