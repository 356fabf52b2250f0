internal import CSQLite

/// A prepared statement, owned by the connection that made it and used on that connection's thread only.
///
/// Binding cannot fail on its own: SQLite's complaint is kept and thrown by the next `step`, so that a row of binds
/// reads as a row of values.
package final class Statement {
    let handle: OpaquePointer
    let parameterCount: Int
    /// Reads the lists in its rows, in room that is there already.
    var json = JSONReader()
    /// Between the first step and the reset: a second use of the statement now would spoil the first.
    private(set) var isRunning = false
    private var bindFailure: Int32 = SQLITE_OK
    private var mismatch: (column: Int, wanted: StaticString)?
    /// Where the texts and blobs of the present values lie: copying them here costs less than SQLite's own copy of each,
    /// which it would have to allocate. It stays as it is until the next values.
    private var room = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    private var roomUsed = 0
    private var roomWanted = 0

    init(_ handle: OpaquePointer) {
        self.handle = handle
        parameterCount = Int(sqlite3_bind_parameter_count(handle))
    }

    deinit {
        sqlite3_finalize(handle)
        room.deallocate()
    }

    /// The SQL with its question marks.
    package var sql: String { sqlite3_sql(handle).map { String(cString: $0) } ?? "" }

    /// Runs on to the next row. False: there is none, and the statement has been reset.
    package func step() throws(DatabaseError) -> Bool {
        guard bindFailure == SQLITE_OK else {
            let failure = DatabaseError(extendedCode: bindFailure, message: "a value could not be bound", sql: sql)
            reset()
            throw failure
        }
        try throwMismatch()
        isRunning = true
        let result = sqlite3_step(handle)
        if result == SQLITE_ROW { return true }
        guard result == SQLITE_DONE else {
            let failure = DatabaseError.latest(of: sqlite3_db_handle(handle), sql: sql)
            reset()
            throw failure
        }
        reset()
        return false
    }

    /// Runs a statement that gives no rows.
    package func run() throws(DatabaseError) {
        while try step() {}
    }

    /// Makes the statement ready for its next use and ends the read that it held open.
    package func reset() {
        // The result repeats the failure of the last step, which has been thrown already.
        sqlite3_reset(handle)
        isRunning = false
        bindFailure = SQLITE_OK
        mismatch = nil
    }

    /// Keeps that a column of the present row did not hold what was asked of it.
    func noteMismatch(column: Int, wanted: StaticString) {
        if mismatch == nil { mismatch = (column, wanted) }
    }

    /// Throws what was noted about the present row, if anything was.
    func throwMismatch() throws(DatabaseError) {
        guard let mismatch else { return }
        let message = "column \(mismatch.column) does not hold \(mismatch.wanted)"
        reset()
        throw DatabaseError(extendedCode: SQLITE_MISMATCH, message: message, sql: sql)
    }

    package func bind(_ value: Int64, at index: Int) {
        note(sqlite3_bind_int64(handle, Int32(index), value))
    }

    package func bindNull(at index: Int) {
        note(sqlite3_bind_null(handle, Int32(index)))
    }

    package func bind(text: String, at index: Int) {
        var text = text
        text.withUTF8 { bind(text: UnsafeRawBufferPointer($0), at: index) }
    }

    /// Binds UTF-8 bytes as text. They are copied.
    package func bind(text: UnsafeRawBufferPointer, at index: Int) {
        // A nil address would mean NULL, also for an empty text.
        guard let start = text.baseAddress, !text.isEmpty else {
            note(sqlite3_bind_text(handle, Int32(index), Self.emptyText, 0, Self.kept))
            return
        }
        let kept = keep(text)
        let characters = (kept ?? start).assumingMemoryBound(to: CChar.self)
        let lifetime = kept == nil ? Self.copied : Self.kept
        note(sqlite3_bind_text(handle, Int32(index), characters, Int32(text.count), lifetime))
    }

    /// Binds what was written as text. It is copied.
    package func bind(json: borrowing JSONWriter, at index: Int) {
        json.withBytes { bind(text: $0, at: index) }
    }

    /// Binds bytes as a blob. They are copied.
    package func bind(blob: UnsafeRawBufferPointer, at index: Int) {
        guard let start = blob.baseAddress, !blob.isEmpty else {
            note(sqlite3_bind_zeroblob(handle, Int32(index), 0))
            return
        }
        let kept = keep(blob)
        let lifetime = kept == nil ? Self.copied : Self.kept
        note(sqlite3_bind_blob(handle, Int32(index), kept ?? start, Int32(blob.count), lifetime))
    }

    /// Binds the 16 bytes of a number as a blob, the highest first: most values of our rows are ids.
    package func bind(bits: UInt128, at index: Int) {
        guard room.count - roomUsed >= 16, let start = room.baseAddress else {
            return withUnsafeBytes(of: bits.bigEndian) { bind(blob: $0, at: index) }
        }
        let place = start + roomUsed
        place.storeBytes(of: bits.bigEndian, as: UInt128.self)
        roomUsed += 16
        roomWanted += 16
        note(sqlite3_bind_blob(handle, Int32(index), place, 16, Self.kept))
    }

    /// Copies bytes into the statement's own room; nil when there is no room left for them.
    private func keep(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawPointer? {
        roomWanted += bytes.count
        guard bytes.count <= room.count - roomUsed, let start = room.baseAddress else { return nil }
        let place = start + roomUsed
        UnsafeMutableRawBufferPointer(start: place, count: bytes.count).copyMemory(from: bytes)
        roomUsed += bytes.count
        return UnsafeRawPointer(place)
    }

    /// Makes ready for new values: the room becomes empty, and larger when the last ones did not fit. What binds its
    /// values one by one begins with this.
    package func beginValues() {
        precondition(!isRunning, "a statement is used again while its rows are still being read")
        if roomWanted > room.count, room.count < Self.mostRoom {
            // What SQLite still points to must not go away under it.
            sqlite3_clear_bindings(handle)
            room.deallocate()
            room = .allocate(byteCount: min(Self.mostRoom, max(256, 2 * roomWanted)), alignment: 8)
        }
        roomUsed = 0
        roomWanted = 0
    }

    /// Values that come to more than this are copied by SQLite.
    private static let mostRoom = 8_192

    /// Binds all question marks in their order.
    func bind<each Value: Bindable>(all values: repeat each Value) {
        beginValues()
        var index = 0
        for value in repeat each values {
            index += 1
            value.bind(to: self, at: index)
        }
        precondition(index == parameterCount, "a statement takes as many values as it has question marks")
    }

    private func note(_ result: Int32) {
        if result != SQLITE_OK, bindFailure == SQLITE_OK { bindFailure = result }
    }

    /// SQLITE_STATIC: the bytes stay where they are until the next values.
    private static let kept: sqlite3_destructor_type? = nil

    /// Where an empty text lies for as long as the program runs: SQLite need not make a copy of it.
    private static var emptyText: UnsafePointer<CChar> {
        let empty: StaticString = "\0\0"
        return UnsafeRawPointer(empty.utf8Start).assumingMemoryBound(to: CChar.self)
    }

    /// SQLITE_TRANSIENT: SQLite makes its own copy before the call returns.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}
