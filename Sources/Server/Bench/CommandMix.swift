import Events

/// Realistic commands over HTTP from the people of a generated log: mostly claims, some of them by the caregiver with the
/// holder's agreement, payments that the bank confirms, and contracts that are drafted and shared.
struct CommandMix {
    private var generator: LoadGenerator
    private var unpaid: ArraySlice<LoadYear.Unpaid>
    private var month: Month
    private var turns: ArraySlice<LoadGenerator.Turn> = []
    private var random: SplitMix
    private let signIn: SignIn
    private var tokens: [PartyID: String] = [:]
    /// Who has a contract in which dossier: nobody drafts a second one with the same caregiver.
    private var pairs: Set<Pair>

    private struct Pair: Hashable {
        let dossier: DossierID
        let caregiver: PartyID
    }

    /// After this moment all months of the year can be claimed; the server's clock has to say so.
    static func now(_ year: Int) -> Moment {
        guard let day = Day(year: year + 1, month: 1, day: 25) else { preconditionFailure("January has 25 days.") }
        return LoadGenerator.morning(of: day)
    }

    init(_ filled: BenchFolder.Filled, _ signIn: SignIn) {
        generator = filled.year.generator
        generator.turnRandom = SplitMix(seed: filled.seed ^ 0x5DEECE66D)
        random = SplitMix(seed: filled.seed ^ 0xB5297A4D)
        unpaid = filled.year.unpaid.shuffled(using: &random)[...]
        month = filled.year.freeMonth
        pairs = Set(filled.year.generator.agreements.map { Pair(dossier: $0.dossier, caregiver: $0.caregiver) })
        self.signIn = signIn
    }

    /// Requests for so many connections, as long as there are months left to claim. What builds on another request
    /// stands behind it on the same connection.
    mutating func scripts(connections: Int, commands: Int) -> [BenchScript] {
        var scripts = [BenchScript](repeating: BenchScript(), count: connections)
        var made = 0
        while made < commands {
            let asks = unit()
            if asks.isEmpty { break }
            for ask in asks {
                scripts[made % connections].post("/v1/commands", token: token(ask.principal), body: ask.body)
            }
            made += asks.count
        }
        return scripts
    }

    /// Requests that belong together: one, or two of which the second builds on the first. None when the year is over.
    private mutating func unit() -> [LoadGenerator.Ask] {
        let number = random.next() % 100
        let now = Self.now(generator.year)
        if number < 12, let payment = unpaid.popFirst() {
            return [
                generator.confirm(
                    payment.payment, payment.dossier, on: payment.runOn, command: CommandID(bits: random.id()), at: now)
            ]
        }
        if number < 15 {
            let drafted = agreement()
            let caregiver = agreement().caregiver
            if pairs.insert(Pair(dossier: drafted.dossier, caregiver: caregiver)).inserted {
                return generator.draft(drafted, with: caregiver, at: now)
            }
        }
        while true {
            if turns.isEmpty {
                guard month.year == generator.year else { return [] }
                turns = generator.turns(of: month, paysToo: false).shuffled(using: &random)[...]
                month = month.adding(months: 1)
            }
            guard let turn = turns.popFirst() else { return [] }
            let claimed = month.adding(months: -1)
            switch turn.what {
            case .file: return [generator.ask(turn, claimed)]
            case .fileByCaregiver: return [generator.ask(turn, claimed), generator.ask(turn.agreeing, claimed)]
            // It follows the caregiver's claim at once.
            case .agree, .confirm: continue
            }
        }
    }

    private mutating func agreement() -> LoadGenerator.Agreement {
        generator.agreements[Int(random.next() % UInt64(generator.agreements.count))]
    }

    /// The sign-in token of who asks; each person keeps his own.
    private mutating func token(_ principal: Principal) -> String {
        guard let party = principal.party else { preconditionFailure("Everybody in the mix is somebody.") }
        if let known = tokens[party] { return known }
        let token = signIn.demoToken(
            party.text, principal.kind == .employee ? .employee : .digid, .hoog, office: principal.office)
        tokens[party] = token
        return token
    }
}

extension LoadGenerator.Turn {
    /// The holder's agreement with this claim of the caregiver.
    fileprivate var agreeing: LoadGenerator.Turn {
        LoadGenerator.Turn(
            what: .agree, at: at, agreement: agreement, claim: claim, command: accepting, accepting: accepting,
            runOn: runOn)
    }
}
