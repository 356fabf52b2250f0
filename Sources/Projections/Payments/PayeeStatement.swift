package import Events

/// What somebody received under one contract in one year (jaaroverzicht): his income, which is of the year in which it was
/// paid, whenever the care was given. What a holder received of his free amount, or back of his deposit, is under no
/// contract.
package struct PayeeStatement: Described, Equatable {
    package let dossier: DossierID
    package let contract: ContractID?
    package let year: Int64
    /// How many payments were paid or set off.
    package let payments: Int64
    /// Their amounts: gross where the salary engine worked out the net wage.
    package let gross: Cents
    /// What was withheld for the tax office, where known.
    package let withheld: Cents
    /// What was kept to settle receivables.
    package let offset: Cents
    /// What the bank paid.
    package let received: Cents
    /// What came back of it in the year, by the bank.
    package let returned: Cents

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("contract", contract)
        w.field("year", year)
        w.field("payments", payments)
        w.field("grossCents", gross)
        w.field("withheldCents", withheld)
        w.field("offsetCents", offset)
        w.field("receivedCents", received)
        w.field("returnedCents", returned)
    }

    /// All contracts and dossiers of a payee, in the order in which they were first paid.
    package static func list(_ s: Snapshot, payee: PartyID, year: Int) throws(DatabaseError) -> [PayeeStatement] {
        var sums: [Sum] = []
        let newest = try s.newest(MoneyView.Lists.byKey, of: payee.owner, list: MoneyView.Lists.ofPayee)
        try s.walk(from: newest) { (number) throws(DatabaseError) in
            guard let row = try PaymentRow.find(number: number, in: s.db) else { throw .missing(PaymentRow.table) }
            if row.paid > 0 { try add(row, year, to: &sums, s) }
            return row.olderOfPayee
        }
        return sums.reversed().map { sum in
            PayeeStatement(
                dossier: sum.dossier, contract: sum.contract, year: Int64(year), payments: sum.payments,
                gross: sum.gross, withheld: sum.withheld, offset: sum.offset,
                received: sum.gross - sum.withheld - sum.offset, returned: sum.returned)
        }
    }

    private struct Sum {
        let dossier: DossierID
        let contract: ContractID?
        var payments: Int64 = 0
        var gross = Cents.zero
        var withheld = Cents.zero
        var offset = Cents.zero
        var returned = Cents.zero
    }

    private static func add(
        _ row: PaymentRow, _ year: Int, to sums: inout [Sum], _ s: Snapshot
    ) throws(DatabaseError) {
        let bank = try row.bank(s)
        let isPaid = bank.paidOn?.year == year
        let isReturned = bank.returnedOn?.year == year
        guard isPaid || isReturned else { return }
        let envelope = try s.event(row.number)
        let what = try PaymentRow.scheduled(envelope)
        guard let dossier = envelope.stream.dossier else { throw .missing("payment-scheduled") }
        let index =
            sums.firstIndex { $0.dossier == dossier && $0.contract == what.contract } ?? sums.endIndex
        if index == sums.endIndex { sums.append(Sum(dossier: dossier, contract: what.contract)) }
        let kept = what.recoveries.reduce(Cents.zero) { $0 + $1.cents }
        let withheld = bank.withheldCents ?? .zero
        if isPaid {
            sums[index].payments += 1
            sums[index].gross += what.amountCents
            sums[index].withheld += withheld
            sums[index].offset += kept
        }
        if isReturned { sums[index].returned += what.amountCents - withheld - kept }
    }

    package static var examples: [PayeeStatement] {
        [
            PayeeStatement(
                dossier: Sample.id(1), contract: Sample.id(5), year: 2026, payments: 12, gross: Cents(1_200_000),
                withheld: Cents(180_000), offset: Cents(20_000), received: Cents(1_000_000), returned: .zero)
        ]
    }
}
