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

/// The monthly wage of one version of a contract: from which day, and the last day of its term.
struct WageVersion: Record, Equatable {
    let number: Int64
    var from: Day
    var until: Day?
    /// Empty when this version has no monthly wage.
    var lines: [WageLine]

    init(_ number: Int64, from: Day, _ terms: ContractTerms) {
        self.number = number
        self.from = from
        until = terms.end
        lines = WageLine.lines(of: terms)
    }

    /// The same wage that goes on until another day.
    init(_ extended: ContractExtended, _ before: WageVersion) {
        number = extended.contractVersion
        from = extended.from
        until = extended.until
        lines = before.lines
    }

    init(from r: inout JSONReader) {
        number = r("number")
        from = r("from")
        until = r.optional("until")
        lines = r.list("lines")
    }

    func writeFields(to w: inout JSONWriter) {
        w.field("number", number)
        w.field("from", from)
        w.present("until", until)
        w.field("lines", lines)
    }
}

/// A month whose wage was withheld, and where that stands.
struct WithheldWage: Record, Equatable {
    let month: Month
    let position: Int64

    init(month: Month, position: Int64) {
        self.month = month
        self.position = position
    }

    init(from r: inout JSONReader) {
        month = r("month")
        position = r("position")
    }

    func writeFields(to w: inout JSONWriter) {
        w.field("month", month)
        w.field("position", position)
    }
}

/// A contract that has or had a fixed monthly wage in one of its versions, and the months of it that were scheduled or
/// withheld: what is left of its term is reserved on its budgets.
struct WageRow: TableRow {
    let number: Int64
    let key: ContractID
    let dossier: DossierID
    /// Rising by number.
    var versions: [WageVersion] = []
    /// The version on its way.
    var next: WageVersion?
    /// The last day, once the contract was ended.
    var lastDay: Day?
    var months: [Month] = []
    /// The months of those that were withheld and not scheduled since.
    var withheld: [WithheldWage] = []

    static let table: StaticString = "wage"

    init(_ contract: ContractID, _ dossier: DossierID, number: Int64) {
        self.number = number
        key = contract
        self.dossier = dossier
    }

    init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        dossier = row.id(2)
        versions = row.json(3)
        next = row.optionalJSON(4)
        lastDay = row.optionalDay(5)
        months = row.json(6)
        withheld = row.optionalJSON(7) ?? []
    }

    static func find(_ key: ContractID, in db: Connection) throws(DatabaseError) -> WageRow? {
        try db.first("SELECT * FROM wage WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> WageRow? {
        try db.first("SELECT * FROM wage WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.run(
            "REPLACE INTO wage VALUES (?, ?, ?, ?, ?, ?, ?, ?)", number, key, dossier, StoredList.json(versions),
            next.map { StoredList.json($0) }, lastDay, StoredList.json(months),
            withheld.isEmpty ? nil : StoredList.json(withheld))
    }

    /// The days of a month on which the contract holds; nil when there are none.
    func days(in month: Month) -> ClosedRange<Day>? {
        guard let first = versions.first, let last = versions.last else { return nil }
        let from = max(month.first, first.from)
        let until = min(month.last, min(last.until ?? .last, lastDay ?? .last))
        return from <= until ? from...until : nil
    }

    /// The wage over a month: that of the version which holds on its first day, because a wage changes on the first of
    /// a month.
    func lines(in month: Month) -> [WageLine] {
        let day = max(month.first, versions.first?.from ?? .first)
        return versions.last { $0.from <= day }?.lines ?? []
    }

    /// What the wage still asks of a budget: every month in its period that was neither scheduled nor withheld, for the
    /// lines that `follows` says draw on it. A part of a month counts by calendar days, rounded half away from zero.
    func reserved(on budget: BudgetRow, _ follows: (WageLine) -> Bool) -> Cents {
        guard let first = versions.first else { return .zero }
        var sum = Cents.zero
        var month = max(first.from, budget.from).month
        while month <= budget.until.month, let days = days(in: month) {
            let from = max(days.lowerBound, budget.from)
            let until = min(days.upperBound, budget.until)
            if from <= until, !months.contains(month) {
                for line in lines(in: month) where follows(line) {
                    sum += line.rateCents.scaled(by: Int64(until - from + 1), over: Int64(month.days))
                }
            }
            // The calendar ends, and the months with it.
            if month == budget.until.month { break }
            month = month.adding(months: 1)
        }
        return sum
    }
}
