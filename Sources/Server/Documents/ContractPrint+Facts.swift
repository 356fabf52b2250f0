import Commands
import Events
import Projections

extension ContractPrint {
    /// The print of a version for who asks; nil when there is none that he may know of.
    init?(_ number: Int64, of contract: ContractID, _ question: Question, _ vault: Vault) throws {
        let history = try DossierHistory(question)
        guard let known = history.state.contract(contract),
            let version = ContractVersionFacts.find(number, of: contract, in: history.events)
        else { return nil }
        if case .caregiver(let party) = question.viewing.reader {
            guard known.caregiver == party, known.isKnownToCaregiver, version.isKnownToCaregiver else { return nil }
        }
        let past = PrintedPast(history.events.filter { $0.position <= version.last.position }, question, vault)
        let all = try version.terms.lines.enumerated().compactMap { index, line in
            try past.line(line, number: index + 1)
        }
        let shown = all.filter { question.viewing.office == nil || $0.office == question.viewing.office }.map(\.line)
        // An office knows of a contract that one of its budgets pays.
        guard !shown.isEmpty || question.viewing.office == nil else { return nil }
        self.contract = contract
        self.number = number
        from = version.from
        standing = version.standing
        let isSettled = version.standing != .draft && version.standing != .rejected
        settledAt = isSettled ? version.last.recordedAt : nil
        terms = version.terms
        holder = try past.person(question.dossier.holder)
        let signedOn = version.signatures.last { $0.signed.side == .holder }?.envelope.recordedAt.day
        representatives = try past.representatives(on: signedOn ?? version.last.recordedAt.day)
        caregiver = try past.person(known.caregiver)
        lines = shown
        hiddenLines = all.count - shown.count
        // The contract it replaces may be another granter's.
        let work = shown.count < all.count ? version.terms.work.ofSomeLines : version.terms.work
        replaces = try work.replaces.map { try past.caregiver(of: $0) }
        other = try version.terms.general.other.map { try past.open($0, \.text) }
        reference = try version.terms.general.reference.map { try past.open($0, \.text) }
        signatures = try version.signatures.map { signed, envelope in
            Signature(
                side: signed.side, signer: try past.person(signed.signer).name,
                represents: signed.side == .holder && signed.signer != question.dossier.holder, means: signed.means,
                level: signed.level, at: envelope.recordedAt, termsDigest: signed.termsDigest)
        }
        // What another office said of its part is not for an office that sees only its own.
        let isPart = shown.count < all.count
        let assessed = version.assessments.filter { !isPart || $0.assessed.office == question.viewing.office }
        assessments = try assessed.map { assessed, moment in
            Assessment(part: assessed.part, office: try past.name(of: assessed.office), at: moment)
        }
        conditions = try version.conditions.map { try isPart ? .withheld : past.open($0, \.text) }
    }
}

/// What was known when a version began to hold: people, offices and budgets, and the values behind what is personal.
private struct PrintedPast {
    private let events: [EventEnvelope]
    private let last: Position
    private let question: Question
    private let vault: Vault

    /// - Parameter events: those of the dossier, the last of which is the one with which the version began to hold.
    init(_ events: [EventEnvelope], _ question: Question, _ vault: Vault) {
        self.events = events
        last = events.last?.position ?? .start
        self.question = question
        self.vault = vault
    }

    func open<Value: Stored>(_ sealed: Personal<Value>, _ text: (Value) -> String) throws -> PrintedText {
        guard let kept = try vault.value(sealed.commitment) else { return .erased }
        var reader = JSONReader()
        guard let value = sealed.opened(with: kept, &reader)?.open?.value else {
            throw LogFault(.vault, "a value is not the one that was committed to")
        }
        return .text(text(value))
    }

    func person(_ party: PartyID) throws -> ContractPrint.Person {
        question.call.trail.see(party)
        var person = ContractPrint.Person()
        for envelope in try DossierHistory.events(of: .party(party), through: last, question.live) {
            switch envelope.event {
            case .party(.personRegistered(let fact)):
                person.name = try open(fact.fullName, \.text)
                person.birthDate = try open(fact.birthDate, Dutch.day)
                person.address = try fact.address.map { try open($0, \.text) }
                person.postcode = try fact.postcode.map { try open($0) { $0.text.prefix(4) + " " + $0.text.suffix(2) } }
            case .party(.organisationRegistered(let fact)):
                person.name = try open(fact.fullName, \.text)
                person.kvk = fact.kvk.text
                person.agb = fact.agb?.text
            default: break
            }
        }
        return person
    }

    func name(of office: OfficeID) throws -> String {
        for envelope in try DossierHistory.events(of: .office(office), through: last, question.live) {
            if case .office(.registered(let fact)) = envelope.event { return fact.officeName.text }
        }
        throw LogFault(.event(last), "an office was never registered")
    }

    /// The line with who pays it; nil when its budget was never granted.
    func line(_ line: ContractLine, number: Int) throws -> (line: ContractPrint.Line, office: OfficeID)? {
        for envelope in events {
            guard case .budget(.granted(let grant)) = envelope.event, grant.budget == line.budget else { continue }
            // The care description is for the parties and the granter, not for the SVB (portal 2.3).
            let description = question.viewing.readsCare ? try open(line.description, \.text) : .withheld
            return (
                ContractPrint.Line(
                    number: number, line: line, law: grant.law, office: try name(of: grant.office),
                    description: description), grant.office
            )
        }
        return nil
    }

    func representatives(on day: Day) throws -> [ContractPrint.Representative] {
        var state = DossierState(id: question.dossier)
        for envelope in events { state.evolve(envelope.event) }
        return try state.representatives.filter { $0.holds(on: day) }.map {
            ContractPrint.Representative(name: try person($0.representative).name, ground: $0.ground)
        }
    }

    func caregiver(of contract: ContractID) throws -> PrintedText {
        for envelope in events {
            if case .contract(.drafted(let draft)) = envelope.event, draft.contract == contract {
                return try person(draft.caregiver).name
            }
        }
        return .erased
    }
}
