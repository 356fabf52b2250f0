import Events
import Foundation
import Support
import Synchronization
import Testing

@testable import Server

/// Plays the journeys against a real server and looks at what every party sees, at the moments the files say: first live,
/// then again as of that position when the year is over.
@Suite struct JourneyTests {
    private struct Seen {
        let turn: JourneyRun.Turn
        let path: String
        let position: Int
        let items: NSObject
    }

    @Test func everyPartySeesWhatTheJourneysSayLiveAndAsOf() throws {
        let files = try JourneyFolder.read(Repository.root + "/fixtures/journeys")
        #expect(files.count >= 25)
        let clock = Mutex(files.flatMap(\.lines).map(\.at).min() ?? Moment(microseconds: 0))
        try TestService.with(clock: ServiceClock { clock.withLock { $0 } }) { server in
            let reader = LogReader(try Connection(.reader(server.service.folder.log)))
            var run = JourneyRun(files, server.service.desk(reader))
            var seen: [Seen] = []
            var hidden = 0
            for turn in run.turns {
                clock.withLock { $0 = turn.line.at }
                switch turn.line.step {
                case .ask(let asked): try run.ask(asked, turn)
                case .see(let path, let json):
                    seen.append(try look(server, run, turn, path, json, after: try reader.lastPosition()))
                case .cannotSee(let path):
                    // What does not exist is hidden from everybody, and would prove nothing.
                    #expect(
                        server.description.operation("GET", run.path(path, turn)) != nil,
                        "\(run.fault(turn, "nothing can be asked at \(path)"))")
                    let answer = try get(server, run, turn, run.path(path, turn), try reader.lastPosition())
                    #expect([403, 404].contains(answer.status), "\(run.fault(turn, "sees \(path)"))")
                    hidden += 1
                }
            }
            #expect(seen.count >= 300 && hidden >= 135)
            var (asked, again, gone) = (0, 0, 0)
            for look in seen {
                // The lists over all dossiers are about now.
                guard look.path.hasPrefix("/v1/dossiers/"), !Self.isWorkedOut(look.path) else { continue }
                asked += 1
                let answer = try get(server, run, look.turn, look.path, nil, asOf: look.position)
                // Only who may no longer look does not see the past.
                guard answer.status != 403 else {
                    gone += 1
                    continue
                }
                #expect(answer.status == 200, "\(run.fault(look.turn, answer.body))")
                let body = try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? NSDictionary
                #expect(Self.position(body) == look.position)
                #expect(content(body) == look.items, "\(run.fault(look.turn, "as of then it is another answer"))")
                again += 1
            }
            #expect(again + gone == asked && gone < 5)
        }
    }

    private func look(
        _ server: TestService, _ run: JourneyRun, _ turn: JourneyRun.Turn, _ path: String, _ json: String,
        after position: Position
    ) throws -> Seen {
        let path = run.path(path, turn)
        let answer = try get(server, run, turn, path, position)
        #expect(answer.status == 200, "\(run.fault(turn, "\(path) gave \(answer.status): \(answer.body)"))")
        let body = try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? NSDictionary ?? [:]
        let expected = try JSONSerialization.jsonObject(with: Data(try run.expected(json, turn).utf8))
        let missing = Self.missing(expected, in: body, at: "")
        #expect(missing == nil, "\(run.fault(turn, missing ?? "")) in \(answer.body)")
        return Seen(
            turn: turn, path: path, position: Self.position(body) ?? 0, items: content(body) ?? NSNull())
    }

    private static func position(_ body: NSDictionary?) -> Int? {
        (body?["reflects"] as? NSDictionary)?["position"] as? Int
    }

    /// The answer without the position it reflects.
    private func content(_ body: NSDictionary?) -> NSObject? {
        guard let copy = body?.mutableCopy() as? NSMutableDictionary else { return nil }
        copy["reflects"] = nil
        return copy
    }

    private func get(
        _ server: TestService, _ run: JourneyRun, _ turn: JourneyRun.Turn, _ path: String, _ position: Position?,
        asOf: Int? = nil
    ) throws -> RawClient.Answer {
        let principal = try run.principal(turn)
        var query: [String] = []
        if path.hasPrefix("/v1/dossiers/"), [.representative, .helper].contains(principal.kind) {
            query.append("actingAs=\(principal.kind.rawValue)")
        }
        if Self.isWorkedOut(path) {
            // Where decisions are made there are no views to wait for.
        } else if let position, path.hasPrefix("/v1/dossiers/") {
            query.append("minPosition=\(position.rawValue)")
        } else if position != nil {
            try server.waitForViews()
        }
        if let asOf { query.append("asOf=\(asOf)") }
        let mark = path.contains("?") ? "&" : "?"
        return try server.get(
            path + (query.isEmpty ? "" : mark + query.joined(separator: "&")), as: principal,
            user: run.user(turn))
    }

    /// Whether the answer is worked out anew on the state of decisions, and not kept in a view.
    private static func isWorkedOut(_ path: String) -> Bool { path.contains("/differences?") }

    /// What of `expected` is not in `actual`: objects may have more fields, lists have exactly the elements that are
    /// expected in that order from the start on.
    static func missing(_ expected: Any, in actual: Any?, at place: String) -> String? {
        switch expected {
        case let fields as [String: Any]:
            guard let object = actual as? [String: Any] else { return "\(place) is no object" }
            for (key, value) in fields.sorted(by: { $0.key < $1.key }) {
                if let missing = missing(value, in: object[key], at: place + "/" + key) { return missing }
            }
            return nil
        case let elements as [Any]:
            guard let list = actual as? [Any], list.count >= elements.count else { return "\(place) is too short" }
            for (index, element) in elements.enumerated() {
                if let missing = missing(element, in: list[index], at: "\(place)/\(index)") { return missing }
            }
            return nil
        default:
            guard let left = expected as? NSObject, let right = actual as? NSObject, left == right else {
                return "\(place) is \(actual ?? "not there"), and \(expected) is expected"
            }
            return nil
        }
    }
}
