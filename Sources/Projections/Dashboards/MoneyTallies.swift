import Events

/// What of a budget is counted for its granter.
struct BudgetMark: Equatable {
    let office: OfficeID
    let law: Law
    let status: BudgetStatus
    let granted: Cents
    /// How much more was spent than was granted; zero for most.
    let overspent: Cents
    let isStopped: Bool

    init(_ budget: BudgetRow) {
        office = budget.office
        law = budget.law
        status = budget.status
        granted = budget.granted
        overspent = max(.zero, -budget.available)
        isStopped = budget.course.claimStopFrom != nil
    }
}

/// One sum over all dossiers: of what, for which office.
struct MoneyTallyRow: TableRow {
    enum What: String, StoredName, CaseIterable {
        /// Paid from budgets and not come back, per law, function and month; for the granter, and for the SVB of all.
        case spent
        /// Budgets by status.
        case budgets
        /// Budgets of which more was spent than granted.
        case overspent
        /// Budgets on which claims are stopped.
        case stopped
        /// Payments by status; for the granter what they draw on its budgets, and for the SVB all.
        case payments
        /// What is open of receivables, for the SVB.
        case receivablesOpen = "receivables-open"
        /// What was ever raised, by cause, for the SVB.
        case receivablesRaised = "receivables-raised"
    }

    struct Key: TableKey {
        /// Zero for the SVB, of which there is one.
        let office: OfficeID
        let what: What
        var law: Law?
        var function: CareFunction?
        var month: Month?
        /// The status or the cause.
        var kind: String?

        var mixed: UInt64 {
            var more = UInt64(what.rawValue.utf8.count)
            more = more &* 31 &+ UInt64(law?.rawValue.utf8.first ?? 0)
            more = more &* 31 &+ UInt64(function?.rawValue.utf8.count ?? 0)
            more = more &* 4_096 &+ UInt64(month.map { $0.year * 12 + $0.number } ?? 0)
            more = more &* 64 &+ UInt64(kind?.utf8.count ?? 0)
            return Mix.bits(office.bits, more)
        }
    }

    let number: Int64
    let key: Key
    var times: Int64 = 0
    var cents = Cents.zero

    static let table: StaticString = "money_tally"

    init(_ key: Key, number: Int64) {
        self.number = number
        self.key = key
    }

    init(_ row: Row) {
        number = row.int64(0)
        key = Key(
            office: row.id(1), what: row.name(2), law: row.optionalName(3), function: row.optionalName(4),
            month: row.optionalMonth(5), kind: row.optionalText(6))
        times = row.int64(7)
        cents = row.cents(8)
    }

    static func find(_ key: Key, in db: Connection) throws(DatabaseError) -> MoneyTallyRow? {
        try db.first(
            """
            SELECT * FROM money_tally
            WHERE office = ? AND what = ? AND law IS ? AND function IS ? AND month IS ? AND kind IS ?
            """, key.office, key.what.rawValue, key.law?.rawValue, key.function?.rawValue, key.month?.first, key.kind,
            body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> MoneyTallyRow? {
        try db.first("SELECT * FROM money_tally WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.write("REPLACE INTO money_tally VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)") {
            $0.add(number)
            $0.add(key.office)
            $0.add(key.what)
            $0.add(text: key.law?.rawValue)
            $0.add(text: key.function?.rawValue)
            $0.add(key.month?.first)
            $0.add(text: key.kind)
            $0.add(times)
            $0.add(cents)
        }
    }
}

/// The sums over all dossiers, kept up with every event, so that no dashboard looks through dossiers. They are asked of
/// the live tables only: a table of one dossier's past has that dossier's part of them.
struct MoneyTallies {
    var rows: Kept<MoneyTallyRow>
    private var position: Int64 = 0
    private var made: Int64 = 0

    /// How many sums one event can begin.
    private static let perEvent: Int64 = 8_192
    static let svb = OfficeID(bits: 0)

    init(_ filling: Filling) { rows = Kept(filling) }

    /// An event at that position comes.
    mutating func begin(_ position: Int64) {
        self.position = position
        made = 0
    }

    mutating func spend(
        _ cents: Cents, of budget: BudgetRow, on function: CareFunction?, _ month: Month, in db: Connection
    ) throws(DatabaseError) {
        let function = function ?? (budget.functions.count == 1 ? budget.functions[0].function : .total)
        for office in [budget.office, Self.svb] {
            try add(
                1, cents, .init(office: office, what: .spent, law: budget.law, function: function, month: month),
                in: db)
        }
    }

    mutating func count(budget: BudgetMark, _ times: Int64, in db: Connection) throws(DatabaseError) {
        let granted = times < 0 ? -budget.granted : budget.granted
        try add(
            times, granted,
            .init(office: budget.office, what: .budgets, law: budget.law, kind: budget.status.rawValue), in: db)
        if budget.overspent > .zero {
            let overspent = times < 0 ? -budget.overspent : budget.overspent
            try add(times, overspent, .init(office: budget.office, what: .overspent, law: budget.law), in: db)
        }
        if budget.isStopped {
            try add(times, granted, .init(office: budget.office, what: .stopped, law: budget.law), in: db)
        }
    }

    /// - Parameter times: 0 for a further share of a payment that is counted.
    mutating func count(
        payments status: PaymentStatus, _ times: Int64, _ cents: Cents, for office: OfficeID, in db: Connection
    ) throws(DatabaseError) {
        try add(times, cents, .init(office: office, what: .payments, kind: status.rawValue), in: db)
    }

    /// - Parameter cause: of a receivable that is raised; nil when what is open of one changes.
    mutating func count(
        receivable cause: ReceivableCause?, _ times: Int64, _ cents: Cents, in db: Connection
    ) throws(DatabaseError) {
        try add(times, cents, .init(office: Self.svb, what: .receivablesOpen), in: db)
        guard let cause else { return }
        try add(times, cents, .init(office: Self.svb, what: .receivablesRaised, kind: cause.rawValue), in: db)
    }

    private mutating func add(
        _ times: Int64, _ cents: Cents, _ key: MoneyTallyRow.Key, in db: Connection
    ) throws(DatabaseError) {
        let known: Void? = try rows.change(key, in: db) {
            $0.times += times
            $0.cents += cents
        }
        guard known == nil else { return }
        var row = MoneyTallyRow(key, number: position * Self.perEvent + made)
        made += 1
        row.times = times
        row.cents = cents
        try rows.insert(row, in: db)
    }
}
