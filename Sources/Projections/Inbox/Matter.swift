import Events

/// A claim of which messages may still come. Its number is the position at which it was filed.
struct ClaimMatter: RemovableRow {
    let number: Int64
    let key: ClaimID
    let caregiver: PartyID?

    static let table: StaticString = "inbox_claim"

    init(number: Int64, _ claim: ClaimID, caregiver: PartyID?) {
        self.number = number
        key = claim
        self.caregiver = caregiver
    }

    private init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        caregiver = row.optionalID(2)
    }

    static func find(_ key: ClaimID, in db: Connection) throws(DatabaseError) -> ClaimMatter? {
        try db.first("SELECT * FROM inbox_claim WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> ClaimMatter? {
        try db.first("SELECT * FROM inbox_claim WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.run("REPLACE INTO inbox_claim VALUES (?, ?, ?)", number, key, caregiver)
    }

    static func remove(number: Int64, in db: Connection) throws(DatabaseError) {
        try db.run("DELETE FROM inbox_claim WHERE number = ?", number)
    }
}

/// A payment of which messages may still come. Its number is the position at which it was scheduled.
struct PaymentMatter: RemovableRow {
    let number: Int64
    let key: PaymentID
    let payee: PartyID

    static let table: StaticString = "inbox_payment"

    init(number: Int64, _ payment: PaymentScheduled) {
        self.number = number
        key = payment.payment
        payee = payment.payee
    }

    private init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        payee = row.id(2)
    }

    static func find(_ key: PaymentID, in db: Connection) throws(DatabaseError) -> PaymentMatter? {
        try db.first("SELECT * FROM inbox_payment WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> PaymentMatter? {
        try db.first("SELECT * FROM inbox_payment WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.write("REPLACE INTO inbox_payment VALUES (?, ?, ?)") {
            $0.add(number)
            $0.add(key)
            $0.add(payee)
        }
    }

    static func remove(number: Int64, in db: Connection) throws(DatabaseError) {
        try db.run("DELETE FROM inbox_payment WHERE number = ?", number)
    }
}

/// A change of a contract of which messages may still come. Its number is the position at which it was proposed.
struct ChangeMatter: RemovableRow {
    let number: Int64
    let key: ContractID
    /// Whether the caregiver knows of it.
    var wasShared: Bool

    static let table: StaticString = "inbox_change"

    init(number: Int64, _ proposal: ChangeProposed) {
        self.number = number
        key = proposal.contract
        wasShared = proposal.side == .caregiver
    }

    private init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        wasShared = row.bool(2)
    }

    static func find(_ key: ContractID, in db: Connection) throws(DatabaseError) -> ChangeMatter? {
        try db.first("SELECT * FROM inbox_change WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> ChangeMatter? {
        try db.first("SELECT * FROM inbox_change WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.write("REPLACE INTO inbox_change VALUES (?, ?, ?)") {
            $0.add(number)
            $0.add(key)
            $0.add(wasShared)
        }
    }

    static func remove(number: Int64, in db: Connection) throws(DatabaseError) {
        try db.run("DELETE FROM inbox_change WHERE number = ?", number)
    }
}
