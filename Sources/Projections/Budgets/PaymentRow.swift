import Events

/// One payment with the shares by which it is booked.
struct PaymentRow: TableRow {
    let number: Int64
    let key: PaymentID
    let dossier: DossierID
    let source: PaymentSource
    let claim: ClaimID?
    let contract: ContractID?
    let month: Month?
    let payee: PartyID
    let amount: Cents
    let shares: [BudgetShare]
    let runOn: Day
    let latestOn: Day
    let repeats: PaymentID?
    let olderInDossier: Int64
    let olderOfPayee: Int64
    var status = PaymentStatus.scheduled
    var paidOn: Day?
    var returnedOn: Day?
    var bankReason: String?
    /// The payment that paid it again after it came back.
    var repeatedBy: PaymentID?

    static let table: StaticString = "payment"

    init(
        _ payment: PaymentScheduled, _ dossier: DossierID, number: Int64, olderInDossier: Int64, olderOfPayee: Int64
    ) {
        self.number = number
        key = payment.payment
        self.dossier = dossier
        source = payment.source
        claim = payment.claim
        contract = payment.contract
        month = payment.month
        payee = payment.payee
        amount = payment.amountCents
        shares = payment.shares
        runOn = payment.runOn
        latestOn = payment.latestOn
        repeats = payment.repeats
        self.olderInDossier = olderInDossier
        self.olderOfPayee = olderOfPayee
    }

    init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        dossier = row.id(2)
        source = row.name(3)
        claim = row.optionalID(4)
        contract = row.optionalID(5)
        month = row.optionalMonth(6)
        payee = row.id(7)
        amount = row.cents(8)
        shares = row.json(9)
        runOn = row.day(10)
        latestOn = row.day(11)
        repeats = row.optionalID(12)
        olderInDossier = row.int64(13)
        olderOfPayee = row.int64(14)
        status = row.name(15)
        paidOn = row.optionalDay(16)
        returnedOn = row.optionalDay(17)
        bankReason = row.optionalText(18)
        repeatedBy = row.optionalID(19)
    }

    static func find(_ key: PaymentID, in db: Connection) throws(DatabaseError) -> PaymentRow? {
        try db.first("SELECT * FROM payment WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> PaymentRow? {
        try db.first("SELECT * FROM payment WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.run(
            "REPLACE INTO payment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", number, key,
            dossier, source, claim, contract, month, payee, amount, StoredList.json(shares), runOn, latestOn, repeats,
            olderInDossier, olderOfPayee, status, paidOn, returnedOn, bankReason, repeatedBy)
    }
}
