package import Events

/// The granter of its budget, or the SVB at his request, holds up a payment: thirteen weeks at most (Rlz 5.23(4)(e)).
package struct SuspendPayment: Command {
    package static let name: StaticString = "suspend-payment"
    package static let allowed: [Actor] = [.svb(.paymentsMaker), .granter(.grants)]

    package let dossier: DossierID
    package let payment: PaymentID
    /// The last day on which it may not go out.
    package let until: Day
    package let explanation: Text

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        payment = r("payment")
        until = r("until")
        explanation = r("explanation")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("payment", payment)
        w.field("until", until)
        w.field("explanation", explanation)
    }

    package var stream: StreamID { .dossier(dossier) }

    /// All suspensions of one payment end within so many days of the first day of the first.
    private static let mostDays = 13 * 7

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.scheduled(payment, for: stamp.principal)
        guard until >= stamp.today else { throw .suspensionPassed }
        guard until < (known.firstSuspendedOn ?? stamp.today).adding(days: Self.mostDays) else {
            throw .suspensionTooLong
        }
        guard known.suspendedUntil != until else { return [] }
        return [
            .payment(
                .suspended(
                    PaymentSuspended(
                        payment: payment, from: stamp.today, until: until,
                        explanation: stamp.seal(explanation, of: world.dossier.holder, use: 0))))
        ]
    }
}

/// A suspended payment may go out again.
package struct ResumePayment: Command {
    package static let name: StaticString = "resume-payment"
    package static let allowed: [Actor] = [.svb(.paymentsMaker), .granter(.grants)]

    package let dossier: DossierID
    package let payment: PaymentID

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        payment = r("payment")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("payment", payment)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.scheduled(payment, for: stamp.principal)
        guard known.isSuspended(on: stamp.today) else { return [] }
        return [.payment(.resumed(PaymentResumed(payment: payment)))]
    }
}

/// The SVB decides that a payment is not made. Only before it is in a file: then the bank has the word.
package struct WithdrawPayment: Command {
    package static let name: StaticString = "withdraw-payment"
    package static let allowed: [Actor] = [.svb(.paymentsMaker)]

    package let dossier: DossierID
    package let payment: PaymentID

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        payment = r("payment")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("payment", payment)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        if world.dossier.payment(payment)?.status == .withdrawn { return [] }
        let known = try world.dossier.scheduled(payment, for: stamp.principal)
        return SickCompensation.after(
            [.payment(.withdrawn(PaymentWithdrawn(payment: payment, cause: .decided)))], known, world.dossier)
    }
}

extension DossierState {
    /// A payment that is scheduled and in no file. A granter has a say only over what his own budgets pay.
    func scheduled(_ id: PaymentID, for principal: Principal) throws(Rejection) -> PaymentState {
        guard let known = payment(id) else { throw .unknownPayment }
        if let office = principal.office, granters.contains(office) {
            let isOwn = known.shares.contains { budget($0.budget)?.office == office }
            guard isOwn else { throw .unknownPayment }
        }
        switch known.status {
        case .scheduled: return known
        case .filed: throw .paymentInFile
        case .paid, .returned, .withdrawn, .offset: throw .paymentNotScheduled
        }
    }
}

extension Rejection {
    package static let suspensionPassed = Rejection(
        "suspension-passed", "Deze dag is voorbij. Kies vandaag of een latere dag als laatste dag van de opschorting.")
    package static let suspensionTooLong = Rejection(
        "suspension-too-long",
        "Een betaling kan samen ten hoogste dertien weken worden opgeschort. Kies een eerdere dag.")
}
