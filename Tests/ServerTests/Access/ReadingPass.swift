import Commands
import Events
import Foundation
import Projections
import Testing

@testable import Server

/// Every reading route asked once in every quality about what is his, about what is of another dossier and about what
/// nobody has. The tests and the page look at the same answers.
struct ReadingPass {
    struct Told {
        let route: Route<Readers>
        let onlooker: Onlooker
        let own: RawClient.Answer
        /// Of a route about one thing.
        let foreign: RawClient.Answer?
        let unknown: RawClient.Answer?
    }

    let routes: [Route<Readers>]
    let told: [Told]
    /// What an answer had that its description does not say.
    let faults: [String]

    /// Made by the first test that wants it.
    static let made = Result { try TestService.withJourneys { try ReadingPass($0) } }

    /// The things of a dossier that have an id in a path.
    static let things = ["{budget}", "{contract}", "{claim}", "{payment}", "{document}", "{receivable}"]

    private init(_ server: TestService) throws {
        let places = try Places(server)
        let askers = MatrixWorld.onlookers(server)
        let client = MatrixClient(askers, port: server.port)
        routes = Self.routes(server)
        var told: [Told] = []
        var faults: [String] = []
        // The access log grows with every question, so what it tells is asked first, one by one, behind a few looks that are
        // always the same.
        let reading = routes.filter { $0.method == .get && $0.needs != .session }
        let tellsOfLog = { (route: Route<Readers>) in
            route.path.hasSuffix("/access-records") || route.path.contains("/export")
        }
        for route in reading
        where ["/people", "/overview", "/contracts/{contract}", "/profile"].contains(where: route.path.hasSuffix) {
            for (index, asker) in askers.enumerated() {
                _ = try client.answers(to: [client.get(Self.path(route, places.own, asker.actingAs), by: index)])
            }
        }
        for route in reading.filter(tellsOfLog) + reading.filter({ !tellsOfLog($0) }) {
            let isOfThing = Self.things.contains(where: route.path.contains)
            let ids = isOfThing ? [places.own, places.foreign, places.unknown] : [places.own]
            let paths = askers.map { asker in ids.map { Self.path(route, $0, asker.actingAs) } }
            let asks = paths.enumerated().flatMap { index, paths in paths.map { client.get($0, by: index) } }
            let answers =
                try tellsOfLog(route) ? asks.flatMap { try client.answers(to: [$0]) } : client.answers(to: asks)
            for (index, onlooker) in Onlooker.allCases.enumerated() {
                let own = answers[index * ids.count]
                faults += server.faults("GET", paths[index][0], own)
                told.append(
                    Told(
                        route: route, onlooker: onlooker, own: own,
                        foreign: isOfThing ? answers[index * ids.count + 1] : nil,
                        unknown: isOfThing ? answers[index * ids.count + 2] : nil))
            }
        }
        self.told = told
        self.faults = faults
    }

    static func routes(_ server: TestService) -> [Route<Readers>] {
        Site(service: server.service, signIn: server.signIn, isDemo: true).router().routes
    }

    static func path(_ route: Route<Readers>, _ ids: [String: String], _ actingAs: String?) -> String {
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

    /// What everybody got to see of each route, as fields.
    var fields: [String: [Onlooker: Set<String>]] {
        var fields: [String: [Onlooker: Set<String>]] = [:]
        for told in told {
            guard told.own.status == 200, told.own.header("Content-Type")?.hasPrefix("application/json") ?? false,
                let json = try? JSONSerialization.jsonObject(with: Data(told.own.body.utf8))
            else { continue }
            fields[told.route.name, default: [:]][told.onlooker] = JSONFields.shown(json)
        }
        return fields
    }
}

/// The ids of the dossier that is looked at, of another one, and ids that nothing has.
struct Places {
    let own: [String: String]
    let foreign: [String: String]
    let unknown: [String: String]

    init(_ server: TestService) throws {
        let holder = Principal.holder(MatrixWorld.party("h1"))
        let id = { (short: String) in MatrixWorld.id(short) }
        func first(_ path: String, _ field: String, of principal: Principal, where isIt: ([String: Any]) -> Bool)
            throws -> String?
        {
            let answer = try server.get(path, as: principal)
            let json = try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any]
            return (json?["items"] as? [[String: Any]])?.first(where: isIt)?[field] as? String
        }
        let payment = try #require(
            try first("/v1/dossiers/\(id("h1"))/payments", "payment", of: holder) { $0["claim"] as? String == id("q1") }
        )
        let other = try #require(
            try first("/v1/dossiers/\(id("h2"))/payments", "payment", of: .holder(MatrixWorld.party("h2"))) {
                $0["claim"] as? String == id("q3")
            })
        let payments = Principal.employee(MatrixWorld.party("e7"), at: MatrixWorld.office("o3"))
        let run = try first("/v1/runs", "run", of: payments) { $0["digest"] is String }
        let common = [
            "{number}": "1", "{year}": "2026", "{month}": "2026-01", "{code}": "not-found", "{run}": run ?? id("x1"),
            "{file}": id("x2"), "{application}": id("x5"), "{request}": id("x6"), "{office}": id("o1"),
        ]
        own = [
            "{dossier}": id("h1"), "{budget}": id("b1"), "{contract}": id("k1"), "{claim}": id("q1"),
            "{payment}": payment, "{document}": id("d1"), "{receivable}": id("f1"), "{party}": id("h1"),
        ].merging(common) { $1 }
        foreign = [
            "{dossier}": id("h1"), "{budget}": id("b3"), "{contract}": id("k3"), "{claim}": id("q3"),
            "{payment}": other, "{document}": id("d3"), "{receivable}": id("f2"), "{party}": id("h2"),
        ].merging(common) { $1 }
        var unknown = own
        for (index, name) in ReadingPass.things.enumerated() {
            unknown[name] = PartyID(bits: UInt128(900 + index)).text
        }
        self.unknown = unknown
    }
}
