package import Events

/// How one payment came to be what it is: what it is for, what was checked with which figures, the steps that made it what
/// it is with who took them, and where it is at the bank. Everything in it stands in the log.
package struct PaymentExplanation: Described, Equatable {
    package let payment: PaymentSchedule
    /// The version of the contract that held on the first day of the month it is for.
    package let contractVersion: Int64?
    package let contractVersionFrom: Day?
    /// The claim it is for.
    package let claimKind: ClaimKind?
    package let claimFiledBy: Side?
    /// What was checked when it was scheduled, and when its claim was accepted, each once; nil for who may not see
    /// budgets.
    package let checks: [ExplainedReason]?
    /// The reference the bank carries.
    package let bankReference: Code
    /// What was kept for receivables, and why those were raised.
    package let kept: [KeptForReceivable]
    /// From first to last. What was undone since, such as a suspension that was followed by another, stands on the timeline.
    package let steps: [PaymentStep]
    /// The account it went to, as it stands in the file for the bank; nil before. Not among the fields: who may see what of it
    /// is for who shows it.
    package let account: Personal<Iban>?

    package func writeFields(to w: inout JSONWriter) {
        w.field("payment", row: payment)
        w.field("contractVersion", contractVersion)
        w.field("contractVersionFrom", contractVersionFrom)
        w.field("claimKind", claimKind)
        w.field("claimFiledBy", claimFiledBy)
        w.field("checks", checks)
        w.field("bankReference", bankReference)
        w.field("kept", rows: kept)
        w.field("steps", rows: steps)
    }

    /// That of one payment; nil when the dossier has none with this id that the filter lets through.
    package static func one(
        _ s: Snapshot, _ payment: PaymentID, dossier: DossierID, _ filter: PaymentSchedule.Filter
    ) throws(DatabaseError) -> PaymentExplanation? {
        guard let shown = try PaymentSchedule.one(s, payment, dossier: dossier, filter),
            let row = try PaymentRow.find(payment, in: s.db)
        else { return nil }
        let own = try filter.onlyOffice.map { (office) throws(DatabaseError) in try OfficeView(s, dossier, office) }
        return try PaymentExplanation(shown, row, own, s)
    }

    package static var examples: [PaymentExplanation] {
        [
            PaymentExplanation(
                payment: PaymentSchedule.examples[0], contractVersion: 1, contractVersionFrom: Sample.day,
                claimKind: .care, claimFiledBy: .caregiver, checks: [Sample.reason],
                bankReference: "a1b2c3d4000040008000000000000007", kept: KeptForReceivable.examples,
                steps: PaymentStep.examples, account: nil)
        ]
    }
}

/// What was kept from a payment for one receivable.
package struct KeptForReceivable: Described, Equatable {
    package let receivable: ReceivableID
    package let cents: Cents
    package let cause: ReceivableCause
    package let month: Month?

    package func writeFields(to w: inout JSONWriter) {
        w.field("receivable", receivable)
        w.field("amountCents", cents)
        w.field("cause", cause)
        w.field("month", month)
    }

    package static var examples: [KeptForReceivable] {
        [
            KeptForReceivable(
                receivable: Sample.id(9), cents: Cents(20_000), cause: .claimCorrected, month: Sample.month)
        ]
    }
}

/// One step of a payment: what happened, when, and in which role who did it. Never by name.
package struct PaymentStep: Described, Equatable {
    package let position: Position
    package let at: Moment
    /// The name of the event.
    package let event: String
    package let by: Principal.Kind
    /// The office of an employee; a granter reads its own only.
    package let office: OfficeID?
    package let text: String

    package func writeFields(to w: inout JSONWriter) {
        w.field("position", position.rawValue)
        w.field("at", at)
        w.field("event", event)
        w.field("by", by)
        w.field("office", office)
        w.field("text", text)
    }

    package static var examples: [PaymentStep] {
        [
            PaymentStep(
                position: Position(42), at: Sample.moment, event: "payment-scheduled", by: .system, office: nil,
                text: "Wij plannen de betaling van € 500,00 in voor 3 maart 2026.")
        ]
    }
}

extension PaymentExplanation {
    private init(
        _ shown: PaymentSchedule, _ row: PaymentRow, _ own: OfficeView?, _ s: Snapshot
    ) throws(DatabaseError) {
        let scheduled = try row.scheduled(s)
        payment = shown
        bankReference = scheduled.endToEnd
        var positions = [row.number, row.filed, row.course.suspended, row.course.settled, row.paid, row.returned]
        positions += [row.withdrawn, row.repeated] + row.course.corrections
        var reasons = scheduled.reasons.list
        let claim = try scheduled.claim.flatMap { (id) throws(DatabaseError) in try ClaimRow.find(id, in: s.db) }
        if let claim {
            positions += [claim.number, claim.held, claim.decided, claim.gone, claim.difference]
            if claim.decided > 0, case .claim(.accepted(let accepted)) = try s.event(claim.decided).event {
                for reason in accepted.reasons where !reasons.contains(reason) { reasons.append(reason) }
            }
        }
        let filed = try claim?.filed(s)
        claimKind = filed?.kind
        claimFiledBy = filed?.side
        let version = try Self.version(scheduled, s)
        contractVersion = version?.number
        contractVersionFrom = version?.from
        let told = own.map { $0.told(reasons, under: scheduled.contract) } ?? reasons
        checks = shown.shares.map { _ in told.map { ExplainedReason($0) } }
        var kept: [KeptForReceivable] = []
        // A granter sees what was kept for its own budgets.
        for recovery in scheduled.recoveries where own.map({ !$0.isAnothers(recovery.shares) }) ?? true {
            guard let known = try ReceivableRow.find(recovery.receivable, in: s.db),
                case .receivable(.raised(let raised)) = try s.event(known.number).event
            else { throw .missing(ReceivableRow.table) }
            kept.append(
                KeptForReceivable(
                    receivable: recovery.receivable, cents: recovery.cents, cause: raised.cause, month: raised.month))
        }
        self.kept = kept
        var steps: [PaymentStep] = []
        for position in Set(positions.filter { $0 > 0 }).sorted() {
            let envelope = try s.event(position)
            // As in the timeline: beside another granter not how it goes to the bank, nor a payment that it pays nothing of.
            if let own, !own.isAlone, envelope.event.isOfBank || own.isOfOthersPayment(envelope.event) { continue }
            let hidesAmounts = try own?.isShared(envelope.event, s) ?? false
            let isAnothers = !(own?.names(envelope.principal) ?? true)
            steps.append(PaymentStep(envelope, withoutAmounts: hidesAmounts, withoutOffice: isAnothers))
        }
        self.steps = steps
        if own?.isAlone ?? true, row.filed > 0, case .payment(.filed(let filed)) = try s.event(row.filed).event {
            account = Personal(of: shown.payee, commitment: filed.account)
        } else {
            account = nil
        }
    }

    private static func version(
        _ scheduled: PaymentScheduled, _ s: Snapshot
    ) throws(DatabaseError) -> (number: Int64, from: Day)? {
        guard let id = scheduled.contract, let contract = try ContractRow.find(id, in: s.db),
            let version = contract.version(on: scheduled.month?.first ?? scheduled.runOn)
        else { return nil }
        return (version.number, version.from)
    }
}

extension Event {
    /// Whether it tells how a payment goes to the bank, or that none of it does.
    fileprivate var isOfBank: Bool {
        switch self {
        case .payment(.filed), .payment(.unfiled), .payment(.paid), .payment(.offset): true
        default: false
        }
    }
}

extension PaymentStep {
    /// - Parameters:
    ///   - withoutAmounts: whether the text leaves out what it comes to, for who pays only a part of it.
    ///   - withoutOffice: whether the office is another one than the granter's that reads.
    init(_ envelope: EventEnvelope, withoutAmounts: Bool = false, withoutOffice: Bool = false) {
        position = envelope.position
        at = envelope.recordedAt
        event = "\(envelope.event.name)"
        by = envelope.principal.kind
        office = withoutOffice ? nil : envelope.principal.office
        text =
            withoutAmounts ? TimelineEntry(envelope, withoutAmounts: true).sentence : Self.text(envelope.event)
    }

    private static func text(_ event: Event) -> String {
        switch event {
        case .claim(let fact): text(fact)
        case .payment(let fact): text(fact)
        case .party, .office, .representation, .budget, .contract, .receivable, .run, .bank, .inbox, .document,
            .application, .circumstance, .rights, .dispatch, .system:
            "Er is iets vastgelegd."
        }
    }

    private static func text(_ fact: ClaimFact) -> String {
        switch fact {
        case .filed(let filed):
            "De declaratie van \(Dutch.amount(filed.amountCents)) is ingediend"
                + (filed.month.map { " over \(Dutch.month($0))." } ?? ".")
        case .agreed: "De budgethouder is akkoord met de declaratie."
        case .declined: "De budgethouder is niet akkoord met de declaratie."
        case .accepted(let accepted): "De declaratie is goedgekeurd voor \(Dutch.amount(accepted.amountCents))."
        case .refused: "De declaratie is afgekeurd."
        case .held: "Een medewerker van de SVB moet naar de declaratie kijken."
        case .withdrawn: "De declaratie is ingetrokken."
        case .corrected(let corrected):
            "Een andere declaratie kwam in de plaats. Het bedrag was \(Dutch.amount(corrected.beforeCents)) "
                + "en is nu \(Dutch.amount(corrected.afterCents))."
        }
    }

    private static func text(_ fact: PaymentFact) -> String {
        switch fact {
        case .scheduled(let payment):
            "Wij plannen de betaling van \(Dutch.amount(payment.amountCents)) in voor \(Dutch.day(payment.runOn))."
        case .wageWithheld(let withheld): "Het maandloon over \(Dutch.month(withheld.month)) is niet ingepland."
        case .paid(let paid): "De bank heeft betaald op \(Dutch.day(paid.on))."
        case .returned(let returned): "De bank stuurde het geld terug op \(Dutch.day(returned.on))."
        case .suspended(let suspended): "De betaling wacht tot uiterlijk \(Dutch.day(suspended.until))."
        case .resumed: "De betaling gaat weer door."
        case .withdrawn: "De betaling gaat niet door."
        case .filed(let filed): "De betaling staat voor \(Dutch.amount(filed.bankCents)) in een bestand voor de bank."
        case .unfiled: "De betaling is uit het bestand voor de bank gehaald."
        case .offset: "Wij hebben het hele bedrag verrekend. De bank hoeft niets te betalen."
        case .payrollSettled(let settled):
            "Het loon is netto \(Dutch.amount(settled.netCents)). "
                + "Er is \(Dutch.amount(settled.withheldCents)) ingehouden."
        case .differenceSettled(let settled):
            "Het bedrag over \(Dutch.month(settled.month)) was \(Dutch.amount(settled.beforeCents)) "
                + "en moet \(Dutch.amount(settled.afterCents)) zijn."
        }
    }
}
