import Events

/// How payments and receivables move the money of budgets: the same bookkeeping as decisions have.
extension MoneyView {
    mutating func apply(
        _ fact: PaymentFact, _ dossier: DossierID, _ number: Int64, to db: Connection
    ) throws(DatabaseError) {
        tallies.begin(number)
        switch fact {
        case .scheduled(let payment): try schedule(payment, dossier, number, in: db)
        case .paid(let paid): try pay(paid.payment, paid.on, number, isOffset: false, in: db)
        case .offset(let offset): try pay(offset.payment, offset.on, number, isOffset: true, in: db)
        case .returned(let returned): try bringBack(returned, number, in: db)
        case .withdrawn(let withdrawn):
            let payment = try change(withdrawn.payment, in: db) { $0.withdrawn = number }
            try release(payment, .withdrawn, number, in: db)
            // What an employee took back by decision is not scheduled again by itself.
            if withdrawn.cause != .decided, let contract = payment.contract, let month = payment.month {
                try giveBack(month, of: contract, in: db)
            }
        case .wageWithheld(let withheld):
            try take(withheld.month, of: withheld.contract, withheld: number, in: db)
        case .suspended(let suspended):
            try change(suspended.payment, in: db) {
                $0.course.suspendedUntil = suspended.until
                $0.course.suspended = number
            }
        case .resumed(let resumed): try change(resumed.payment, in: db) { $0.course.suspendedUntil = nil }
        case .filed(let filed):
            try change(filed.payment, in: db) {
                $0.run = filed.run
                $0.filed = number
            }
        case .unfiled(let unfiled):
            try change(unfiled.payment, in: db) {
                $0.run = nil
                $0.filed = 0
            }
        case .payrollSettled(let settled): try change(settled.payment, in: db) { $0.course.settled = number }
        // What it comes to is paid or asked back by other events.
        case .differenceSettled: return
        }
    }

    mutating func apply(
        _ fact: ReceivableFact, _ dossier: DossierID, _ number: Int64, to db: Connection
    ) throws(DatabaseError) {
        tallies.begin(number)
        switch fact {
        case .raised(let raised):
            try receivables.insert(ReceivableRow(raised, dossier, number: number), in: db)
            try tallies.count(receivable: raised.cause, 1, raised.amountCents, in: db)
        case .planned(let planned): try change(planned.receivable, in: db) { $0.instalments = planned.instalments }
        case .paid(let paid):
            let entry = ReceivableEntry(
                position: number, how: .repaid, cents: paid.cents, on: paid.on, payment: nil, shares: paid.shares)
            let source = try enter(entry, paid.receivable, in: db)
            try book(.repaid, paid.shares, of: source, month: paid.on.month, in: db)
        case .writtenOff(let written):
            let entry = ReceivableEntry(
                position: number, how: .writtenOff, cents: written.cents, on: nil, payment: nil, shares: [])
            _ = try enter(entry, written.receivable, in: db)
        }
    }

    private mutating func schedule(
        _ payment: PaymentScheduled, _ dossier: DossierID, _ number: Int64, in db: Connection
    ) throws(DatabaseError) {
        let row = PaymentRow(
            payment, number: number,
            olderInDossier: try lists.push(number, of: dossier.owner, list: Lists.ofDossier, in: db),
            olderOfPayee: try lists.push(number, of: payment.payee.owner, list: Lists.ofPayee, in: db))
        try payments.insert(row, in: db)
        try count(row, 1, in: db)
        try book(.scheduled, row.shares, of: row.source, month: row.runOn.month, in: db)
        try recover(row, number, undone: false, in: db)
        if let before = payment.repeats {
            let known: Void? = try payments.change(before, in: db) { $0.repeated = number }
            guard known != nil else { throw .missing(PaymentRow.table) }
        }
        // What it corrects may have been the claim of another, and is then no payment of this dossier's list.
        if let before = payment.corrects {
            _ = try payments.change(before, in: db) { $0.course.corrections.append(number) }
        }
        if let contract = row.contract, let month = row.month { try take(month, of: contract, in: db) }
    }

    private mutating func pay(
        _ id: PaymentID, _ day: Day, _ number: Int64, isOffset: Bool, in db: Connection
    ) throws(DatabaseError) {
        let payment = try change(id, in: db) {
            $0.paid = number
            $0.course.isOffset = isOffset
        }
        try book(isOffset ? .offset : .paid, payment.shares, of: payment.source, month: day.month, in: db)
    }

    private mutating func bringBack(
        _ returned: PaymentReturned, _ number: Int64, in db: Connection
    ) throws(DatabaseError) {
        let payment = try change(returned.payment, in: db) {
            $0.returned = number
            $0.course.returnedShares = returned.shares
        }
        guard payment.paid > 0 else {
            try release(payment, .cancelled, number, in: db)
            return
        }
        try book(.returned, payment.returnedShares, of: payment.source, month: returned.on.month, in: db)
    }

    /// Undoes what was held for a payment that was never made, and what was kept from it.
    private mutating func release(
        _ payment: PaymentRow, _ kind: Movement.Kind, _ number: Int64, in db: Connection
    ) throws(DatabaseError) {
        try book(kind, payment.shares, of: payment.source, month: payment.runOn.month, in: db)
        try recover(payment, number, undone: true, in: db)
    }

    /// Something is kept from a payment for receivables, or was kept from one that is not made after all.
    private mutating func recover(
        _ payment: PaymentRow, _ number: Int64, undone: Bool, in db: Connection
    ) throws(DatabaseError) {
        for recovery in payment.course.recoveries {
            let entry = ReceivableEntry(
                position: number, how: undone ? .offsetUndone : .offset, cents: recovery.cents, on: payment.runOn,
                payment: payment.key, shares: recovery.shares)
            let source = try enter(entry, recovery.receivable, in: db)
            try book(
                undone ? .recoveryUndone : .recovered, recovery.shares, of: source, month: payment.runOn.month, in: db)
        }
    }

    /// Enters what became of a receivable and returns as what it is booked.
    private mutating func enter(
        _ entry: ReceivableEntry, _ receivable: ReceivableID, in db: Connection
    ) throws(DatabaseError) -> PaymentSource? {
        try change(receivable, in: db) { $0.take(entry) }
    }

    @discardableResult
    private mutating func change(
        _ id: ReceivableID, in db: Connection, _ body: (inout ReceivableRow) -> Void
    ) throws(DatabaseError) -> PaymentSource? {
        let changed = try receivables.change(id, in: db) { receivable in
            let before = receivable.open
            body(&receivable)
            return (receivable.bookedAs, before, receivable.open)
        }
        guard let (source, before, after) = changed else { throw .missing(ReceivableRow.table) }
        guard before != after else { return source }
        let times: Int64 = before == .zero ? 1 : after == .zero ? -1 : 0
        try tallies.count(receivable: nil, times, after - before, in: db)
        return source
    }

    /// Moves a payment on and counts it where it is now.
    @discardableResult
    private mutating func change(
        _ id: PaymentID, in db: Connection, _ body: (inout PaymentRow) -> Void
    ) throws(DatabaseError) -> PaymentRow {
        let changed = try payments.change(id, in: db) { payment in
            let before = payment
            body(&payment)
            return (before, payment)
        }
        guard let (before, after) = changed else { throw .missing(PaymentRow.table) }
        if before.status(on: .first) != after.status(on: .first) {
            try count(before, -1, in: db)
            try count(after, 1, in: db)
        }
        return after
    }

    /// Counts a payment where it is, or takes it off there: for the SVB, and once for each granter whose budgets it draws
    /// on, with what it draws on those.
    private mutating func count(_ payment: PaymentRow, _ times: Int64, in db: Connection) throws(DatabaseError) {
        let status = payment.status(on: .first)
        var all = Cents.zero
        var counted: OfficeID?
        var others: [OfficeID] = []
        for share in payment.shares {
            let cents = times < 0 ? -share.cents : share.cents
            all += cents
            guard let office = try budgets.find(share.budget, in: db)?.office else { throw .missing(BudgetRow.table) }
            let isFurther = counted == office || others.contains(office)
            try tallies.count(payments: status, isFurther ? 0 : times, cents, for: office, in: db)
            // Nearly every payment draws on the budgets of one granter.
            if counted == nil { counted = office } else if !isFurther { others.append(office) }
        }
        try tallies.count(payments: status, times, all, for: MoneyTallies.svb, in: db)
    }
}
