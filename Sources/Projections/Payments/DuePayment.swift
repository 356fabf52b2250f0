package import Events

/// A payment that waits for a run, or is in the file of one and was not seen on a statement yet.
struct DuePaymentRow: RemovableRow {
    let number: Int64
    let key: PaymentID
    let dossier: DossierID
    let kind: RunKind
    let runOn: Day
    var isFiled = false

    static let table: StaticString = "due_payment"

    init(_ payment: PaymentScheduled, _ dossier: DossierID, number: Int64) {
        self.number = number
        key = payment.payment
        self.dossier = dossier
        kind = payment.runKind
        runOn = payment.runOn
    }

    init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        dossier = row.id(2)
        kind = row.name(3)
        runOn = row.day(4)
        isFiled = row.bool(5)
    }

    static func find(_ key: PaymentID, in db: Connection) throws(DatabaseError) -> DuePaymentRow? {
        try db.first("SELECT * FROM due_payment WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> DuePaymentRow? {
        try db.first("SELECT * FROM due_payment WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.write("REPLACE INTO due_payment VALUES (?, ?, ?, ?, ?, ?)") {
            $0.add(number)
            $0.add(key)
            $0.add(dossier)
            $0.add(kind)
            $0.add(runOn)
            $0.add(isFiled)
        }
    }

    static func remove(number: Int64, in db: Connection) throws(DatabaseError) {
        try db.run("DELETE FROM due_payment WHERE number = ?", number)
    }
}

/// A payment that is scheduled for a run on or before a day and is in no file.
package struct DuePayment: Shown, Equatable {
    package let payment: PaymentID
    package let dossier: DossierID
    package let runOn: Day
    private let number: Int64

    package func writeFields(to w: inout JSONWriter) {
        w.field("payment", payment)
        w.field("dossier", dossier)
        w.field("runOn", runOn)
    }

    /// How many rows a page has: a run takes up a hundred thousand.
    package static let pageMost = 2_000

    /// The payments of one kind that are due by a day, the longest due first. `after` is the last one of the page before.
    package static func page(
        _ s: Snapshot, _ kind: RunKind, until day: Day, after: DuePayment? = nil, limit: Int = pageMost
    ) throws(DatabaseError) -> [DuePayment] {
        try s.db.all(
            """
            SELECT id, dossier, run_on, number FROM due_payment
            WHERE filed = 0 AND kind = ? AND run_on <= ? AND (run_on, number) > (?, ?) ORDER BY run_on, number LIMIT ?
            """, kind.rawValue, day, after?.runOn ?? .first, after?.number ?? 0, limit
        ) { DuePayment(payment: $0.id(0), dossier: $0.id(1), runOn: $0.day(2), number: $0.int64(3)) }
    }

    /// Whether the payment is in the file of a run, and neither paid nor back.
    package static func isFiled(_ s: Snapshot, _ payment: PaymentID) throws(DatabaseError) -> Bool {
        try DuePaymentRow.find(payment, in: s.db)?.isFiled ?? false
    }
}

extension PaymentScheduled {
    /// In which run it goes: a wage, and the difference of one, with the wages; all else with the claims. Decisions say the
    /// same of their own state (`PaymentState.runKind`); a run takes up nothing of another kind.
    fileprivate var runKind: RunKind {
        switch source {
        case .wage: .wages
        case .backPayment: claim == nil ? .wages : .claims
        case .claim, .freeAmount, .depositRefund: .claims
        }
    }
}

/// Where a payment that was ever scheduled stands in the log.
package enum KnownPayment {
    /// The fact of its scheduling with its dossier; nil when there never was one with this id.
    package static func one(_ s: Snapshot, _ payment: PaymentID) throws(DatabaseError) -> EventEnvelope? {
        guard let number = try s.db.first("SELECT number FROM payment WHERE id = ?", payment, body: { $0.int64(0) })
        else { return nil }
        return try s.event(number)
    }
}

/// The references to the account of a payee and to the name on it, as they are now.
package struct PayeeAccount {
    package let iban: Personal<Iban>
    package let name: Personal<Name>

    /// Nil when nobody knows an account of this party.
    package static func one(_ s: Snapshot, _ party: PartyID) throws(DatabaseError) -> PayeeAccount? {
        try s.db.first(
            "SELECT iban, account_name FROM party WHERE id = ? AND iban IS NOT NULL AND account_name IS NOT NULL", party
        ) { PayeeAccount(iban: $0.json(0), name: $0.json(1)) }
    }
}
