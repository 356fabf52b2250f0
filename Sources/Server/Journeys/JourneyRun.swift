import Commands
import Events

/// Plays journeys: asks what their lines ask, in the order of time over all files, and checks that each answer is the
/// one the line expects. Playing the same files again changes nothing.
struct JourneyRun {
    /// Where commands go and facts come from.
    struct Desk {
        /// Decides a command and waits until that is durable.
        let submit: (Submission) throws -> Answer
        /// The events at these positions.
        let events: (_ after: Position, _ through: Position) throws -> [Event]
        /// Keeps a file of the bank, as when somebody hands it in.
        let keep: (_ file: [UInt8], Digest) throws -> Void
    }

    /// One line of one file, in the order in which it is played.
    struct Turn {
        let file: JourneyFile
        let line: JourneyFile.Line
    }

    let turns: [Turn]
    private let desk: Desk
    private var reader = JSONReader()
    /// What names with an `@` stand for, by file: `@pay q1` the payment of a claim, `@wage k1 2026-03` that of a month,
    /// `@refund b1` that of a deposit, `@owed …` the receivable of a claim, a month or a budget, `@digest k1` terms,
    /// `@code i1` what somebody hands over of an invitation, or gives back of an e-mail address.
    private var aliases: [String: [String: String]] = [:]
    private(set) var commands = 0

    init(_ files: [JourneyFile], _ desk: Desk) {
        self.desk = desk
        turns = files.flatMap { file in file.lines.map { Turn(file: file, line: $0) } }
            .enumerated()
            .sorted { ($0.element.line.at, $0.offset) < ($1.element.line.at, $1.offset) }
            .map(\.element)
    }

    /// Asks what the line asks and checks the answer.
    mutating func ask(_ asked: JourneyFile.Asked, _ turn: Turn) throws {
        let submission = try submission(asked, turn)
        let answer = try desk.submit(submission)
        try check(answer, asked, turn)
        if case .accepted(let json) = answer { try learn(from: json, turn, submission.stamp) }
        commands += 1
    }

    /// The path of a `see` or `not` line, with its ids written out.
    func path(_ path: String, _ turn: Turn) -> String { JourneyNames(journey: turn.file.name).expand(path: path) }

    /// The expected part of an answer, with its ids written out.
    func expected(_ json: String, _ turn: Turn) throws -> String {
        try JourneyNames(journey: turn.file.name).expand(json) { aliases[turn.file.name]?[$0] }
    }

    func principal(_ turn: Turn) throws -> Principal { try asker(turn).principal }

    /// By what name a person acts for the organisation of the line, `caregiver:c1:m1`; nil where nobody does.
    func user(_ turn: Turn) -> String? {
        let words = turn.line.by.split(separator: ":")
        guard words.count == 3, words[0] == "caregiver" else { return nil }
        return PartyID(bits: JourneyNames(journey: turn.file.name).id(String(words[2]))).text
    }

    /// Who asks, and the citizen service number that his sign-in proved when nobody knows him yet.
    private func asker(_ turn: Turn) throws -> (principal: Principal, newcomer: Bsn?) {
        var by = turn.line.by
        var newcomer: Bsn?
        if user(turn) != nil, let mark = by.lastIndex(of: ":") {
            by = String(by[..<mark])
        } else if by.hasPrefix("newcomer:"), let mark = by.lastIndex(of: ":") {
            newcomer = Bsn(String(by[by.index(after: mark)...]))
            by = "holder" + by[..<mark].dropFirst("newcomer".count)
        }
        guard let principal = JourneyNames(journey: turn.file.name).principal(by),
            by == turn.line.by || newcomer != nil || user(turn) != nil
        else { throw fault(turn, "`\(turn.line.by)` is not somebody") }
        return (principal, newcomer)
    }

    func fault(_ turn: Turn, _ what: String) -> JourneyFault { JourneyFault(turn.file.name, turn.line.number, what) }

    private mutating func submission(_ asked: JourneyFile.Asked, _ turn: Turn) throws -> Submission {
        let names = JourneyNames(journey: turn.file.name)
        let id = names.command(line: turn.line.number)
        let fields = try names.expand(asked.json) { alias in
            if alias.hasPrefix("file "), let file = turn.file.bankFiles[String(alias.dropFirst(5))] {
                return SHA256.hash(file).hex
            }
            guard let value = aliases[turn.file.name]?[alias] else {
                throw fault(turn, "@\(alias) stands for nothing yet")
            }
            return value
        }
        let rest = fields.dropFirst().first == "}" ? "" : ","
        let body = Array("{\"id\":\"\(id.text)\",\"type\":\"\(asked.type)\"\(rest)\(fields.dropFirst())".utf8)
        guard let type = CommandCatalogue.type(named: asked.type) else {
            throw fault(turn, "there is no command \(asked.type)")
        }
        reader.load(body)
        guard let request = type.read(&reader) else { throw fault(turn, "\(reader.errors)") }
        if let read = request.command as? ReadBankFile { try handIn(read, turn) }
        let (principal, newcomer) = try asker(turn)
        let seed = SHA256.hash(Array("salt of \(id.text)".utf8)).bytes.prefix(16)
            .reduce(into: UInt128(0)) { $0 = $0 << 8 | UInt128($1) }
        return Submission(
            request: request, digest: SHA256.hash(Array(principal.text.utf8) + body),
            stamp: Stamp(
                command: id, now: turn.line.at, principal: principal, means: Self.means(principal, request),
                level: .hoog, seed: seed, bsn: newcomer, isNewcomer: newcomer != nil, user: user(turn)))
    }

    /// Keeps the file of the bank that a line reads, so that what the log names is there.
    private func handIn(_ read: ReadBankFile, _ turn: Turn) throws {
        guard let file = turn.file.bankFiles.values.first(where: { SHA256.hash($0) == read.digest }),
            Int64(file.count) == read.byteCount
        else { throw fault(turn, "there is no file of the bank beside the journey with that digest and length") }
        try desk.keep(file, read.digest)
    }

    /// A file of the bank is read by the service, in the name of who handed it in.
    private static func means(_ principal: Principal, _ request: CommandRequest) -> SignInMeans {
        if request.command is ReadBankFile { return .system }
        return switch principal.kind {
        case .holder, .representative, .caregiver, .helper: .digid
        case .employee: .employee
        case .operator: .operator
        case .system: .system
        }
    }

    private func check(_ answer: Answer, _ asked: JourneyFile.Asked, _ turn: Turn) throws {
        let got: JourneyFile.Expectation
        switch answer {
        case .accepted(let json):
            var reader = JSONReader()
            reader.load(json)
            got = reader.peekText("outcome") == "refused" ? .refused : .accepted
        case .rejected(let rejection): got = .rejected(rejection.code)
        case .denied(let rejection): got = .denied(rejection.code)
        case .otherRequest: throw fault(turn, "another request was made under the id of this line; use an empty folder")
        case .tried, .looked: preconditionFailure("A journey tries nothing.")
        }
        guard got == asked.expected else {
            throw fault(turn, "\(asked.type) was \(got), and \(asked.expected) is expected")
        }
    }

    /// Learns the names of what the command made: payments, the digests of terms, and codes that people hand over.
    private mutating func learn(from json: [UInt8], _ turn: Turn, _ stamp: Stamp) throws {
        reader.load(json)
        guard let place = reader.record(AnswerPlace.self) else { return }
        let after = Position(place.position.rawValue - Int64(place.events.count))
        for event in try desk.events(after, place.position) {
            switch event {
            case .payment(.scheduled(let payment)):
                let kinds = Kinds(claim: "pay", month: "wage", budget: "refund")
                keep(
                    kinds, payment.claim, payment.contract, payment.month, payment.shares, payment.payment.text, turn)
            case .receivable(.raised(let raised)):
                let kinds = Kinds(claim: "owed", month: "owed", budget: "owed")
                keep(kinds, raised.claim, raised.contract, raised.month, raised.shares, raised.receivable.text, turn)
            case .contract(.drafted(let draft)): keep("digest", draft.contract.bits, draft.terms.digest.hex, turn)
            case .contract(.changeProposed(let change)):
                keep("digest", change.contract.bits, change.terms.digest.hex, turn)
            case .contract(.revised(let change)): keep("digest", change.contract.bits, change.terms.digest.hex, turn)
            case .representation(.helperInvited(let invited)):
                keep("code", invited.invitation.bits, stamp.code(0).text, turn)
            case .party(.contactChanged(let change)) where change.code != nil:
                keep("code", change.party.bits, stamp.code(0).text, turn)
            default: break
            }
        }
    }

    /// What a thing is called by what it is about: a claim, a month of a contract, or else a budget.
    private struct Kinds {
        let claim: String
        let month: String
        let budget: String
    }

    private mutating func keep(
        _ kinds: Kinds, _ claim: ClaimID?, _ contract: ContractID?, _ month: Month?, _ shares: [BudgetShare],
        _ value: String, _ turn: Turn
    ) {
        if let claim {
            keep(kinds.claim, claim.bits, value, turn)
        } else if let contract, let month {
            keep(kinds.month, contract.bits, value, turn, behind: " " + month.text)
        } else if let budget = shares.first?.budget {
            keep(kinds.budget, budget.bits, value, turn)
        }
    }

    private mutating func keep(_ kind: String, _ bits: UInt128, _ value: String, _ turn: Turn, behind: String = "") {
        // The file calls the thing by its short name; find it by trying the names the line mentions.
        let names = JourneyNames(journey: turn.file.name)
        for short in shortNames(turn) where names.id(short) == bits {
            aliases[turn.file.name, default: [:]]["\(kind) \(short)\(behind)"] = value
        }
        // A payment that repeats another keeps the name of the first.
        for (alias, _) in aliases[turn.file.name] ?? [:] where alias.hasPrefix(kind + " ") && alias.hasSuffix(behind) {
            let short = alias.dropFirst(kind.utf8.count + 1).prefix { $0 != " " }
            if names.id(String(short)) == bits { aliases[turn.file.name]?[alias] = value }
        }
    }

    private func shortNames(_ turn: Turn) -> [String] {
        guard case .ask(let asked) = turn.line.step else { return [] }
        return asked.json.split(separator: "\"").filter { JourneyNames.isShort($0) }.map(String.init)
    }
}

/// The answer to an accepted command: where its events stand and, when the domain said no, why.
struct AnswerPlace: Record {
    enum Outcome: String, StoredName { case accepted, refused }

    let id: CommandID
    let outcome: Outcome
    let revision: Revision
    let position: Position
    let events: [String]
    let reasons: [ExplainedReason]?
    /// What the asker hands over to whom he invited.
    let code: Text?

    init(from r: inout JSONReader) {
        id = r("id")
        outcome = r("outcome")
        revision = r("revision")
        position = r("position")
        events = r.list("events")
        reasons = r.optional("reasons")
        code = r.optional("code")
    }

    func writeFields(to w: inout JSONWriter) {
        w.field("id", id)
        w.field("outcome", outcome)
        w.field("revision", revision)
        w.field("position", position)
        w.field("events", events)
        if let reasons { w.field("reasons", reasons) }
        if let code { w.field("code", code) }
    }
}

extension AnswerPlace {
    /// For the description of the API.
    static var example: AnswerPlace? {
        var reader = JSONReader()
        reader.load(
            Array(
                #"{"id":"a1b2c3d4-0000-4000-8000-000000000008","outcome":"accepted","revision":9,"position":42,"#.utf8)
                + Array(#""events":["contract-shared"]}"#.utf8))
        return reader.record(AnswerPlace.self)
    }
}
