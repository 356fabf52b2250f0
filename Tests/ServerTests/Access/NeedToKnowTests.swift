import Commands
import Events
import Foundation
import Projections
import Support
import Testing

@testable import Server

/// The matrix of need to know against the server: every route in every quality, with own, foreign and unknown ids.
@Suite struct NeedToKnowTests {
    private static let names = JourneyNames(journey: "everybody-around-one-dossier")

    private static func id(_ short: String) -> String { PartyID(bits: names.id(short)).text }
    private static func party(_ short: String) -> PartyID { PartyID(bits: names.id(short)) }
    private static func office(_ short: String) -> OfficeID { OfficeID(bits: names.id(short)) }

    /// Who asks in that quality, and what he says of it in his address.
    static func asker(_ onlooker: Onlooker) -> (principal: Principal, actingAs: String?) {
        switch onlooker {
        case .holder: (.holder(party("h1")), nil)
        case .representative: (.caregiver(party("r1")), "representative")
        case .helper: (.caregiver(party("g1")), "helper")
        case .caregiver: (.caregiver(party("c1")), nil)
        case .otherCaregiver: (.caregiver(party("c2")), nil)
        case .grants: (.employee(party("e1"), at: office("o1")), nil)
        case .assessor: (.employee(party("e2"), at: office("o1")), nil)
        case .officePrivacy: (.employee(party("e23"), at: office("o1")), nil)
        case .officeHelpdesk: (.employee(party("e24"), at: office("o1")), nil)
        case .otherGranter: (.employee(party("e3"), at: office("o2")), nil)
        case .foreignOffice: (.employee(party("e9"), at: office("o4")), nil)
        case .svbAssessor: (.employee(party("e5"), at: office("o3")), nil)
        case .svbPayments: (.employee(party("e7"), at: office("o3")), nil)
        case .svbAuditor: (.employee(party("e8"), at: office("o3")), nil)
        case .svbPrivacy: (.employee(party("e22"), at: office("o3")), nil)
        case .svbHelpdesk: (.employee(party("e21"), at: office("o3")), nil)
        case .stranger: (.holder(party("h2")), nil)
        case .operator: (.operator, nil)
        }
    }

    /// The ids of the dossier that is looked at, of another one, and ids that nothing has.
    private static func places(_ server: TestService) throws -> (own: [String: String], foreign: [String: String]) {
        let holder = Principal.holder(party("h1"))
        func first(_ path: String, _ field: String, of principal: Principal, where key: String, is value: String)
            throws -> String
        {
            let answer = try server.get(path, as: principal)
            let json = try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any]
            let items = json?["items"] as? [[String: Any]] ?? []
            return try #require(items.first { "\($0[key] ?? "")" == value }?[field] as? String, "\(path)")
        }
        let payment = try first(
            "/v1/dossiers/\(id("h1"))/payments", "payment", of: holder, where: "claim", is: id("q1"))
        let other = try first(
            "/v1/dossiers/\(id("h2"))/payments", "payment", of: .holder(party("h2")), where: "claim", is: id("q3"))
        let payments = Principal.employee(party("e7"), at: office("o3"))
        let runs = try server.get("/v1/runs", as: payments).body
        let json = try JSONSerialization.jsonObject(with: Data(runs.utf8)) as? [String: Any]
        let run = (json?["items"] as? [[String: Any]])?.first { $0["digest"] is String }?["run"] as? String
        let common = [
            "{number}": "1", "{year}": "2026", "{month}": "2026-01", "{code}": "not-found", "{run}": run ?? id("x1"),
            "{file}": id("x2"), "{application}": id("x5"), "{request}": id("x6"),
            "{office}": PartyID(bits: names.id("o1")).text,
        ]
        let own = [
            "{dossier}": id("h1"), "{budget}": id("b1"), "{contract}": id("k1"), "{claim}": id("q1"),
            "{payment}": payment, "{document}": id("d1"), "{receivable}": id("f1"), "{party}": id("h1"),
        ]
        let foreign = [
            "{dossier}": id("h1"), "{budget}": id("b3"), "{contract}": id("k3"), "{claim}": id("q3"),
            "{payment}": other, "{document}": id("d3"), "{receivable}": id("f2"), "{party}": id("h2"),
        ]
        return (own.merging(common) { $1 }, foreign.merging(common) { $1 })
    }

    private static func path(_ route: Route<Readers>, _ ids: [String: String], _ actingAs: String?) -> String {
        var path = route.path
        for (name, value) in ids { path = path.replacingOccurrences(of: name, with: value) }
        var query: [String] = []
        if route.path == "/v1/contract-form" { query.append("kind=assignment") }
        if route.path.hasSuffix("/differences"), !route.path.contains("{contract}") {
            query.append("contract=\(ids["{contract}"] ?? "")")
        }
        if let actingAs, route.query.contains(where: { $0.name == "actingAs" }) { query.append("actingAs=\(actingAs)") }
        return query.isEmpty ? path : path + "?" + query.joined(separator: "&")
    }

    /// Routes about a thing that this world does not have: who may see it gets to know just that.
    private static let withoutThing: Set<String> = [
        "GET /v1/runs/{run}", "GET /v1/runs/{run}/payments", "GET /v1/runs/{run}/file",
        "GET /v1/bank-entries/{file}/{number}", "GET /v1/dossiers/{dossier}/applications/{application}",
        "GET /v1/dossiers/{dossier}/requests/{request}",
    ]

    /// Who gets what of a route is decided before it is there.
    @Test func everyRouteHasItsLine() throws {
        try TestService.withJourneys { server in
            for route in Self.routes(server) {
                #expect(NeedToKnow.line(of: route.name) != nil, "\(route.name) has no line")
            }
        }
    }

    /// Every reading route in every quality about what is his: exactly what the matrix says.
    @Test func everybodyGetsWhatTheMatrixSays() throws {
        try TestService.withJourneys { server in
            let places = try Self.places(server)
            for route in Self.routes(server) where route.method == .get && route.needs != .session {
                let line = try #require(NeedToKnow.line(of: route.name), "\(route.name) has no line")
                for onlooker in Onlooker.allCases {
                    let answer = try Self.ask(route, places.own, onlooker, server)
                    let sight = line.sight(onlooker)
                    let isThere = sight.status != 200 || !Self.withoutThing.contains(route.name)
                    #expect(
                        answer.status == (isThere ? sight.status : 404),
                        "\(onlooker.rawValue) asks \(route.name): \(answer.status)")
                }
            }
        }
    }

    /// A thing of another dossier and a thing that is not there are answered alike, whoever asks: 404, or 403 for who may
    /// see no such thing at all.
    @Test func foreignAndUnknownIdsAreAnsweredAlike() throws {
        try TestService.withJourneys { server in
            let places = try Self.places(server)
            let things = ["{budget}", "{contract}", "{claim}", "{payment}", "{document}", "{receivable}"]
            var unknown = places.own
            for (index, name) in things.enumerated() { unknown[name] = PartyID(bits: UInt128(900 + index)).text }
            for route in Self.routes(server) where route.method == .get && things.contains(where: route.path.contains) {
                for onlooker in Onlooker.allCases {
                    let foreign = try Self.ask(route, places.foreign, onlooker, server)
                    let none = try Self.ask(route, unknown, onlooker, server)
                    #expect([403, 404].contains(foreign.status), "\(onlooker.rawValue) sees \(route.name) of another")
                    #expect(
                        (foreign.status, foreign.body.count) == (none.status, none.body.count),
                        "\(onlooker.rawValue) can tell on \(route.name) what is there of others")
                }
            }
        }
    }

    /// The page says what the server does: the matrix, the fields that everybody gets to see, and who may ask what.
    @Test func thePageIsTrue() throws {
        try TestService.withJourneys { server in
            let places = try Self.places(server)
            var fields: [String: [Onlooker: Set<String>]] = [:]
            for route in Self.routes(server) where route.method == .get {
                for onlooker in Onlooker.allCases {
                    let answer = try Self.ask(route, places.own, onlooker, server)
                    guard answer.status == 200, answer.header("Content-Type")?.hasPrefix("application/json") ?? false,
                        let json = try? JSONSerialization.jsonObject(with: Data(answer.body.utf8))
                    else { continue }
                    fields[route.name, default: [:]][onlooker] = JSONFields.shown(json)
                }
            }
            let page = NeedToKnowPage(fields: fields).text
            let path = Repository.root + "/docs/need-to-know.md"
            if ProcessInfo.processInfo.environment["PGB_UPDATE_FIXTURES"] == "1" {
                try page.write(toFile: path, atomically: true, encoding: .utf8)
            }
            #expect(
                try Repository.text("docs/need-to-know.md") == page,
                "Run PGB_UPDATE_FIXTURES=1 swift test --filter NeedToKnowTests, and read what changed in the page.")
        }
    }

    private static func routes(_ server: TestService) -> [Route<Readers>] {
        Site(service: server.service, signIn: server.signIn, isDemo: true).router().routes
    }

    private static func ask(
        _ route: Route<Readers>, _ ids: [String: String], _ onlooker: Onlooker, _ server: TestService
    ) throws -> RawClient.Answer {
        let (principal, actingAs) = asker(onlooker)
        return try server.get(path(route, ids, actingAs), as: principal)
    }
}

/// Which fields of an answer say something, as paths without the places in lists.
enum JSONFields {
    static func shown(_ json: Any) -> Set<String> {
        var found: Set<String> = []
        walk(json, "", &found)
        return found
    }

    private static func walk(_ json: Any, _ path: String, _ found: inout Set<String>) {
        switch json {
        case let object as [String: Any]:
            for (name, value) in object { walk(value, path.isEmpty ? name : path + "." + name, &found) }
        case let list as [Any]:
            for value in list { walk(value, path, &found) }
        case is NSNull: return
        default: found.insert(path)
        }
    }
}
