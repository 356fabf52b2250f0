import Events
import Support

@testable import Commands

/// What is asked of a budget after it was granted: mostly what could be asked of it now.
extension RandomCommands {
    private static let maker = "employee:e6@o3"

    /// A request about one budget of a dossier; nil when there is none.
    mutating func budgets(_ dossier: DossierState, _ today: Day) -> Request? {
        guard !dossier.budgets.isEmpty else { return nil }
        let budget = chance.one(of: dossier.budgets)
        let granter = budget.law == .wlz ? "employee:e1@o1" : "employee:e3@o2"
        let asker = chance.once(in: 20) ? chance.one(of: ["employee:e9@o4", Self.maker, "system"]) : granter
        let fields = #""budget":"\#(budget.id.text)""#
        if today > budget.until, !chance.once(in: 4) {
            if budget.closedOn != nil { return ("fix-budget", fields, asker) }
            return ("close-budget", fields, chance.once(in: 2) ? "system" : asker)
        }
        if budget.isFixed || budget.endCause != nil, chance.once(in: 2) {
            return ("refund-deposit", fields, Self.maker)
        }
        switch chance.number(1...14) {
        case 1...3: return ("change-budget", fields + "," + change(of: budget), asker)
        case 4: return ending(budget, fields, asker, today)
        case 5:
            let from = today.adding(days: chance.number(-20...20)).text
            return ("set-claim-stop", fields + #","from":"\#(from)","explanation":"Twijfel.""#, asker)
        case 6...7 where budget.claimStopFrom != nil: return ("lift-claim-stop", fields, asker)
        case 8: return ("credit-budget", fields + credit(budget, today), Self.maker)
        case 9...10: return deposit(budget, fields, today)
        case 11: return ("refund-deposit", fields, Self.maker)
        case 12: return opening(budget, fields, asker, today)
        case 13: return freeAmount(dossier, budget, fields)
        default: return ("look-at-budget", fields, "system")
        }
    }

    /// The full state of a budget with another amount: more, less, or less than what was spent; now and then withdrawn.
    private mutating func change(of budget: BudgetState) -> String {
        let cause = chance.one(of: ["reassessed", "indexed", "corrected", "objection"])
        let start = #""cause":"\#(cause)","from":"\#(budget.from.text)","until":"#
        if chance.once(in: 25) {
            let functions = budget.functions.map { #"{"function":"\#($0.function.rawValue)","cents":0}"# }
            return start
                + #""\#(budget.from.text)","grantedCents":0,"functions":[\#(functions.joined(separator: ","))]"#
                + (budget.law == .wlz ? "" : #","freeAmountCents":0"#)
        }
        let spent = max(0, Int(budget.spentCents.raw))
        let now = Int(budget.grantedCents.raw)
        var granted = now
        switch chance.number(1...4) {
        case 1: granted = now + chance.number(1...500_000)
        case 2: granted = max(1, spent + chance.number(-5_000...5_000))
        case 3: granted = max(1, now / 2)
        default: break
        }
        // The first function that is paid takes the difference, as far as it goes.
        var rest = granted - now
        let functions = budget.functions.map { function in
            let cents = max(0, Int(function.cents.raw) + rest)
            rest -= cents - Int(function.cents.raw)
            let from = function.from.map { #","from":"\#($0.text)""# } ?? ""
            let until = function.until.map { #","until":"\#($0.text)""# } ?? ""
            return #"{"function":"\#(function.function.rawValue)","cents":\#(cents)"# + from + until + "}"
        }
        let free = min(granted, max(0, Int(budget.freeAmountCents.raw) + chance.number(-10_000...10_000)))
        return start + #""\#(budget.until.text)","grantedCents":\#(granted - rest),"#
            + #""functions":[\#(functions.joined(separator: ","))]"#
            + (budget.law == .wlz ? "" : #","freeAmountCents":\#(max(0, min(free, granted - rest)))"#)
    }

    private mutating func ending(
        _ budget: BudgetState, _ fields: String, _ asker: String, _ today: Day
    ) -> Request? {
        guard budget.endCause == nil, chance.once(in: 4) else { return ("look-at-budget", fields, "system") }
        let cause = chance.one(of: ["holder-died", "holder-died", "admitted", "given-up"])
        let last = today.adding(days: -chance.number(0...20)).text
        return ("end-budget", fields + #","cause":"\#(cause)","lastDay":"\#(last)""#, asker)
    }

    /// An amount that is added, or one that was added taken off again.
    private mutating func credit(_ budget: BudgetState, _ today: Day) -> String {
        if let last = budget.credits.last, let month = last.month, last.payment == nil, chance.once(in: 3) {
            let contract = last.contract.map { #","contract":"\#($0.text)""# } ?? ""
            return #","cents":\#(-last.cents.raw),"cause":"\#(last.cause.rawValue)","month":"\#(month.text)""#
                + contract
        }
        let cause = chance.one(of: ["sickness", "employer-costs", "other"])
        let month = today.month.adding(months: -chance.number(0...2)).text
        return #","cents":\#(chance.number(-2_000...60_000)),"cause":"\#(cause)","month":"\#(month)""#
    }

    private mutating func deposit(_ budget: BudgetState, _ fields: String, _ today: Day) -> Request? {
        let number = chance.once(in: 10) ? 1 : chance.number(1...99)
        // Now and then just what is short, so that the next claim takes the last cent of it.
        let cents = chance.once(in: 4) ? max(1, -Int(budget.availableCents.raw)) : chance.number(1...80_000)
        return (
            "record-deposit",
            #""deposit":"d\#(number)","# + fields + #","cents":\#(cents),"on":"\#(today.text)""#, Self.maker
        )
    }

    private mutating func opening(
        _ budget: BudgetState, _ fields: String, _ asker: String, _ today: Day
    ) -> Request? {
        // With nothing but the free amount in it the budget may be fixed at nothing.
        let right = Int(budget.freeAmountCents.raw)
        let most = chance.once(in: 2) ? right : chance.number(1...300_000)
        let paid = max(1, min(Int(budget.grantedCents.raw), most))
        let free = chance.once(in: 3) ? 0 : min(paid, right)
        let on = min(today, budget.until)
        return (
            "load-opening-balance",
            fields + #","on":"\#(on.text)","paidCents":\#(paid),"freeTakenCents":\#(free)"#,
            chance.once(in: 2) ? asker : Self.maker
        )
    }

    /// The whole of the free amount that is left, a part of it, or a cent more.
    private mutating func freeAmount(_ dossier: DossierState, _ budget: BudgetState, _ fields: String) -> Request? {
        let open = max(0, Int(budget.freeOpenCents.raw))
        let amount = chance.once(in: 2) ? open + chance.number(0...1) : chance.number(1...max(1, open))
        return (
            "request-free-amount",
            #""claim":"\#(next(dossier))","# + fields + #","amountCents":\#(max(1, amount))"#,
            "holder:\(dossier.holder.text)"
        )
    }
}
