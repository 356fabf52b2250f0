package import Events

/// A row of a table whose rows change: it has a number, which is the table's primary key, and a key that events call it
/// by.
///
/// The number follows from the position of the event that made the row. So rows are appended in the order of the log,
/// and a rebuild gives the same numbers.
package protocol TableRow: Sendable {
    associatedtype Key: Hashable & Sendable
    static var table: StaticString { get }
    var key: Key { get }
    var number: Int64 { get }
    static func find(_ key: Key, in db: Connection) throws(DatabaseError) -> Self?
    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> Self?
    /// Inserts the row or replaces the one with its number.
    func write(to db: Connection) throws(DatabaseError)
}

/// A row that is only needed for a while, until a last event about it.
package protocol RemovableRow: TableRow {
    static func remove(number: Int64, in db: Connection) throws(DatabaseError)
}

/// The rows of one table, read through and written back: an event that changes a row changes it in memory, and the row
/// is written once per batch, or in a rebuild once for all.
///
/// In a rebuild the table starts empty and has no index by key. Rows that did not fit in memory any longer are found by
/// the number that is remembered for their key, so a row that was never made costs no look at the database.
package struct Kept<Entry: TableRow> {
    private struct Slot {
        var row: Entry
        var isDirty: Bool
        /// Whether the table has the row, perhaps in an older form.
        var isStored: Bool
    }

    /// The rows used latest, and those used before them. When the young are many, the old are written and forgotten.
    private var young: [Entry.Key: Slot] = [:]
    private var old: [Entry.Key: Slot] = [:]
    /// Rebuild only: the numbers of the rows that are no longer in memory.
    private var written: [Entry.Key: Int64] = [:]
    private let filling: Filling

    init(_ filling: Filling) {
        self.filling = filling
    }

    /// The row that events call `key`; nil when there is none.
    mutating func find(_ key: Entry.Key, in db: Connection) throws(DatabaseError) -> Entry? {
        guard try fetch(key, in: db) else { return nil }
        return young[key]?.row
    }

    /// Changes the row and returns what `body` returns; nil when there is no such row.
    mutating func change<Value>(
        _ key: Entry.Key, in db: Connection, _ body: (inout Entry) -> Value
    ) throws(DatabaseError) -> Value? {
        guard try fetch(key, in: db), let index = young.index(forKey: key) else { return nil }
        young.values[index].isDirty = true
        return body(&young.values[index].row)
    }

    /// Adds a row. Throws when there is one with its key.
    mutating func insert(_ row: Entry, in db: Connection) throws(DatabaseError) {
        guard try !fetch(row.key, in: db) else { throw .double(Entry.table) }
        young[row.key] = Slot(row: row, isDirty: true, isStored: false)
    }

    /// Changes the row for the last time under this key; nil when there is no such row. A later row may have the key.
    mutating func release(
        _ key: Entry.Key, in db: Connection, _ body: (inout Entry) -> Void
    ) throws(DatabaseError) -> Void? {
        guard try fetch(key, in: db), var row = young.removeValue(forKey: key)?.row else { return nil }
        body(&row)
        written[key] = nil
        // At once, so that nobody finds the row in the table by a key that it no longer has.
        return try row.write(to: db)
    }

    /// Removes the row and returns it; nil when there is no such row. A row that was never written never will be.
    mutating func remove(_ key: Entry.Key, in db: Connection) throws(DatabaseError) -> Entry?
    where Entry: RemovableRow {
        guard try fetch(key, in: db), let slot = young.removeValue(forKey: key) else { return nil }
        written[key] = nil
        if slot.isStored { try Entry.remove(number: slot.row.number, in: db) }
        return slot.row
    }

    /// Writes what changed; in a rebuild only what no longer fits in memory.
    mutating func flush(to db: Connection) throws(DatabaseError) {
        if filling.isLive {
            try write(&young, to: db)
            if young.count > filling.rowsMax { young.removeAll(keepingCapacity: true) }
        } else if young.count > filling.rowsMax {
            try evict(to: db)
        }
    }

    /// Writes every row that is in memory and forgets it: the end of a rebuild.
    mutating func finish(to db: Connection) throws(DatabaseError) {
        try flush(to: db)
        try evict(to: db)
        try evict(to: db)
        written = [:]
    }

    mutating func forget() {
        precondition(filling.isLive, "a rebuild that fails starts again from nothing")
        young.removeAll()
    }

    /// Brings the row among the young; false when there is none.
    private mutating func fetch(_ key: Entry.Key, in db: Connection) throws(DatabaseError) -> Bool {
        if young[key] != nil { return true }
        if let slot = old.removeValue(forKey: key) {
            young[key] = slot
            return true
        }
        let found: Entry?
        if filling.isLive {
            found = try Entry.find(key, in: db)
        } else {
            guard let number = written[key] else { return false }
            found = try Entry.find(number: number, in: db)
        }
        guard let found else { return false }
        young[key] = Slot(row: found, isDirty: false, isStored: true)
        return true
    }

    /// Writes and forgets the old rows; the young become old.
    private mutating func evict(to db: Connection) throws(DatabaseError) {
        try write(&old, to: db)
        for (key, slot) in old { written[key] = slot.row.number }
        old = young
        young = [:]
    }

    /// Writes the changed rows in the order of their numbers, so that new ones are appended.
    private func write(_ slots: inout [Entry.Key: Slot], to db: Connection) throws(DatabaseError) {
        var dirty: [(number: Int64, index: Dictionary<Entry.Key, Slot>.Index)] = []
        for index in slots.indices where slots.values[index].isDirty {
            dirty.append((slots.values[index].row.number, index))
        }
        dirty.sort { $0.number < $1.number }
        for (_, index) in dirty {
            try slots.values[index].row.write(to: db)
            slots.values[index].isDirty = false
            slots.values[index].isStored = true
        }
    }
}
