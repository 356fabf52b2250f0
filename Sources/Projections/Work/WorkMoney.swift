import Events

/// The granter of a budget: later events name only the budget.
struct WorkBudget: TableRow {
    let number: Int64
    let key: BudgetID
    let office: OfficeID

    static let table: StaticString = "work_budget"

    init(_ grant: BudgetGranted, number: Int64) {
        self.number = number
        key = grant.budget
        office = grant.office
    }

    private init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        office = row.id(2)
    }

    static func find(_ key: BudgetID, in db: Connection) throws(DatabaseError) -> WorkBudget? {
        try db.first("SELECT * FROM work_budget WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> WorkBudget? {
        try db.first("SELECT * FROM work_budget WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.run("REPLACE INTO work_budget VALUES (?, ?, ?)", number, key, office)
    }
}

/// What is still open of a receivable, and in which parts it comes in.
struct WorkReceivable: TableRow {
    let number: Int64
    let key: ReceivableID
    var open = Cents.zero
    var instalments: [Instalment] = []

    static let table: StaticString = "work_receivable"

    /// The day of the first part that has not come in whole; nil when there is no plan or nothing is open.
    var nextDue: Day? {
        guard open > .zero else { return nil }
        let parts = instalments.sorted { $0.dueOn < $1.dueOn }
        var later = parts.reduce(Cents.zero) { $0 + $1.cents }
        for part in parts {
            later -= part.cents
            if open > later { return part.dueOn }
        }
        return nil
    }

    init(_ raised: ReceivableRaised, number: Int64) {
        self.number = number
        key = raised.receivable
    }

    private init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        open = row.cents(2)
        instalments = row.json(3)
    }

    static func find(_ key: ReceivableID, in db: Connection) throws(DatabaseError) -> WorkReceivable? {
        try db.first("SELECT * FROM work_receivable WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> WorkReceivable? {
        try db.first("SELECT * FROM work_receivable WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.write("REPLACE INTO work_receivable VALUES (?, ?, ?, ?)") {
            $0.add(number)
            $0.add(key)
            $0.add(open)
            $0.add(json: instalments)
        }
    }
}

/// What is kept from a payment that the bank has not made yet: when it is not made, that is owed again.
struct WorkPayment: RemovableRow {
    let number: Int64
    let key: PaymentID
    let recoveries: [Recovery]

    static let table: StaticString = "work_payment"

    init(_ payment: PaymentScheduled, number: Int64) {
        self.number = number
        key = payment.payment
        recoveries = payment.recoveries
    }

    private init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        recoveries = row.json(2)
    }

    static func find(_ key: PaymentID, in db: Connection) throws(DatabaseError) -> WorkPayment? {
        try db.first("SELECT * FROM work_payment WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> WorkPayment? {
        try db.first("SELECT * FROM work_payment WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.write("REPLACE INTO work_payment VALUES (?, ?, ?)") {
            $0.add(number)
            $0.add(key)
            $0.add(json: recoveries)
        }
    }

    static func remove(number: Int64, in db: Connection) throws(DatabaseError) {
        try db.run("DELETE FROM work_payment WHERE number = ?", number)
    }
}

/// Somebody with a bank account. Its number is the position at which he had his first one.
struct WorkAccount: TableRow {
    let number: Int64
    let key: PartyID

    static let table: StaticString = "work_account"

    init(number: Int64, key: PartyID) {
        self.number = number
        self.key = key
    }

    private init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
    }

    static func find(_ key: PartyID, in db: Connection) throws(DatabaseError) -> WorkAccount? {
        try db.first("SELECT * FROM work_account WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> WorkAccount? {
        try db.first("SELECT * FROM work_account WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.run("REPLACE INTO work_account VALUES (?, ?)", number, key)
    }
}

/// By which day something that waits should be done, from the position of its number to the one at which another day or
/// none took its place.
struct WorkDue: TableRow {
    struct Key: TableKey {
        let subject: OwnerID
        let kind: WorkItem.Kind

        var mixed: UInt64 { Mix.bits(subject.bits, kind == .runToRelease ? 1 : 0) }
    }

    let number: Int64
    let key: Key
    let day: Day
    var ends = Position(.max)

    static let table: StaticString = "work_due"

    init(_ key: Key, _ day: Day, number: Int64) {
        self.number = number
        self.key = key
        self.day = day
    }

    private init(_ row: Row) {
        number = row.int64(0)
        key = Key(subject: row.id(1), kind: row.name(2))
        day = row.day(3)
        ends = row.position(4)
    }

    /// The one that still holds.
    static func find(_ key: Key, in db: Connection) throws(DatabaseError) -> WorkDue? {
        try db.first(
            "SELECT * FROM work_due WHERE subject = ? AND kind = ? AND ends = ?", key.subject, key.kind, Position(.max),
            body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> WorkDue? {
        try db.first("SELECT * FROM work_due WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.write("REPLACE INTO work_due VALUES (?, ?, ?, ?, ?)") {
            $0.add(number)
            $0.add(key.subject)
            $0.add(key.kind)
            $0.add(day)
            $0.add(ends.rawValue)
        }
    }
}
