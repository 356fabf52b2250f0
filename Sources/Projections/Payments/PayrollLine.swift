package import Events

/// One gross payment as the salary engine needs it: for whom, what is gross, what the employer's charges on it are, and
/// what the engine said of it. Ids only: who the people are the engine knows by its own agreement.
package struct PayrollLine: Described, Equatable {
    package let payment: PaymentID
    /// Where it was scheduled; the key for the next page.
    package let position: Position
    package let dossier: DossierID
    /// The employer.
    package let holder: PartyID
    package let contract: ContractID?
    package let payee: PartyID
    package let source: PaymentSource
    package let claim: ClaimID?
    /// The month it is for, or in which it runs when it is for none.
    package let month: Month
    package let runOn: Day
    package let status: PaymentStatus
    package let gross: Cents
    /// What the employer pays on top, from the budget; zero when nothing.
    package let charges: Cents
    /// The percentage of it, in hundredths; nil when no percentage was applied to this payment.
    package let chargesBasisPoints: Int64?
    /// Whether the caregiver wants the wage tax credit (loonheffingskorting); nil when the contract does not say.
    package let taxCredit: Bool?
    /// What the engine said last; nil while it has not.
    package let net: Cents?
    package let withheld: Cents?
    /// The returned payment that it pays again: the same wage, not a new one.
    package let repeats: PaymentID?
    /// The payment of which it pays the difference.
    package let corrects: PaymentID?

    package var isSettled: Bool { net != nil }

    package func writeFields(to w: inout JSONWriter) {
        w.field("payment", payment)
        w.field("position", position.rawValue)
        w.field("dossier", dossier)
        w.field("holder", holder)
        w.field("contract", contract)
        w.field("payee", payee)
        w.field("source", source)
        w.field("claim", claim)
        w.field("month", month)
        w.field("runOn", runOn)
        w.field("status", status)
        w.field("grossCents", gross)
        w.field("chargesCents", charges)
        w.field("chargesBasisPoints", chargesBasisPoints)
        w.field("taxCredit", taxCredit)
        w.field("settled", isSettled)
        w.field("netCents", net)
        w.field("withheldCents", withheld)
        w.field("repeats", repeats)
        w.field("corrects", corrects)
    }

    /// The gross payments of a month in all dossiers, in the order in which they were scheduled, so that what comes later
    /// is at the end. `after` is the position of the last one of the page before.
    ///
    /// - Parameter day: decides whether a suspension still holds.
    package static func page(
        _ s: Snapshot, month: Month, on day: Day, after: Position = .start, limit: Int = Page.max
    ) throws(DatabaseError) -> [PayrollLine] {
        try s.db.all(
            "SELECT * FROM payment WHERE payroll_month = ? AND number > ? ORDER BY number LIMIT ?", month.first, after,
            Page.limit(limit), body: PaymentRow.init
        ).map { (row) throws(DatabaseError) in try PayrollLine(row, month, on: day, s) }
    }

    /// The month of a gross payment, and what it comes to net by now; nil when there is no such payment.
    package static func standing(
        _ s: Snapshot, _ payment: PaymentID
    ) throws(DatabaseError) -> (month: Month, net: Cents?)? {
        guard let row = try PaymentRow.find(payment, in: s.db), let month = row.payrollMonth else { return nil }
        return (month, try row.bank(s).netCents)
    }

    /// As the version of the contract has it that holds on a day.
    private static func taxCredit(
        _ contract: ContractID?, on day: Day, _ s: Snapshot
    ) throws(DatabaseError) -> Bool? {
        guard let contract, let version = try ContractRow.find(contract, in: s.db)?.version(on: day) else { return nil }
        return try version.terms.read(s).general.taxCredit
    }
}

extension PayrollLine {
    package static var examples: [PayrollLine] {
        [
            PayrollLine(
                payment: Sample.id(7), position: Position(42), dossier: Sample.id(1), holder: Sample.id(1),
                contract: Sample.id(5), payee: Sample.id(3), source: .wage, claim: nil, month: Sample.month,
                runOn: Sample.day, status: .scheduled, gross: Cents(100_000), charges: Cents(17_540),
                chargesBasisPoints: 1_754, taxCredit: true, net: Cents(88_000), withheld: Cents(12_000), repeats: nil,
                corrects: nil)
        ]
    }

    private init(_ row: PaymentRow, _ month: Month, on day: Day, _ s: Snapshot) throws(DatabaseError) {
        let envelope = try s.event(row.number)
        guard let dossier = envelope.stream.dossier else { throw .missing("dossier") }
        let scheduled = try PaymentRow.scheduled(envelope)
        let word = try row.bank(s)
        payment = row.key
        position = envelope.position
        self.dossier = dossier
        holder = dossier.holder
        contract = scheduled.contract
        payee = row.payee
        source = scheduled.source
        claim = scheduled.claim
        self.month = month
        runOn = row.runOn
        status = row.status(on: day)
        gross = scheduled.amountCents
        charges = scheduled.chargesCents ?? .zero
        chargesBasisPoints =
            scheduled.reasons.first { $0.rule == Rule.employerCharges.code }?.figures.list
            .first { $0.name == "basis-points" }?.value
        taxCredit = try Self.taxCredit(scheduled.contract, on: month.first, s)
        net = word.netCents
        withheld = word.withheldCents
        repeats = scheduled.repeats
        corrects = scheduled.corrects
    }
}
