// The end of a budget's year: closed for claims, then fixed.

/// No claims on a budget are taken up any more: the last day the granter allows has passed, or the granter closed it.
package struct BudgetClosed: Fact {
    package static let name: StaticString = "budget-closed"
    package let budget: BudgetID
    package let on: Day

    package init(budget: BudgetID, on: Day) {
        self.budget = budget
        self.on = on
    }

    package init(from r: inout JSONReader) {
        budget = r("budget")
        on = r("on")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("budget", budget)
        w.field("on", on)
    }

    package var validOn: Day? { on }
}

/// A granter fixed a budget at what was paid from it (vaststelling, Rlz 5.21). Nothing is booked on it any more: a later
/// correction goes to an open budget and names the day it is about.
package struct BudgetFixed: Fact {
    package static let name: StaticString = "budget-fixed"
    package let budget: BudgetID
    package let fixedCents: Cents
    /// What was granted and goes back to the granter.
    package let unspentCents: Cents
    package let reasons: Reasons

    package init(budget: BudgetID, fixedCents: Cents, unspentCents: Cents, reasons: Reasons) {
        self.budget = budget
        self.fixedCents = fixedCents
        self.unspentCents = unspentCents
        self.reasons = reasons
    }

    package init(from r: inout JSONReader) {
        budget = r("budget")
        fixedCents = r("fixedCents")
        unspentCents = r("unspentCents")
        reasons = r("reasons")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("budget", budget)
        w.field("fixedCents", fixedCents)
        w.field("unspentCents", unspentCents)
        w.field("reasons", reasons)
    }
}
