import Events

/// One line of a contract that is paid as a fixed monthly wage.
struct WageLine: Record, Equatable {
    let budget: BudgetID
    let function: CareFunction
    let rateCents: Cents

    init(_ line: ContractLine) {
        budget = line.budget
        function = line.function
        rateCents = line.rateCents
    }

    init(from r: inout JSONReader) {
        budget = r("budget")
        function = r("function")
        rateCents = r("rateCents")
    }

    func writeFields(to w: inout JSONWriter) {
        w.field("budget", budget)
        w.field("function", function)
        w.field("rateCents", rateCents)
    }

    static func lines(of terms: ContractTerms) -> [WageLine] {
        terms.kind == .networkHelp ? [] : terms.lines.filter { $0.unit == .month }.map { WageLine($0) }
    }
}

/// A contract with a fixed monthly wage, and the months of it that were scheduled or withheld: what is left of its term
/// is reserved on its budgets.
struct WageRow: TableRow {
    let number: Int64
    let key: ContractID
    let dossier: DossierID
    var lines: [WageLine]
    var start: Day
    var end: Day?
    var isApproved = false
    /// The last day, once the contract was ended.
    var lastDay: Day?
    var months: [Month] = []

    static let table: StaticString = "wage"

    init(_ contract: ContractID, _ terms: ContractTerms, _ dossier: DossierID, number: Int64) {
        self.number = number
        key = contract
        self.dossier = dossier
        lines = WageLine.lines(of: terms)
        start = terms.start
        end = terms.end
    }

    init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        dossier = row.id(2)
        lines = row.json(3)
        start = row.day(4)
        end = row.optionalDay(5)
        isApproved = row.bool(6)
        lastDay = row.optionalDay(7)
        months = row.json(8)
    }

    static func find(_ key: ContractID, in db: Connection) throws(DatabaseError) -> WageRow? {
        try db.first("SELECT * FROM wage WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> WageRow? {
        try db.first("SELECT * FROM wage WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.run(
            "REPLACE INTO wage VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", number, key, dossier, StoredList.json(lines), start,
            end, isApproved, lastDay, StoredList.json(months))
    }

    /// What the line still asks of the budget: every month from the later of both beginnings to the earliest of all
    /// ends that was neither scheduled nor withheld. A part of a month counts by calendar days, rounded half away from
    /// zero.
    func reserved(_ line: WageLine, on budget: BudgetRow) -> Cents {
        guard isApproved else { return .zero }
        let from = max(start, budget.from)
        let until = min(min(end ?? .last, lastDay ?? .last), budget.until)
        guard from <= until else { return .zero }
        var sum = Cents.zero
        var month = from.month
        while month <= until.month {
            if !months.contains(month) {
                let days = min(month.last, until) - max(month.first, from) + 1
                sum += line.rateCents.scaled(by: Int64(days), over: Int64(month.days))
            }
            if month == until.month { break }
            month = month.adding(months: 1)
        }
        return sum
    }
}
