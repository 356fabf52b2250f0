package import Events

/// One booking on a budget, and the event it comes from: a share of a payment that was scheduled, paid or returned, or
/// money that came from elsewhere. The lines of a balance are the sums of what its movements say of them.
///
/// Movements follow from the payments and receivables of the dossier and are not stored a second time.
package struct Movement: Described, Equatable {
    package enum Kind: String, StoredName, CaseIterable {
        case granted, changed
        /// The budget was ended; what was granted for later days is gone.
        case ended
        /// What another system had paid.
        case opening
        /// Money besides the grant, such as compensation for wage during sickness.
        case credited
        /// The holder put money of his own beside the budget.
        case deposit
        case scheduled, paid
        /// It was set off wholly, so the bank had nothing to pay.
        case offset
        /// The bank refused it before it was paid: it is no longer scheduled.
        case cancelled
        /// It was taken back before it was in a file.
        case withdrawn
        /// It was paid and came back.
        case returned
        /// It was kept from a payment for a receivable, and so is back.
        case recovered
        /// The payment from which it was kept is not made.
        case recoveryUndone = "recovery-undone"
        /// The debtor of a receivable paid it back.
        case repaid
    }

    /// A line of a balance.
    package enum Line: String, StoredName, CaseIterable {
        case granted, credits, paid, scheduled
        case freeAmountTaken = "free-amount-taken"
        case freeAmountRepaid = "free-amount-repaid"
        case cameAfterFixing = "came-after-fixing"
    }

    /// The key for the next page.
    package let number: Int64
    package let position: Position
    package let kind: Kind
    package let pot: Pot
    /// The function budget it draws on, where the budget has several.
    package let function: CareFunction?
    package let payment: PaymentID?
    package let receivable: ReceivableID?
    package let source: PaymentSource?
    package let claim: ClaimID?
    package let contract: ContractID?
    package let month: Month?
    package let cents: Cents
    /// The day of the run, of the bank statement, or of the return; else that of the event.
    package let day: Day
    /// What it adds to each line of the balance of its pot.
    package let granted: Cents
    package let credits: Cents
    package let paid: Cents
    package let scheduled: Cents
    package let freeTaken: Cents
    package let freeRepaid: Cents
    package let afterFixing: Cents

    package func writeFields(to w: inout JSONWriter) {
        w.field("number", number)
        w.field("position", position.rawValue)
        w.field("kind", kind)
        w.field("pot", pot)
        w.field("function", function)
        w.field("payment", payment)
        w.field("receivable", receivable)
        w.field("source", source)
        w.field("claim", claim)
        w.field("contract", contract)
        w.field("month", month)
        w.field("amountCents", cents)
        w.field("day", day)
        w.field("grantedCents", granted)
        w.field("creditsCents", credits)
        w.field("paidCents", paid)
        w.field("scheduledCents", scheduled)
        w.field("freeAmountTakenCents", freeTaken)
        w.field("freeAmountRepaidCents", freeRepaid)
        w.field("cameAfterFixingCents", afterFixing)
    }

    /// Which of the shares of its payment it books.
    var share: Int { Int(number % Self.sharesMax) }

    /// How many shares one event books at most.
    private static let sharesMax: Int64 = 1_024

    /// The movements of a budget, newest first, all or those of one line. `before` is the number of the last movement of
    /// the page before.
    package static func page(
        _ s: Snapshot, budget: BudgetID, line: Line? = nil, for office: OfficeID? = nil, before: Int64? = nil,
        limit: Int = Page.max
    ) throws(DatabaseError) -> [Movement] {
        try all(s, budget: budget, line: line, for: office, before: before, most: Page.limit(limit))
    }

    /// The same without an end, for sums over a year.
    static func all(
        _ s: Snapshot, budget: BudgetID, line: Line? = nil, for office: OfficeID? = nil, before: Int64? = nil,
        most: Int = .max
    ) throws(DatabaseError) -> [Movement] {
        guard let row = try BudgetRow.find(budget, in: s.db) else { return [] }
        var found = try ofBudget(row, s)
        let receivables = try ReceivableRow.list(s, row.dossier)
        found += ofReceivables(receivables, row.key)
        let newest = try s.newest(MoneyView.Lists.byKey, of: row.dossier.owner, list: MoneyView.Lists.ofDossier)
        try s.walk(from: newest) { (number) throws(DatabaseError) in
            guard let payment = try PaymentRow.find(number: number, in: s.db) else { throw .missing(PaymentRow.table) }
            for (position, index, booking) in payment.bookings(receivables) where booking.share.budget == budget {
                found.append(Found(position, index, booking, .payment(payment)))
            }
            return payment.olderInDossier
        }
        found = found.filter { movement in
            (before.map { movement.number < $0 } ?? true) && movement.effect(row).changes(line)
        }
        found.sort { $0.number > $1.number }
        let own = try office.map { (office) throws(DatabaseError) in
            try BudgetBalance.keys(s, row.dossier, of: office)
        }
        return try found.prefix(most).map { (movement) throws(DatabaseError) in
            try Movement(movement, row, seeing: own, s)
        }
    }

    /// A movement that was found, before what it says is read from the log.
    private struct Found {
        enum Origin {
            case budget(freeTaken: Cents)
            case payment(PaymentRow)
            case receivable(ReceivableID)
        }

        let number: Int64
        let booking: Booking
        let origin: Origin

        var position: Int64 { number / sharesMax }

        init(_ position: Int64, _ index: Int, _ booking: Booking, _ origin: Origin) {
            number = position * sharesMax + Int64(index)
            self.booking = booking
            self.origin = origin
        }

        func effect(_ budget: BudgetRow) -> Booking.Effect {
            var effect = booking.effect(isFixed: budget.course.fixed > 0 && budget.course.fixed < position)
            if case .budget(let freeTaken) = origin { effect.freeTaken = freeTaken }
            return effect
        }
    }

    /// What the granter, the holder or another system did to the budget itself.
    private static func ofBudget(_ budget: BudgetRow, _ s: Snapshot) throws(DatabaseError) -> [Found] {
        var granted = Cents.zero
        var found: [Found] = []
        for position in [budget.number] + budget.course.history {
            guard case .budget(let fact) = try s.event(position).event else { throw .missing("budget") }
            var kind = Kind.granted
            var pot = Pot.grant
            var freeTaken = Cents.zero
            let cents: Cents
            switch fact {
            case .granted(let grant):
                cents = grant.grantedCents
                granted = cents
            case .changed(let changed):
                kind = .changed
                cents = changed.grantedCents - granted
                granted = changed.grantedCents
            case .ended(let ended):
                kind = .ended
                cents = ended.grantedCents - granted
                granted = ended.grantedCents
            case .openingLoaded(let opening):
                kind = .opening
                cents = opening.paidCents
                freeTaken = opening.freeTakenCents
            case .credited(let credit):
                kind = .credited
                pot = credit.pot
                cents = credit.cents
            case .depositReceived(let deposit):
                kind = .deposit
                pot = .deposit
                cents = deposit.cents
            case .conflictFound, .claimStopSet, .claimStopLifted, .warned, .closed, .fixed: continue
            }
            let share = BudgetShare(budget: budget.key, cents: cents, pot: pot)
            found.append(Found(position, 0, Booking(kind, share), .budget(freeTaken: freeTaken)))
        }
        return found
    }

    /// What debtors paid back to the budget.
    private static func ofReceivables(_ receivables: [ReceivableRow], _ budget: BudgetID) -> [Found] {
        var found: [Found] = []
        for receivable in receivables {
            for entry in receivable.entries where entry.how == .repaid {
                for (index, share) in entry.shares.enumerated() where share.budget == budget {
                    let booking = Booking(.repaid, share, of: receivable.bookedAs)
                    found.append(Found(entry.position, index, booking, .receivable(receivable.key)))
                }
            }
        }
        return found
    }
}

extension Movement {
    /// - Parameter own: the budgets of the granter that reads; nil for who may know of every granter.
    private init(
        _ found: Found, _ budget: BudgetRow, seeing own: Set<BudgetID>?, _ s: Snapshot
    ) throws(DatabaseError) {
        let effect = found.effect(budget)
        number = found.number
        position = Position(found.position)
        var kind = found.booking.kind
        pot = found.booking.share.pot
        function = found.booking.share.function
        source = found.booking.source
        cents = found.booking.share.cents
        granted = effect.granted
        credits = effect.credits
        paid = effect.paid
        scheduled = effect.scheduled
        freeTaken = effect.freeTaken
        freeRepaid = effect.freeRepaid
        afterFixing = effect.afterFixing
        switch found.origin {
        case .payment(let row):
            // What was kept for this budget may be kept from a payment that another granter makes or pays a part of.
            let isKept = [.recovered, .recoveryUndone].contains(kind)
            let isSeen = !isKept || (own.map { own in row.shares.allSatisfy { own.contains($0.budget) } } ?? true)
            let what = isSeen ? try row.scheduled(s) : nil
            payment = isSeen ? row.key : nil
            claim = what?.claim
            contract = what?.contract
            month = what?.month
            if kind == .offset, own != nil { kind = .paid }
            let bank = try row.bank(s)
            switch found.booking.kind {
            case .paid, .offset: day = try row.paidOn(forGranter: own != nil, s) ?? row.runOn
            case .cancelled, .returned: day = bank.returnedOn ?? row.runOn
            default: day = isSeen ? row.runOn : try s.event(found.position).recordedAt.day
            }
            receivable = row.receivable(of: found.booking)
        case .receivable(let key):
            let event = try s.event(found.position)
            (payment, claim, contract, month) = (nil, nil, nil, nil)
            receivable = key
            day = event.validOn ?? event.recordedAt.day
        case .budget:
            let event = try s.event(found.position)
            (payment, receivable, claim) = (nil, nil, nil)
            if case .budget(.credited(let credit)) = event.event {
                contract = credit.contract
                month = credit.month
            } else {
                contract = nil
                month = nil
            }
            day = event.validOn ?? event.recordedAt.day
        }
        self.kind = kind
    }
}

extension Booking.Effect {
    /// Whether it adds to that line, or to any when none is named.
    fileprivate func changes(_ line: Movement.Line?) -> Bool {
        switch line {
        case nil: true
        case .granted: granted != .zero
        case .credits: credits != .zero
        case .paid: paid != .zero
        case .scheduled: scheduled != .zero
        case .freeAmountTaken: freeTaken != .zero
        case .freeAmountRepaid: freeRepaid != .zero
        case .cameAfterFixing: afterFixing != .zero
        }
    }
}

extension PaymentRow {
    /// Where and how its shares were booked, and what was kept from it; the index tells apart what one event booked.
    fileprivate func bookings(_ receivables: [ReceivableRow]) -> [(position: Int64, index: Int, Booking)] {
        var bookings: [(Int64, Int, Booking)] = []
        func book(_ position: Int64, _ kind: Movement.Kind, _ shares: [BudgetShare]) {
            for (index, share) in shares.enumerated() {
                bookings.append((position, index, Booking(kind, share, of: source)))
            }
        }
        func recover(_ position: Int64, _ kind: Movement.Kind) {
            var index = shares.count
            for recovery in course.recoveries {
                let source = receivables.first { $0.key == recovery.receivable }?.bookedAs
                for share in recovery.shares {
                    bookings.append((position, index, Booking(kind, share, of: source)))
                    index += 1
                }
            }
        }
        book(number, .scheduled, shares)
        recover(number, .recovered)
        if paid > 0 { book(paid, course.isOffset ? .offset : .paid, shares) }
        if returned > 0, paid > 0 { book(returned, .returned, returnedShares) }
        if returned > 0, paid == 0 {
            book(returned, .cancelled, shares)
            recover(returned, .recoveryUndone)
        }
        if withdrawn > 0 {
            book(withdrawn, .withdrawn, shares)
            recover(withdrawn, .recoveryUndone)
        }
        return bookings
    }

    /// For which receivable a share was kept.
    fileprivate func receivable(of booking: Booking) -> ReceivableID? {
        guard booking.kind == .recovered || booking.kind == .recoveryUndone else { return nil }
        return course.recoveries.first { $0.shares.contains(booking.share) }?.receivable
    }
}
