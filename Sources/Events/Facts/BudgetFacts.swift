// The budgets of a dossier.

/// What one care function may cost inside a budget.
package struct FunctionBudget: Record, Equatable {
    package let function: CareFunction
    package let cents: Cents

    package init(function: CareFunction, cents: Cents) {
        self.function = function
        self.cents = cents
    }

    package init(from r: inout JSONReader) {
        function = r("function")
        cents = r("cents")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("function", function)
        w.field("cents", cents)
    }
}

/// A granter granted a budget (toekenning). Its stream is the dossier of the holder.
package struct BudgetGranted: Fact {
    package static let name: StaticString = "budget-granted"
    package let budget: BudgetID
    package let holder: PartyID
    package let law: Law
    package let office: OfficeID
    /// First and last day of the period.
    package let from: Day
    package let until: Day
    package let grantedCents: Cents
    package let functions: [FunctionBudget]
    /// What the holder may take without accounting for it; zero when there is none.
    package let freeAmountCents: Cents
    package let reasons: Reasons
    /// Since when the holder has had a budget without a break; the granter says so where it matters (Rlz 5.22(2)(b)).
    package let unbrokenSince: Day?

    package init(
        budget: BudgetID, holder: PartyID, law: Law, office: OfficeID, from: Day, until: Day, grantedCents: Cents,
        functions: [FunctionBudget], freeAmountCents: Cents, reasons: Reasons, unbrokenSince: Day? = nil
    ) {
        self.budget = budget
        self.holder = holder
        self.law = law
        self.office = office
        self.from = from
        self.until = until
        self.grantedCents = grantedCents
        self.functions = functions
        self.freeAmountCents = freeAmountCents
        self.reasons = reasons
        self.unbrokenSince = unbrokenSince
    }

    package init(from r: inout JSONReader) {
        budget = r("budget")
        holder = r("holder")
        law = r("law")
        office = r("office")
        from = r("from")
        until = r("until")
        grantedCents = r("grantedCents")
        functions = r.list("functions")
        freeAmountCents = r("freeAmountCents")
        reasons = r("reasons")
        unbrokenSince = r.optional("unbrokenSince")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("budget", budget)
        w.field("holder", holder)
        w.field("law", law)
        w.field("office", office)
        w.field("from", from)
        w.field("until", until)
        w.field("grantedCents", grantedCents)
        w.field("functions", functions)
        w.field("freeAmountCents", freeAmountCents)
        w.field("reasons", reasons)
        w.present("unbrokenSince", unbrokenSince)
    }

    package var validOn: Day? { from }
}

package enum BudgetFact: Sendable, Equatable {
    case granted(BudgetGranted)

    package var fact: any Fact {
        switch self {
        case .granted(let fact): fact
        }
    }
}
