import Events
import Support
import Testing

@testable import Commands

/// The states that decisions see, folded from the stored form of facts, with a second bookkeeping beside them.
struct Bench {
    private(set) var register = Register()
    private(set) var dossiers: [DossierID: DossierState] = [:]
    private(set) var ledger = Ledger()
    private var usedIDs = UsedIDs()
    var plain = Plain()
    /// Used again for every fact, so that its room is allocated once.
    private var writer = JSONWriter()
    private var identified: [Bsn: PartyID] = [:]
    /// What happened at each position, from 1 on.
    private(set) var log: [(dossier: DossierID?, event: Event, revision: Revision)] = []
    /// Who appears where, and what was recorded of whom when.
    private var appearances = Appearances()
    private var recorded: [(stream: StreamID, name: String, day: Day)] = []

    func dossier(_ id: DossierID) -> DossierState { dossiers[id] ?? DossierState(id: id) }

    /// Reads a fact in its stored form; personal fields may be plain. Throws what the reader found.
    mutating func event(_ name: String, _ body: String) throws -> Event {
        try Self.read(name, Array(plain.seal(body).utf8))
    }

    /// Reads a stored body as the log does. Throws what the reader found.
    static func read(_ name: String, _ body: [UInt8], version: Int64 = 1) throws -> Event {
        let type = Array(name.utf8).withUnsafeBytes { EventCatalogue.type(named: $0, version: version) }
        guard let type else { throw BodyFault("There is no event `\(name)` with schema \(version).") }
        var reader = JSONReader()
        let event = body.withUnsafeBytes { type.read(&reader, $0) }
        guard let event else {
            throw BodyFault(
                "`\(name)` cannot be read: "
                    + reader.errors.map { "\($0.pointer) \($0.code)" }.joined(separator: ", "))
        }
        return event
    }

    /// The stored form of a fact; what is personal in it is kept for `plain`.
    mutating func body(of event: Event) -> [UInt8] {
        writer.removeAll()
        event.fact.write(to: &writer)
        plain.keep(writer.sealed)
        return writer.bytes
    }

    /// Takes up a fact as the log would give it back.
    mutating func fold(_ event: Event, in dossier: DossierID, on day: Day = Self.someDay) {
        ledger.take(event)
        usedIDs.insert([event])
        defer { record(event, in: dossier, on: day) }
        switch event {
        case .party(let fact):
            log.append((nil, event, .none))
            register.evolve(fact)
            if case .personRegistered(let person) = fact, let bsn = person.bsn,
                let json = plain.values[bsn.commitment.hex], let number = Bsn(String(json.dropFirst().dropLast()))
            {
                identified[number] = person.party
            }
        case .office(let fact):
            log.append((nil, event, .none))
            register.evolve(fact)
        case .run(let fact):
            log.append((nil, event, .none))
            register.evolve(fact)
        case .bank(let fact):
            log.append((nil, event, .none))
            register.evolve(fact)
        case .rights(let fact):
            log.append((nil, event, .none))
            register.evolve(fact)
        case .dispatch(let fact):
            log.append((nil, event, .none))
            register.evolve(fact)
        case .system: log.append((nil, event, .none))
        case .representation, .budget, .contract, .claim, .payment, .receivable, .inbox, .document, .application,
            .circumstance:
            if case .representation(let fact) = event { register.evolve(fact, in: dossier) }
            dossiers[dossier, default: DossierState(id: dossier)].evolve(event)
            log.append((dossier, event, dossiers[dossier]?.revision ?? .none))
        }
    }

    /// Takes up all that is given in a scenario.
    mutating func fold(_ scenario: Scenario) throws {
        for given in scenario.given {
            var body = given.body
            for contract in dossier(given.dossier).contracts {
                body.replace("@digest:\(Fixture.shortened(contract.id.text))", with: contract.terms.digest.hex)
            }
            fold(try event(given.name, body), in: given.dossier, on: given.day)
        }
    }

    /// When a fact was recorded of which no fixture says so.
    static let someDay = Day.of(2026, 1, 1)

    private mutating func record(_ event: Event, in dossier: DossierID, on day: Day) {
        switch event {
        case .party(let fact): recorded.append((.party(fact.party), event.name.description, day))
        case .rights(let fact): recorded.append((.party(fact.party), event.name.description, day))
        case .office, .run, .bank, .system, .dispatch: break
        case .representation, .budget, .contract, .claim, .payment, .receivable, .inbox, .document, .application,
            .circumstance:
            appearances.note(event, in: dossier)
            recorded.append((.dossier(dossier), event.name.description, day))
        }
    }

    private func footprint(of party: PartyID) -> Footprint {
        let traces = appearances.dossiers(of: party).compactMap { id -> Footprint.Trace? in
            let own = recorded.filter { $0.stream == .dossier(id) }
            guard let last = own.last?.day else { return nil }
            let money = own.last { Footprint.isMoney($0.name) }?.day
            return Footprint.Trace(state: dossier(id), lastOn: last, lastMoneyOn: money)
        }
        let last = recorded.last { $0.stream == .party(party) && !Footprint.isUpkeep($0.name) }?.day
        return Footprint(traces: traces, lastOn: last)
    }

    /// What follows when this is asked now: permission first, then the decision.
    func ask(_ command: any Command, _ stamp: Stamp) throws(Rejection) -> [Event] {
        let identified = self.identified
        let stream = command.stream.dossier
        let id = stream ?? DossierID(bits: command.stream.bits)
        let log = self.log
        let values = plain.values
        let world = World(
            dossier: dossier(id), register: register, identified: { identified[$0] },
            membership: { [register] organisation, user in
                guard let people = register.parties[organisation]?.people, people.keepsMembers else { return .noList }
                let found = people.members.first { added in
                    let name = added.user.map { values[$0.commitment.hex] ?? "" } ?? "\"\(added.member.text)\""
                    return user.map { "\"\($0)\"" } == name
                }
                return found.map { .member($0.member) } ?? .stranger
            },
            happened: { position in
                guard log.indices.contains(Int(position.rawValue) - 1) else { return nil }
                let found = log[Int(position.rawValue) - 1]
                return found.dossier == stream ? (found.event, found.revision) : nil
            },
            filed: { claim in
                for entry in log.reversed() where entry.dossier == id {
                    if case .claim(.filed(let filed)) = entry.event, filed.claim == claim { return filed }
                }
                return nil
            },
            unsealed: { commitment in values[commitment.hex].map { Array($0.utf8) } }, traced: { footprint(of: $0) })
        let events = try Self.ask(command, stamp, world)
        // As the handler does: nothing is recorded of who was erased.
        var writer = JSONWriter()
        if ErasedPeople([], register).isNamed(by: command, in: events, &writer) { throw .personErased }
        // As the handler does: an id belongs to one thing in all dossiers.
        if let taken = usedIDs.taken(in: events, of: dossier(id)) { throw taken }
        return events
    }

    private static func ask<C: Command>(
        _ command: C, _ stamp: Stamp, _ world: borrowing World
    ) throws(Rejection) -> [Event] {
        try Access.authorise(command, stamp, world)
        return try Restriction.decide(command, stamp, world)
    }

    /// What a change with effect in the past did to the payments of a contract.
    func differences(of contract: ContractID, in dossier: DossierID) -> [DifferenceSettled] {
        guard let maker = Principal(Fixture.principal("employee:e6@o3")), let now = Moment("2026-01-02T09:00:00Z")
        else { return [] }
        let stamp = Stamp(
            command: CommandID(bits: 1), now: now, principal: maker, means: .employee, level: .hoog, seed: 0, user: nil)
        do {
            return try ask(FindDifferences(dossier: dossier, contract: contract), stamp).compactMap { event in
                if case .payment(.differenceSettled(let difference)) = event { difference } else { nil }
            }
        } catch {
            return []
        }
    }

    /// What is wrong with the money; empty when every euro is where it should be.
    var moneyFaults: [String] { ledger.faults + dossiers.values.flatMap(ledger.faults(of:)) }

    /// The same for one dossier: enough after a fact, which moves the money of no other.
    func moneyFaults(in dossier: DossierID) -> [String] {
        ledger.faults + (dossiers[dossier].map(ledger.faults(of:)) ?? [])
    }
}

extension Ledger {
    /// Where the state that decisions see differs from these books.
    func faults(of dossier: DossierState) -> [String] {
        dossier.budgets.flatMap(faults(of:))
            + dossier.receivables.compactMap { receivable in
                receivable.openCents == open(receivable.id) ? nil : "what is owed differs"
            }
    }

    private func faults(of budget: BudgetState) -> [String] {
        guard let books = self.budget(budget.id) else { return ["The state has a budget that was never granted."] }
        let deposit = budget.deposit
        let pairs: [(String, Cents, Cents)] = [
            ("granted", budget.grantedCents, books.grant.granted),
            ("credits", budget.creditCents, books.grant.credits),
            ("paid", budget.paidCents, books.grant.paid),
            ("scheduled", budget.scheduledCents, books.grant.scheduled),
            ("available", budget.availableCents, books.grant.available),
            ("free amount taken", budget.freeTakenCents, books.freeTaken),
            ("free amount repaid", budget.freeRepaidCents, books.freeRepaid),
            ("what came after fixing", budget.cameAfterFixingCents, books.cameAfterFixing),
            ("deposited", deposit.receivedCents, books.deposit.granted),
            ("credits of the deposit", deposit.creditCents, books.deposit.credits),
            ("paid from the deposit", deposit.paidCents, books.deposit.paid),
            ("scheduled from the deposit", deposit.scheduledCents, books.deposit.scheduled),
            ("available of the deposit", deposit.availableCents, books.deposit.available),
        ]
        return pairs.filter { $0.1 != $0.2 }.map { "\($0.0) differs" }
    }
}

/// A body that cannot be read, or a name nobody knows.
struct BodyFault: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

extension PartyFact {
    /// Whom it is about.
    fileprivate var party: PartyID {
        switch self {
        case .personRegistered(let fact): fact.party
        case .organisationRegistered(let fact): fact.party
        case .contactChanged(let fact): fact.party
        case .bankAccountChanged(let fact): fact.party
        case .bankAccountConfirmed(let fact): fact.party
        case .registrationRecorded(let fact): fact.party
        case .changed(let fact): fact.party
        case .died(let fact): fact.party
        case .deathWithdrawn(let fact): fact.party
        case .agbAdded(let fact): fact.party
        case .agbRemoved(let fact): fact.party
        case .memberAdded(let fact): fact.party
        case .memberRemoved(let fact): fact.party
        case .contactConfirmed(let fact): fact.party
        case .codeRefused(let fact): fact.party
        }
    }
}

extension RightsFact {
    /// Whom it is about.
    fileprivate var party: PartyID {
        switch self {
        case .consentGiven(let fact): fact.party
        case .consentWithdrawn(let fact): fact.party
        case .restrictionSet(let fact): fact.party
        case .restrictionLifted(let fact): fact.party
        case .holdSet(let fact): fact.party
        case .holdLifted(let fact): fact.party
        case .erased(let fact): fact.party
        case .erasureDue(let fact): fact.party
        }
    }
}
