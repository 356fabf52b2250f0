import Events
import Support

@testable import Commands

/// What becomes of claims after they were filed, and the claims that are not for hours of care.
extension RandomCommands {
    private static let maker = "employee:e6@o3"

    /// A request about a claim; nil when there is nothing to ask.
    mutating func claims(_ dossier: DossierState, _ today: Day) -> Request? {
        if dossier.budgets.contains(where: { $0.endCause == .holderDied }), chance.once(in: 4) {
            return oneOff(dossier, today)
        }
        switch chance.number(1...10) {
        case 1...5: return course(dossier, today)
        case 6: return transport(dossier, today)
        case 7: return allowance(dossier, today)
        case 8: return oneOff(dossier, today)
        default: return paper(dossier, today)
        }
    }

    /// The number of a claim that most likely is not there yet.
    mutating func next(_ dossier: DossierState) -> String {
        dossier.claims.count < 99 && !chance.once(in: 10)
            ? "cl\(dossier.claims.count + 1)" : "cl\(chance.number(1...99))"
    }

    /// A claim that waits is answered; one that was accepted is taken back or corrected.
    private mutating func course(_ dossier: DossierState, _ today: Day) -> Request? {
        let open = dossier.claims.filter { $0.status == .waiting || $0.status == .held }
        let accepted = dossier.claims.filter { $0.status == .accepted }
        guard !open.isEmpty || !accepted.isEmpty else { return nil }
        let claim = chance.one(of: open.isEmpty || chance.once(in: 3) && !accepted.isEmpty ? accepted : open)
        let holder = "holder:\(dossier.holder.text)"
        let fields = #""claim":"\#(claim.id.text)""#
        let contract = claim.contract.flatMap(dossier.contract)
        switch claim.status {
        case .waiting:
            switch chance.number(1...4) {
            case 1: return ("withdraw-claim", fields, "caregiver:\(contract?.caregiver.text ?? "")")
            case 2: return ("decline-claim", fields + #","explanation":"Nee.""#, holder)
            default: return ("agree-claim", fields, holder)
            }
        case .held:
            if chance.once(in: 5) { return ("withdraw-claim", fields, holder) }
            let decision = chance.once(in: 4) ? "refuse" : "accept"
            return ("decide-claim", fields + #","decision":"\#(decision)","explanation":"Gebeld.""#, Self.maker)
        case .accepted:
            if chance.once(in: 3) { return ("withdraw-claim", fields, holder) }
            return correction(of: claim, contract, dossier, holder)
        case .declined, .refused, .withdrawn, .corrected: return nil
        }
    }

    /// Other hours than were claimed, more or less of them, or none after all.
    private mutating func correction(
        of claim: ClaimState, _ contract: ContractState?, _ dossier: DossierState, _ holder: String
    ) -> Request? {
        guard let contract, let month = claim.month else { return nil }
        let fields = #""claim":"\#(next(dossier))","corrects":"\#(claim.id.text)""#
        if chance.once(in: 5) { return ("correct-claim", fields, holder) }
        let entries = entries(of: contract, in: month, most: 3)
        let odd = chance.once(in: 6) ? invoice(month) : ""
        return ("correct-claim", fields + #","entries":[\#(entries)]"# + odd, holder)
    }

    /// Transport of the holder himself, without a contract.
    private mutating func transport(_ dossier: DossierState, _ today: Day) -> Request? {
        guard !dossier.budgets.isEmpty else { return nil }
        let budget = chance.one(of: dossier.budgets)
        let month = today.month.adding(months: -1)
        let rides = (1...chance.number(1...3)).map { ride in
            #"{"on":"\#(month.first.adding(days: ride * 3).text)","cost":"kilometres","kilometres":\#(chance.number(1...400))}"#
        }
        return (
            "claim-transport",
            #""claim":"\#(next(dossier))","budget":"\#(budget.id.text)","month":"\#(month.text)","#
                + #""costs":[\#(rides.joined(separator: ","))]"#, "holder:\(dossier.holder.text)"
        )
    }

    /// Something extra for a caregiver at a feast, from the budgets of his contract.
    private mutating func allowance(_ dossier: DossierState, _ today: Day) -> Request? {
        guard let contract = held(dossier) else { return nil }
        var budgets: [BudgetID] = []
        for line in contract.terms.lines where !budgets.contains(line.budget) { budgets.append(line.budget) }
        let parts = budgets.map { #"{"budget":"\#($0.text)","cents":\#(chance.number(1...15_000))}"# }
        return (
            "claim-holiday-allowance",
            #""claim":"\#(next(dossier))","contract":"\#(contract.id.text)","month":"\#(today.month.text)","#
                + #""parts":[\#(parts.joined(separator: ","))]"#, "holder:\(dossier.holder.text)"
        )
    }

    /// An average month for a caregiver after the holder died.
    private mutating func oneOff(_ dossier: DossierState, _ today: Day) -> Request? {
        guard let contract = held(dossier) else { return nil }
        let ended = dossier.budgets.filter { $0.endCause == .holderDied }
        let budget = ended.isEmpty ? contract.terms.lines[0].budget : chance.one(of: ended).id
        if ended.isEmpty, !chance.once(in: 5) { return nil }
        return (
            "claim-one-off",
            #""claim":"\#(next(dossier))","contract":"\#(contract.id.text)","budget":"\#(budget.text)","#
                + #""amountCents":\#(chance.number(1...120_000)),"receivedOn":"\#(today.text)""#, Self.maker
        )
    }

    /// Hours, kilometres or both, from either side or on paper, and with an invoice that may not fit.
    private mutating func paper(_ dossier: DossierState, _ today: Day) -> Request? {
        guard let contract = held(dossier) else { return nil }
        let month = today.month.adding(months: -chance.number(1...2))
        let onPaper = chance.once(in: 3)
        let side = chance.once(in: 2) ? "caregiver:\(contract.caregiver.text)" : "holder:\(dossier.holder.text)"
        var fields = #""claim":"\#(next(dossier))","contract":"\#(contract.id.text)","month":"\#(month.text)""#
        let kind = chance.number(1...3)
        if kind != 1 { fields += #","entries":[\#(entries(of: contract, in: month, most: 4))]"# }
        if kind != 2 {
            fields +=
                #","costs":[{"on":"\#(month.first.adding(days: 8).text)","cost":"kilometres","#
                + #""kilometres":\#(chance.number(1...60))}]"#
        }
        if chance.once(in: 3) { fields += invoice(month) }
        if onPaper { fields += #","receivedOn":"\#(today.adding(days: -chance.number(0...6)).text)""# }
        return ("file-claim", fields, onPaper ? Self.maker : side)
    }

    /// Weeks of a month on one line of a contract, as its unit asks.
    private mutating func entries(of contract: ContractState, in month: Month, most: Int) -> String {
        let terms = contract.terms(in: month)
        let line = chance.number(1...terms.lines.count)
        let isHourly = terms.lines[line - 1].unit == .hour
        let monday = month.first.adding(days: 8 - month.first.weekday)
        let weeks = (0..<chance.number(1...most)).map { week in
            let amount = isHourly ? #""minutes":\#(chance.number(1...40) * 15)"# : #""count":\#(chance.number(1...5))"#
            return #"{"week":"\#(monday.adding(days: 7 * week).text)","line":\#(line),\#(amount)}"#
        }
        return weeks.joined(separator: ",")
    }

    /// An invoice over an amount that hardly ever is that of the claim, so that the claim is held.
    private mutating func invoice(_ month: Month) -> String {
        #","invoice":{"number":"F\#(chance.number(1...9))","date":"\#(month.last.adding(days: 1).text)","#
            + #""amountCents":\#(chance.number(1...90_000))}"#
    }

    private mutating func held(_ dossier: DossierState) -> ContractState? {
        let held = dossier.contracts.filter { !$0.versions.isEmpty }
        return held.isEmpty ? nil : chance.one(of: held)
    }
}
