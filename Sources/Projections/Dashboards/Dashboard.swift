package import Events

/// How an office stands, over all its dossiers: what was spent, its budgets, what waits and why claims were refused. The
/// SVB sees what was spent and paid for all granters, and runs and receivables instead of budgets. Every part is kept up with each event; nothing is looked
/// through.
package struct Dashboard: Described, Equatable {
    package let year: Int64
    /// What was paid in the year and did not come back, per law, function and month: from the office's own budgets, for
    /// the SVB from those of all granters.
    package let spent: [SpentSum]
    /// The office's budgets, of all years; empty for the SVB.
    package let budgets: [BudgetSum]
    /// Payments by status, of all years: for a granter what they draw on its budgets.
    package let payments: [PaymentSum]
    /// The newest runs; empty for a granter.
    package let runs: [Run]
    /// Receivables, of all dossiers; zero for a granter.
    package let receivablesOpen: Int64
    package let receivablesOpenCents: Cents
    package let receivablesRaised: [ReceivableSum]
    /// How many entries of files of the bank wait for a person; zero for a granter.
    package let bankEntriesOpen: Int64
    /// Why claims were refused in the year.
    package let refused: [RefusedSum]
    /// What waits for the office, and since when.
    package let queues: [QueueSum]

    package func writeFields(to w: inout JSONWriter) {
        w.field("year", year)
        w.field("spent", rows: spent)
        w.field("budgets", rows: budgets)
        w.field("payments", rows: payments)
        w.field("runs", rows: runs)
        w.field("receivablesOpen", receivablesOpen)
        w.field("receivablesOpenCents", receivablesOpenCents)
        w.field("receivablesRaised", rows: receivablesRaised)
        w.field("bankEntriesOpen", bankEntriesOpen)
        w.field("refused", rows: refused)
        w.field("queues", rows: queues)
    }

    private static let runsMax = 20

    /// That of a care office or municipality; only its own budgets count.
    package static func granter(
        _ s: Snapshot, office: OfficeID, year: Int, on day: Day
    ) throws(DatabaseError) -> Dashboard {
        let tallies = try rows(s, office)
        return Dashboard(
            year: Int64(year), spent: SpentSum.list(tallies, year), budgets: BudgetSum.list(tallies),
            payments: PaymentSum.listForGranter(tallies), runs: [], receivablesOpen: 0, receivablesOpenCents: .zero,
            receivablesRaised: [], bankEntriesOpen: 0,
            refused: try RefusedSum.list(s, office, year),
            queues: try QueueSum.list(s, [.office(office)], on: day))
    }

    /// That of the SVB. `office` is its own, for which assessments of labour wait.
    package static func svb(
        _ s: Snapshot, office: OfficeID, year: Int, on day: Day
    ) throws(DatabaseError) -> Dashboard {
        let tallies = try rows(s, RefusalTally.svb)
        let open = tallies.first { $0.key.what == .receivablesOpen }
        let entries = try s.db.first("SELECT count(*) FROM bank_entry WHERE settled = 0") { $0.int64(0) }
        return Dashboard(
            year: Int64(year), spent: SpentSum.list(tallies, year), budgets: [], payments: PaymentSum.list(tallies),
            runs: try Run.page(s, limit: runsMax), receivablesOpen: open?.times ?? 0,
            receivablesOpenCents: open?.cents ?? .zero, receivablesRaised: ReceivableSum.list(tallies),
            bankEntriesOpen: entries ?? 0, refused: try RefusedSum.list(s, RefusalTally.svb, year),
            queues: try QueueSum.list(s, [.svb, .office(office)], on: day))
    }

    private static func rows(_ s: Snapshot, _ office: OfficeID) throws(DatabaseError) -> [MoneyTallyRow] {
        try s.db.all("SELECT * FROM money_tally WHERE office = ? ORDER BY number", office, body: MoneyTallyRow.init)
            .filter { $0.times != 0 || $0.cents != .zero }
    }

    package static var examples: [Dashboard] {
        [
            Dashboard(
                year: 2026, spent: SpentSum.examples, budgets: BudgetSum.examples, payments: PaymentSum.examples,
                runs: Run.examples, receivablesOpen: 3, receivablesOpenCents: Cents(45_000),
                receivablesRaised: ReceivableSum.examples, bankEntriesOpen: 2, refused: RefusedSum.examples,
                queues: QueueSum.examples)
        ]
    }
}

/// What was spent under one law on one function in one month: by the day of the bank.
package struct SpentSum: Described, Equatable {
    package let law: Law
    package let function: CareFunction
    package let month: Month
    package let cents: Cents

    package func writeFields(to w: inout JSONWriter) {
        w.field("law", law)
        w.field("function", function)
        w.field("month", month)
        w.field("spentCents", cents)
    }

    static func list(_ tallies: [MoneyTallyRow], _ year: Int) -> [SpentSum] {
        tallies.compactMap { tally in
            guard tally.key.what == .spent, let law = tally.key.law, let function = tally.key.function,
                let month = tally.key.month, month.year == year
            else { return nil }
            return SpentSum(law: law, function: function, month: month, cents: tally.cents)
        }.sorted {
            ($0.month, $0.law.rawValue, $0.function.rawValue) < ($1.month, $1.law.rawValue, $1.function.rawValue)
        }
    }

    package static var examples: [SpentSum] {
        [SpentSum(law: .wmo, function: .individualSupport, month: Sample.month, cents: Cents(1_234_500))]
    }
}

/// How many budgets of one law are in one status, and among them which were overspent or had their claims stopped.
package struct BudgetSum: Described, Equatable {
    package enum Mark: String, StoredName, CaseIterable {
        case open, ended, closed, fixed
        /// Of whatever status: more was spent than was granted. The amount is what is too much.
        case overspent
        /// Of whatever status: claims are stopped.
        case stopped
    }

    package let law: Law
    package let mark: Mark
    package let count: Int64
    package let cents: Cents

    package func writeFields(to w: inout JSONWriter) {
        w.field("law", law)
        w.field("status", mark)
        w.field("count", count)
        w.field("amountCents", cents)
    }

    static func list(_ tallies: [MoneyTallyRow]) -> [BudgetSum] {
        tallies.compactMap { tally in
            guard let law = tally.key.law else { return nil }
            let mark: Mark? =
                switch tally.key.what {
                case .budgets: tally.key.kind.flatMap(Mark.init)
                case .overspent: .overspent
                case .stopped: .stopped
                case .spent, .payments, .receivablesOpen, .receivablesRaised: nil
                }
            return mark.map { BudgetSum(law: law, mark: $0, count: tally.times, cents: tally.cents) }
        }.sorted { ($0.law.rawValue, $0.mark.rawValue) < ($1.law.rawValue, $1.mark.rawValue) }
    }

    package static var examples: [BudgetSum] {
        [BudgetSum(law: .wmo, mark: .open, count: 120, cents: Cents(240_000_000))]
    }
}

/// How many payments are in one status, and what budgets pay for them.
package struct PaymentSum: Described, Equatable {
    package let status: PaymentStatus
    package let count: Int64
    package let cents: Cents

    package func writeFields(to w: inout JSONWriter) {
        w.field("status", status)
        w.field("count", count)
        w.field("amountCents", cents)
    }

    static func list(_ tallies: [MoneyTallyRow]) -> [PaymentSum] {
        tallies.compactMap { tally in
            guard tally.key.what == .payments, let status = tally.key.kind.flatMap(PaymentStatus.init) else {
                return nil
            }
            return PaymentSum(status: status, count: tally.times, cents: tally.cents)
        }.sorted { $0.status.rawValue < $1.status.rawValue }
    }

    /// The same as a granter sees it: what was set off is paid.
    static func listForGranter(_ tallies: [MoneyTallyRow]) -> [PaymentSum] {
        let all = list(tallies)
        let settled = all.filter { [.paid, .offset].contains($0.status) }
        guard !settled.isEmpty else { return all }
        let paid = PaymentSum(
            status: .paid, count: settled.reduce(0) { $0 + $1.count },
            cents: settled.reduce(.zero) { $0 + $1.cents })
        return (all.filter { ![.paid, .offset].contains($0.status) } + [paid])
            .sorted { $0.status.rawValue < $1.status.rawValue }
    }

    package static var examples: [PaymentSum] {
        [PaymentSum(status: .scheduled, count: 340, cents: Cents(17_000_000))]
    }
}

/// What was ever asked back for one cause.
package struct ReceivableSum: Described, Equatable {
    package let cause: ReceivableCause
    package let count: Int64
    package let cents: Cents

    package func writeFields(to w: inout JSONWriter) {
        w.field("cause", cause)
        w.field("count", count)
        w.field("amountCents", cents)
    }

    static func list(_ tallies: [MoneyTallyRow]) -> [ReceivableSum] {
        tallies.compactMap { tally in
            guard tally.key.what == .receivablesRaised, let cause = tally.key.kind.flatMap(ReceivableCause.init) else {
                return nil
            }
            return ReceivableSum(cause: cause, count: tally.times, cents: tally.cents)
        }.sorted { $0.cause.rawValue < $1.cause.rawValue }
    }

    package static var examples: [ReceivableSum] {
        [ReceivableSum(cause: .backdated, count: 4, cents: Cents(60_000))]
    }
}

/// How often claims were refused by one rule in one month.
package struct RefusedSum: Described, Equatable {
    package let month: Month
    package let rule: String
    package let count: Int64

    package func writeFields(to w: inout JSONWriter) {
        w.field("month", month)
        w.field("rule", rule)
        w.field("count", count)
    }

    static func list(_ s: Snapshot, _ office: OfficeID, _ year: Int) throws(DatabaseError) -> [RefusedSum] {
        guard let first = Month(year: year, number: 1), let last = Month(year: year, number: 12) else { return [] }
        return try s.db.all(
            "SELECT * FROM dash_refusal WHERE office = ? AND month BETWEEN ? AND ? ORDER BY month, rule", office, first,
            last
        ) {
            let tally = RefusalTally($0)
            return RefusedSum(month: tally.key.month, rule: tally.key.rule, count: tally.times)
        }
    }

    package static var examples: [RefusedSum] { [RefusedSum(month: Sample.month, rule: "balance", count: 7)] }
}

/// How much of one kind waits, and how long.
package struct QueueSum: Described, Equatable {
    package let kind: WorkItem.Kind
    package let count: Int64
    package let oldestSince: Moment
    /// For how many days the oldest waits.
    package let oldestDays: Int64
    /// How many wait for more than seven days.
    package let overAWeek: Int64

    package func writeFields(to w: inout JSONWriter) {
        w.field("kind", kind)
        w.field("count", count)
        w.field("oldestSince", oldestSince)
        w.field("oldestDays", oldestDays)
        w.field("overAWeek", overAWeek)
    }

    static func list(
        _ s: Snapshot, _ waiters: [WorkItem.Waiter], on day: Day
    ) throws(DatabaseError) -> [QueueSum] {
        let weekAgo = Moment(startOf: day.adding(days: -7))
        var sums: [QueueSum] = []
        for waiter in waiters {
            sums += try s.db.all(
                """
                SELECT kind, count(*), min(recorded_at), sum(recorded_at < ?) FROM work
                WHERE who = ? AND waiter = ? AND ends = ? GROUP BY kind ORDER BY kind
                """, weekAgo, waiter.who, waiter.kind, Position(.max)
            ) { row in
                let since = row.moment(2)
                return QueueSum(
                    kind: row.name(0), count: row.int64(1), oldestSince: since, oldestDays: Int64(day - since.day),
                    overAWeek: row.int64(3))
            }
        }
        return sums
    }

    package static var examples: [QueueSum] {
        [
            QueueSum(
                kind: .contractToAssess, count: 12, oldestSince: Sample.moment, oldestDays: 9, overAWeek: 2)
        ]
    }
}
