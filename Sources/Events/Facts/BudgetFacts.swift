// The budgets of a dossier.

/// What one care function may cost inside a budget.
package struct FunctionBudget: Record, Equatable {
    package let function: CareFunction
    package let cents: Cents
    /// Its own period inside that of the budget; nil where it is the same.
    package let from: Day?
    package let until: Day?

    package init(function: CareFunction, cents: Cents, from: Day? = nil, until: Day? = nil) {
        self.function = function
        self.cents = cents
        self.from = from
        self.until = until
    }

    package init(from r: inout JSONReader) {
        function = r("function")
        cents = r("cents")
        from = r.optional("from")
        until = r.optional("until")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("function", function)
        w.field("cents", cents)
        w.present("from", from)
        w.present("until", until)
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
    /// The budget of the year before, where this one goes on from it.
    package let follows: BudgetID?
    /// What of the amount is for extra care.
    package let extras: [ExtraBudget]
    package let indication: Personal<Indication>?
    /// The application that led to it, where there was one here.
    package let application: ApplicationID?

    package init(
        budget: BudgetID, holder: PartyID, law: Law, office: OfficeID, from: Day, until: Day, grantedCents: Cents,
        functions: [FunctionBudget], freeAmountCents: Cents, reasons: Reasons, unbrokenSince: Day? = nil,
        follows: BudgetID? = nil, extras: [ExtraBudget] = [], indication: Personal<Indication>? = nil,
        application: ApplicationID? = nil
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
        self.follows = follows
        self.extras = extras
        self.indication = indication
        self.application = application
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
        follows = r.optional("follows")
        extras = r.optionalList("extras")
        indication = r.optional("indication")
        application = r.optional("application")
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
        w.present("follows", follows)
        w.present("extras", list: extras)
        w.present("indication", indication)
        w.present("application", application)
    }

    package var validOn: Day? { from }
}

package enum BudgetFact: Sendable, Equatable {
    case granted(BudgetGranted)
    case changed(BudgetChanged)
    case ended(BudgetEnded)
    case conflictFound(SpendingConflictFound)
    case claimStopSet(ClaimStopSet)
    case claimStopLifted(ClaimStopLifted)
    case openingLoaded(OpeningBalanceLoaded)
    case credited(BudgetCredited)
    case depositReceived(DepositReceived)
    case warned(BudgetWarned)
    case closed(BudgetClosed)
    case fixed(BudgetFixed)

    package var fact: any Fact {
        switch self {
        case .granted(let fact): fact
        case .changed(let fact): fact
        case .ended(let fact): fact
        case .conflictFound(let fact): fact
        case .claimStopSet(let fact): fact
        case .claimStopLifted(let fact): fact
        case .openingLoaded(let fact): fact
        case .credited(let fact): fact
        case .depositReceived(let fact): fact
        case .warned(let fact): fact
        case .closed(let fact): fact
        case .fixed(let fact): fact
        }
    }
}
