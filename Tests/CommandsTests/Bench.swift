import Events
import Support
import Testing

@testable import Commands

/// The states that decisions see, folded from the stored form of facts, with a second bookkeeping beside them.
struct Bench {
    private(set) var register = Register()
    private(set) var dossiers: [DossierID: DossierState] = [:]
    private(set) var ledgers: [DossierID: Ledger] = [:]
    var plain = Plain()
    private var identified: [Bsn: PartyID] = [:]
    /// What happened at each position, from 1 on.
    private(set) var log: [(dossier: DossierID?, event: Event, revision: Revision)] = []
    /// The end-to-end codes of all payments in all dossiers.
    private var references: Set<Code> = []
    private var repeatedReferences = 0

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
        var writer = JSONWriter()
        event.fact.write(to: &writer)
        plain.keep(writer.sealed)
        return writer.bytes
    }

    /// Takes up a fact as the log would give it back.
    mutating func fold(_ event: Event, in dossier: DossierID) {
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
        case .system: log.append((nil, event, .none))
        case .representation, .budget, .contract, .claim, .payment, .receivable, .inbox, .document:
            dossiers[dossier, default: DossierState(id: dossier)].evolve(event)
            log.append((dossier, event, dossiers[dossier]?.revision ?? .none))
            ledgers[dossier, default: Ledger()].take(event)
            if case .payment(.scheduled(let payment)) = event, !references.insert(payment.endToEnd).inserted {
                repeatedReferences += 1
            }
        }
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
            }, opened: { values[$0.commitment.hex].flatMap { Day(String($0.dropFirst().dropLast())) } },
            indicated: { sealed in
                var reader = JSONReader()
                reader.load(Array((values[sealed.commitment.hex] ?? "null").utf8))
                return reader.value(Indication.self)
            })
        return try Self.ask(command, stamp, world)
    }

    private static func ask<C: Command>(
        _ command: C, _ stamp: Stamp, _ world: borrowing World
    ) throws(Rejection) -> [Event] {
        try Access.authorise(command, stamp, world)
        return try command.decide(stamp, world)
    }

    /// What is wrong with the money; empty when every euro is where it should be.
    var moneyFaults: [String] {
        var faults = repeatedReferences == 0 ? [] : ["Two payments have one end-to-end code."]
        for (id, ledger) in ledgers {
            faults += ledger.faults
            for budget in dossier(id).budgets { faults += ledger.faults(of: budget) }
            for receivable in dossier(id).receivables { faults += ledger.faults(of: receivable) }
        }
        return faults
    }
}

/// A body that cannot be read, or a name nobody knows.
struct BodyFault: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
