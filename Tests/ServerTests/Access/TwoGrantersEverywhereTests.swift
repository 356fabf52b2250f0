import Events
import Foundation
import Projections
import Testing

@testable import Server

/// Two granters of one person never see each other, on no route: every reading route is asked by everybody who works for one
/// of them, live and as of a position, about what there is in two dossiers that both pay. No answer holds an amount
/// that the other pays or that both pay, or an id of the other, its budget or its people.
@Suite struct TwoGrantersEverywhereTests {
    /// Who asks: for which office, in which quality, and whose ids are not for him.
    private struct Asker {
        let short: String
        let office: String
        var actingAs: String?
        /// Whether he also asks for the past: once for each office is enough.
        var looksBack = false

        var others: (office: String, budget: String, people: [String]) {
            office == "o1" ? ("o2", "b2", ["e3", "e4"]) : ("o1", "b1", ["e1", "e2", "e23", "e24"])
        }
        var ownBudget: String { office == "o1" ? "b1" : "b2" }
        var principal: Principal {
            let names = JourneyNames(journey: "offices")
            return .employee(PartyID(bits: names.id(short)), at: OfficeID(bits: names.id(office)))
        }
    }

    private static let askers = [
        Asker(short: "e1", office: "o1", looksBack: true), Asker(short: "e2", office: "o1"),
        Asker(short: "e23", office: "o1"),
        Asker(short: "e24", office: "o1", actingAs: "holder"), Asker(short: "e3", office: "o2", looksBack: true),
        Asker(short: "e4", office: "o2"),
    ]

    @Test(arguments: ["wlz-wmo-one-contract", "two-granters-one-caregiver"])
    func noAnswerTellsOfTheOther(journey: String) throws {
        try TestService.withJourneys { server in
            let place = try Place(journey, server)
            let look = #"{"id":"\#(CommandID(bits: 0x77).text)","type":"look-along","dossier":"\#(place.id("h1"))","#
            let asked = try server.post(
                "/v1/commands", look + #""explanation":"Meneer belt."}"#, as: Self.askers[3].principal)
            #expect(asked.status == 200, "\(asked.body)")
            try server.waitForViews()
            for asker in Self.askers {
                let forbidden = try place.amounts(hiddenFrom: asker.ownBudget)
                #expect(forbidden.count > 5)
                var told = 0
                for path in place.paths(asker.office, asker.actingAs, alsoAsOf: asker.looksBack) {
                    let answer = try server.get(path, as: asker.principal)
                    #expect([200, 403, 404, 410].contains(answer.status), "\(asker.short) \(path): \(answer.body)")
                    guard answer.status == 200 else { continue }
                    told += 1
                    let found = place.leaks(answer, asker.others, forbidden)
                    #expect(found.isEmpty, "\(asker.short) of \(asker.office) reads on \(path): \(found)")
                }
                #expect(told > (asker.short == "e23" ? 3 : 40), "\(asker.short) was told \(told) times")
            }
        }
    }
}

/// A dossier that two granters pay, with the newest ids of each kind in it, and what its holder reads of it.
private struct Place {
    private let names: JourneyNames
    private let server: TestService
    private let routes: [Route<Readers>]
    private let ids: [String: [String]]
    private let position: Int
    private var base: String { "/v1/dossiers/\(id("h1"))" }

    func id(_ short: String) -> String { PartyID(bits: names.id(short)).text }

    init(_ journey: String, _ server: TestService) throws {
        names = JourneyNames(journey: journey)
        self.server = server
        routes = ReadingPass.routes(server).filter { $0.method == .get && $0.needs == .signedIn }
        let holder = Principal.holder(PartyID(bits: names.id("h1")))
        let base = "/v1/dossiers/\(PartyID(bits: names.id("h1")).text)"
        var ids: [String: [String]] = [:]
        for (list, thing) in [
            ("budgets", "budget"), ("contracts", "contract"), ("claims", "claim"), ("payments", "payment"),
            ("documents", "document"), ("receivables", "receivable"),
        ] {
            let items = try Self.object("\(base)/\(list)?\(list == "claims" ? "limit=200" : "")", holder, server)[
                "items"]
            ids["{\(thing)}"] = (items as? [[String: Any]] ?? []).compactMap { $0[thing] as? String }.prefix(8).map(
                \.self)
        }
        self.ids = ids
        let reflects = try Self.object("\(base)/budgets", holder, server)["reflects"] as? [String: Any]
        position = try #require(reflects?["position"] as? Int)
        #expect(ids["{budget}"]?.count == 2 && (ids["{payment}"]?.count ?? 0) > 3)
    }

    private static func object(_ path: String, _ asker: Principal, _ server: TestService) throws -> [String: Any] {
        let answer = try server.get(path, as: asker)
        #expect(answer.status == 200, "\(path): \(answer.body)")
        return try #require(try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any])
    }

    /// Every reading route about this dossier, its people and the office, each with every id it can have.
    func paths(_ office: String, _ actingAs: String?, alsoAsOf: Bool) -> [String] {
        var values = ids
        values["{dossier}"] = [id("h1")]
        values["{party}"] = [id("h1"), id("c1")]
        values["{office}"] = [id(office)]
        values["{number}"] = ["1", "2"]
        values["{year}"] = ["2026"]
        values["{month}"] = ["2026-01"]
        values["{code}"] = ["not-found"]
        var paths: [String] = []
        var unasked: Set<String> = []
        for route in routes where route.path != "/v1/openapi.json" {
            var expanded = [route.path]
            for (name, all) in values.sorted(by: { $0.key < $1.key }) {
                expanded = expanded.flatMap { path in
                    path.contains(name) ? all.map { path.replacingOccurrences(of: name, with: $0) } : [path]
                }
            }
            if expanded.contains(where: { $0.contains("{") }) { unasked.insert(route.path) }
            for path in expanded where !path.contains("{") {
                var query: [String] = []
                if route.path == "/v1/contract-form" { query.append("kind=assignment") }
                if route.path == "/v1/dossiers/{dossier}/differences" {
                    query.append("contract=\(ids["{contract}"]?.first ?? "")")
                }
                if route.query.contains(where: { $0.name == "limit" }) { query.append("limit=200") }
                if let actingAs, route.query.contains(where: { $0.name == "actingAs" }) {
                    query.append("actingAs=\(actingAs)")
                }
                paths.append(Self.join(path, query))
                if alsoAsOf, route.query.contains(where: { $0.name == "asOf" }) {
                    paths.append(Self.join(path, query + ["asOf=\(position)"]))
                }
            }
        }
        // About things that these dossiers do not have.
        #expect(unasked == Self.aboutOthers, "\(unasked.sorted())")
        return paths
    }

    private static let aboutOthers: Set<String> = [
        "/v1/dossiers/{dossier}/applications/{application}", "/v1/dossiers/{dossier}/requests/{request}",
    ]

    private static func join(_ path: String, _ query: [String]) -> String {
        query.isEmpty ? path : path + "?" + query.joined(separator: "&")
    }

    /// The amounts, rates and working times that the holder reads and who pays from one budget may not: of the whole, and of
    /// the other budget, where they are not its own as well.
    func amounts(hiddenFrom budget: String) throws -> Set<Int> {
        let holder = Principal.holder(PartyID(bits: names.id("h1")))
        let own = id(budget)
        var (seen, hidden) = (Set<Int>(), Set<Int>())
        var ownLines = Set<Int>()
        let versions = (ids["{contract}"] ?? []).map { "contracts/\($0)/versions" }
        let lists = versions + ["budgets", "claims?limit=200", "payments?limit=200", "receivables"]
        for path in lists {
            for item in try Self.object("\(base)/\(path)", holder, server)["items"] as? [[String: Any]] ?? [] {
                for part in Self.parts(item) {
                    let isOwn = part["budget"] as? String == own
                    if isOwn, let line = part["line"] as? Int { ownLines.insert(line) }
                    Self.numbers(part) { if isOwn { seen.insert($1) } else { hidden.insert($1) } }
                }
                let entries = item["entries"] as? [[String: Any]] ?? []
                // A claim for own lines alone is its own.
                let isOwnClaim =
                    path.hasPrefix("claims") && entries.allSatisfy { ownLines.contains($0["line"] as? Int ?? 0) }
                for entry in entries {
                    let isOwn = entry["line"].map { $0 as? Int }.map { ownLines.contains($0 ?? 0) } ?? false
                    Self.numbers(entry) { if isOwn { seen.insert($1) } else { hidden.insert($1) } }
                }
                Self.numbers(item.filter { !["lines", "shares", "entries"].contains($0.key) }) {
                    if isOwnClaim { seen.insert($1) } else { hidden.insert($1) }
                }
            }
        }
        // What is small says nothing: nought, a day, a share of a hundred. Times are smaller than amounts, and found only
        // behind a name that tells that they are times.
        return hidden.subtracting(seen).filter { $0 >= 60 }
    }

    /// Everything in an answer that says of which budget it is.
    private static func parts(_ json: Any) -> [[String: Any]] {
        switch json {
        case let object as [String: Any]:
            object["budget"] is String ? [object] : object.values.flatMap(parts)
        case let list as [Any]: list.flatMap(parts)
        default: []
        }
    }

    /// The amounts and times in an answer.
    private static func numbers(_ json: Any, key: String = "", _ take: (String, Int) -> Void) {
        switch json {
        case let object as [String: Any]: for (name, value) in object { numbers(value, key: name, take) }
        case let list as [Any]: for value in list { numbers(value, key: key, take) }
        case let number as Int where ["ents", "inutes"].contains(where: key.contains): take(key, number)
        default: return
        }
    }

    func leaks(
        _ answer: RawClient.Answer, _ others: (office: String, budget: String, people: [String]), _ amounts: Set<Int>
    ) -> [String] {
        let strange = [id(others.office), id(others.budget)] + others.people.map(id)
        var found = strange.filter(answer.body.contains)
        // That all of a payment was kept tells a granter what the payee owes the other one.
        for status in ["status", "paymentStatus", "kind", "type", "event"] {
            for word in ["offset", "payment-offset"] where answer.body.contains("\"\(status)\":\"\(word)\"") {
                found.append("\(status) \(word)")
            }
        }
        for piece in answer.body.split(separator: "€").dropFirst() {
            // Behind the sign and its space, up to what no amount has.
            let digits = piece.dropFirst().prefix { $0.isNumber || $0 == "." || $0 == "," }.filter(\.isNumber)
            if let amount = Int(digits), amount >= 1_000, amounts.contains(amount) { found.append("€ \(digits)") }
        }
        // Each number behind the name of an amount or a time. The text is looked through and not read as JSON: there is much.
        var name = Substring()
        for piece in answer.body.utf8.split(separator: UInt8(ascii: ":")) {
            let text = Substring(piece)
            if let least = name.hasSuffix("inutes\"") ? 60 : name.hasSuffix("ents\"") ? 1_000 : nil,
                let number = Int(text.prefix { $0.isNumber }), number >= least, amounts.contains(number)
            {
                found.append("\(name) \(number)")
            }
            name = text.suffix(24)
        }
        return found
    }
}
