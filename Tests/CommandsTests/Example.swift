import Events
import Support
import Testing

/// One file of `fixtures/decisions`.
struct Example: Sendable, CustomTestStringConvertible {
    let path: String

    static let folder = "fixtures/decisions"
    static let all: [Example] = Repository.files(under: folder, ending: ".gwt").map(Example.init)

    var testDescription: String { String(path.dropFirst(Self.folder.count + 1)) }
}

/// What is wrong with a fixture file itself.
struct FixtureFault: Error, CustomStringConvertible {
    let description: String

    init(_ path: String, _ line: Int, _ what: String) { description = "\(path):\(line): \(what)" }
}

/// A fixture as it was read: what was known, who asked what and when, and what follows from it.
struct Scenario {
    /// A fact that was known before.
    struct Given {
        let name: String
        let body: String
        let dossier: DossierID
        let day: Day
        let path: String
        let line: Int
    }

    /// Somebody who asks.
    struct Asker: Equatable {
        var principal = Principal.system
        var means = SignInMeans.system
        var level = AssuranceLevel.hoog
        /// When he signed in; nil for just now.
        var signedInAt: Moment?
        /// The citizen service number of somebody who is in no register; nil for who is.
        var newcomer: Bsn?
        /// The number that the sign-in of somebody who is registered proves.
        var bsn: Bsn?
        /// The name of the person behind an organisation.
        var user: String?
    }

    /// The same asked by somebody else: what he is told, or nil when the same facts follow.
    struct Other {
        let asker: Asker
        let code: String?
        let line: Int
    }

    /// One line of what follows, the part behind `then`.
    struct Outcome: Equatable {
        let keyword: String
        let name: String
        let body: String?
    }

    let path: String
    private(set) var given: [Given] = []
    private(set) var now: Moment?
    private(set) var asker: Asker?
    private(set) var command: (name: String, body: String)?
    private(set) var expected: [Outcome] = []
    private(set) var others: [Other] = []

    private var dossier: DossierID = DossierID(holder: Fixture.id("h1"))
    /// On which day what follows was recorded.
    private var recordedOn = Bench.someDay

    init(_ path: String) throws {
        self.path = path
        let text = try Repository.text(path)
        guard text.hasPrefix("# ") else { throw FixtureFault(path, 1, "The first line says the rule, after `# `.") }
        try take(Fixture.parse(text), of: path)
        guard now != nil, asker != nil, command != nil else {
            throw FixtureFault(path, 1, "A fixture needs `at`, `by` and `when`.")
        }
    }

    /// Only what is given in a world.
    init(world name: String) throws {
        path = Self.path(ofWorld: name)
        try take(Fixture.parse(Repository.text(path)), of: path)
    }

    private static func path(ofWorld name: String) -> String { Example.folder + "/worlds/" + name + ".given" }

    private mutating func take(_ lines: [FixtureLine], of path: String) throws {
        for line in lines {
            switch line.keyword {
            case "include":
                let world = Self.path(ofWorld: line.name)
                try take(Fixture.parse(try Repository.text(world)), of: world)
            case "dossier":
                guard let holder = PartyID(line.name) else { throw FixtureFault(path, line.number, "Not an id.") }
                dossier = DossierID(holder: holder)
            case "given":
                given.append(
                    Given(
                        name: line.name, body: line.json ?? "{}", dossier: dossier, day: recordedOn, path: path,
                        line: line.number))
            case "recorded":
                guard let day = Day(line.name) else { throw FixtureFault(path, line.number, "Not a day.") }
                recordedOn = day
            case "at":
                guard let moment = Moment(line.name) else { throw FixtureFault(path, line.number, "Not a moment.") }
                now = moment
            case "by": asker = try Self.asker(line.name, path, line.number)
            case "signed-in":
                let words = line.name.split(separator: " ")
                guard words.count == 2, let means = SignInMeans(rawValue: String(words[0])),
                    let level = AssuranceLevel(rawValue: String(words[1])), asker != nil
                else { throw FixtureFault(path, line.number, "Write `signed-in <means> <level>` after `by`.") }
                asker?.means = means
                asker?.level = level
            case "bsn":
                guard let bsn = Bsn(line.name), asker != nil else {
                    throw FixtureFault(path, line.number, "Write `bsn <bsn>` after `by`.")
                }
                asker?.bsn = bsn
            case "user":
                guard asker != nil else { throw FixtureFault(path, line.number, "Write `user <name>` after `by`.") }
                asker?.user = line.name
            case "signed-in-at":
                guard let moment = Moment(line.name), asker != nil else {
                    throw FixtureFault(path, line.number, "Write `signed-in-at <moment>` after `by`.")
                }
                asker?.signedInAt = moment
            case "newcomer":
                guard let bsn = Bsn(line.name), asker != nil else {
                    throw FixtureFault(path, line.number, "Write `newcomer <bsn>` after `by`.")
                }
                asker?.newcomer = bsn
            case "when": command = (line.name, line.json ?? "{}")
            case "then", "finding":
                expected.append(Outcome(keyword: line.keyword, name: line.name, body: line.json))
            case "also-by": others.append(try other(line, path, isAllowed: true))
            case "but-by": others.append(try other(line, path, isAllowed: false))
            default: throw FixtureFault(path, line.number, "`\(line.keyword)` is not a keyword of a fixture.")
            }
        }
    }

    /// `also-by <who> [<means> <level>]`, `but-by <who> <code> [<means> <level>]`.
    private func other(_ line: FixtureLine, _ path: String, isAllowed: Bool) throws -> Other {
        var words = line.name.split(separator: " ").map(String.init)
        guard words.count >= (isAllowed ? 1 : 2) else { throw FixtureFault(path, line.number, "Who, and what?") }
        var asker = try Self.asker(Fixture.principal(words.removeFirst()), path, line.number)
        // The same person has the same number, however he signed in.
        if asker.principal == self.asker?.principal {
            asker.newcomer = self.asker?.newcomer
            asker.bsn = self.asker?.bsn
            asker.user = self.asker?.user
        }
        let code = isAllowed ? nil : words.removeFirst()
        if words.count == 2, let means = SignInMeans(rawValue: words[0]), let level = AssuranceLevel(rawValue: words[1])
        {
            asker.means = means
            asker.level = level
        } else if !words.isEmpty {
            throw FixtureFault(path, line.number, "Write the means and the level at the end.")
        }
        return Other(asker: asker, code: code, line: line.number)
    }

    private static func asker(_ text: String, _ path: String, _ line: Int) throws -> Asker {
        guard let principal = Principal(text) else { throw FixtureFault(path, line, "Not a principal.") }
        let means: SignInMeans =
            switch principal.kind {
            case .holder, .representative, .caregiver, .helper: .digid
            case .employee: .employee
            case .operator: .operator
            case .system: .system
            }
        return Asker(principal: principal, means: means, level: .hoog)
    }
}
