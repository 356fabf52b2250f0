import Commands
import Events
import Foundation
import Projections
import Support
import Testing

@testable import Server

/// The matrix of need to know against the server: every route in every quality, with own, foreign and unknown ids.
@Suite struct NeedToKnowTests {
    /// Routes about a thing that this world does not have: who may see it gets to know just that.
    private static let withoutThing: Set<String> = [
        "GET /v1/runs/{run}", "GET /v1/runs/{run}/payments", "GET /v1/runs/{run}/file",
        "GET /v1/bank-entries/{file}/{number}", "GET /v1/dossiers/{dossier}/applications/{application}",
        "GET /v1/dossiers/{dossier}/requests/{request}",
    ]

    /// Who gets what of a route is decided before it is there.
    @Test func everyRouteHasItsLine() throws {
        for route in try ReadingPass.made.get().routes {
            #expect(NeedToKnow.line(of: route.name) != nil, "\(route.name) has no line")
        }
    }

    /// Every reading route in every quality about what is his: exactly what the matrix says.
    @Test func everybodyGetsWhatTheMatrixSays() throws {
        let pass = try ReadingPass.made.get()
        #expect(pass.told.count > 1_000 && pass.faults.isEmpty, "\(pass.faults.prefix(5))")
        for told in pass.told {
            let name = told.route.name
            let line = try #require(NeedToKnow.line(of: name), "\(name) has no line")
            let sight = line.sight(told.onlooker)
            let isThere = sight.status != 200 || !Self.withoutThing.contains(name)
            #expect(
                told.own.status == (isThere ? sight.status : 404),
                "\(told.onlooker.rawValue) asks \(name): \(told.own.status)")
        }
    }

    /// A thing of another dossier and a thing that is not there are answered alike, whoever asks: 404, or 403 for who may
    /// see no such thing at all.
    @Test func foreignAndUnknownIdsAreAnsweredAlike() throws {
        let things = try ReadingPass.made.get().told.filter { $0.foreign != nil }
        #expect(things.count > 200)
        for told in things {
            let (foreign, none) = (try #require(told.foreign), try #require(told.unknown))
            let (who, name) = (told.onlooker.rawValue, told.route.name)
            #expect([403, 404].contains(foreign.status), "\(who) sees \(name) of another")
            #expect(
                foreign.status == none.status && foreign.withoutReference == none.withoutReference,
                "\(who) can tell on \(name) what is there of others")
        }
    }

    /// The numbers of the people around the dossier, as they were entered; the last four characters of each are its own.
    private static let numbers: [String: (bsn: String, iban: String?)] = [
        "h1": ("999970008", "NL41PGBT0000001400"), "r1": ("999970021", nil),
        "c1": ("999970033", "NL14PGBT0000001401"), "c2": ("999970045", "NL84PGBT0000001402"), "g1": ("999970057", nil),
        "h2": ("999970069", "NL57PGBT0000001403"), "c3": ("999970070", "NL30PGBT0000001404"),
    ]

    /// Who may see a number as a whole (portal 2.3): whose it is, the SVB, and who gives him what is kept of him.
    private static func seesWhole(_ onlooker: Onlooker, _ short: String, _ route: String) -> Bool {
        let own: [String: Onlooker] = [
            "h1": .holder, "r1": .representative, "c1": .caregiver, "c2": .otherCaregiver, "g1": .helper,
            "h2": .stranger,
        ]
        if own[short] == onlooker { return true }
        switch onlooker {
        case .svbAssessor, .svbPayments, .svbAuditor: return true
        case .svbPrivacy, .officePrivacy: return short == "h1" && route.contains("/export")
        default: return false
        }
    }

    /// A whole number leaves for nobody who may only know how it ends, on no route.
    @Test func noWholeNumberLeavesForWhoMayNotSeeIt() throws {
        var seen = 0
        for told in try ReadingPass.made.get().told {
            for (short, known) in Self.numbers {
                for number in [known.bsn, known.iban].compactMap(\.self) {
                    for answer in [told.own, told.foreign, told.unknown].compactMap(\.self)
                    where answer.body.contains(number) {
                        seen += 1
                        #expect(
                            Self.seesWhole(told.onlooker, short, told.route.name),
                            "\(told.onlooker.rawValue) sees a number of \(short) on \(told.route.name)")
                    }
                }
            }
        }
        #expect(seen >= 20)
    }

    /// Of a caregiver the holder's side and the granter see how the numbers end, the SVB and he himself see the whole, and
    /// a helper, another caregiver and another granter see nothing.
    @Test func theEndOfANumberIsForWhoHasToTellItApart() throws {
        let route = "GET /v1/dossiers/{dossier}/people"
        for told in try ReadingPass.made.get().told where told.route.name == route && told.own.status == 200 {
            let json = try JSONSerialization.jsonObject(with: Data(told.own.body.utf8)) as? [String: Any]
            let items = try #require(json?["items"] as? [[String: Any]])
            for (short, ending) in [("c1", ("0033", "1401")), ("c2", ("0045", "1402"))] {
                let known = try #require(Self.numbers[short])
                let person = items.first {
                    $0["party"] as? String == MatrixWorld.id(short) && $0["kind"] as? String == "caregiver"
                }
                let fields = ["bsn", "bsnEnding", "iban", "ibanEnding"].map { person?[$0] as? String }
                let end = [nil, ending.0, nil, ending.1]
                let whole = [known.bsn, nil, known.iban, nil]
                let expected: [String?] =
                    switch (told.onlooker, short) {
                    case (.holder, _), (.representative, _), (.grants, "c1"), (.assessor, "c1"), (.otherGranter, "c2"):
                        end
                    case (.svbAssessor, _), (.svbPayments, _), (.svbAuditor, _), (.caregiver, "c1"),
                        (.otherCaregiver, "c2"):
                        whole
                    default: [nil, nil, nil, nil]
                    }
                #expect(fields == expected, "\(told.onlooker.rawValue) of \(short): \(fields)")
            }
            // Of nobody else in the dossier, whoever looks.
            for item in items where item["kind"] as? String != "caregiver" {
                #expect(["bsn", "bsnEnding", "iban", "ibanEnding"].allSatisfy { item[$0] is NSNull })
            }
        }
    }

    /// The page says what the server does: the matrix, the fields that everybody gets to see, and who may ask what.
    @Test func thePageIsTrue() throws {
        let page = NeedToKnowPage(fields: try ReadingPass.made.get().fields).text
        let path = Repository.root + "/docs/need-to-know.md"
        if ProcessInfo.processInfo.environment["PGB_UPDATE_FIXTURES"] == "1" {
            try page.write(toFile: path, atomically: true, encoding: .utf8)
        }
        #expect(
            try Repository.text("docs/need-to-know.md") == page,
            "Run PGB_UPDATE_FIXTURES=1 swift test --filter NeedToKnowTests, and read what changed in the page.")
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
