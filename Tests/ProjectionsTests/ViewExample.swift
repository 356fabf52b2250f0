import Events
import Projections
import Support
import Testing

/// One file of `fixtures/views`.
struct ViewExample: Sendable, CustomTestStringConvertible {
    let path: String

    static let folder = "fixtures/views"
    static let all: [ViewExample] = Repository.files(under: folder, ending: ".view").map(ViewExample.init)

    var testDescription: String { String(path.dropFirst(Self.folder.count + 1)) }
}

/// What is wrong with a fixture file itself.
struct FixtureFault: Error, CustomStringConvertible {
    let description: String

    init(_ path: String, _ line: Int, _ what: String) { description = "\(path):\(line): \(what)" }
}

/// A `.view` file as it was read: events, and between them queries with the rows they give at that place.
///
/// `dossier h1` or `party c1` names the stream of the lines behind it, `at` the moment and `by` the principal. A query asks for the
/// state behind all `given` lines above it.
struct ViewScenario {
    struct Query {
        let name: String
        let arguments: QueryArguments
        let position: Position
        let line: Int
        fileprivate(set) var rows: [String] = []
    }

    private(set) var events: [EventEnvelope] = []
    private(set) var queries: [Query] = []

    init(_ path: String) throws {
        let text = try Repository.text(path)
        guard text.hasPrefix("# ") else { throw FixtureFault(path, 1, "The first line says the rule, after `# `.") }
        var stream: StreamID?
        var now = Moment("2026-01-01T09:00:00Z")!
        var principal = Principal.system
        var decoder = EventDecoder()
        var history = History()
        for line in Fixture.parse(text) {
            func fault(_ what: String) -> FixtureFault { FixtureFault(path, line.number, what) }
            switch line.keyword {
            case "dossier":
                guard let holder = PartyID(line.name) else { throw fault("Not an id.") }
                stream = .dossier(DossierID(holder: holder))
            case "party":
                guard let party = PartyID(line.name) else { throw fault("Not an id.") }
                stream = .party(party)
            case "at":
                guard let moment = Moment(line.name) else { throw fault("Not a moment.") }
                now = moment
            case "by":
                guard let read = Principal(line.name) else { throw fault("Not a principal.") }
                principal = read
            case "given":
                guard
                    let event = decoder.event(named: line.name, version: 1, body: Array((line.json ?? "{}").utf8))
                else { throw fault("The event cannot be read.") }
                guard let stream = event.ownStream ?? stream else { throw fault("No dossier.") }
                now = Moment(microseconds: now.microseconds + 1)
                history.append(event, to: stream, by: principal, at: now)
            case "query":
                var reader = JSONReader()
                reader.load(Array((line.json ?? "{}").utf8))
                guard let arguments = reader.record(QueryArguments.self) else {
                    throw fault("The arguments cannot be read: \(reader.errors)")
                }
                queries.append(
                    Query(name: line.name, arguments: arguments, position: history.last, line: line.number))
            case "row":
                guard let last = queries.indices.last else { throw fault("A row without a query.") }
                queries[last].rows.append(line.json ?? "{}")
            default: throw fault("`\(line.keyword)` is not a keyword of a fixture.")
            }
        }
        events = history.events
        guard !queries.isEmpty else { throw FixtureFault(path, 1, "A fixture asks at least one query.") }
    }
}

extension Event {
    /// The stream of a party's or an office's event; nil for what belongs to a dossier.
    var ownStream: StreamID? {
        switch self {
        case .party(.personRegistered(let fact)): .party(fact.party)
        case .party(.organisationRegistered(let fact)): .party(fact.party)
        case .party(.contactChanged(let fact)): .party(fact.party)
        case .party(.bankAccountChanged(let fact)): .party(fact.party)
        case .party(.registrationRecorded(let fact)): .party(fact.party)
        case .office(.registered(let fact)): .office(fact.office)
        case .office(.employeeAppointed(let fact)): .office(fact.office)
        case .office(.employeeReleased(let fact)): .office(fact.office)
        case .office(.policySet(let fact)): .office(fact.office)
        case .party(.bankAccountConfirmed(let fact)): .party(fact.party)
        case .run(.opened(let fact)): .run(fact.run)
        case .run(.collected(let fact)): .run(fact.run)
        case .run(.written(let fact)): .run(fact.run)
        case .run(.released(let fact)): .run(fact.run)
        case .run(.cancelled(let fact)): .run(fact.run)
        case .bank(.read(let fact)): .bank(fact.file)
        case .bank(.entryOpen(let fact)): .bank(fact.entry.file)
        case .bank(.entrySettled(let fact)): .bank(fact.entry.file)
        case .party(.changed(let fact)): .party(fact.party)
        case .party(.died(let fact)): .party(fact.party)
        case .party(.deathWithdrawn(let fact)): .party(fact.party)
        case .party(.agbAdded(let fact)): .party(fact.party)
        case .party(.agbRemoved(let fact)): .party(fact.party)
        case .party(.memberAdded(let fact)): .party(fact.party)
        case .party(.memberRemoved(let fact)): .party(fact.party)
        case .party(.contactConfirmed(let fact)): .party(fact.party)
        case .party(.codeRefused(let fact)): .party(fact.party)
        case .rights(.consentGiven(let fact)): .party(fact.party)
        case .rights(.consentWithdrawn(let fact)): .party(fact.party)
        case .rights(.restrictionSet(let fact)): .party(fact.party)
        case .rights(.restrictionLifted(let fact)): .party(fact.party)
        case .rights(.holdSet(let fact)): .party(fact.party)
        case .rights(.holdLifted(let fact)): .party(fact.party)
        case .rights(.erased(let fact)): .party(fact.party)
        case .rights(.erasureDue(let fact)): .party(fact.party)
        case .dispatch(.dispatched(let fact)): .party(fact.party)
        case .dispatch(.bounced(let fact)): .party(fact.party)
        case .dispatch(.lettersBundled(let fact)): .letters(fact.batch)
        case .dispatch(.lettersConfirmed(let fact)): .letters(fact.batch)
        case .system: .system
        case .representation, .budget, .contract, .claim, .payment, .receivable, .inbox, .document, .application,
            .circumstance:
            nil
        }
    }
}
