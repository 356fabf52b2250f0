import Events

/// One payment: where it was scheduled, paid and returned, the shares by which it is booked and whose lists it is in.
/// What it says stands in those events.
struct PaymentRow: TableRow {
    /// The position at which it was scheduled.
    let number: Int64
    let key: PaymentID
    let payee: PartyID
    let source: PaymentSource
    let shares: [BudgetShare]
    let runOn: Day
    let olderInDossier: Int64
    let olderOfPayee: Int64
    /// The position at which it was paid or set off; 0 when it was not.
    var paid: Int64 = 0
    /// The position at which it was returned; 0 when it was not.
    var returned: Int64 = 0
    /// The position at which another payment took its place; 0 when none has.
    var repeated: Int64 = 0
    /// The position at which it was taken back; 0 when it was not.
    var withdrawn: Int64 = 0
    /// The position at which it went into a file; 0 when it is in none.
    var filed: Int64 = 0
    var run: RunID?
    /// For a monthly wage: which.
    let contract: ContractID?
    let month: Month?
    /// What only some payments have.
    var course: PaymentCourse
    /// Of a gross payment: the month it is for, or in which it runs when it is for none; nil for any other payment.
    let payrollMonth: Month?

    static let table: StaticString = "payment"

    init(_ payment: PaymentScheduled, number: Int64, olderInDossier: Int64, olderOfPayee: Int64) {
        self.number = number
        key = payment.payment
        payee = payment.payee
        source = payment.source
        shares = payment.shares
        runOn = payment.runOn
        self.olderInDossier = olderInDossier
        self.olderOfPayee = olderOfPayee
        contract = payment.source == .wage ? payment.contract : nil
        month = payment.source == .wage ? payment.month : nil
        course = PaymentCourse(recoveries: payment.recoveries)
        payrollMonth = payment.payroll ? payment.month ?? payment.runOn.month : nil
    }

    init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        payee = row.id(2)
        source = row.name(3)
        let first: BudgetID? = row.optionalID(4)
        shares =
            (first.map { [BudgetShare(budget: $0, cents: row.cents(5))] } ?? []) + (row.optionalJSON(6) ?? [])
        runOn = row.day(7)
        olderInDossier = row.int64(8)
        olderOfPayee = row.int64(9)
        paid = row.int64(10)
        returned = row.int64(11)
        repeated = row.int64(12)
        withdrawn = row.int64(13)
        filed = row.int64(14)
        run = row.optionalID(15)
        contract = row.optionalID(16)
        month = row.optionalMonth(17)
        course = row.optionalJSON(18) ?? PaymentCourse()
        payrollMonth = row.optionalMonth(19)
    }

    static func find(_ key: PaymentID, in db: Connection) throws(DatabaseError) -> PaymentRow? {
        try db.first("SELECT * FROM payment WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> PaymentRow? {
        try db.first("SELECT * FROM payment WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        // Nearly every payment has one share, of what was granted in a budget with one function.
        let first = shares.first.flatMap { $0.pot == .grant && $0.function == nil ? $0 : nil }
        let more = first == nil ? shares : Array(shares.dropFirst())
        try db.write("REPLACE INTO payment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)") {
            $0.add(number)
            $0.add(key)
            $0.add(payee)
            $0.add(source)
            $0.add(first?.budget)
            $0.add(first?.cents.raw)
            $0.add(json: more.isEmpty ? nil : more)
            $0.add(runOn)
            $0.add(olderInDossier)
            $0.add(olderOfPayee)
            $0.add(paid)
            $0.add(returned)
            $0.add(repeated)
            $0.add(withdrawn)
            $0.add(filed)
            $0.add(run)
            $0.add(contract)
            $0.add(month?.first)
            $0.add(json: course == PaymentCourse() ? nil : course)
            $0.add(payrollMonth?.first)
        }
    }

    /// Where it is on a day: a suspension ends by itself.
    func status(on day: Day) -> PaymentStatus {
        if withdrawn > 0 { return .withdrawn }
        if returned > 0 { return .returned }
        if paid > 0 { return course.isOffset ? .offset : .paid }
        if run != nil { return .inFile }
        return course.suspendedUntil.map { day <= $0 } ?? false ? .suspended : .scheduled
    }

    /// The same for who asks: for a granter what was set off wholly is paid. That it was set off would tell what the payee
    /// owes another granter.
    func status(on day: Day, forGranter: Bool) -> PaymentStatus {
        let status = status(on: day)
        return forGranter && status == .offset ? .paid : status
    }

    /// When it was paid; for a granter what was set off wholly on the day of its run.
    func paidOn(forGranter: Bool, _ s: Snapshot) throws(DatabaseError) -> Day? {
        forGranter && course.isOffset ? runOn : try bank(s).paidOn
    }

    /// What came back to each budget.
    var returnedShares: [BudgetShare] { course.returnedShares.isEmpty ? shares : course.returnedShares }

    /// What was scheduled.
    func scheduled(_ s: Snapshot) throws(DatabaseError) -> PaymentScheduled {
        try Self.scheduled(s.event(number))
    }

    static func scheduled(_ envelope: EventEnvelope) throws(DatabaseError) -> PaymentScheduled {
        guard case .payment(.scheduled(let payment)) = envelope.event else { throw .missing("payment-scheduled") }
        return payment
    }

    /// What the bank, and the salary engine before it, said of it.
    func bank(_ s: Snapshot) throws(DatabaseError) -> BankWord {
        var found = BankWord()
        if filed > 0, case .payment(.filed(let fact)) = try s.event(filed).event { found.bankCents = fact.bankCents }
        if course.settled > 0, case .payment(.payrollSettled(let fact)) = try s.event(course.settled).event {
            found.netCents = fact.netCents
            found.withheldCents = fact.withheldCents
        }
        if paid > 0 {
            switch try s.event(paid).event {
            case .payment(.paid(let fact)): found.paidOn = fact.on
            case .payment(.offset(let fact)): found.paidOn = fact.on
            default: throw .missing("payment-paid")
            }
        }
        if returned > 0, case .payment(.returned(let fact)) = try s.event(returned).event {
            found.returnedOn = fact.on
            found.reason = fact.bankReason
        }
        if withdrawn > 0, case .payment(.withdrawn(let fact)) = try s.event(withdrawn).event {
            found.withdrawal = fact.cause
        }
        return found
    }

    /// What was said of a payment outside this house.
    struct BankWord {
        /// What the file asks the bank to pay.
        var bankCents: Cents?
        var netCents: Cents?
        var withheldCents: Cents?
        /// The day on which the bank says it was paid, or on which it was set off.
        var paidOn: Day?
        var returnedOn: Day?
        var reason: Code?
        /// Why it is not made.
        var withdrawal: WithdrawalCause?
    }
}

/// What only some payments have. One column of the row, empty for most.
struct PaymentCourse: Record, Equatable {
    /// What is kept from it for receivables.
    var recoveries: [Recovery] = []
    /// The last day of a suspension that was not resumed, and where it stands.
    var suspendedUntil: Day?
    var suspended: Int64 = 0
    /// Whether it was set off wholly.
    var isOffset = false
    /// Where the salary engine's word stands; 0 when it has not spoken.
    var settled: Int64 = 0
    /// What came back to each budget, where that is not all of it.
    var returnedShares: [BudgetShare] = []
    /// Where the payments stand that pay a difference on it.
    var corrections: [Int64] = []

    init(recoveries: [Recovery] = []) { self.recoveries = recoveries }

    init(from r: inout JSONReader) {
        recoveries = r.optionalList("recoveries")
        suspendedUntil = r.optional("suspendedUntil")
        suspended = r.optional("suspended") ?? 0
        isOffset = r.flag("offset")
        settled = r.optional("settled") ?? 0
        returnedShares = r.optionalList("returnedShares")
        corrections = r.optionalList("corrections")
    }

    func writeFields(to w: inout JSONWriter) {
        w.present("recoveries", list: recoveries)
        w.present("suspendedUntil", suspendedUntil)
        w.present("suspended", suspended == 0 ? nil : suspended)
        w.present("offset", isOffset)
        w.present("settled", settled == 0 ? nil : settled)
        w.present("returnedShares", list: returnedShares)
        w.present("corrections", list: corrections)
    }
}
