import Events

/// One payment: where it was scheduled, paid and returned, the shares by which it is booked and whose lists it is in.
/// What it says stands in those events.
struct PaymentRow: TableRow {
    /// The position at which it was scheduled.
    let number: Int64
    let key: PaymentID
    let payee: PartyID
    /// Whether it counts as taken of the free amount.
    let isFreeAmount: Bool
    let shares: [BudgetShare]
    let runOn: Day
    let olderInDossier: Int64
    let olderOfPayee: Int64
    /// The position at which it was paid; 0 when it was not.
    var paid: Int64 = 0
    /// The position at which it was returned; 0 when it was not.
    var returned: Int64 = 0
    /// The position at which another payment took its place; 0 when none has.
    var repeated: Int64 = 0

    static let table: StaticString = "payment"

    var status: PaymentStatus { returned > 0 ? .returned : paid > 0 ? .paid : .scheduled }

    init(_ payment: PaymentScheduled, number: Int64, olderInDossier: Int64, olderOfPayee: Int64) {
        self.number = number
        key = payment.payment
        payee = payment.payee
        isFreeAmount = payment.source == .freeAmount
        shares = payment.shares
        runOn = payment.runOn
        self.olderInDossier = olderInDossier
        self.olderOfPayee = olderOfPayee
    }

    init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        payee = row.id(2)
        isFreeAmount = row.bool(3)
        shares = [BudgetShare(budget: row.id(4), cents: row.cents(5))] + (row.optionalJSON(6) ?? [])
        runOn = row.day(7)
        olderInDossier = row.int64(8)
        olderOfPayee = row.int64(9)
        paid = row.int64(10)
        returned = row.int64(11)
        repeated = row.int64(12)
    }

    static func find(_ key: PaymentID, in db: Connection) throws(DatabaseError) -> PaymentRow? {
        try db.first("SELECT * FROM payment WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> PaymentRow? {
        try db.first("SELECT * FROM payment WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.write("REPLACE INTO payment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)") {
            $0.add(number)
            $0.add(key)
            $0.add(payee)
            $0.add(isFreeAmount)
            // Nearly every payment has one share.
            $0.add(shares.first?.budget ?? BudgetID(bits: 0))
            $0.add(shares.first?.cents ?? .zero)
            $0.add(json: shares.count > 1 ? Array(shares.dropFirst()) : nil)
            $0.add(runOn)
            $0.add(olderInDossier)
            $0.add(olderOfPayee)
            $0.add(paid)
            $0.add(returned)
            $0.add(repeated)
        }
    }

    /// What was scheduled.
    func scheduled(_ s: Snapshot) throws(DatabaseError) -> PaymentScheduled {
        try Self.scheduled(s.event(number))
    }

    static func scheduled(_ envelope: EventEnvelope) throws(DatabaseError) -> PaymentScheduled {
        guard case .payment(.scheduled(let payment)) = envelope.event else { throw .missing("payment-scheduled") }
        return payment
    }

    /// The day on which the bank says it was paid, and the day and reason for which it came back.
    func bank(_ s: Snapshot) throws(DatabaseError) -> (paidOn: Day?, returnedOn: Day?, reason: Code?) {
        var found: (paidOn: Day?, returnedOn: Day?, reason: Code?) = (nil, nil, nil)
        if paid > 0, case .payment(.paid(let fact)) = try s.event(paid).event { found.paidOn = fact.on }
        if returned > 0, case .payment(.returned(let fact)) = try s.event(returned).event {
            found.returnedOn = fact.on
            found.reason = fact.bankReason
        }
        return found
    }
}
