package import Events

/// Whose list it is: a dossier, a party or a stream, by its bits.
package enum OwnerTag {}
package typealias OwnerID = ID<OwnerTag>

extension ID {
    /// The same bits as the owner of a list.
    package var owner: OwnerID { OwnerID(bits: bits) }
}

/// The table in which a view keeps the newest row of each of its lists.
package protocol ChainTable: Sendable {
    static var table: StaticString { get }
    static var byKey: StaticString { get }
    static var byNumber: StaticString { get }
    static var replace: StaticString { get }
}

/// The newest row of one list. Each row of a list names the one before it, so a list that only grows is walked from its
/// newest row without an index: an index over random owners costs a dirtied page per row, the log says why.
package struct ChainHead<Table: ChainTable>: TableRow {
    package struct Key: TableKey {
        package let owner: OwnerID
        /// Which of the owner's lists.
        package let list: Int64

        package var mixed: UInt64 { Mix.bits(owner.bits, UInt64(list)) }
    }

    package let number: Int64
    package let key: Key
    /// The number of the newest row of the list.
    package var head: Int64

    package static var table: StaticString { Table.table }

    init(number: Int64, key: Key, head: Int64) {
        self.number = number
        self.key = key
        self.head = head
    }

    private init(_ row: Row) {
        number = row.int64(0)
        key = Key(owner: row.id(1), list: row.int64(2))
        head = row.int64(3)
    }

    package static func find(_ key: Key, in db: Connection) throws(DatabaseError) -> ChainHead? {
        try db.first(Table.byKey, key.owner, key.list, body: Self.init)
    }

    package static func find(number: Int64, in db: Connection) throws(DatabaseError) -> ChainHead? {
        try db.first(Table.byNumber, number, body: Self.init)
    }

    package func write(to db: Connection) throws(DatabaseError) {
        try db.write(Table.replace) {
            $0.add(number)
            $0.add(key.owner)
            $0.add(key.list)
            $0.add(head)
        }
    }
}

extension Kept {
    /// Puts a row in front of a list and returns the row that was in front before, 0 when the list is new.
    mutating func push<Table: ChainTable>(
        _ row: Int64, of owner: OwnerID, list: Int64 = 0, in db: Connection
    ) throws(DatabaseError) -> Int64 where Entry == ChainHead<Table> {
        let key = Entry.Key(owner: owner, list: list)
        let before = try change(key, in: db) { head in
            let before = head.head
            head.head = row
            return before
        }
        if let before { return before }
        try insert(ChainHead(number: row * Self.listsMax + list, key: key, head: row), in: db)
        return 0
    }

    /// How many lists one row can be the first of.
    private static var listsMax: Int64 { 4 }
}
