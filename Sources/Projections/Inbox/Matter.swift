import Events

/// A claim of which messages may still come.
struct ClaimMatter: RemovableRow {
    let number: Int64
    let key: ClaimID
    let kind: ClaimKind
    let caregiver: PartyID?
    let month: Month?
    let amount: Cents

    static let table: StaticString = "inbox_claim"

    init(number: Int64, _ filed: ClaimFiled, caregiver: PartyID?) {
        self.number = number
        key = filed.claim
        kind = filed.kind
        self.caregiver = caregiver
        month = filed.month
        amount = filed.amountCents
    }

    private init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        kind = row.name(2)
        caregiver = row.optionalID(3)
        month = row.optionalMonth(4)
        amount = row.cents(5)
    }

    static func find(_ key: ClaimID, in db: Connection) throws(DatabaseError) -> ClaimMatter? {
        try db.first("SELECT * FROM inbox_claim WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> ClaimMatter? {
        try db.first("SELECT * FROM inbox_claim WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.run("REPLACE INTO inbox_claim VALUES (?, ?, ?, ?, ?, ?)", number, key, kind, caregiver, month, amount)
    }

    static func remove(number: Int64, in db: Connection) throws(DatabaseError) {
        try db.run("DELETE FROM inbox_claim WHERE number = ?", number)
    }
}

/// A payment of which messages may still come.
struct PaymentMatter: RemovableRow {
    let number: Int64
    let key: PaymentID
    let source: PaymentSource
    let payee: PartyID
    let month: Month?
    let amount: Cents

    static let table: StaticString = "inbox_payment"

    init(number: Int64, _ payment: PaymentScheduled) {
        self.number = number
        key = payment.payment
        source = payment.source
        payee = payment.payee
        month = payment.month
        amount = payment.amountCents
    }

    private init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        source = row.name(2)
        payee = row.id(3)
        month = row.optionalMonth(4)
        amount = row.cents(5)
    }

    static func find(_ key: PaymentID, in db: Connection) throws(DatabaseError) -> PaymentMatter? {
        try db.first("SELECT * FROM inbox_payment WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> PaymentMatter? {
        try db.first("SELECT * FROM inbox_payment WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.run("REPLACE INTO inbox_payment VALUES (?, ?, ?, ?, ?, ?)", number, key, source, payee, month, amount)
    }

    static func remove(number: Int64, in db: Connection) throws(DatabaseError) {
        try db.run("DELETE FROM inbox_payment WHERE number = ?", number)
    }
}
