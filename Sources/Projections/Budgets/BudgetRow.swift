import Events

/// One budget with the money that moves on it, in two pots: what was granted, and what the holder put beside it. In each
/// of them, at every position, `granted + credits = paid + scheduled + available`.
struct BudgetRow: TableRow {
    let number: Int64
    let key: BudgetID
    let dossier: DossierID
    let law: Law
    let office: OfficeID
    var from: Day
    var until: Day
    var functions: [FunctionBudget]
    var granted: Cents
    var free: Cents
    /// What was taken of the free amount and did not come back.
    var freeTaken = Cents.zero
    /// Money that was paid and came back, or that was added besides the grant.
    var credits = Cents.zero
    var paid = Cents.zero
    var scheduled = Cents.zero
    /// Care that was paid from it and did not come back.
    var carePaid = Cents.zero
    /// What was paid or is scheduled per function, where payments name one; less what came back.
    var spentByFunction: [FunctionBudget] = []
    /// What only some budgets have.
    var course: BudgetCourse

    static let table: StaticString = "budget"

    var available: Cents { granted + credits - paid - scheduled }
    /// What was spent of it and did not come back.
    var spent: Cents { paid + scheduled - credits }
    var status: BudgetStatus {
        if course.fixed > 0 { return .fixed }
        if course.closedOn != nil { return .closed }
        return course.endCause == nil ? .open : .ended
    }

    init(_ grant: BudgetGranted, _ dossier: DossierID, number: Int64) {
        self.number = number
        key = grant.budget
        self.dossier = dossier
        law = grant.law
        office = grant.office
        from = grant.from
        until = grant.until
        functions = grant.functions
        granted = grant.grantedCents
        free = grant.freeAmountCents
        course = BudgetCourse(extras: grant.extras)
    }

    init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        dossier = row.id(2)
        law = row.name(3)
        office = row.id(4)
        from = row.day(5)
        until = row.day(6)
        functions = row.json(7)
        granted = row.cents(8)
        free = row.cents(9)
        freeTaken = row.cents(10)
        credits = row.cents(11)
        paid = row.cents(12)
        scheduled = row.cents(13)
        carePaid = row.cents(14)
        spentByFunction = row.optionalJSON(15) ?? []
        course = row.optionalJSON(16) ?? BudgetCourse()
    }

    static func find(_ key: BudgetID, in db: Connection) throws(DatabaseError) -> BudgetRow? {
        try db.first("SELECT * FROM budget WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> BudgetRow? {
        try db.first("SELECT * FROM budget WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.write("REPLACE INTO budget VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)") {
            $0.add(number)
            $0.add(key)
            $0.add(dossier)
            $0.add(law)
            $0.add(office)
            $0.add(from)
            $0.add(until)
            $0.add(json: functions)
            $0.add(granted)
            $0.add(free)
            $0.add(freeTaken)
            $0.add(credits)
            $0.add(paid)
            $0.add(scheduled)
            $0.add(carePaid)
            $0.add(json: spentByFunction.isEmpty ? nil : spentByFunction)
            $0.add(json: course == BudgetCourse() ? nil : course)
        }
    }

    /// Books what one share does.
    mutating func book(_ booking: Booking) {
        let effect = booking.effect(isFixed: course.fixed > 0)
        switch booking.share.pot {
        case .grant:
            credits += effect.credits
            paid += effect.paid
            scheduled += effect.scheduled
            carePaid += effect.care
            course.afterFixing += effect.afterFixing
            spend(effect.spent, on: booking.share.function)
        case .deposit:
            course.deposit.received += effect.granted
            course.deposit.credits += effect.credits
            course.deposit.paid += effect.paid
            course.deposit.scheduled += effect.scheduled
        }
        freeTaken += effect.freeTaken
        course.freeRepaid += effect.freeRepaid
    }

    private mutating func spend(_ cents: Cents, on function: CareFunction?) {
        guard let function, cents != .zero else { return }
        if let index = spentByFunction.firstIndex(where: { $0.function == function }) {
            let spent = spentByFunction[index].cents + cents
            spentByFunction[index] = FunctionBudget(function: function, cents: spent)
        } else {
            spentByFunction.append(FunctionBudget(function: function, cents: cents))
        }
    }

    /// Takes up what the granter, the holder or the system did to the budget itself.
    mutating func take(_ fact: BudgetFact, number: Int64) {
        switch fact {
        case .granted: return
        case .changed(let changed):
            from = changed.from
            until = changed.until
            granted = changed.grantedCents
            functions = changed.functions
            free = changed.freeAmountCents
            course.extras = changed.extras
            course.endCause = nil
            course.warnings = []
            course.history.append(number)
        case .ended(let ended):
            until = ended.lastDay
            granted = ended.grantedCents
            functions = ended.functions
            free = ended.freeAmountCents
            course.endCause = ended.cause
            course.warnings = []
            course.history.append(number)
        case .conflictFound: return
        case .claimStopSet(let stop): course.claimStopFrom = stop.from
        case .claimStopLifted: course.claimStopFrom = nil
        case .openingLoaded(let opening):
            paid += opening.paidCents
            freeTaken += opening.freeTakenCents
            carePaid += opening.paidCents - opening.freeTakenCents
            course.history.append(number)
        case .credited(let credit):
            book(Booking(.credited, credit.share))
            if credit.cause == .rebooked, credit.pot == .grant { carePaid -= credit.cents }
            course.warnings = []
            course.history.append(number)
        case .depositReceived(let deposit):
            book(Booking(.deposit, BudgetShare(budget: key, cents: deposit.cents, pot: .deposit)))
            course.warnings = []
            course.history.append(number)
        case .warned(let warned):
            if !course.warnings.contains(warned.warning) { course.warnings.append(warned.warning) }
        case .closed(let closed): course.closedOn = closed.on
        case .fixed(let fixed):
            course.fixed = number
            course.fixedCents = fixed.fixedCents
            course.unspentCents = fixed.unspentCents
        }
    }
}

extension BudgetFact {
    /// The budget it is about.
    var budget: BudgetID {
        switch self {
        case .granted(let fact): fact.budget
        case .changed(let fact): fact.budget
        case .ended(let fact): fact.budget
        case .conflictFound(let fact): fact.budget
        case .claimStopSet(let fact): fact.budget
        case .claimStopLifted(let fact): fact.budget
        case .openingLoaded(let fact): fact.budget
        case .credited(let fact): fact.budget
        case .depositReceived(let fact): fact.budget
        case .warned(let fact): fact.budget
        case .closed(let fact): fact.budget
        case .fixed(let fact): fact.budget
        }
    }
}
