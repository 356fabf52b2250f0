import Commands
import Events
import Foundation
import Testing

@testable import Server

/// Every reading route under a dossier, asked by every kind of person: who may look gets an answer without a word of what
/// is not his, who may not is refused, and for a stranger there is nothing.
@Suite struct AccessTests {
    private static let names = JourneyNames(journey: "wmo-both-orders")

    private static func party(_ short: String) -> PartyID { PartyID(bits: names.id(short)) }
    private static func office(_ short: String) -> OfficeID { OfficeID(bits: names.id(short)) }

    /// The people, and the status they get on budgets, contracts, the other caregiver's contract, claims and work items.
    private static let people: [(name: String, principal: Principal, statuses: [Int])] = [
        ("holder", .holder(party("h1")), [200, 200, 200, 200, 200]),
        ("caregiver", .caregiver(party("c1")), [403, 200, 404, 200, 403]),
        ("other caregiver", .caregiver(party("c2")), [403, 200, 200, 200, 403]),
        ("granter", .employee(party("e3"), at: office("o2")), [200, 200, 200, 200, 200]),
        ("assessor of the granter", .employee(party("e4"), at: office("o2")), [200, 200, 200, 200, 200]),
        ("SVB assessor", .employee(party("e5"), at: office("o3")), [200, 200, 200, 200, 200]),
        ("SVB auditor", .employee(party("e8"), at: office("o3")), [200, 200, 200, 200, 200]),
        ("another granter", .employee(party("e1"), at: office("o1")), [404, 404, 404, 404, 404]),
        (
            "an employee who says he works elsewhere", .employee(party("e1"), at: office("o2")),
            [404, 404, 404, 404, 404]
        ),
        (
            "a holder of another dossier", .holder(PartyID(bits: JourneyNames(journey: "caregiver-files").id("h1"))),
            [404, 404, 404, 404, 404]
        ),
        ("somebody nobody knows", .holder(PartyID(bits: 42)), [403, 403, 403, 403, 403]),
        (
            "an employee nobody knows", .employee(PartyID(bits: 42), at: office("o2")), [403, 403, 403, 403, 403]
        ),
        ("the operator", .operator, [404, 404, 404, 404, 404]),
    ]

    @Test func everyKindOfPersonGetsWhatIsHis() throws {
        try TestService.withJourneys { server in
            let dossier = "/v1/dossiers/\(Self.party("h1").text)"
            let other = ContractID(bits: Self.names.id("k2"))
            let paths = ["/budgets", "/contracts", "/contracts/\(other.text)", "/claims", "/work-items"]
            for (name, principal, statuses) in Self.people {
                for (path, status) in zip(paths, statuses) {
                    let answer = try server.get(dossier + path, as: principal)
                    #expect(answer.status == status, "\(name) asks \(path): \(answer.body)")
                }
            }
        }
    }

    /// A token may name a party that nobody registered: on every route that needs a token he is told so, whatever he asks.
    @Test func whoIsNotInTheRegisterIsToldSoEverywhere() throws {
        try TestService.withJourneys { server in
            let site = Site(service: server.service, signIn: server.signIn, isDemo: true)
            // Who runs the server is nobody in the register; and whoever is signed in may look where and sign out.
            let routes = site.router().routes.filter { ![.nothing, .operator, .session].contains($0.needs) }
            #expect(routes.count > 15)
            for route in routes {
                for principal in [
                    Principal.holder(PartyID(bits: 42)), .employee(PartyID(bits: 42), at: Self.office("o2")),
                ] where route.needs == .signedIn || principal.kind == .employee {
                    let path = route.path.replacing("{dossier}", with: Self.party("h1").text)
                        .replacing("{year}", with: "2026")
                        .replacing(#/\{\w+\}/#, with: PartyID(bits: 43).text)
                    let query =
                        path.hasSuffix("/differences") && !path.contains("/contracts/")
                        ? "?contract=\(PartyID(bits: 44).text)" : ""
                    let id = CommandID(bits: UInt128(7_000 + (principal.kind == .employee ? 1 : 0))).text
                    let body =
                        switch path {
                        case "/v1/commands":
                            #"{"id":"\#(id)","type":"agree-claim","dossier":"\#(Self.party("h1").text)","claim":"\#(id)"}"#
                        case _ where path.hasSuffix("/claim-preview"):
                            #"{"contract":"\#(id)","month":"2026-04","entries":[{"week":"2026-04-06","line":1,"minutes":60}]}"#
                        default: #"{"kvk":"12345678"}"#
                        }
                    let answer =
                        try route.method == .get
                        ? server.get(path + query, as: principal)
                        : server.post(
                            path, body, as: principal,
                            type: path == "/v1/bank-files" ? "application/xml" : "application/json")
                    #expect(answer.status == 403, "\(route.name): \(answer.body)")
                    #expect(answer.body.contains(#""code":"not-registered""#), "\(route.name): \(answer.body)")
                }
            }
        }
    }

    @Test func aCaregiverSeesNothingOfBudgetsOtherCaregiversOrReasons() throws {
        try TestService.withJourneys { server in
            let caregiver = Principal.caregiver(Self.party("c1"))
            let dossier = "/v1/dossiers/\(Self.party("h1").text)"
            let marks = [
                Self.party("c2").text, ContractID(bits: Self.names.id("k2")).text, "availableCents", "left-cents",
                "Ruben",
                BudgetID(bits: Self.names.id("b1")).text + "\",\"cents",
            ]
            for path in ["/contracts", "/claims", "/payments", "/timeline", "/people"] {
                let answer = try server.get(dossier + path, as: caregiver)
                #expect(answer.status == 200)
                for mark in marks { #expect(!answer.body.contains(mark), "\(path) shows \(mark)") }
            }
            let inbox = try server.get("/v1/inbox", as: caregiver)
            for mark in marks { #expect(!inbox.body.contains(mark), "the inbox shows \(mark)") }
        }
    }

    @Test func theSVBDoesNotReadTheCareDescription() throws {
        try TestService.withJourneys { server in
            let contracts = "/v1/dossiers/\(Self.party("h1").text)/contracts"
            let svb = try server.get(contracts, as: .employee(Self.party("e5"), at: Self.office("o3")))
            let granter = try server.get(contracts, as: .employee(Self.party("e4"), at: Self.office("o2")))
            #expect(svb.status == 200 && !svb.body.contains("Schoonmaken") && svb.body.contains("\"description\":null"))
            #expect(granter.body.contains("Schoonmaken"))
        }
    }

    @Test func aRepresentativeSaysForWhomHeLooks() throws {
        try TestService.withJourneys { server in
            let names = JourneyNames(journey: "representative-organisation")
            let representative = Principal.caregiver(PartyID(bits: names.id("r1")))
            let path = "/v1/dossiers/\(PartyID(bits: names.id("h1")).text)/budgets"
            let silent = try server.get(path, as: representative)
            #expect(silent.status == 403)
            let spoken = try server.get(path + "?actingAs=representative", as: representative)
            #expect(spoken.status == 200)
            let removed = "/v1/dossiers/\(PartyID(bits: names.id("h2")).text)/budgets?actingAs=representative"
            let gone = try server.get(removed, as: representative)
            #expect(gone.status == 404)
        }
    }

    @Test func commandsOfTheWrongPersonChangeNothing() throws {
        try TestService.withJourneys { server in
            let reader = LogReader(try Connection(.reader(server.service.folder.log)))
            let before = try reader.lastPosition()
            let dossier = Self.party("h1").text
            let contract = ContractID(bits: Self.names.id("k1")).text
            let body = #""dossier":"\#(dossier)","contract":"\#(contract)","lastDay":"2027-03-01","reason":"notice"}"#
            for (index, (name, principal, _)) in Self.people.enumerated() where name != "holder" {
                let id = CommandID(bits: UInt128(1_000 + index)).text
                let answer = try server.post(
                    "/v1/commands", #"{"id":"\#(id)","type":"end-contract","# + body, as: principal)
                #expect([403, 404].contains(answer.status), "\(name): \(answer.status) \(answer.body)")
            }
            let after = try reader.lastPosition()
            #expect(after == before)
        }
    }
}
