import Events

/// Which office granted a budget.
struct DashBudget: TableRow {
    let number: Int64
    let key: BudgetID
    let office: OfficeID

    static let table: StaticString = "dash_budget"

    init(number: Int64, key: BudgetID, office: OfficeID) {
        self.number = number
        self.key = key
        self.office = office
    }

    init(_ row: Row) { self.init(number: row.int64(0), key: row.id(1), office: row.id(2)) }

    static func find(_ key: BudgetID, in db: Connection) throws(DatabaseError) -> DashBudget? {
        try db.first("SELECT * FROM dash_budget WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> DashBudget? {
        try db.first("SELECT * FROM dash_budget WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.run("REPLACE INTO dash_budget VALUES (?, ?, ?)", number, key, office)
    }
}

/// The budgets that any terms of a contract named.
struct DashContract: TableRow {
    let number: Int64
    let key: ContractID
    var budgets: [BudgetID]

    static let table: StaticString = "dash_contract"

    init(_ contract: ContractID, _ terms: ContractTerms, number: Int64) {
        self.number = number
        key = contract
        budgets = []
        for line in terms.lines where !budgets.contains(line.budget) { budgets.append(line.budget) }
    }

    init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        budgets = row.json(2)
    }

    static func find(_ key: ContractID, in db: Connection) throws(DatabaseError) -> DashContract? {
        try db.first("SELECT * FROM dash_contract WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> DashContract? {
        try db.first("SELECT * FROM dash_contract WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.run("REPLACE INTO dash_contract VALUES (?, ?, ?)", number, key, StoredList.json(budgets))
    }
}

/// What a claim that is not decided yet is about.
struct DashClaim: RemovableRow {
    let number: Int64
    let key: ClaimID
    let contract: ContractID?
    let budget: BudgetID?

    static let table: StaticString = "dash_claim"

    init(number: Int64, key: ClaimID, contract: ContractID?, budget: BudgetID?) {
        self.number = number
        self.key = key
        self.contract = contract
        self.budget = budget
    }

    init(_ row: Row) {
        self.init(number: row.int64(0), key: row.id(1), contract: row.optionalID(2), budget: row.optionalID(3))
    }

    static func find(_ key: ClaimID, in db: Connection) throws(DatabaseError) -> DashClaim? {
        try db.first("SELECT * FROM dash_claim WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> DashClaim? {
        try db.first("SELECT * FROM dash_claim WHERE number = ?", number, body: Self.init)
    }

    static func remove(number: Int64, in db: Connection) throws(DatabaseError) {
        try db.run("DELETE FROM dash_claim WHERE number = ?", number)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.run("REPLACE INTO dash_claim VALUES (?, ?, ?, ?)", number, key, contract, budget)
    }
}

/// How often claims were refused by one rule in one month.
struct RefusalTally: TableRow {
    struct Key: TableKey {
        let office: OfficeID
        let month: Month
        let rule: String

        var mixed: UInt64 {
            Mix.bits(office.bits, rule.utf8.reduce(UInt64(month.first.number)) { $0 &* 31 &+ UInt64($1) })
        }
    }

    let number: Int64
    let key: Key
    var times: Int64

    static let table: StaticString = "dash_refusal"
    /// There is one SVB.
    static let svb = OfficeID(bits: 0)
    /// How many of these one event can begin.
    static let perEvent: Int64 = 8_192

    init(number: Int64, key: Key, times: Int64) {
        self.number = number
        self.key = key
        self.times = times
    }

    init(_ row: Row) {
        number = row.int64(0)
        key = Key(office: row.id(1), month: row.month(2), rule: row.text(3))
        times = row.int64(4)
    }

    static func find(_ key: Key, in db: Connection) throws(DatabaseError) -> RefusalTally? {
        try db.first(
            "SELECT * FROM dash_refusal WHERE office = ? AND month = ? AND rule = ?", key.office, key.month, key.rule,
            body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> RefusalTally? {
        try db.first("SELECT * FROM dash_refusal WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.run(
            "REPLACE INTO dash_refusal VALUES (?, ?, ?, ?, ?)", number, key.office, key.month, key.rule, times)
    }
}
