package import Events

/// What a claim would come to if it were filed now, with nothing kept: per week, in the month, what each budget would have
/// left, and all that the checks say.
package struct ClaimPreview: Record, Equatable {
    package enum Outcome: String, StoredName, CaseIterable {
        case accepted, refused
        /// A person would look at it first.
        case held
        /// It would wait for the holder side.
        case waits
    }

    /// The care of one week.
    package struct Week: Record, Equatable {
        package let week: Day
        /// Time of lines paid by the hour.
        package let minutes: Int64
        /// Units of the other lines.
        package let count: Int64
        /// What it comes to, each line of the week rounded by itself.
        package let cents: Cents

        package init(week: Day, minutes: Int64, count: Int64, cents: Cents) {
            self.week = week
            self.minutes = minutes
            self.count = count
            self.cents = cents
        }

        package init(from r: inout JSONReader) {
            week = r("week")
            minutes = r("minutes")
            count = r("count")
            cents = r("cents")
        }

        package func writeFields(to w: inout JSONWriter) {
            w.field("week", week)
            w.field("minutes", minutes)
            w.field("count", count)
            w.field("cents", cents)
        }
    }

    /// What one pot of one budget pays and would have left.
    package struct Left: Record, Equatable {
        package let budget: BudgetID
        package let pot: Pot
        package let paysCents: Cents
        package let leftCents: Cents

        package init(budget: BudgetID, pot: Pot, paysCents: Cents, leftCents: Cents) {
            self.budget = budget
            self.pot = pot
            self.paysCents = paysCents
            self.leftCents = leftCents
        }

        package init(from r: inout JSONReader) {
            budget = r("budget")
            pot = r("pot")
            paysCents = r("paysCents")
            leftCents = r("leftCents")
        }

        package func writeFields(to w: inout JSONWriter) {
            w.field("budget", budget)
            w.field("pot", pot)
            w.field("paysCents", paysCents)
            w.field("leftCents", leftCents)
        }
    }

    package let outcome: Outcome
    package let weeks: [Week]
    package let careCents: Cents
    package let costCents: Cents
    package let totalCents: Cents
    /// Empty for a caregiver: the balance is the holder's.
    package let budgets: [Left]
    package let reasons: [ExplainedReason]

    package init(
        outcome: Outcome, weeks: [Week], careCents: Cents, costCents: Cents, totalCents: Cents, budgets: [Left],
        reasons: [ExplainedReason]
    ) {
        self.outcome = outcome
        self.weeks = weeks
        self.careCents = careCents
        self.costCents = costCents
        self.totalCents = totalCents
        self.budgets = budgets
        self.reasons = reasons
    }

    package init(from r: inout JSONReader) {
        outcome = r("outcome")
        weeks = r.list("weeks")
        careCents = r("careCents")
        costCents = r("costCents")
        totalCents = r("totalCents")
        budgets = r.list("budgets")
        reasons = r.list("reasons")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("outcome", outcome)
        w.field("weeks", weeks)
        w.field("careCents", careCents)
        w.field("costCents", costCents)
        w.field("totalCents", totalCents)
        w.field("budgets", budgets)
        w.field("reasons", reasons)
    }
}

/// A claim as somebody is drawing it up: what `file-claim` asks, without ids.
package struct ClaimDraft: Record {
    package let actingAs: ActingAs?
    package let contract: ContractID
    package let month: Month
    package let content: ClaimContent

    package init(from r: inout JSONReader) {
        actingAs = r.optional("actingAs")
        contract = r("contract")
        month = r("month")
        content = ClaimContent(from: &r)
    }

    package func writeFields(to w: inout JSONWriter) {
        w.present("actingAs", actingAs)
        w.field("contract", contract)
        w.field("month", month)
        content.writeFields(to: &w)
    }

    /// The command that would file it, under an id that nothing has.
    package func claim(in dossier: DossierID, seed: UInt128) -> FileClaim {
        FileClaim(dossier: dossier, claim: ClaimID(bits: seed), contract: contract, month: month, content: content)
    }
}

extension ClaimPreview {
    /// Looks at a claim with the very checks of filing it.
    ///
    /// - Throws: what filing it would be rejected with.
    package init(
        of asked: FileClaim, _ stamp: Stamp, _ world: borrowing World
    ) throws(Rejection) {
        let contract = try world.dossier.contract(asked.contract, for: stamp.principal)
        let isCaregiver = stamp.principal.kind == .caregiver
        if isCaregiver, !world.allowsCaregiverClaims(contract.terms(in: asked.month), on: asked.month.last) {
            throw .caregiverMayNotFile
        }
        try world.dossier.requireDocuments(asked.content.costs, asked.content.invoice, of: asked.contract)
        let check = try ClaimCheck(
            asked.claim, asked.content, contract, asked.month, receivedOn: stamp.today, stamp, world.dossier)
        let found = check.checked(world)
        let told = isCaregiver ? found.without([.balance, .deposit]) : found
        let outcome: Outcome = told.isRefused ? .refused : isCaregiver ? .waits : told.isHeld ? .held : .accepted
        self.init(
            outcome: outcome, weeks: check.weeks, careCents: check.amounts.total,
            costCents: check.totalCents - check.amounts.total, totalCents: check.totalCents,
            budgets: isCaregiver ? [] : Self.left(found.shares, world.dossier),
            reasons: told.reasons.map(ExplainedReason.init))
    }

    private static func left(_ shares: [BudgetShare], _ dossier: DossierState) -> [Left] {
        var pays: [BudgetShare] = []
        for share in shares {
            // A budget has one balance, whatever its functions.
            let whole = BudgetShare(budget: share.budget, cents: share.cents, pot: share.pot)
            pays = BudgetShare.merged(pays + [whole])
        }
        return pays.compactMap { share in
            dossier.budget(share.budget).map { budget in
                let available = share.pot == .grant ? budget.availableCents : budget.deposit.availableCents
                return Left(
                    budget: share.budget, pot: share.pot, paysCents: share.cents, leftCents: available - share.cents)
            }
        }
    }
}

extension ClaimCheck {
    /// The care per week, in the order of the calendar.
    fileprivate var weeks: [ClaimPreview.Week] {
        Set(entries.map(\.week)).sorted().map { week in
            let mine = entries.filter { $0.week == week }
            let cents = mine.reduce(Cents.zero) { sum, entry in
                let line = CareAmounts.Line(
                    line: terms.lines[Int(entry.line) - 1], quantity: entry.minutes ?? entry.count ?? 0, budget: nil)
                return sum + line.cents
            }
            return ClaimPreview.Week(
                week: week, minutes: mine.reduce(0) { $0 + ($1.minutes ?? 0) },
                count: mine.reduce(0) { $0 + ($1.count ?? 0) }, cents: cents)
        }
    }
}
