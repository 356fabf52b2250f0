internal import CSQLite

extension Connection.Mode {
    /// The path and the flags to open it with.
    var target: (path: String, flags: Int32) {
        switch self {
        case .writer(let path), .views(let path), .bulk(let path):
            (path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOFOLLOW)
        case .reader(let path): (path, SQLITE_OPEN_READONLY)
        case .memory: (":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY)
        }
    }

    /// The settings by which the kinds of connections differ, each with the value that must be read back.
    fileprivate var settings: [(pragma: String, expected: String)] {
        switch self {
        case .writer:
            [
                ("journal_mode=WAL", "wal"), ("synchronous=FULL", "2"), ("wal_autocheckpoint=0", "0"),
                // Else REPLACE takes away a row without asking the trigger against DELETE.
                ("secure_delete=ON", "1"), ("recursive_triggers=ON", "1"),
            ]
        case .views:
            // An event of any dossier may touch any page: with SQLite's usual 2 MiB of pages most are read and written
            // anew for each event. And pages that change often are moved to the file less often.
            [
                ("journal_mode=WAL", "wal"), ("synchronous=NORMAL", "1"), ("wal_autocheckpoint=4000", "4000"),
                ("cache_size=-24576", "-24576"),
            ]
        case .bulk:
            [
                ("journal_mode=MEMORY", "memory"), ("synchronous=OFF", "0"),
                // 32 MiB of pages, and a second thread that helps to sort the indexes.
                ("cache_size=-32768", "-32768"), ("threads=1", "1"),
            ]
        case .memory:
            [("journal_mode=MEMORY", "memory"), ("synchronous=OFF", "0")]
        case .reader:
            [("query_only=ON", "1")]
        }
    }
}

extension Connection {
    /// How long a connection waits for a lock, in milliseconds.
    static let busyMilliseconds: Int32 = 5_000

    /// Makes all settings and reads back those that an SQLite could silently refuse.
    func configure(_ mode: Mode) throws(DatabaseError) {
        let switches: [(Int32, Int32)] = [
            (SQLITE_DBCONFIG_DEFENSIVE, 1), (SQLITE_DBCONFIG_DQS_DML, 0), (SQLITE_DBCONFIG_DQS_DDL, 0),
            (SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
            (SQLITE_DBCONFIG_ENABLE_TRIGGER, 1), (SQLITE_DBCONFIG_ENABLE_FKEY, 1),
            // A checkpoint at close would swallow its own failure; the writer makes one and looks at it.
            (SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1),
        ]
        for (option, value) in switches where pgb_sqlite3_db_switch(handle, option, value) != SQLITE_OK {
            throw DatabaseError(extendedCode: SQLITE_ERROR, message: "setting \(option) refused", sql: "db_config")
        }
        sqlite3_busy_timeout(handle, Self.busyMilliseconds)
        for (pragma, expected) in [("mmap_size=0", ""), ("cell_size_check=ON", "1"), ("temp_store=MEMORY", "2")]
            + mode.settings
        {
            try set(pragma, expected)
        }
    }

    private func set(_ pragma: String, _ expected: String) throws(DatabaseError) {
        _ = try pragmaRows(pragma)
        guard !expected.isEmpty else { return }
        let name = pragma.prefix { $0 != "=" }
        let found = try pragmaRows(String(name)).first
        guard found == expected else {
            throw DatabaseError(
                extendedCode: SQLITE_ERROR, message: "\(name) is \(found ?? "nothing") and not \(expected)",
                sql: "PRAGMA \(pragma)")
        }
    }

    /// The first column of every row that a pragma gives.
    func pragmaRows(_ pragma: String) throws(DatabaseError) -> [String] {
        var prepared: OpaquePointer?
        guard sqlite3_prepare_v2(handle, "PRAGMA \(pragma)", -1, &prepared, nil) == SQLITE_OK, let prepared else {
            throw DatabaseError.latest(of: handle, sql: "PRAGMA \(pragma)")
        }
        let statement = Statement(prepared)
        var rows: [String] = []
        while try statement.step() {
            rows.append(sqlite3_column_text(prepared, 0).map { String(cString: $0) } ?? "")
        }
        return rows
    }

    /// Whether the SQLite in use can lose committed rows when two connections write or checkpoint one file at the same
    /// moment: then it is not only good order that exactly one does.
    package static var needsSingleCheckpointer: Bool { hasResetRace(version: Int(sqlite3_libversion_number())) }

    /// The race at the reset of a write-ahead log: since 3.7.0, mended in 3.51.3, and in 3.50.7 and 3.44.6 of their lines.
    package static func hasResetRace(version: Int) -> Bool {
        switch version {
        case 3_044_006..<3_045_000, 3_050_007..<3_051_000, 3_051_003...: false
        default: true
        }
    }

    /// The version of the SQLite in use, such as "3.40.1".
    package static var libraryVersion: String { String(cString: sqlite3_libversion()) }
}
