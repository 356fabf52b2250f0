import Commands
import Events
import Foundation
import Testing

@testable import Server

/// The matrix of need to know for writing: every command in every quality about what is his, what is of others and what
/// nobody has. What is denied is asked in earnest, and nothing of it is kept; what is allowed is only tried.
@Suite struct NeedToAskTests {
    private typealias Whose = NeedToKnow.Whose

    /// What stands in log and vault.
    private struct Kept: Equatable {
        let position: Position
        let commands: Int64
        let values: Int

        init(_ server: TestService) throws {
            let reader = LogReader(try Connection(.reader(server.service.folder.log)))
            position = try reader.lastPosition()
            commands = try reader.lastSequence()
            values = try Vault(try Connection(.reader(server.service.folder.vault))).count()
        }
    }

    /// One question and what came of it.
    private struct Asked {
        let ask: MatrixClient.Ask
        let body: ExampleBody
        let asker: MatrixAsker
        let whose: Whose
        let sight: Sight
        let isDryRun: Bool
    }

    @Test func everyCommandIsAnsweredAsTheMatrixSays() throws {
        try TestService.withJourneys { server in
            let main = try MatrixWorld.main(server, Places(server))
            let before = try Kept(server)
            let start = try AccessReader(try Connection(.reader(server.service.folder.access))).last()
            var denials: [String] = []
            for world in [main, .organisation(server), .caregiverOrganisation(server)] {
                denials += try streams(world, server)
            }
            #expect(denials.count > 5_000)
            #expect(try Kept(server) == before, "something was written")
            try requireOneLine(for: denials, after: start, server)
        }
    }

    /// Asks every command about the three kinds of streams, and gives the references of what was denied.
    private func streams(_ world: MatrixWorld, _ server: TestService) throws -> [String] {
        let client = MatrixClient(world.askers, port: server.port)
        var denials: [String] = []
        for body in ExampleBody.all {
            var asked: [Asked] = []
            for (index, asker) in world.askers.enumerated() {
                for whose in Whose.allCases {
                    asked += questions(body, whose, world, index, asker, client)
                }
            }
            let answers = try client.answers(to: asked.map(\.ask))
            var strangers: [Int: RawClient.Answer] = [:]
            for (asked, answer) in zip(asked, answers) {
                let what = "\(asked.asker.name) asks \(body.name) of \(asked.whose), \(asked.isDryRun ? "dry" : "real")"
                guard asked.asker.standing != nil else {
                    #expect(answer.status == 401, "\(what): \(answer.status)")
                    continue
                }
                #expect(
                    answer.status == asked.sight.status, "\(what): \(answer.status) \(answer.body.prefix(300))")
                guard asked.sight.status != 200 else { continue }
                denials.append(Self.reference(answer))
                // To the byte the same for what is of others and what is not there, in earnest and only tried.
                guard asked.whose != .own else { continue }
                if let other = strangers[asked.ask.asker], asked.sight.status == other.status {
                    #expect(other.withoutReference == answer.withoutReference, "\(what): \(answer.body)")
                }
                strangers[asked.ask.asker] = answer
            }
        }
        return denials
    }

    private func questions(
        _ body: ExampleBody, _ whose: Whose, _ world: MatrixWorld, _ index: Int, _ asker: MatrixAsker,
        _ client: MatrixClient
    ) -> [Asked] {
        let nobody = PartyID(bits: UInt128.random(in: 1...UInt128.max)).text
        var changes: [Int: String] = [:]
        if whose != .own {
            for place in body.streamSlots {
                changes[place] = whose == .foreign ? world.foreign[body.slots[place].field] ?? nobody : nobody
            }
        }
        let sight =
            asker.standing.map { NeedToKnow.sight(asking: body.type, about: body.stream.kind, whose, as: $0) }
            ?? .refused
        let text = body.text(world.own, changing: changes, by: asker)
        let tries = sight.status == 200 ? [true] : whose == .own && asker.standing != nil ? [false, true] : [false]
        return tries.map { isDryRun in
            Asked(
                ask: client.post("/v1/commands" + (isDryRun ? "?dryRun=true" : ""), text, by: index), body: body,
                asker: asker, whose: whose, sight: sight, isDryRun: isDryRun)
        }
    }

    /// Whoever may ask a command about his dossier can tell nothing by putting the id of a thing of another dossier in it,
    /// or of a thing in the same dossier that he may not know of: it is answered as one that nobody has, also when it
    /// stands among his own.
    @Test func aThingOfAnotherIsAsGoodAsNotThere() throws {
        try TestService.withJourneys { server in
            let world = try MatrixWorld.main(server, Places(server))
            // What is restricted is not there either for who may not know of it.
            try Self.restrict("c1", server)
            let kept = try Kept(server)
            let client = MatrixClient(world.askers, port: server.port)
            var reached: Set<String> = []
            var missed: Set<String> = []
            for body in ExampleBody.all where body.stream.kind == .dossier {
                for place in try body.idPlaces(world.own) {
                    let name = "\(body.name) \(place.pointer)"
                    let isKnown = CommandIDs.ofThings.contains(place.field)
                    let isMade = CommandIDs.made[body.name]?.contains(place.field) ?? false
                    if isMade || CommandIDs.ofRegister.contains(place.field) { continue }
                    #expect(isKnown, "say in CommandIDs what \(name) is")
                    guard isKnown else { continue }
                    let trials = try trials(body, place, world, client)
                    let answers = try client.answers(to: trials.map(\.ask))
                    for (trial, answer) in zip(trials, answers) {
                        let none = answers[trial.nobodys]
                        #expect(
                            answer.status == none.status && answer.withoutReference == none.withoutReference,
                            "\(world.askers[trial.ask.asker].name), \(name): \(answer.body) or \(none.body)")
                        if none.body.contains(#""code":"unknown-"#) {
                            reached.insert(name)
                        } else {
                            missed.insert(name)
                        }
                    }
                }
            }
            #expect(reached.count > 40)
            let before = missed.subtracting(reached)
            #expect(before == CommandIDs.decidedBefore, "\(before.sorted())")
            #expect(try Kept(server) == kept)
        }
    }

    private static func restrict(_ short: String, _ server: TestService) throws {
        let body = """
            {"id":"\(UUID().uuidString.lowercased())","type":"restrict-processing","party":"\(MatrixWorld.id(short))",
            "ground":"accuracy-contested"}
            """
        let answer = try server.post("/v1/commands", body, as: .holder(MatrixWorld.party(short)))
        #expect(answer.status == 200, "\(answer.body)")
        try server.waitForViews()
    }

    /// One question with an id in it that means nothing to who asks; `nobodys` is the place of the one like it with an id
    /// that means nothing to anybody.
    private struct Trial {
        let ask: MatrixClient.Ask
        let nobodys: Int
    }

    private func trials(
        _ body: ExampleBody, _ place: ExampleBody.IDPlace, _ world: MatrixWorld, _ client: MatrixClient
    ) throws -> [Trial] {
        let nobody = PartyID(bits: UInt128.random(in: 1...UInt128.max)).text
        let foreign = try #require(world.foreign[place.field], "\(place.field) has no foreign id")
        var trials: [Trial] = []
        for (index, asker) in world.askers.enumerated() {
            guard let standing = asker.standing,
                NeedToKnow.sight(asking: body.type, about: .dossier, .own, as: standing).status == 200
            else { continue }
            // The other caregiver and the other granter do not know of what the matrix is about.
            let isApart = [.otherCaregiver, .otherGranter].contains(asker.onlooker) || asker.name.hasPrefix("other-")
            let own = world.own[place.field]
            for isAmongOwn in place.isListed && own != nil ? [false, true] : [false] {
                let first = trials.count
                for id in [nobody, foreign] + (isApart ? [own].compactMap(\.self) : []) {
                    let ids = isAmongOwn ? [own ?? id, id] : [id]
                    trials.append(
                        Trial(
                            ask: client.post(
                                "/v1/commands?dryRun=true", try body.text(ids, at: place, world.own, by: asker),
                                by: index), nobodys: first))
                }
            }
        }
        return trials
    }

    /// Everything that was denied stands in the access log, once.
    private func requireOneLine(for denials: [String], after start: Int64, _ server: TestService) throws {
        var lines: [String: Int] = [:]
        let reader = AccessReader(try Connection(.reader(server.service.folder.access)))
        try reader.scan(after: start) { record in
            guard record.line.outcome == .denied else { return }
            lines[TraceID(bits: record.line.trace).text, default: 0] += 1
        }
        #expect(lines.count == denials.count)
        #expect(denials.allSatisfy { lines[$0] == 1 })
    }

    private static func reference(_ answer: RawClient.Answer) -> String {
        guard let start = answer.body.range(of: #""reference":""#)?.upperBound else { return "" }
        return String(answer.body[start...].prefix(32))
    }
}

/// What the ids in commands are of. A new field must be said here before its command passes.
enum CommandIDs {
    /// Things of a dossier: those of others are as good as not there.
    static let ofThings: Set<String> = [
        "budget", "follows", "contract", "claim", "corrects", "replaces", "payment", "document", "documents",
        "identityDocument", "receivable",
        "receipt", "application", "request", "report", "visit", "invitation", "deposit",
    ]

    /// Parties and offices of the register, which anybody may name who knows their id.
    static let ofRegister: Set<String> = [
        "caregiver", "representative", "employee", "office", "party", "run", "file", "helper", "member", "payee",
    ]

    /// The id of the thing that the command makes; that it is taken is said, and why that must be stands at `UsedIDs`.
    static let made: [String: Set<String>] = [
        "grant-budget": ["budget"], "draft-contract": ["contract"], "attach-document": ["document"],
        "file-claim": ["claim"], "claim-transport": ["claim"], "claim-holiday-allowance": ["claim"],
        "claim-one-off": ["claim"], "request-free-amount": ["claim"], "correct-claim": ["claim"],
        "raise-receivable": ["receivable"],
        "apply-for-pgb": ["application"], "file-request": ["request"], "report-circumstance": ["report"],
        "plan-visit": ["visit"], "invite-helper": ["invitation"], "record-deposit": ["deposit"],
    ]

    /// What something else decides about before the id is looked at, in the state of this dossier.
    static let decidedBefore: Set<String> = [
        // The claim of the example is about a month that was paid.
        "correct-claim /invoice/document", "file-claim /costs/0/receipt", "file-claim /invoice/document",
        // A draft may name what is looked at when it is shared.
        "draft-contract /terms/general/identityDocument", "draft-contract /terms/work/replaces",
        // There is a budget for those days.
        "grant-budget /application", "grant-budget /follows",
    ]
}
