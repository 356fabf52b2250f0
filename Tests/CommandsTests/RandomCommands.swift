import Events
import Support

@testable import Commands

/// Makes requests by chance: mostly what could be asked next, now and then what nobody in his right mind would ask.
struct RandomCommands {
    var chance: Seeded

    private static let dossiers = ["h1", "h2"]
    private static let hostileCents = [
        "0", "-1", "1", "1000000000000", "1000000000001", "9223372036854775807", "-9223372036854775808", "1e3",
    ]
    private static let hostileDays = [
        "1900-01-01", "2200-12-31", "2026-02-29", "2028-02-29", "0000-00-00", "1899-12-31", "2026-12-31",
    ]

    init(seed: UInt64) { chance = Seeded(seed: seed) }

    /// Name and fields of a request in some dossier, with short ids. Each dossier has names of its own for its things: in
    /// the second they are a hundred higher.
    mutating func request(_ bench: Bench, today: Day) -> (name: String, fields: String, asker: String) {
        var (name, fields, asker) = any(bench, today: today)
        if fields.hasPrefix(#""dossier":"h2""#), !chance.once(in: 100) { fields = Self.aHundredHigher(fields) }
        return (name, fields, asker)
    }

    /// The fields with `"b1"` as `"b101"`, and so every short id of a budget, contract, claim, receivable or deposit.
    private static func aHundredHigher(_ fields: String) -> String {
        fields.split(separator: "\"", omittingEmptySubsequences: false).map { part in
            let letters = part.utf8.prefix { $0 >= UInt8(ascii: "a") }
            let digits = part.utf8.dropFirst(letters.count)
            guard (1...2).contains(letters.count), (1...2).contains(digits.count),
                digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
                ["b", "k", "cl", "rv", "d"].contains(String(Substring(letters)))
            else { return String(part) }
            return "\(Substring(letters))1\(digits.count == 1 ? "0" : "")\(Substring(digits))"
        }.joined(separator: "\"")
    }

    private mutating func any(_ bench: Bench, today: Day) -> (name: String, fields: String, asker: String) {
        let holder = chance.one(of: Self.dossiers)
        let dossier = bench.dossier(DossierID(holder: Fixture.id(holder)))
        let at = #""dossier":"\#(holder)","#
        let asker = holderSide(holder)
        if dossier.budgets.isEmpty { return ("grant-budget", at + grant(today), "employee:e1@o1") }
        // A file that waits for its next step goes stale in a few days.
        let waits = bench.register.runs.values.contains { $0.status == .collected || $0.status == .written }
        if chance.once(in: waits ? 2 : 5), let next = run(bench, today) { return next }
        if chance.once(in: 4), let next = filing(bench, dossier) { return (next.name, at + next.fields, next.asker) }
        if chance.once(in: 4), let next = money(bench, dossier, today) {
            return (next.name, at + next.fields, next.asker)
        }
        if chance.once(in: 5), let next = budgets(dossier, today) {
            return (next.name, at + next.fields, next.asker)
        }
        if chance.once(in: 3), let next = claims(dossier, today) {
            return (next.name, at + next.fields, next.asker)
        }
        if chance.once(in: 2), let next = natural(dossier, today) { return (next.name, at + next.fields, next.asker) }
        switch chance.number(1...40) {
        case 1: return ("grant-budget", at + grant(today), chance.one(of: ["employee:e1@o1", "employee:e3@o2"]))
        case 2...3: return ("appoint-representative", at + representative(today), "employee:e1@o1")
        case 4: return ("remove-representative", at + #""representative":"\#(person())""#, "employee:e1@o1")
        case 5...7:
            return (
                "draft-contract",
                at + #""contract":"\#(contract())","caregiver":"\#(caregiver())","# + terms(dossier, today), asker
            )
        case 8:
            return (
                "revise-contract",
                at + #""contract":"\#(contract(dossier, [.draft, .shared, .signed, .returned]))","#
                    + terms(dossier, today), someone(holder)
            )
        case 9...11: return ("share-contract", at + #""contract":"\#(contract(dossier, [.draft]))""#, asker)
        case 12...14:
            let (fields, signer) = signature(dossier, .shared)
            return ("sign-contract", at + fields, "caregiver:" + signer)
        case 15...17: return ("submit-contract", at + signature(dossier, .signed).fields, asker)
        case 18...20: return ("assess-contract", at + assessment(dossier), assessor(dossier))
        case 21:
            guard chance.once(in: 3) else { return ("file-claim", at + claim(dossier, today), someone(holder)) }
            let contract = contract(dossier, [.approved])
            return (
                "end-contract", at + #""contract":"\#(contract)","lastDay":"\#(day(today))","reason":"notice""#, asker
            )
        case 22...24, 35...38: return ("file-claim", at + claim(dossier, today), someone(holder))
        case 25: return ("agree-claim", at + #""claim":"\#(claimID())""#, asker)
        case 26: return ("decline-claim", at + #""claim":"\#(claimID())","explanation":"Nee.""#, asker)
        case 27...28:
            return (
                "request-free-amount",
                at + #""claim":"\#(claimID())","budget":"\#(budget())","amountCents":\#(cents(1...70_000))"#, asker
            )
        case 29, 39:
            let wages = dossier.contracts.filter { $0.terms.lines.contains { $0.unit == .month } }.map(\.id.text)
            let contract = wages.isEmpty || chance.once(in: 8) ? contract() : chance.one(of: wages)
            return ("schedule-wage", at + #""contract":"\#(contract)","month":"\#(month(today))""#, "system")
        case 30...31:
            let (fields, day) = statement(dossier, [.scheduled], today)
            return ("confirm-payment", at + fields + #","on":"\#(day)""#, "employee:e7@o3")
        case 32:
            let (fields, day) = statement(dossier, [.scheduled, .paid], today)
            return ("return-payment", at + fields + #","on":"\#(day)","bankReason":"ac04""#, "employee:e7@o3")
        case 33: return ("repeat-payment", at + statement(dossier, [.returned], today).fields, asker)
        default:
            let position = chance.number(0...bench.log.count + 1)
            return ("read-message", at + #""position":\#(position)"#, someone(holder))
        }
    }

    /// What is asked next when everybody does his part.
    private mutating func natural(_ dossier: DossierState, _ today: Day) -> (
        name: String, fields: String, asker: String
    )? {
        let holder = "holder:\(dossier.holder.text)"
        let payments = dossier.payments.filter { !$0.isRepeated }
        if chance.once(in: 3), !payments.isEmpty {
            let payment = chance.one(of: payments)
            let fields = #""payment":"\#(payment.id.text)""#
            let on = #","on":"\#(payment.runOn.text)""#
            switch payment.status {
            case .scheduled, .filed: return ("confirm-payment", fields + on, "employee:e7@o3")
            case .paid where chance.once(in: 3):
                return ("return-payment", fields + on + #","bankReason":"ac04""#, "employee:e7@o3")
            case .paid, .withdrawn, .offset: return nil
            case .returned: return ("repeat-payment", fields, holder)
            }
        }
        guard !dossier.contracts.isEmpty else { return nil }
        let contract = chance.one(of: dossier.contracts)
        let fields = #""contract":"\#(contract.id.text)""#
        let digest = #","termsDigest":"\#(contract.offered.digest.hex)""#
        if let change = contract.negotiation, !contract.versions.isEmpty, change.status != .underAssessment {
            switch chance.number(1...8) {
            case 1: return ("withdraw-change", fields, holder)
            case 2: return ("revise-contract", fields + "," + changed(contract), holder)
            case 3: return ("submit-contract", fields + digest, holder)
            default: break
            }
        }
        switch contract.stage {
        case .draft where chance.once(in: 2):
            return ("revise-contract", fields + "," + terms(dossier, today), holder)
        case .draft: return ("share-contract", fields, holder)
        case .shared: return ("sign-contract", fields + digest, "caregiver:\(contract.caregiver.text)")
        case .signed where chance.once(in: 6): return ("revise-contract", fields + "," + terms(dossier, today), holder)
        case .signed: return ("submit-contract", fields + digest, holder)
        case .underAssessment:
            let due = contract.negotiation?.due.first
            let assessor =
                due?.office == Fixture.id("o1") ? "e2@o1" : due?.office == Fixture.id("o2") ? "e4@o2" : "e5@o3"
            let parts = #","parts":["\#(due?.part.rawValue ?? "care")"],"outcome":"approve","grounds":[]"#
            return ("assess-contract", fields + parts, "employee:" + assessor)
        case .approved where chance.once(in: 4): return goingOn(contract, holder, today)
        case .approved, .ended:
            if contract.terms.lines.contains(where: { $0.unit == .month }) {
                return ("schedule-wage", fields + #","month":"\#(month(today))""#, "system")
            }
            return ("file-claim", claim(dossier, today), holder)
        case .returned, .rejected: return nil
        }
    }

    /// What may be asked of a contract that holds besides paying for it.
    private mutating func goingOn(
        _ contract: ContractState, _ holder: String, _ today: Day
    ) -> (name: String, fields: String, asker: String) {
        let asker = chance.once(in: 6) ? "caregiver:\(contract.caregiver.text)" : holder
        let fields = #""contract":"\#(contract.id.text)""#
        switch chance.number(1...8) {
        case 1: return ("extend-contract", fields + #","until":"\#(day(today.adding(days: 300)))""#, asker)
        case 2: return ("report-sickness", fields + #","from":"\#(day(today))""#, asker)
        case 3: return ("report-recovery", fields + #","on":"\#(day(today))""#, asker)
        case 4 where chance.once(in: 6):
            return ("end-by-law", fields + #","reason":"holder-died","on":"\#(day(today))""#, "employee:e2@o1")
        case 5: return ("withdraw-change", fields, asker)
        default:
            let from = today.month.adding(months: chance.number(-1...1)).first
            return ("change-contract", fields + #","from":"\#(from.text)","# + changed(contract), asker)
        }
    }

    /// The newest terms with other rates or other agreements.
    private mutating func changed(_ contract: ContractState) -> String {
        let terms = contract.terms
        let other = chance.once(in: 3) ? #","general":{"other":"Vakantie in overleg."}"# : ""
        let lines = terms.lines.enumerated().map { index, line in
            let rate = other.isEmpty ? line.rateCents.raw + Int64(chance.number(-100...100)) : line.rateCents.raw
            let minutes = line.weeklyMinutes.map { #","weeklyMinutes":\#($0)"# } ?? ""
            return #"{"budget":"\#(line.budget.text)","function":"\#(line.function.rawValue)","#
                + #""unit":"\#(line.unit.rawValue)","rateCents":\#(rate)"# + minutes
                + #","keepsDescription":\#(index + 1)}"#
        }
        let end = terms.end.map { #","end":"\#($0.text)""# } ?? ""
        return #""terms":{"kind":"\#(terms.kind.rawValue)","relation":"\#(terms.relation.rawValue)","#
            + #""start":"\#(contract.start.text)""# + end + #","lines":[\#(lines.joined(separator: ","))]"# + other
            + "}"
    }

    private mutating func holderSide(_ holder: String) -> String {
        if chance.once(in: 5) { return "representative:\(person()):for:\(holder)" }
        return chance.once(in: 20) ? "employee:e9@o4" : "holder:\(holder)"
    }

    private mutating func someone(_ holder: String) -> String {
        chance.once(in: 2) ? "caregiver:" + caregiver() : holderSide(holder)
    }

    private mutating func assessor(_ dossier: DossierState) -> String {
        let office = dossier.contracts.last { $0.stage == .underAssessment }?.negotiation?.due.first?.office
        if office == Fixture.id("o1"), !chance.once(in: 5) { return "employee:e2@o1" }
        return chance.one(of: ["employee:e2@o1", "employee:e4@o2", "employee:e5@o3", "employee:e6@o3"])
    }

    private mutating func person() -> String { chance.one(of: ["r1", "r2", "c1", "h1"]) }
    private mutating func caregiver() -> String { chance.one(of: ["c1", "c1", "c3", "c4", "c2"]) }

    private mutating func contract() -> String { "k\(chance.number(1...5))" }

    /// Mostly a contract of which something can be asked now.
    private mutating func contract(_ dossier: DossierState, _ fitting: [ContractState.Status]) -> String {
        let ids = dossier.contracts.filter { fitting.contains($0.stage) }.map(\.id.text)
        return ids.isEmpty || chance.once(in: 8) ? contract() : chance.one(of: ids)
    }

    private mutating func budget() -> String { "b\(chance.number(1...4))" }
    private mutating func claimID() -> String { "cl\(chance.number(1...99))" }

    private mutating func cents(_ usual: ClosedRange<Int>) -> String {
        chance.once(in: 12) ? chance.one(of: Self.hostileCents) : String(chance.number(usual))
    }

    private mutating func day(_ today: Day) -> String {
        chance.once(in: 12) ? chance.one(of: Self.hostileDays) : today.adding(days: chance.number(-40...10)).text
    }

    private mutating func month(_ today: Day) -> String {
        if chance.once(in: 15) { return chance.one(of: ["1900-01", "2200-12", "2026-13", "0001-01"]) }
        return today.month.adding(months: chance.number(-3...1)).text
    }

    private mutating func grant(_ today: Day) -> String {
        let isWlz = chance.once(in: 2)
        let year = chance.once(in: 4) ? today.year + 1 : 2026
        let amount = cents(1...3_000_000)
        let function = isWlz ? "total" : chance.one(of: ["individual-support", "household-help"])
        let from = chance.once(in: 4) ? day(today) : "\(year)-01-01"
        let until = chance.once(in: 4) ? "\(year)-06-17" : "\(year)-12-31"
        let free = isWlz ? "" : #","freeAmountCents":\#(cents(0...50_000))"#
        let law = isWlz ? "wlz" : chance.one(of: ["wmo", "jeugdwet"])
        return #""budget":"\#(budget())","law":"\#(law)","from":"\#(from)","until":"\#(until)","#
            + #""grantedCents":\#(amount),"functions":[{"function":"\#(function)","cents":\#(amount)}]"# + free
    }

    private mutating func representative(_ today: Day) -> String {
        let until = chance.once(in: 2) ? #","until":"\#(day(today.adding(days: 60)))""# : ""
        let ground = chance.one(of: ["parent", "curator"])
        return #""representative":"\#(person())","ground":"\#(ground)","from":"\#(day(today))""# + until
            + #","exclusive":\#(chance.once(in: 6))"#
    }

    private mutating func terms(_ dossier: DossierState, _ today: Day) -> String {
        let kind = chance.one(of: ["assignment", "employment", "family", "family", "institution"])
        let relation = kind == "family" ? "first-degree" : "none"
        let lines = (1...chance.number(1...3)).map { _ in line(dossier) }.joined(separator: ",")
        let end = chance.once(in: 4) ? #","end":"\#(day(today.adding(days: 100)))""# : ""
        let travel = chance.once(in: 2) ? #","work":{"kilometreCents":\#(chance.number(1...23))}"# : ""
        let start = chance.once(in: 10) ? day(today) : "2026-0\(chance.number(1...3))-01"
        return #""terms":{"kind":"\#(kind)","relation":"\#(relation)","#
            + #""start":"\#(start)""# + end + #","lines":[\#(lines)]"# + travel + "}"
    }

    private mutating func line(_ dossier: DossierState) -> String {
        let unit = chance.one(of: ["hour", "hour", "hour", "day-part", "month", "month", "ride", "week"])
        let minutes = unit == "month" ? #","weeklyMinutes":1200"# : ""
        let rate = unit == "month" ? cents(10_000...200_000) : cents(1...2_700)
        let known = dossier.budgets.isEmpty || chance.once(in: 12) ? nil : chance.one(of: dossier.budgets)
        let function = known?.functions.first { $0.function != .total }?.function ?? .individualSupport
        return #"{"budget":"\#(known?.id.text ?? budget())","function":"\#(function.rawValue)","unit":"\#(unit)","#
            + #""rateCents":\#(rate)"# + minutes + #","description":"Zorg."}"#
    }

    /// The fields of a signature, mostly under the terms as they are, and the caregiver of that contract.
    private mutating func signature(
        _ dossier: DossierState, _ status: ContractState.Status
    ) -> (fields: String, signer: String) {
        let id = contract(dossier, [status])
        let known = dossier.contracts.first { $0.id.text == id || $0.id.text == Fixture.uuid(id) }
        let digest = chance.once(in: 15) ? .zero : known?.offered.digest ?? .zero
        let signer = chance.once(in: 10) ? caregiver() : known?.caregiver.text ?? caregiver()
        return (#""contract":"\#(id)","termsDigest":"\#(digest.hex)""#, signer)
    }

    private mutating func assessment(_ dossier: DossierState) -> String {
        let parts = chance.one(of: [#""care","labour""#, #""care""#, #""labour""#])
        let outcome = chance.once(in: 6) ? chance.one(of: ["reject", "return"]) : "approve"
        let why = outcome == "approve" ? #""grounds":[]"# : #""grounds":["incomplete"],"explanation":"Vul aan.""#
        return #""contract":"\#(contract(dossier, [.underAssessment]))","parts":[\#(parts)],"outcome":"\#(outcome)","#
            + why
    }

    private mutating func claim(_ dossier: DossierState, _ today: Day) -> String {
        let month = month(today)
        let first = Month(month)?.first ?? today
        let monday = first.adding(days: 1 - first.weekday)
        let count = chance.once(in: 20) ? 300 : chance.number(1...4)
        let contract = contract(dossier, [.approved, .ended])
        let known = dossier.contracts.first { $0.id.text == contract }
        let line = known.map { chance.number(1...$0.terms.lines.count) } ?? 1
        let isHourly = known?.terms.lines[line - 1].unit == .hour
        let entries = (0..<count).map { index in
            let amount =
                isHourly != chance.once(in: 12)
                ? #""minutes":\#(chance.one(of: [15, 60, 600, 2_400, 601, 10_080]))"#
                : #""count":\#(chance.one(of: [1, 2, 5, 1_000]))"#
            return #"{"week":"\#(monday.adding(days: 7 * index).text)","line":\#(line),\#(amount)}"#
        }
        return #""claim":"\#(claimID())","contract":"\#(contract)","month":"\#(month)","entries":["#
            + entries.joined(separator: ",") + "]"
    }

    /// The payment on a bank statement and its day, mostly one that can be: on or after the run.
    private mutating func statement(
        _ dossier: DossierState, _ fitting: [PaymentState.Status], _ today: Day
    ) -> (fields: String, day: String) {
        let known = dossier.payments.filter { fitting.contains($0.status) }
        let payment = known.isEmpty ? dossier.payments.first : chance.one(of: known)
        guard let payment, !chance.once(in: 8) else { return (#""payment":"p\#(chance.number(1...3))""#, day(today)) }
        let on = chance.once(in: 8) ? day(today) : payment.runOn.text
        return (#""payment":"\#(payment.id.text)""#, on)
    }
}
