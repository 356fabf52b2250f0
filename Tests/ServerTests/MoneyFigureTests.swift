import Events
import Support
import Testing

@testable import Server

/// The figures of money over HTTP: what is owed, what a year came to, and what a change in the past does.
@Suite struct MoneyFigureTests {
    private typealias Value = APIDescription.Value

    private static let names = JourneyNames(journey: "correction-and-receivable")
    private static func party(_ short: String) -> PartyID { PartyID(bits: names.id(short)) }
    private static func svb(_ short: String) -> Principal {
        .employee(party(short), at: OfficeID(bits: names.id("o3")))
    }
    private static let (maker, auditor) = (svb("e6"), svb("e8"))
    private static let holder = Principal.holder(party("h1"))
    private static let caregiver = Principal.caregiver(party("c1"))
    private static let granter = Principal.employee(party("e1"), at: OfficeID(bits: names.id("o1")))
    private static let dossier = "/v1/dossiers/\(party("h1").text)"

    private static func rows(_ path: String, _ server: TestService, as who: Principal) throws -> [Value] {
        let answer = try server.get(path, as: who)
        #expect(answer.status == 200, "\(path): \(answer.body)")
        guard case .list(let rows)? = try Value(answer.body)["items"] else { return [] }
        return rows
    }

    private static func cents(_ row: Value?, _ names: String...) -> Int64 {
        names.reduce(0) { sum, name in
            guard case .number(let number)? = row?[name] else { return sum }
            return sum + number
        }
    }

    private static func text(_ row: Value, _ name: String) -> String {
        if case .text(let text)? = row[name] { text } else { "" }
    }

    /// Asks parts of payments back, so that something is open.
    private static func raise(_ amounts: [Int64], _ server: TestService) throws -> [String] {
        let paid = try rows("\(dossier)/payments?status=paid&source=claim&payee=\(party("c1").text)", server, as: maker)
        #expect(paid.count >= amounts.count)
        return try zip(amounts, paid).enumerated().map { index, pair in
            let (amount, payment) = pair
            let id = ReceivableID(bits: UInt128(70_000 + index)).text
            let answer = try server.post(
                "/v1/commands",
                #"{"id":"\#(CommandID(bits: UInt128(71_000 + index)).text)","type":"raise-receivable","#
                    + #""dossier":"\#(party("h1").text)","receivable":"\#(id)","payment":"\#(text(payment, "payment"))","#
                    + #""amountCents":\#(amount),"explanation":"Te veel betaald door een vergissing."}"#, as: maker)
            #expect(answer.status == 200, "\(answer.body)")
            try server.waitForViews()
            return id
        }
    }

    /// What is open for the SVB, page by page, oldest first; a debtor has his own, without budgets and reasons.
    @Test func whatIsOwedIsShownToWhoMayKnow() throws {
        try TestService.withJourneys { server in
            let before = try Self.rows("/v1/receivables?limit=200", server, as: Self.auditor)
            let raised = try Self.raise([1_100, 2_200, 3_300], server)
            let open = try Self.rows("/v1/receivables?limit=200", server, as: Self.auditor)
            #expect(open.dropLast(3) == before[...])
            #expect(open.suffix(3).map { Self.text($0, "receivable") } == raised)
            #expect(open.suffix(3).map { Self.cents($0, "openCents") } == [1_100, 2_200, 3_300])
            #expect(open.allSatisfy { $0["status"] == .text("open") && $0["shares"] != .null })
            var (next, walked): (String?, [Value]) = ("/v1/receivables?limit=1", [])
            while let page = next {
                let answer = try server.get(page, as: Self.maker)
                walked += try Self.rows(page, server, as: Self.maker)
                next = answer.header("Link")?.firstMatch(of: #/<([^>]+)>; rel="next"/#).map { String($0.1) }
            }
            #expect(walked == open)
            let own = try Self.rows("/v1/receivables?limit=200", server, as: Self.caregiver)
            #expect(own.suffix(3).map { Self.text($0, "receivable") } == raised)
            #expect(own.allSatisfy { $0["debtor"] == .text(Self.party("c1").text) })
            #expect(own.allSatisfy { $0["shares"] == .null && $0["reasons"] == .null })
            #expect(try Self.rows("/v1/receivables", server, as: Self.holder).isEmpty)
            #expect(try server.get("/v1/receivables", as: Self.granter).status == 403)
            let dashboard = try Value(try server.get("/v1/dashboard?year=2026", as: Self.auditor).body)
            #expect(dashboard["receivablesOpen"] == .number(Int64(open.count)))
            let sum = open.reduce(0) { $0 + Self.cents($1, "openCents") }
            #expect(Self.cents(dashboard, "receivablesOpenCents") == sum)
        }
    }

    /// In a dossier: by status, one by its id, and never another dossier's.
    @Test func theReceivablesOfADossier() throws {
        try TestService.withJourneys { server in
            let raised = try Self.raise([1_100], server)
            let path = Self.dossier + "/receivables"
            let all = try Self.rows(path, server, as: Self.holder)
            var parts = 0
            for status in ["open", "paid", "written-off"] {
                let some = try Self.rows("\(path)?status=\(status)", server, as: Self.holder)
                #expect(some == all.filter { $0["status"] == .text(status) } && !some.isEmpty, "\(status)")
                parts += some.count
            }
            #expect(parts == all.count)
            let one = try Value(try server.get("\(path)/\(raised[0])", as: Self.holder).body)
            #expect(Self.text(one, "receivable") == raised[0] && one["amountCents"] == .number(1_100))
            #expect(one["cause"] == .text("decided") && one["contract"] == all[0]["contract"])
            let other = JourneyNames(journey: "payroll-employment").id("h1")
            let elsewhere = "/v1/dossiers/\(PartyID(bits: other).text)/receivables/\(raised[0])"
            #expect(try server.get(elsewhere, as: .holder(PartyID(bits: other))).status == 404)
            let wrong = try server.get("\(path)?status=late", as: Self.holder)
            #expect(wrong.status == 400 && wrong.body.contains(#""pointer":"status""#), "\(wrong.body)")
            // Before it was raised it was not there.
            let past = try Self.rows("\(path)?asOf=2026-12-31", server, as: Self.holder)
            #expect(past == all.filter { Self.text($0, "receivable") != raised[0] })
        }
    }

    /// Over all its years the statements of a budget come to what its balance says was paid, and each to its contracts.
    @Test func statementsLeaveNothingOut() throws {
        try TestService.withJourneys { server in
            var (budgets, withheld, charged) = (0, 0 as Int64, 0 as Int64)
            for journey in try JourneyFolder.read(Repository.root + "/fixtures/journeys").map(\.name) {
                let names = JourneyNames(journey: journey)
                let holder = Principal.holder(PartyID(bits: names.id("h1")))
                let path = "/v1/dossiers/\(PartyID(bits: names.id("h1")).text)"
                guard try server.get(path + "/budgets", as: holder).status == 200 else { continue }
                let years = try (2024...2028).flatMap { try Self.rows("\(path)/statements/\($0)", server, as: holder) }
                for balance in try Self.rows(path + "/budgets", server, as: holder) {
                    budgets += 1
                    let own = years.filter { $0["budget"] == balance["budget"] }
                    let paid = own.reduce(0) { $0 + Self.cents($1, "openingCents", "paidCents", "offsetCents") }
                    #expect(paid == Self.cents(balance, "paidCents"), "\(journey): \(balance)")
                    let credits = own.reduce(0) {
                        $0 + Self.cents($1, "returnedCents", "recoveredCents", "creditedCents")
                    }
                    let back = Self.cents(balance, "creditsCents", "cameAfterFixingCents")
                    #expect(credits == back, "\(journey): \(balance)")
                    for year in own {
                        guard case .list(let contracts)? = year["contracts"] else { continue }
                        for name in ["grossCents", "chargesCents", "withheldCents", "netCents"] {
                            let sum = contracts.reduce(0) { $0 + Self.cents($1, name) }
                            #expect(sum == Self.cents(year, name), "\(journey) \(name)")
                        }
                        for contract in contracts {
                            #expect(
                                Self.cents(contract, "grossCents", "chargesCents")
                                    == Self.cents(contract, "paidCents") - Self.cents(contract, "returnedCents"))
                            #expect(
                                Self.cents(contract, "netCents", "withheldCents") == Self.cents(contract, "grossCents"))
                        }
                        withheld += Self.cents(year, "withheldCents")
                        charged += Self.cents(year, "chargesCents")
                    }
                }
            }
            #expect(budgets > 15 && withheld > 0 && charged > 0, "\(budgets) \(withheld) \(charged)")
        }
    }

    /// What a change in the past does is asked of the writer and leaves nothing behind; a wrong question is named.
    @Test func differencesAreAskedAndNotKept() throws {
        try TestService.withJourneys { server in
            let names = JourneyNames(journey: "backdated-rate-and-end")
            let path = "/v1/dossiers/\(PartyID(bits: names.id("h1")).text)/differences"
            let contract = "?contract=\(ContractID(bits: names.id("k1")).text)"
            let holder = Principal.holder(PartyID(bits: names.id("h1")))
            let log = LogReader(try Connection(.reader(server.service.folder.log)))
            let before = [try log.lastPosition().rawValue, try log.lastSequence()]
            for who in [holder, Self.maker, Self.granter] {
                let answer = try server.get(path + contract, as: who)
                #expect(answer.status == 200 && answer.body.contains(#""differences":[]"#), "\(answer.body)")
            }
            let payroll = JourneyNames(journey: "payroll-employment")
            let others: [(Principal, Int)] = [
                (.caregiver(PartyID(bits: names.id("c1"))), 403), (Self.auditor, 403), (Self.holder, 404),
                (.employee(PartyID(bits: names.id("e3")), at: OfficeID(bits: names.id("o2"))), 404),
            ]
            for (who, status) in others {
                let answer = try server.get(path + contract, as: who)
                #expect(answer.status == status && !answer.body.contains("differences"), "\(who.kind): \(answer.body)")
            }
            let unknown = try server.get("\(path)?contract=\(ContractID(bits: payroll.id("k1")).text)", as: holder)
            #expect(unknown.status == 404 || unknown.status == 409, "\(unknown.body)")
            for query in ["", "?contract=1"] {
                let answer = try server.get(path + query, as: holder)
                #expect(answer.status == 400 && answer.body.contains(#""pointer":"contract""#), "\(answer.body)")
            }
            let after = [try log.lastPosition().rawValue, try log.lastSequence()]
            #expect(after == before)
        }
    }
}
