import Events
import Support
import Testing

@testable import Commands

/// Whatever changes about months that were paid: what is settled is no difference any more, and no cent is lost between budgets,
/// pots, the caregiver and the tax office.
@Suite struct DifferencePropertyTests {
    private static let seeds: ClosedRange<UInt64> = 1...120

    @Test(arguments: DifferencePropertyTests.seeds)
    func whatIsSettledIsNoDifferenceAnyMore(seed: UInt64) throws {
        var run = try DifferenceRun(seed: seed)
        for step in 1...40 {
            try run.step()
            #expect(run.bench.moneyFaults == [], "seed \(seed), step \(step)")
            if !run.bench.moneyFaults.isEmpty { return }
        }
        let left = try run.settle()
        #expect(left == [], "seed \(seed)")
    }

    /// The runs come to all that can be booked.
    @Test func theRunsBookEverything() throws {
        var causes: Set<CreditCause> = []
        var pots: Set<Pot> = []
        var functions: Set<CareFunction> = []
        var codes: Set<String> = []
        for seed in Self.seeds {
            var run = try DifferenceRun(seed: seed)
            for _ in 1...40 { try run.step() }
            for budget in run.bench.dossier(run.dossier).budgets {
                for credit in budget.credits {
                    causes.insert(credit.cause)
                    guard credit.cause == .rebooked else { continue }
                    pots.insert(credit.share.pot)
                    if let function = credit.share.function { functions.insert(function) }
                }
            }
            codes.formUnion(run.codes)
        }
        #expect(causes.isSuperset(of: [.sickness, .rebooked, .chargesBack]))
        #expect(pots == [.grant, .deposit])
        #expect(functions.count > 1)
        #expect(codes.isSuperset(of: ["difference-short", "difference-under-way"]))
    }
}

/// A contract whose wages were paid, and all that is told about it too late.
private struct DifferenceRun {
    private(set) var bench = Bench()
    private(set) var codes: Set<String> = []
    let dossier = DossierID(holder: Fixture.id("h1"))
    private var chance: Seeded
    private let contract: String
    private let isEmployment: Bool
    private var count = 0
    private var version = 1
    private var hasEnded = false

    private static let maker = "employee:e6@o3"

    init(seed: UInt64) throws {
        chance = Seeded(seed: seed)
        let (world, contract) = [("payroll", "k5"), ("wage", "k2"), ("few-days", "k7")][Int(seed % 3)]
        self.contract = contract
        isEmployment = world != "wage"
        try bench.fold(Scenario(world: world))
        try tell(
            #"budget-granted {"budget":"b2","holder":"h1","law":"wlz","office":"o1","from":"2026-01-01","#
                + #""until":"2026-12-31","grantedCents":300000,"functions":[{"function":"total","cents":300000}],"#
                + #""freeAmountCents":0,"reasons":[]}"#)
        try tell(
            #"budget-granted {"budget":"b3","holder":"h1","law":"wmo","office":"o2","from":"2026-01-01","#
                + #""until":"2026-12-31","grantedCents":400000,"functions":[{"function":"individual-support","#
                + #""cents":200000},{"function":"household-help","cents":200000}],"freeAmountCents":0,"reasons":[]}"#)
        for month in ["2026-02", "2026-03"] {
            // Only who is reported ill in time is compensated: the later reports of a run come after every sick day.
            if month == "2026-03", chance.once(in: 3) { try sickness(inTime: true) }
            _ = try ask("schedule-wage", #""contract":"\#(contract)","month":"\#(month)""#, "system")
            try pay()
        }
    }

    mutating func step() throws {
        switch chance.number(1...12) {
        case 1...3: try change()
        case 4: try deposit()
        case 5: try sickness()
        case 6: try pay()
        case 7: try comeBack()
        case 8:
            guard let paid = payments.last(where: { $0.status == .paid }) else { return }
            _ = try ask(
                "raise-receivable",
                #""receivable":"\#(next("rv"))","payment":"\#(paid.id.text)","amountCents":\#(chance.number(1...20_000)),"#
                    + #""explanation":"Te veel.""#, Self.maker)
        case 9:
            guard chance.once(in: 6), !hasEnded else { return }
            hasEnded = true
            try tell(#"contract-ended {"contract":"\#(contract)","lastDay":"2026-03-15","reason":"mutual-consent"}"#)
        default: _ = try settle()
        }
    }

    /// Settles all that is found, and what is found then; what is left and may not be refused.
    mutating func settle() throws -> [DifferenceSettled] {
        let id: ContractID = Fixture.id(contract)
        for _ in 1...4 {
            var settled = false
            for found in bench.differences(of: id, in: dossier) {
                let answer = try ask(
                    "settle-difference",
                    #""contract":"\#(contract)","month":"\#(found.month.text)","beforeCents":\#(found.beforeCents.raw),"#
                        + #""afterCents":\#(found.afterCents.raw)"#, Self.maker)
                settled = settled || answer == nil
            }
            if !settled { return [] }
        }
        return bench.differences(of: id, in: dossier)
    }

    private var payments: [PaymentState] { bench.dossier(dossier).payments }

    /// What is scheduled is paid, sometimes after it was in a file for a while.
    private mutating func pay() throws {
        for payment in payments where payment.status == .scheduled {
            if payment.isPayroll {
                _ = try ask(
                    "settle-payroll",
                    #""payment":"\#(payment.id.text)","netCents":\#(payment.amountCents.raw * 3 / 4),"#
                        + #""withheldCents":\#(payment.amountCents.raw - payment.amountCents.raw * 3 / 4)"#, Self.maker)
            }
            if chance.once(in: 8) { continue }
            try tell(#"payment-paid {"payment":"\#(payment.id.text)","on":"2026-04-01"}"#)
        }
    }

    private mutating func change() throws {
        version += 1
        let lines = (1...chance.number(1...2)).map { _ in
            let budget = chance.one(of: ["b1", "b2", "b3", "b3"])
            let function = chance.one(of: ["individual-support", "household-help"])
            let rate = chance.one(of: [60_000, 100_000, 100_000, 110_000])
            let minutes = chance.one(of: [500, 600, 1_920])
            return #"{"budget":"\#(budget)","function":"\#(function)","unit":"month","rateCents":\#(rate),"#
                + #""weeklyMinutes":\#(minutes),"description":{"subject":"h1","value":"Hulp."}}"#
        }
        let end = chance.once(in: 3) ? #","end":"2026-12-31""# : ""
        let kind = isEmployment ? "employment" : "family"
        let general = contract == "k5" ? #","general":{"payroll":true}"# : ""
        let month = chance.number(2...3)
        let relation = isEmployment ? "none" : "first-degree"
        let head = #"{"contract":"\#(contract)","contractVersion":\#(version),"from":"2026-0\#(month)-01","#
        let kinds = #""changed":["lines"],"terms":{"kind":"\#(kind)","relation":"\#(relation)","formal":false,"#
        let agreed = #""start":"2026-01-01"\#(end),"lines":[\#(lines.joined(separator: ","))],"#
        try tell("contract-changed " + head + kinds + agreed + #""work":{"daysPerWeek":4}\#(general)}}"#)
    }

    private mutating func deposit() throws {
        let budget = chance.one(of: ["b1", "b2", "b3"])
        try tell(
            #"deposit-received {"deposit":"\#(next("dp"))","budget":"\#(budget)","cents":\#(chance.number(1...9_000)),"#
                + #""on":"2026-02-01"}"#)
    }

    private mutating func sickness(inTime: Bool = false) throws {
        let isSick = bench.dossier(dossier).contracts.last?.sickSince != nil
        let day = "2026-03-\(chance.number(10...28))"
        if isSick {
            _ = try ask("report-recovery", #""contract":"\#(contract)","on":"\#(day)""#, "holder:h1")
        } else {
            let fit = chance.once(in: 2) ? #","fitPercent":\#(chance.number(1...99))"# : ""
            _ = try ask(
                "report-sickness", #""contract":"\#(contract)","from":"\#(day)""# + fit, "holder:h1",
                on: inTime ? day : "2026-04-29")
        }
    }

    private mutating func comeBack() throws {
        if let returned = payments.last(where: { $0.status == .returned && !$0.isRepeated }) {
            _ = try ask("repeat-payment", #""payment":"\#(returned.id.text)""#, "holder:h1")
        } else if chance.once(in: 3), let paid = payments.last(where: { $0.status == .paid }) {
            _ = try ask(
                "return-payment", #""payment":"\#(paid.id.text)","on":"2026-04-20","bankReason":"ac04""#,
                "employee:e7@o3")
        }
    }

    private mutating func next(_ kind: String) -> String {
        count += 1
        return "\(kind)\(count)"
    }

    private mutating func tell(_ line: String) throws {
        guard let fact = Fixture.parse("given " + line).first, let json = fact.json else {
            throw BodyFault("The run tells what nobody can read: \(line)")
        }
        bench.fold(try bench.event(String(line.prefix { $0 != " " }), json), in: dossier)
    }

    /// Asks and takes up what follows; the code of the rejection, if there is one.
    private mutating func ask(
        _ name: String, _ fields: String, _ asker: String, on day: String = "2026-04-29"
    ) throws -> String? {
        count += 1
        let id = CommandID(bits: UInt128(count) + 1_000_000)
        let line = Fixture.parse("when \(name) {\"dossier\":\"h1\",\(fields)}")
        guard let type = CommandCatalogue.type(named: name), let json = line.first?.json,
            let principal = Principal(Fixture.principal(asker)), let now = Moment("\(day)T09:00:00Z")
        else { throw BodyFault("The run asks what nobody can ask: \(name) by \(asker).") }
        var reader = JSONReader()
        reader.load(Array((#"{"id":"\#(id.text)","type":"\#(name)","# + json.dropFirst()).utf8))
        guard let request = type.read(&reader) else { throw BodyFault("The run asks \(name) wrongly.") }
        let stamp = Stamp(
            command: id, now: now, principal: principal, means: .digid, level: .hoog, seed: UInt128(count), user: nil)
        do {
            for event in try bench.ask(request.command, stamp) { bench.fold(event, in: dossier) }
            return nil
        } catch {
            codes.insert(error.code)
            return error.code
        }
    }
}
