import Events

/// A budget of which messages may still come. Its number is the position at which it was granted.
struct BudgetMatter: TableRow {
    let number: Int64
    let key: BudgetID
    /// The position of what said last what the budget is: its period and its amounts.
    var latest: Int64

    static let table: StaticString = "inbox_budget"

    init(number: Int64, _ budget: BudgetID) {
        self.number = number
        key = budget
        latest = number
    }

    private init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        latest = row.int64(2)
    }

    static func find(_ key: BudgetID, in db: Connection) throws(DatabaseError) -> BudgetMatter? {
        try db.first("SELECT * FROM inbox_budget WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> BudgetMatter? {
        try db.first("SELECT * FROM inbox_budget WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.run("REPLACE INTO inbox_budget VALUES (?, ?, ?)", number, key, latest)
    }
}

/// A receivable of which messages may still come. Its number is the position at which it was raised.
struct ReceivableMatter: TableRow {
    let number: Int64
    let key: ReceivableID
    let debtor: PartyID

    static let table: StaticString = "inbox_receivable"

    init(number: Int64, _ raised: ReceivableRaised) {
        self.number = number
        key = raised.receivable
        debtor = raised.debtor
    }

    private init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        debtor = row.id(2)
    }

    static func find(_ key: ReceivableID, in db: Connection) throws(DatabaseError) -> ReceivableMatter? {
        try db.first("SELECT * FROM inbox_receivable WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> ReceivableMatter? {
        try db.first("SELECT * FROM inbox_receivable WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.run("REPLACE INTO inbox_receivable VALUES (?, ?, ?)", number, key, debtor)
    }
}

/// Somebody with a bank account. Its number is the position at which he had his first one: a later one he has to confirm.
struct AccountMatter: TableRow {
    let number: Int64
    let key: PartyID

    static let table: StaticString = "inbox_account"

    init(number: Int64, key: PartyID) {
        self.number = number
        self.key = key
    }

    private init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
    }

    static func find(_ key: PartyID, in db: Connection) throws(DatabaseError) -> AccountMatter? {
        try db.first("SELECT * FROM inbox_account WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> AccountMatter? {
        try db.first("SELECT * FROM inbox_account WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.run("REPLACE INTO inbox_account VALUES (?, ?)", number, key)
    }
}
