import Events
import Foundation
import Projections
import Support
import Testing

@Suite struct ViewExampleTests {
    /// Every fixture, live, rebuilt and as it was: the rows stand in the file.
    ///
    /// With PGB_UPDATE set the rows are written into the files instead, to be read by a person.
    @Test(arguments: ViewExample.all)
    func rows(_ example: ViewExample) throws {
        let scenario = try ViewScenario(example.path)
        var found: [[String]] = []
        for query in scenario.queries {
            let table = try #require(QueryTable.all[query.name], "\(example.path):\(query.line) \(query.name)")
            let events = scenario.events.filter { $0.position <= query.position }
            let live = try Way.live(events, batch: 3)
            let rows = try table.rows(live, query.arguments)
            let rebuilt = try TimeTravel.snapshot(of: events, at: query.position)
            let place = "\(example.path):\(query.line) \(query.name)"
            #expect(try table.rows(rebuilt, query.arguments) == rows, "\(place) rebuilt")
            let later = try Way.live(scenario.events, batch: 5)
            switch table.asOf {
            case .now: break
            case .live:
                let earlier = Snapshot(db: later.db, position: query.position, events: later.events)
                #expect(try table.rows(earlier, query.arguments) == rows, "\(place) as of, on the live tables")
            case .stream:
                let own = scenario.events.filter {
                    $0.stream == query.arguments.stream && $0.position <= query.position
                }
                #expect(
                    try TimelineEntry.positions(
                        Snapshot(db: later.db, position: query.position, events: later.events),
                        stream: query.arguments.stream)
                        == own.map(\.position))
                let asOf = try TimeTravel.snapshot(of: own, at: query.position)
                #expect(try table.rows(asOf, query.arguments) == rows, "\(place) as of")
            }
            found.append(rows)
            if !Self.isUpdate {
                #expect(rows.map(Fixture.shortened) == query.rows.map(Fixture.shortened), "\(place)")
            }
        }
        if Self.isUpdate { try Self.rewrite(example.path, found) }
    }

    /// Every query has a fixture.
    @Test func queries_areAllAsked() throws {
        var asked: Set<String> = []
        for example in ViewExample.all { asked.formUnion(try ViewScenario(example.path).queries.map(\.name)) }
        #expect(Set(QueryTable.all.keys).subtracting(asked) == [])
    }

    /// Every kind of event is in some fixture.
    @Test func events_areAllTakenUp() throws {
        var seen: Set<String> = []
        for example in ViewExample.all {
            seen.formUnion(try ViewScenario(example.path).events.map { "\($0.event.name)" })
        }
        #expect(Set(EventCatalogue.types.map { "\($0.name)" }).subtracting(seen) == [])
    }

    private static var isUpdate: Bool { ProcessInfo.processInfo.environment["PGB_UPDATE"] != nil }

    /// Puts the rows behind the queries of a file.
    private static func rewrite(_ path: String, _ found: [[String]]) throws {
        var lines: [String] = []
        var queries = found[...]
        var isRow = false
        for line in try Repository.text(path).split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("{") {
                isRow = true
                continue
            }
            if isRow, line.first == " " { continue }
            isRow = false
            lines.append(String(line))
            if line.hasPrefix("query "), let rows = queries.popFirst() { lines += rows.map { wrapped($0) } }
        }
        try Repository.write(lines.joined(separator: "\n"), to: path)
    }

    /// The row with short ids, broken behind commas between fields.
    private static func wrapped(_ row: String) -> String {
        var result = ""
        var rest = Substring(Fixture.shortened(row).replacing(#","reasons":["#, with: ",\n    \"reasons\":["))
        while rest.utf8.count > 120, let range = rest.prefix(119).ranges(of: ",\"").last {
            result += rest[...range.lowerBound] + "\n"
            rest = "    " + rest[rest.index(after: range.lowerBound)...]
        }
        return result + rest
    }
}
