package import Events

/// The system takes up one payment that is due into an open run. What keeps it out is said; then a later run takes it.
package struct TakeIntoRun: Command {
    package static let name: StaticString = "take-into-run"
    package static let allowed: [Actor] = [.system]

    package let dossier: DossierID
    package let payment: PaymentID
    package let run: RunID

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        payment = r("payment")
        run = r("run")
    }

    package init(dossier: DossierID, payment: PaymentID, run: RunID) {
        self.dossier = dossier
        self.payment = payment
        self.run = run
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("payment", payment)
        w.field("run", run)
    }

    package var stream: StreamID { .dossier(dossier) }

    /// The most one transfer may be: 999,999,999.99 euros (SEPA credit transfer rulebook, AT-04).
    private static let transferMost = Cents(99_999_999_999)

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let open = world.register.runs[run] else { throw .unknownRun }
        guard let known = world.dossier.payment(payment) else { throw .unknownPayment }
        // Asked again after an interruption.
        if known.status == .filed(run) { return [] }
        guard open.status == .open else { throw .runNotOpen }
        if case .filed = known.status { throw .paymentInFile }
        guard known.status == .scheduled else { throw .paymentNotScheduled }
        guard known.runKind == open.kind else { throw .otherRunKind }
        guard known.runOn <= open.executeOn else { throw .paymentNotDue }
        guard !known.isSuspended(on: stamp.today) else { throw .paymentSuspended }
        guard let payee = world.register.parties[known.payee], let account = payee.account else {
            throw .payeeAccountUnknown
        }
        guard payee.isAccountConfirmed else { throw .payeeAccountUnconfirmed }
        guard let cents = known.bankCents else { throw .payrollNotSettled }
        guard cents > .zero else { throw .nothingToTransfer }
        guard cents <= Self.transferMost else { throw .amountTooLarge }
        return [
            .payment(.filed(PaymentFiled(payment: payment, run: run, bankCents: cents, account: account)))
        ]
    }
}

/// The system takes a payment out of the file of a run that was cancelled: it is scheduled as before.
package struct TakeOutOfRun: Command {
    package static let name: StaticString = "take-out-of-run"
    package static let allowed: [Actor] = [.system]

    package let dossier: DossierID
    package let payment: PaymentID
    package let run: RunID

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        payment = r("payment")
        run = r("run")
    }

    package init(dossier: DossierID, payment: PaymentID, run: RunID) {
        self.dossier = dossier
        self.payment = payment
        self.run = run
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("payment", payment)
        w.field("run", run)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let known = world.register.runs[run] else { throw .unknownRun }
        guard let filed = world.dossier.payment(payment) else { throw .unknownPayment }
        guard filed.status == .filed(run) else { return [] }
        guard known.status == .cancelled else { throw .runNotCancelled }
        return [.payment(.unfiled(PaymentUnfiled(payment: payment, run: run)))]
    }
}

extension Rejection {
    package static let unknownRun = Rejection(
        "unknown-run", .unknown, "Deze betaalronde is er niet. Controleer het nummer.")
    package static let runNotOpen = Rejection(
        "run-not-open", "Deze betaalronde neemt geen betalingen meer op. Zij gaan mee in een volgende ronde.")
    package static let runNotCancelled = Rejection(
        "run-not-cancelled", "Deze betaalronde is niet ingetrokken. Trek die eerst in.")
    package static let paymentInFile = Rejection(
        "payment-in-file",
        "Deze betaling zit in een betaalbestand. Trek de betaalronde in, of wacht wat de bank ermee doet.")
    package static let paymentNotScheduled = Rejection(
        "payment-not-scheduled", "Deze betaling staat niet meer klaar. Bekijk in het overzicht wat ermee is gebeurd.")
    package static let otherRunKind = Rejection(
        "other-run-kind", "Deze betaling hoort in een betaalronde van een andere soort.")
    package static let paymentNotDue = Rejection(
        "payment-not-due", "Deze betaling staat voor een latere dag klaar. Zij gaat mee in de ronde van die dag.")
    package static let paymentSuspended = Rejection(
        "payment-suspended", "Deze betaling is opgeschort. Zij gaat mee als de opschorting voorbij is.")
    package static let payeeAccountUnknown = Rejection(
        "payee-account-unknown", "Wij weten niet op welke rekening deze betaling moet. Vraag de ontvanger ernaar.")
    package static let payeeAccountUnconfirmed = Rejection(
        "payee-account-unconfirmed",
        "Het rekeningnummer van de ontvanger is veranderd en nog niet bevestigd. Laat het eerst bevestigen.")
    package static let payrollNotSettled = Rejection(
        "payroll-not-settled", "De salarisadministratie heeft het nettoloon nog niet berekend.")
    package static let nothingToTransfer = Rejection(
        "nothing-to-transfer", "Voor de bank blijft er niets te betalen.")
}
