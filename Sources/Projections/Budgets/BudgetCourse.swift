package import Events

/// Where a budget is in its life. What day it is does not matter: a budget whose period is over stays open until its
/// claims are closed.
package enum BudgetStatus: String, StoredName, CaseIterable {
    case open
    /// Ended before its period was over.
    case ended
    /// No claims are taken up any more.
    case closed
    /// Fixed at what was paid; nothing is booked on it any more.
    case fixed
}

/// What the holder put beside a budget (vrijwillige storting) and what became of it.
package struct DepositPot: Record, Equatable {
    package internal(set) var received = Cents.zero
    package internal(set) var credits = Cents.zero
    package internal(set) var paid = Cents.zero
    package internal(set) var scheduled = Cents.zero

    package var available: Cents { received + credits - paid - scheduled }

    init() {}

    package init(from r: inout JSONReader) {
        received = r("receivedCents")
        credits = r("creditsCents")
        paid = r("paidCents")
        scheduled = r("scheduledCents")
        _ = r.optional("availableCents", as: Cents.self)
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("receivedCents", received)
        w.field("creditsCents", credits)
        w.field("paidCents", paid)
        w.field("scheduledCents", scheduled)
        w.field("availableCents", available)
    }
}

/// What only some budgets have: extra care, a deposit, a stop of claims, an end. One column of the row, empty for most.
struct BudgetCourse: Record, Equatable {
    var extras: [ExtraBudget] = []
    var deposit = DepositPot()
    var claimStopFrom: Day?
    var endCause: BudgetEndCause?
    var closedOn: Day?
    /// The position at which it was fixed; 0 when it was not.
    var fixed: Int64 = 0
    var fixedCents: Cents?
    var unspentCents: Cents?
    /// What came back after it was fixed: it is the granter's.
    var afterFixing = Cents.zero
    /// What of a free amount that was overdrawn was paid back.
    var freeRepaid = Cents.zero
    var warnings: [BudgetWarning] = []
    /// Where the events stand that changed what was granted or added money, behind the grant itself.
    var history: [Int64] = []

    init(extras: [ExtraBudget] = []) { self.extras = extras }

    init(from r: inout JSONReader) {
        extras = r.optionalList("extras")
        deposit = r.optional("deposit") ?? DepositPot()
        claimStopFrom = r.optional("claimStopFrom")
        endCause = r.optional("endCause")
        closedOn = r.optional("closedOn")
        fixed = r.optional("fixed") ?? 0
        fixedCents = r.optional("fixedCents")
        unspentCents = r.optional("unspentCents")
        afterFixing = r.optional("afterFixingCents") ?? .zero
        freeRepaid = r.optional("freeRepaidCents") ?? .zero
        warnings = r.optionalList("warnings")
        history = r.optionalList("history")
    }

    func writeFields(to w: inout JSONWriter) {
        w.present("extras", list: extras)
        w.present("deposit", deposit == DepositPot() ? nil : deposit)
        w.present("claimStopFrom", claimStopFrom)
        w.present("endCause", endCause)
        w.present("closedOn", closedOn)
        w.present("fixed", fixed == 0 ? nil : fixed)
        w.present("fixedCents", fixedCents)
        w.present("unspentCents", unspentCents)
        w.present("afterFixingCents", afterFixing == .zero ? nil : afterFixing)
        w.present("freeRepaidCents", freeRepaid == .zero ? nil : freeRepaid)
        w.present("warnings", list: warnings)
        w.present("history", list: history)
    }
}
