package import Events

/// What one budget did in one year (jaaroverzicht), per contract, and how it was closed: what the holder and the granter
/// account for.
///
/// It counts by the month of the care: a claim on December that is paid in January counts in the old year, because the
/// grant is fixed on the care of its period (money 13). What is for no month counts by the day of the bank, and within
/// the period of the budget. What a caregiver received counts otherwise: `PayeeStatement`.
package struct BudgetStatement: Described, Equatable {
    package let budget: BudgetID
    package let law: Law
    package let office: OfficeID
    package let from: Day
    package let until: Day
    package let year: Int64
    package let granted: Cents
    /// What another system had paid.
    package let opening: Cents
    /// Paid by the bank, and set off, from what was granted.
    package let paid: Cents
    package let offset: Cents
    /// The free amount among it.
    package let freeAmount: Cents
    package let returned: Cents
    /// Kept from payments, or paid back by who owed it.
    package let recovered: Cents
    /// Money besides the grant.
    package let credited: Cents
    package let deposited: Cents
    package let paidFromDeposit: Cents
    /// What the contracts together came to.
    package let pay: PaySum
    package let contracts: [ContractSum]
    /// How it stands: of all years together.
    package let status: BudgetStatus
    package let endCause: BudgetEndCause?
    package let closedOn: Day?
    package let fixed: Cents?
    package let unspent: Cents?

    /// What one contract cost a budget.
    package struct ContractSum: Described, Equatable {
        package let contract: ContractID
        /// With the employer's charges, and with what came back later.
        package let paid: Cents
        package let returned: Cents
        package let pay: PaySum

        package func writeFields(to w: inout JSONWriter) {
            w.field("contract", contract)
            w.field("paidCents", paid)
            w.field("returnedCents", returned)
            pay.writeFields(to: &w)
        }

        package static var examples: [ContractSum] {
            [ContractSum(contract: Sample.id(5), paid: Cents(120_000), returned: .zero, pay: .example)]
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("budget", budget)
        w.field("law", law)
        w.field("office", office)
        w.field("from", from)
        w.field("until", until)
        w.field("year", year)
        w.field("grantedCents", granted)
        w.field("openingCents", opening)
        w.field("paidCents", paid)
        w.field("offsetCents", offset)
        w.field("freeAmountCents", freeAmount)
        w.field("returnedCents", returned)
        w.field("recoveredCents", recovered)
        w.field("creditedCents", credited)
        w.field("depositedCents", deposited)
        w.field("paidFromDepositCents", paidFromDeposit)
        pay.writeFields(to: &w)
        w.field("contracts", rows: contracts)
        w.field("status", status)
        w.field("endCause", endCause)
        w.field("closedOn", closedOn)
        w.field("fixedCents", fixed)
        w.field("unspentCents", unspent)
    }

    /// The budgets of a dossier that were granted for a day of the year or on which something was booked in it.
    package static func list(
        _ s: Snapshot, dossier: DossierID, year: Int, onlyOffice: OfficeID? = nil
    ) throws(DatabaseError) -> [BudgetStatement] {
        var statements: [BudgetStatement] = []
        for balance in try BudgetBalance.list(s, dossier: dossier, onlyOffice: onlyOffice, withExtras: false) {
            let period = balance.from.year...balance.until.year
            let movements = try Movement.all(s, budget: balance.budget, for: onlyOffice)
                .filter { $0.year(within: period) == year }
            guard !movements.isEmpty || period.contains(year) else { continue }
            statements.append(try BudgetStatement(balance, movements, year: year, s))
        }
        return statements
    }

    package static var examples: [BudgetStatement] {
        [
            BudgetStatement(
                budget: Sample.id(4), law: .wlz, office: Sample.id(2), from: Sample.day, until: Sample.lastDay,
                year: 2026, granted: Cents(3_000_000), opening: .zero, paid: Cents(120_000), offset: .zero,
                freeAmount: .zero, returned: .zero, recovered: .zero, credited: .zero, deposited: .zero,
                paidFromDeposit: .zero, pay: .example, contracts: ContractSum.examples, status: .fixed, endCause: nil,
                closedOn: Sample.lastDay.adding(days: 90), fixed: Cents(120_000), unspent: Cents(2_880_000))
        ]
    }
}

extension BudgetStatement {
    private init(
        _ balance: BudgetBalance, _ movements: [Movement], year: Int, _ s: Snapshot
    ) throws(DatabaseError) {
        func sum(_ pot: Pot, _ kinds: Movement.Kind...) -> Cents {
            movements.reduce(.zero) { $1.pot == pot && kinds.contains($1.kind) ? $0 + $1.cents : $0 }
        }
        budget = balance.budget
        law = balance.law
        office = balance.office
        from = balance.from
        until = balance.until
        self.year = Int64(year)
        granted = balance.granted
        opening = sum(.grant, .opening)
        paid = sum(.grant, .paid)
        offset = sum(.grant, .offset)
        freeAmount = movements.reduce(.zero) {
            $1.source == .freeAmount && [.paid, .offset].contains($1.kind) ? $0 + $1.cents : $0
        }
        returned = sum(.grant, .returned)
        recovered = sum(.grant, .recovered, .repaid) - sum(.grant, .recoveryUndone)
        credited = sum(.grant, .credited)
        deposited = sum(.deposit, .deposit)
        paidFromDeposit = sum(.deposit, .paid, .offset) - sum(.deposit, .returned)
        contracts = try ContractSum.list(movements, s)
        pay = contracts.reduce(into: PaySum()) { $0.add($1.pay) }
        status = balance.status
        endCause = balance.endCause
        closedOn = balance.closedOn
        fixed = balance.fixed
        unspent = balance.unspent
    }
}

extension BudgetStatement.ContractSum {
    /// In the order in which the contracts were first paid.
    fileprivate static func list(_ movements: [Movement], _ s: Snapshot) throws(DatabaseError) -> [Self] {
        var contracts: [ContractID] = []
        var sums: [ContractID: (paid: Cents, returned: Cents, pay: PaySum)] = [:]
        for movement in movements.reversed() {
            guard let contract = movement.contract, movement.source != nil else { continue }
            var sum = sums[contract] ?? (.zero, .zero, PaySum())
            switch movement.kind {
            case .paid, .offset:
                sum.paid += movement.cents
                sum.pay.add(try PaySum(of: movement, s))
            case .returned:
                sum.returned += movement.cents
                sum.pay.takeOff(try PaySum(returned: movement, s))
            default: continue
            }
            sums[contract] = sum
            if !contracts.contains(contract) { contracts.append(contract) }
        }
        return contracts.compactMap { contract in
            sums[contract].map { Self(contract: contract, paid: $0.paid, returned: $0.returned, pay: $0.pay) }
        }
    }
}

extension Movement {
    /// The year of the care, or of the day where it is for no month: one of those that the budget was granted for.
    fileprivate func year(within period: ClosedRange<Int>) -> Int {
        // What is kept for a receivable is for another month than the payment it is kept from.
        let month = [.recovered, .recoveryUndone].contains(kind) ? nil : month
        return min(max(month?.year ?? day.year, period.lowerBound), period.upperBound)
    }
}
