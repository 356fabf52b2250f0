package import Events

/// A row of a table whose rows change: it has a number, which is the table's primary key, and a key that events call it
/// by.
///
/// The number follows from the position of the event that made the row. So rows are appended in the order of the log,
/// and a rebuild gives the same numbers.
package protocol TableRow: Sendable {
    associatedtype Key: TableKey
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
    /// The rows used latest, and those used before them. When the young are many, the old are forgotten, in a rebuild
    /// after they were written.
    private var young = Generation<Entry>()
    private var old = Generation<Entry>()
    /// Rebuild only: the numbers of the rows that are no longer in memory.
    private var written = KeyIndex<Entry.Key>()
    /// Live only: which of the young have to be written.
    private var dirty: [Int] = []
    private let filling: Filling

    init(_ filling: Filling) {
        self.filling = filling
    }

    /// The row that events call `key`; nil when there is none.
    mutating func find(_ key: Entry.Key, in db: Connection) throws(DatabaseError) -> Entry? {
        guard let place = try place(of: key, in: db) else { return nil }
        return young.slots[place].row
    }

    /// Whether there is a row that events call `key`.
    mutating func has(_ key: Entry.Key, in db: Connection) throws(DatabaseError) -> Bool {
        try place(of: key, in: db) != nil
    }

    /// Changes the row and returns what `body` returns; nil when there is no such row.
    mutating func change<Value>(
        _ key: Entry.Key, in db: Connection, _ body: (inout Entry) -> Value
    ) throws(DatabaseError) -> Value? {
        guard let place = try place(of: key, in: db) else { return nil }
        touch(place)
        return body(&young.slots[place].row)
    }

    /// Adds a row. Throws when there is one with its key.
    mutating func insert(_ row: Entry, in db: Connection) throws(DatabaseError) {
        guard try place(of: row.key, in: db) == nil else { throw .double(Entry.table) }
        touch(young.add(row.key, row, isStored: false))
    }

    /// Changes the row for the last time under this key; nil when there is no such row. A later row may have the key.
    mutating func release(
        _ key: Entry.Key, in db: Connection, _ body: (inout Entry) -> Void
    ) throws(DatabaseError) -> Void? {
        guard let place = try place(of: key, in: db) else { return nil }
        var row = young.take(key, at: place).row
        body(&row)
        written.remove(key)
        // At once, so that nobody finds the row in the table by a key that it no longer has.
        return try row.write(to: db)
    }

    /// Removes the row and returns it; nil when there is no such row. A row that was never written never will be.
    mutating func remove(_ key: Entry.Key, in db: Connection) throws(DatabaseError) -> Entry?
    where Entry: RemovableRow {
        guard let place = try place(of: key, in: db) else { return nil }
        let slot = young.take(key, at: place)
        written.remove(key)
        if slot.isStored { try Entry.remove(number: slot.row.number, in: db) }
        return slot.row
    }

    /// Writes what changed; in a rebuild only what no longer fits in memory.
    mutating func flush(to db: Connection) throws(DatabaseError) {
        if filling.isLive {
            for place in dirty where young.slots[place].isDirty { try young.write(place, to: db) }
            dirty.removeAll(keepingCapacity: true)
            if young.slots.count > filling.rowsMax {
                old = young
                young = Generation()
            }
        } else if young.index.count > filling.rowsMax {
            try evict(to: db)
        }
    }

    /// Writes every row that is in memory and forgets it: the end of a rebuild.
    mutating func finish(to db: Connection) throws(DatabaseError) {
        try evict(to: db)
        try evict(to: db)
        written = KeyIndex()
    }

    mutating func forget() {
        precondition(filling.isLive, "A rebuild that fails starts again from nothing.")
        // The old ones too: they may have been young, and written, in the batch that is undone.
        young = Generation()
        old = Generation()
        dirty = []
    }

    private mutating func touch(_ place: Int) {
        guard !young.slots[place].isDirty else { return }
        young.slots[place].isDirty = true
        if filling.isLive { dirty.append(place) }
    }

    /// Where the row is among the young, brought there if need be; nil when there is no such row.
    private mutating func place(of key: Entry.Key, in db: Connection) throws(DatabaseError) -> Int? {
        if let place = young.index[key] { return place }
        if let place = old.index[key] { return young.add(key, moving: old.take(key, at: place)) }
        let found: Entry?
        if filling.isLive {
            found = try Entry.find(key, in: db)
        } else {
            guard let number = written[key] else { return nil }
            found = try Entry.find(number: Int64(number), in: db)
        }
        return found.map { young.add(key, $0, isStored: true) }
    }

    /// Writes and forgets the old rows; the young become old.
    private mutating func evict(to db: Connection) throws(DatabaseError) {
        // In the order of their numbers, so that new rows are appended. Mostly they came in that order.
        var places = Array(old.index.values)
        let isRising = zip(places, places.dropFirst()).allSatisfy {
            old.slots[$0].row.number < old.slots[$1].row.number
        }
        if !isRising { places.sort { old.slots[$0].row.number < old.slots[$1].row.number } }
        for place in places {
            let slot = old.slots[place]
            if slot.isDirty { try slot.row.write(to: db) }
            written.set(slot.row.key, Int(slot.row.number))
        }
        old = young
        young = Generation()
    }
}

/// Rows in memory, found by their keys. A row that is taken out leaves its place empty until the generation goes.
private struct Generation<Entry: TableRow> {
    struct Slot {
        var row: Entry
        var isDirty: Bool
        /// Whether the table has the row, perhaps in an older form.
        var isStored: Bool
    }

    var index = KeyIndex<Entry.Key>()
    var slots: [Slot] = []

    mutating func add(_ key: Entry.Key, _ row: Entry, isStored: Bool) -> Int {
        add(key, moving: Slot(row: row, isDirty: false, isStored: isStored))
    }

    mutating func add(_ key: Entry.Key, moving slot: Slot) -> Int {
        index.set(key, slots.count)
        slots.append(slot)
        return slots.count - 1
    }

    mutating func take(_ key: Entry.Key, at place: Int) -> Slot {
        index.remove(key)
        let slot = slots[place]
        // What is left there is nobody's and is never written.
        slots[place].isDirty = false
        return slot
    }

    mutating func write(_ place: Int, to db: Connection) throws(DatabaseError) {
        try slots[place].row.write(to: db)
        slots[place].isDirty = false
        slots[place].isStored = true
    }
}
