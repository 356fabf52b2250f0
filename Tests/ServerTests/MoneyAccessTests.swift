import Events
import Testing

@testable import Server

/// The questions about money, asked by every kind of person: budgets and balances are never a caregiver's, another
/// granter's are nobody else's, and payments of all dossiers are the SVB's alone.
@Suite struct MoneyAccessTests {
    private static let names = JourneyNames(journey: "wmo-both-orders")

    private static func party(_ short: String) -> PartyID { PartyID(bits: names.id(short)) }
    private static func office(_ short: String) -> OfficeID { OfficeID(bits: names.id(short)) }
    private static let dossier = "/v1/dossiers/\(party("h1").text)"

    private static let holder = Principal.holder(party("h1"))
    private static let caregiver = Principal.caregiver(party("c1"))
    private static let granter = Principal.employee(party("e3"), at: office("o2"))
    private static let auditor = Principal.employee(party("e8"), at: office("o3"))
    private static let anotherGranter = Principal.employee(party("e1"), at: office("o1"))

    /// A path, and the status that the holder, a caregiver, the granter, an auditor of the SVB and another granter get.
    private static let paths: [(path: String, statuses: [Int])] = [
        (dossier + "/overview", [200, 403, 200, 200, 404]),
        (dossier + "/budgets/\(BudgetID(bits: names.id("b1")).text)/forecast", [200, 403, 200, 200, 404]),
        (dossier + "/budgets/\(BudgetID(bits: 9).text)/forecast", [404, 403, 404, 404, 404]),
        (dossier + "/receivables", [200, 200, 200, 200, 404]),
        (dossier + "/claims-and-wages", [200, 200, 200, 200, 404]),
        (dossier + "/statements/2026", [200, 403, 200, 200, 404]),
        (dossier + "/statements/26", [404, 403, 404, 404, 404]),
        (dossier + "/overview?asOf=2026-01-31", [200, 403, 200, 200, 404]),
        (dossier + "/receivables/\(ReceivableID(bits: 9).text)", [404, 404, 404, 404, 404]),
        ("/v1/payments", [200, 200, 403, 403, 403]),
        ("/v1/receivables", [200, 200, 403, 200, 403]),
        ("/v1/statements/2026", [200, 200, 403, 403, 403]),
        ("/v1/dashboard", [403, 403, 200, 200, 200]),
        ("/v1/runs", [403, 403, 403, 200, 403]),
        ("/v1/runs/\(RunID(bits: 9).text)", [403, 403, 403, 404, 403]),
        ("/v1/runs/\(RunID(bits: 9).text)/payments", [403, 403, 403, 404, 403]),
        ("/v1/bank-files", [403, 403, 403, 200, 403]),
        ("/v1/bank-entries", [403, 403, 403, 200, 403]),
        // What a payer wrote is for who books it, and no more for an auditor.
        ("/v1/bank-entries/\(BankFileID(bits: 9).text)/1", [403, 403, 403, 403, 403]),
        ("/v1/payroll/2026-01", [403, 403, 403, 200, 403]),
        ("/v1/payroll/2026-13", [403, 403, 403, 404, 403]),
    ]

    @Test func everyKindOfPersonGetsWhatIsHis() throws {
        try TestService.withJourneys { server in
            let people = [Self.holder, Self.caregiver, Self.granter, Self.auditor, Self.anotherGranter]
            for (path, statuses) in Self.paths {
                for (person, status) in zip(people, statuses) {
                    let answer = try server.get(path, as: person)
                    #expect(answer.status == status, "\(person.kind) asks \(path): \(answer.body)")
                }
            }
        }
    }

    /// The calendar of a caregiver has amounts and days and nothing of budgets; a payment explains itself to him without
    /// the figures of a balance.
    @Test func aCaregiverSeesHisPaymentsAndNoBalances() throws {
        try TestService.withJourneys { server in
            let calendar = try server.get("/v1/payments", as: Self.caregiver)
            #expect(calendar.body.contains(#""amountCents""#) && calendar.body.contains(#""runOn""#))
            let payment = try #require(calendar.body.firstMatch(of: #/"payment":"([0-9a-f-]{36})"/#)?.1)
            let path = "\(Self.dossier)/payments/\(payment)/explanation"
            let own = try server.get(path, as: Self.caregiver)
            #expect(own.status == 200 && own.body.contains(#""checks":null"#), "\(own.body)")
            #expect(own.body.contains("payment-scheduled"))
            let whole = try server.get(path, as: Self.holder)
            #expect(whole.body.contains(#""checks":[{"#) && whole.body.contains("left-cents"), "\(whole.body)")
            #expect(try server.get(path, as: Self.anotherGranter).status == 404)
            for path in ["/v1/payments", "/v1/statements/2026", "\(Self.dossier)/claims-and-wages", path] {
                let answer = try server.get(path, as: Self.caregiver).body
                for mark in ["left-cents", "availableCents", BudgetID(bits: Self.names.id("b1")).text] {
                    #expect(!answer.contains(mark), "\(path) shows \(mark)")
                }
            }
        }
    }

    /// A granter's dashboard and overview are about its own budgets; another's shows nothing of them.
    @Test func aGranterSeesItsOwnBudgetsOnly() throws {
        try TestService.withJourneys { server in
            let own = try server.get("/v1/dashboard?year=2026", as: Self.granter).body
            #expect(own.contains(#""spent":[{"law":"wmo""#), "\(own)")
            let svb = try server.get("/v1/dashboard?year=2026", as: Self.auditor).body
            #expect(svb.contains(#""payments":[{"status""#) && svb.contains(#""spent":[{"law""#), "\(svb)")
            let overview = try server.get("\(Self.dossier)/overview", as: Self.granter).body
            #expect(!overview.contains(Self.office("o1").text) && overview.contains(Self.office("o2").text))
        }
    }

    /// What was known on an earlier day: before anything was paid the overview has nothing settled.
    @Test func theOverviewOfThePastHasWhatWasThere() throws {
        try TestService.withJourneys { server in
            let now = try server.get("\(Self.dossier)/overview", as: Self.holder).body
            #expect(now.contains(#""settled":[{"#), "\(now)")
            let before = try server.get("\(Self.dossier)/overview?asOf=2026-01-31", as: Self.holder).body
            #expect(!before.contains(#""settled":[{"#), "\(before)")
        }
    }
}
