package import Events

/// One receivable: what has to be paid back, what is still open of it and what became of the rest. Why it was raised
/// stands in its event.
struct ReceivableRow: TableRow {
    /// The position at which it was raised.
    let number: Int64
    let key: ReceivableID
    let dossier: DossierID
    let debtor: PartyID
    let cause: ReceivableCause
    let amount: Cents
    /// What has still to come in.
    var open: Cents
    /// The budgets it was paid from.
    let shares: [BudgetShare]
    var instalments: [Instalment] = []
    /// In the order of the log.
    var entries: [ReceivableEntry] = []

    static let table: StaticString = "receivable"

    init(_ raised: ReceivableRaised, _ dossier: DossierID, number: Int64) {
        self.number = number
        key = raised.receivable
        self.dossier = dossier
        debtor = raised.debtor
        cause = raised.cause
        amount = raised.amountCents
        open = raised.amountCents
        shares = raised.shares
    }

    init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        dossier = row.id(2)
        debtor = row.id(3)
        cause = row.name(4)
        amount = row.cents(5)
        open = row.cents(6)
        shares = row.json(7)
        instalments = row.optionalJSON(8) ?? []
        entries = row.optionalJSON(9) ?? []
    }

    static func find(_ key: ReceivableID, in db: Connection) throws(DatabaseError) -> ReceivableRow? {
        try db.first("SELECT * FROM receivable WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> ReceivableRow? {
        try db.first("SELECT * FROM receivable WHERE number = ?", number, body: Self.init)
    }

    /// The receivables of a dossier in the order in which they were raised.
    static func list(_ s: Snapshot, _ dossier: DossierID) throws(DatabaseError) -> [ReceivableRow] {
        try s.db.all("SELECT * FROM receivable WHERE dossier = ? ORDER BY number", dossier, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.write("REPLACE INTO receivable VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)") {
            $0.add(number)
            $0.add(key)
            $0.add(dossier)
            $0.add(debtor)
            $0.add(cause)
            $0.add(amount)
            $0.add(open)
            $0.add(json: shares)
            $0.add(json: instalments.isEmpty ? nil : instalments)
            $0.add(json: entries.isEmpty ? nil : entries)
        }
    }

    var status: ReceivableStatus {
        if open > .zero { return .open }
        return entries.contains { $0.how == .writtenOff } ? .writtenOff : .paid
    }

    /// As what money on it is booked: the free amount that was asked back is not taken any more.
    var bookedAs: PaymentSource? { cause == .freeAmountOverdrawn ? .freeAmount : nil }

    mutating func take(_ entry: ReceivableEntry) {
        open = entry.how == .offsetUndone ? open + entry.cents : open - entry.cents
        entries.append(entry)
    }
}

/// Something that became of a receivable.
package struct ReceivableEntry: Record, Equatable {
    package enum How: String, StoredName, CaseIterable {
        /// The debtor paid.
        case repaid
        /// It was kept from a payment.
        case offset
        /// The payment from which it was kept is not made.
        case offsetUndone = "offset-undone"
        case writtenOff = "written-off"
    }

    package let position: Int64
    package let how: How
    package let cents: Cents
    /// The day of the bank statement, or of the run.
    package let on: Day?
    package let payment: PaymentID?
    /// The budgets the money came back to.
    package let shares: [BudgetShare]

    init(position: Int64, how: How, cents: Cents, on: Day?, payment: PaymentID?, shares: [BudgetShare]) {
        self.position = position
        self.how = how
        self.cents = cents
        self.on = on
        self.payment = payment
        self.shares = shares
    }

    package init(from r: inout JSONReader) {
        position = r("position")
        how = r("how")
        cents = r("amountCents")
        on = r.optional("on")
        payment = r.optional("payment")
        shares = r.optionalList("shares")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("position", position)
        w.field("how", how)
        w.field("amountCents", cents)
        w.field("on", on)
        w.field("payment", payment)
        w.present("shares", list: shares)
    }

    /// What of it came back to these budgets; nil when nothing did.
    func part(of budgets: Set<BudgetID>) -> ReceivableEntry? {
        let own = shares.filter { budgets.contains($0.budget) }
        guard !own.isEmpty else { return nil }
        return ReceivableEntry(
            position: position, how: how, cents: own.reduce(.zero) { $0 + $1.cents }, on: on, payment: payment,
            shares: own)
    }

    /// The same as a granter sees it: it may be kept from a payment that another one makes.
    func seen(by own: OfficeView, _ s: Snapshot) throws(DatabaseError) -> ReceivableEntry {
        guard let payment, let row = try PaymentRow.find(payment, in: s.db),
            !row.shares.contains(where: { own.budgets.contains($0.budget) })
        else { return self }
        return ReceivableEntry(position: position, how: how, cents: cents, on: on, payment: nil, shares: shares)
    }

    /// The same without what budgets it came back to.
    var withoutShares: ReceivableEntry {
        ReceivableEntry(position: position, how: how, cents: cents, on: on, payment: payment, shares: [])
    }
}

extension [ReceivableEntry] {
    /// What came in, or was done away with, in this way.
    func sum(_ how: ReceivableEntry.How) -> Cents { reduce(.zero) { $1.how == how ? $0 + $1.cents : $0 } }
}
