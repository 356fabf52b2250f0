import Events
import Support
import Testing

@testable import Commands

/// Nothing in the decisions goes without a fixture: commands, events, rejections, reasons, findings, faults, askers.
@Suite struct CompletenessTests {
    private let scenarios: [Scenario]
    private let sources: [(path: String, text: String)]

    /// Read once: every test looks at all of them.
    private static let read = Result {
        (
            try Example.all.map { try Scenario($0.path) },
            try Repository.files(under: "Sources/Commands", ending: ".swift").map { ($0, try Repository.text($0)) }
        )
    }

    init() throws { (scenarios, sources) = try Self.read.get() }

    /// Codes that no decision gives, with who gives them.
    private static let elsewhere: [String: String] = [
        "stale-revision": "the handler, before the decision; see the tests of the handler",
        "no-dry-run": "the handler, for a command that is only tried; see the tests of representation",
    ]

    /// Reasons that can only be one of the two.
    private static let oneSided: [String: String] = [
        "free-amount": "states how it was computed",
        "wage-days": "states which part of the month counts",
        "rate-maximum-unknown": "states that there is nothing to compare with",
        "rate-above-inferred": "states that the maximum is of our own making, which refuses nobody",
        "sick-days": "states which days of sickness are paid",
        "sick-pay": "states what a budget gets back",
        "employer-charges": "states how they were computed",
        "difference": "states what was paid and what is due",
        "open-budget": "without one nothing is settled",
        "within-payment": "more than the payment is not asked back",
        "amount-above-zero": "stands there only when there is nothing to pay",
        "part-of-year": "states how it was computed; another amount is a finding",
        "full-state": "states that all was repeated; what is missing is a finding",
        "free-amount-part": "states how it was computed",
        "credit-booked": "states what was booked",
        "deposit-left": "states what goes back",
        "payments-settled": "states that all is paid; what is not is a finding",
        "claims-settled": "states that all is decided; what is not is a finding",
        "deposit-settled": "states that nothing is left; what is left is a finding",
        "retention-money": "states a term that has passed; one that runs is a finding",
        "retention-budget": "states a term that has passed; one that runs is a finding",
        "retention-contract": "states a term that has passed; one that runs is a finding",
        "retention-dossier": "states a term that has passed; one that runs is a finding",
        "retention-registration": "states a term that has passed; one that runs is a finding",
        "email-code": "what a wrong code is refused for; a right one confirms the address",
        "nothing-open": "states that nothing is open; what is open is a finding",
        "most-holders": "states how many there are; one too many is a finding",
    ]

    @Test func everyCommandHasFixtures() {
        let asked = Set(scenarios.compactMap { $0.command?.name })
        for type in CommandCatalogue.types {
            #expect(asked.contains(type.name.description), "Write a fixture for the command `\(type.name)`.")
        }
    }

    /// Events that no command gives, with what does.
    private static let eventsElsewhere: [String: String] = ["log-restored": "`pgb restore`; see RestoreTests"]

    @Test func everyEventFollowsSomewhere() {
        let followed = Set(scenarios.flatMap(\.expected).filter { $0.body != nil }.map(\.name))
        for type in EventCatalogue.types where Self.eventsElsewhere[type.name.description] == nil {
            #expect(followed.contains(type.name.description), "Write a fixture from which `\(type.name)` follows.")
        }
    }

    @Test func everyRejectionIsGiven() throws {
        let rejected = scenarios.flatMap(\.expected).filter { $0.name.hasPrefix("rejected ") }
        let given = Set(
            rejected.map { String($0.name.dropFirst(9)) } + scenarios.flatMap(\.others).compactMap(\.code))
        var found: Set<String> = []
        for source in sources {
            for match in source.text.matches(of: #/Rejection\(\s*"([a-z-]+)"/#) { found.insert(String(match.1)) }
        }
        #expect(found.count > 50, "The sources are not searched any more.")
        for code in found.sorted() where Self.elsewhere[code] == nil {
            #expect(given.contains(code), "Write a fixture with `then rejected \(code)`.")
        }
        for code in given.sorted() {
            #expect(found.contains(code), "`then rejected \(code)` is no rejection of the sources.")
        }
    }

    @Test func everyReasonIsMetAndUnmet() throws {
        let bodies = scenarios.flatMap(\.expected).compactMap(\.body)
        // The checks of a contract are findings; see `everyFindingIsFound`.
        let rules = Rule.allCases.map(\.rawValue).filter { !$0.hasPrefix("zo-") }
        for rule in rules {
            for met in [true, false] {
                let isThere = bodies.contains { $0.contains(#""rule":"\#(rule)","met":\#(met)"#) }
                #expect(isThere || Self.oneSided[rule] != nil, "Write a fixture where `\(rule)` is met: \(met).")
            }
            let isNamed = bodies.contains { $0.contains(#""rule":"\#(rule)""#) }
            #expect(isNamed, "Write a fixture with the reason `\(rule)`.")
        }
    }

    @Test func everyFindingIsFound() throws {
        let text = sources.filter { $0.path.contains("/ContractChecks") }.map(\.text).joined()
        let found = scenarios.flatMap(\.expected).filter { $0.keyword == "finding" }.map(\.name)
        let shared = scenarios.flatMap(\.expected).compactMap(\.body)
        var count = 0
        for match in text.matches(of: #/(?:\.zo(\d\d) : )?\.zo(\d\d), \.(block|warn|assessor)/#) {
            for code in [match.1, match.2].compactMap({ $0 }).map({ "zo-\($0)" }) {
                count += 1
                let isFound =
                    found.contains { $0.hasPrefix("\(code) \(match.3) ") }
                    || (match.3 != "block" && shared.contains { $0.contains(#""rule":"\#(code)","met":false"#) })
                #expect(isFound, "Write a fixture with the finding `\(code)` that weighs `\(match.3)`.")
            }
        }
        #expect(count >= 40, "The sources are not searched any more.")
        // These get their code and their weight from what is compared.
        for finding in ["zo-04 block", "zo-04 assessor", "zo-05 block", "zo-05 assessor", "zo-07 block", "zo-24 block"]
        {
            let code = finding.prefix(5)
            let isFound =
                found.contains { $0.hasPrefix(finding + " ") }
                || (!finding.hasSuffix("block") && shared.contains { $0.contains(#""rule":"\#(code)","met":false"#) })
            #expect(isFound, "Write a fixture with the finding `\(finding)`.")
        }
        // Whoever is right meets no finding: those fixtures stand beside these, and share without that reason.
    }

    @Test func everyFaultIsMalformedSomewhere() throws {
        var malformed: [String: Set<String>] = [:]
        for scenario in scenarios {
            guard let command = scenario.command?.name else { continue }
            for outcome in scenario.expected where outcome.name.hasPrefix("malformed ") {
                let words = outcome.name.split(separator: " ")
                guard words.count == 3 else { continue }
                // Where an element of a list is at fault, the list is named in the sources.
                let fields = words[1].split(separator: "/").filter { Int64(String($0)) == nil }
                malformed[command, default: []].insert("\(fields.last ?? "") \(words[2])")
            }
        }
        let all = malformed.values.reduce(into: Set<String>()) { $0.formUnion($1) }
        var count = 0
        for source in sources {
            let command = source.text.firstMatch(of: #/static let name: StaticString = "([a-z-]+)"/#).map {
                String($0.1)
            }
            let given = command.flatMap { malformed[$0] } ?? all
            for match in source.text.matches(of: #/r\.refuse\(\s*"(\w+)",(?: element: \w+,)? \.(\w+)/#) {
                guard let kind = Self.kinds[String(match.2)] else { continue }
                count += 1
                #expect(
                    given.contains("\(match.1) \(kind)"),
                    "Write a fixture of `\(command ?? source.path)` with `then malformed …/\(match.1) \(kind)`.")
            }
        }
        #expect(count > 20, "The sources are not searched any more.")
    }

    private static let kinds: [String: String] = [
        "missing": "missing", "invalidValue": "invalid-value", "outOfRange": "out-of-range",
    ]

    /// One fixture for each command, `access/<command>.gwt`, asks in every quality there is.
    @Test(arguments: CommandCatalogue.types.map(\.name.description))
    func everyCommandIsAskedByEverybody(_ command: String) throws {
        let path = Example.folder + "/access/" + command + ".gwt"
        guard let scenario = scenarios.first(where: { $0.path == path }), let first = scenario.asker else {
            Issue.record("Write \(path): who may ask `\(command)`, and what others are told.")
            return
        }
        let type = try #require(CommandCatalogue.type(named: command))
        let allowed = [first] + scenario.others.filter { $0.code == nil }.map(\.asker)
        let denied = scenario.others.filter { $0.code != nil }
        for actor in type.allowed {
            for kind in Self.qualities(of: actor) {
                #expect(
                    allowed.contains { $0.principal.kind == kind }
                        || scenarios.contains { Self.accepts($0, command, by: kind) },
                    "\(path): show that \(kind) may ask this, as the \(actor) it is allowed to.")
            }
        }
        let asked = Set(allowed.map(\.principal.kind) + denied.map(\.asker.principal.kind))
        for kind in Principal.Kind.allCases {
            #expect(asked.contains(kind), "\(path): say what \(kind) is told.")
        }
        #expect(denied.contains { $0.code == "level-too-low" }, "\(path): say what too low a level is told.")
        if scenario.expected.contains(where: { $0.body != nil }),
            type.allowed.contains(where: { [.holderSide, .applicant].contains($0) })
        {
            let exclusive = Example.folder + "/access/" + command + "-exclusive.gwt"
            #expect(
                scenarios.contains { $0.path == exclusive },
                "Write \(exclusive): the holder beside somebody with the only access.")
        }
    }

    private static func accepts(_ scenario: Scenario, _ command: String, by kind: Principal.Kind) -> Bool {
        let accepted = scenario.expected.first.map { $0.body != nil } ?? false
        guard scenario.command?.name == command, accepted else { return false }
        return scenario.asker?.principal.kind == kind
            || scenario.others.contains { $0.code == nil && $0.asker.principal.kind == kind }
    }

    private static func qualities(of actor: Actor) -> [Principal.Kind] {
        switch actor {
        case .holderSide, .applicant: [.holder, .representative]
        case .proposer: [.representative]
        case .caregiver: [.caregiver]
        case .oneself: [.holder, .caregiver]
        case .addressee: [.caregiver, .helper]
        case .newcomer: [.holder]
        case .anybody: [.holder, .caregiver, .helper]
        case .helper: [.helper]
        case .member: [.caregiver]
        case .granter, .anyGranter, .svb, .anyOffice, .ownOffice: [.employee]
        case .operator: [.operator]
        case .system: [.system]
        }
    }

    @Test func everyFileIsRun() throws {
        let run = Set(Example.all.map(\.path))
        var included: Set<String> = []
        for path in Repository.files(under: Example.folder, ending: "") where path.contains(".") {
            let text = try Repository.text(path)
            for match in text.matches(of: #/(?m)^include (\S+)$/#) { included.insert(String(match.1)) }
            if path == Example.folder + "/README.md" { continue }
            let isKnown = run.contains(path) || (path.contains("/worlds/") && path.hasSuffix(".given"))
            #expect(isKnown, "\(path): no test reads this. Name it .gwt, or .given in the folder worlds.")
        }
        for path in Repository.files(under: Example.folder + "/worlds", ending: ".given") {
            let name = path.split(separator: "/").last.map { $0.dropLast(6) } ?? ""
            #expect(included.contains(String(name)), "\(path): nothing includes it. Use it or remove it.")
        }
        #expect(run.count > 400, "The fixtures are not found any more.")
    }

    /// Keeps the longest body of each kind that has no golden one yet; never touches one that is there.
    @Test(.enabled(if: Repository.isAsked("PGB_UPDATE_FIXTURES")))
    func keepsGoldenBodiesOfNewEvents() throws {
        var longest: [String: String] = [:]
        for scenario in scenarios {
            var run = try ScenarioRun(scenario)
            _ = try run.outcome()
            for (name, body) in run.storedBodies() where body.utf8.count < 3_000 {
                if body.utf8.count > longest[name]?.utf8.count ?? 0 { longest[name] = body }
            }
        }
        let folder = "fixtures/events"
        var sums = (try? Repository.text(folder + "/SHA256SUMS")) ?? ""
        for type in EventCatalogue.types {
            let file = "\(type.name).\(type.version).json"
            guard let body = longest[type.name.description], !sums.contains("  \(file)\n") else { continue }
            try Repository.write(body, to: folder + "/" + file)
            sums += "\(SHA256.hash(Array(body.utf8)).hex)  \(file)\n"
        }
        try Repository.write(sums, to: folder + "/SHA256SUMS")
    }

    @Test func everyRuleStandsThereOnce() throws {
        var seen: [String: String] = [:]
        for example in Example.all {
            let text = try Repository.text(example.path)
            // What is given, asked and when: the same twice tests nothing.
            let asked = text.split(separator: "\n").filter { line in
                !line.hasPrefix("#") && !line.hasPrefix("then ") && !line.hasPrefix("finding ")
            }.joined(separator: "\n")
            if let other = seen.updateValue(example.path, forKey: asked) {
                Issue.record("\(example.path) asks exactly what \(other) asks. Remove one.")
            }
        }
    }
}
