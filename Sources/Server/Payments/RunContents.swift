import Events

/// The payments that were taken up into one run, as the log tells: their order and figures are the same whenever it is read.
struct RunContents {
    struct Filed {
        let payment: PaymentID
        let cents: Cents
        /// The commitment to the account it goes to.
        let account: Digest
        let dossier: DossierID
    }

    /// By rising id, which is also the order of their end-to-end references.
    let payments: [Filed]
    let cents: Cents

    /// Reads them between the opening of the run and the position through which they were taken up.
    init(of run: RunID, _ log: LogReader, after opened: Position, through last: Position) throws {
        var payments: [Filed] = []
        var decoder = EventDecoder()
        var fault: LogFault?
        let name = PaymentFiled.name.description
        try log.scan(after: opened, through: last) { row in
            guard fault == nil, row.name == name else { return }
            do throws(LogFault) {
                let envelope = try decoder.envelope(row)
                guard case .payment(.filed(let filed)) = envelope.event, filed.run == run,
                    let dossier = envelope.stream.dossier
                else { return }
                payments.append(
                    Filed(payment: filed.payment, cents: filed.bankCents, account: filed.account, dossier: dossier))
            } catch {
                fault = error
            }
        }
        if let fault { throw fault }
        payments.sort { $0.payment < $1.payment }
        self.payments = payments
        cents = payments.reduce(.zero) { $0 + $1.cents }
    }
}
