package import Events

/// What the writer is asked to do for one command.
package struct Submission: Sendable {
    package let request: CommandRequest
    /// SHA-256 over who asks and the request as it came: another request under the same id is told from a repeat.
    package let digest: Digest
    package let stamp: Stamp
    /// What is done with it besides deciding.
    package enum Purpose: Sendable {
        /// What follows is kept.
        case keep
        /// Only decide, and say what would follow.
        case dryRun
        /// Only look at a claim, and say what it would come to.
        case preview
    }

    package let purpose: Purpose

    package init(request: CommandRequest, digest: Digest, stamp: Stamp, purpose: Purpose = .keep) {
        self.request = request
        self.digest = digest
        self.stamp = stamp
        self.purpose = purpose
    }
}

/// What a command is answered with.
package enum Answer: Sendable, Equatable {
    /// It was accepted, now or before; the JSON that is answered.
    case accepted([UInt8])
    /// It cannot be accepted, now or before. The log keeps that it was asked.
    case rejected(Rejection)
    /// The person may not ask this. The log keeps nothing of it.
    case denied(Rejection)
    /// Another request was made under this id.
    case otherRequest
    /// It was only tried; what would follow.
    case tried(DryRun)
    /// A claim was only looked at.
    case looked(ClaimPreview)
}

/// Decides commands, one after the other, on the state of this moment. Lives on the writer's thread and keeps in memory
/// the register and the dossiers of late.
package final class CommandHandler {
    let log: EventLog
    let vault: Vault
    private let mostDossiers: Int
    var register = Register()
    private var dossiers: DossierCache
    /// The dossiers to read ahead, the first one last.
    private var ahead: [StreamID] = []
    private var usedIDs = UsedIDs()
    var appearances = Appearances()
    var erased = ErasedPeople()
    private var decoder = EventDecoder()
    private var writer = JSONWriter()

    /// - Parameter mostDossiers: how many folded dossiers are kept.
    package init(_ log: EventLog, _ vault: Vault, mostDossiers: Int = 16_384) throws {
        self.log = log
        self.vault = vault
        self.mostDossiers = mostDossiers
        dossiers = DossierCache(most: mostDossiers)
        try reload()
    }

    /// Reads from the log what is kept in memory, and mends in the vault by what people sign in: at the start, and after a
    /// batch that was given up. Between batches only.
    package func reload() throws {
        register = Register()
        dossiers = DossierCache(most: mostDossiers)
        usedIDs = UsedIDs()
        appearances = Appearances()
        var reader = JSONReader()
        var fault: LogFault?
        // The log is read once, from its beginning to its end, for all that is kept of it.
        try usedIDs.load(
            log.reader, through: log.position, represents: { dossier, fact in register.evolve(fact, in: dossier) },
            look: { row in
                appearances.note(row, &reader)
                guard fault == nil, Register.learns(from: row) else { return }
                do throws(LogFault) { take(try decoder.envelope(row).event) } catch { fault = error }
            })
        if let fault { throw fault }
        erased = ErasedPeople(try vault.fences().map(\.subject), register)
        ahead = log.latestStreams(of: .dossier, most: mostDossiers)
        try mendSignIns()
    }

    /// Folds a few of the dossiers that changed latest, so that the first command about each need not: after a start
    /// that is nearly half of its cost. False when all that may be kept are in memory. Between batches only.
    package func readAhead(_ count: Int = 16) throws -> Bool {
        try log.db.read {
            for _ in 0..<count {
                guard dossiers.count < mostDossiers, let next = ahead.popLast() else {
                    ahead = []
                    return false
                }
                do {
                    _ = try dossier(of: next)
                } catch is LogFault {
                    // An event that cannot be read stops who asks about its dossier, and not the others.
                }
            }
            return true
        }
    }

    /// How many folded dossiers are in memory.
    package var dossiersInMemory: Int { dossiers.count }

    /// Decides one command within the open batch. A throw is a fault of the disk or a bug, never an answer.
    package func handle(_ submission: Submission) throws -> Answer {
        if submission.purpose != .keep { return try rehearse(submission) }
        // The id is looked up before any rule runs: a repeat gets the answer of the first time.
        if let known = try log.command(submission.request.id) {
            guard known.request == submission.digest else { return .otherRequest }
            guard known.isAccepted else { return .rejected(try rejection(known)) }
            return .accepted(try CommandAnswer.opening(known.answer, in: vault))
        }
        let command = submission.request.command
        let stamp = CommandStamp(
            id: submission.request.id, name: type(of: command).name.description, stream: command.stream,
            request: submission.digest, principal: submission.stamp.principal.text, now: submission.stamp.now)
        switch try decide(submission, command) {
        case .denied(let rejection): return .denied(rejection)
        case .rejected(let rejection):
            writer.removeAll()
            rejection.write(to: &writer)
            _ = try log.reject(stamp, answer: writer.bytes)
            return .rejected(rejection)
        case .looked(let preview): return .looked(preview)
        case .facts(let events):
            let answer = try append(events, to: command.stream, stamp, submission)
            take(events, of: command.stream)
            usedIDs.insert(events)
            erase(events, at: submission.stamp.now)
            return .accepted(try CommandAnswer.opening(answer, in: vault))
        }
    }

    /// Decides a command and keeps nothing of it. Its id is neither looked up nor used.
    private func rehearse(_ submission: Submission) throws -> Answer {
        let command = submission.request.command
        let outcome: DryRun.Outcome
        var reasons: [Reason] = []
        switch try decide(submission, command) {
        case .denied(let rejection): return .denied(rejection)
        case .looked(let preview): return .looked(preview)
        case .rejected(let rejection):
            if submission.purpose == .preview { return .denied(rejection) }
            outcome = .rejected(rejection)
        case .facts(let events):
            outcome = .facts(events)
            let told = try told(submission)
            // A caregiver is not told: a reason may show the holder's balance.
            if told.asker != .caregiver { reasons = events.flatMap { told($0) } }
        }
        return .tried(
            DryRun(
                outcome: outcome, revision: log.head(of: command.stream)?.revision ?? .none, reasons: reasons))
    }

    /// What the asker may read of the reasons, by the dossier as the decision found it.
    private func told(_ submission: Submission) throws -> ToldReasons {
        let (principal, stream) = (submission.stamp.principal, submission.request.command.stream)
        guard let office = principal.office, office != register.svb else { return ToldReasons(principal.kind) }
        return ToldReasons(office, in: stream.dossier == nil ? nil : try dossier(of: stream))
    }

    /// The dossier as decisions see it now.
    package func state(of dossier: DossierID) throws -> DossierState { try self.dossier(of: .dossier(dossier)) }

    private enum Decision {
        case facts([Event])
        case looked(ClaimPreview)
        case rejected(Rejection)
        case denied(Rejection)
    }

    /// What happened at a position in a stream; nil when that was in another one. What happened to the holder himself is
    /// of his dossier as well.
    private static func happened(
        _ position: Position, in stream: StreamID, _ log: EventLog
    ) throws -> (event: Event, revision: Revision)? {
        guard let record = try log.reader.event(at: position),
            record.stream == stream || record.stream == stream.dossier.map({ .party($0.holder) })
        else { return nil }
        var decoder = EventDecoder()
        return (try decoder.envelope(record).event, record.revision)
    }

    /// What was sealed; nil when it was erased.
    private static func open<Value>(_ sealed: Personal<Value>, _ vault: Vault) throws(DatabaseError) -> Value? {
        guard let json = try vault.value(sealed.commitment)?.json else { return nil }
        var reader = JSONReader()
        reader.load(json)
        return reader.value(Value.self)
    }

    /// What a decision asks while it is made; what fails meanwhile is thrown when it is done.
    private static func answer<Value>(
        _ fault: inout (any Error)?, or nothing: Value, _ ask: () throws -> Value
    ) -> Value {
        do {
            return try ask()
        } catch {
            fault = error
            return nothing
        }
    }

    private func decide(_ submission: Submission, _ command: any Command) throws -> Decision {
        var fault: (any Error)?
        let identified = { [vault] (bsn: Bsn) -> PartyID? in
            Self.answer(&fault, or: nil) { try vault.party(.bsn, bsn.text) }
        }
        let membership = { [vault] (organisation: PartyID, user: String?) -> Membership in
            Self.answer(&fault, or: .stranger) { try vault.membership(of: organisation, as: user) }
        }
        let happened = { [log] (position: Position) -> (event: Event, revision: Revision)? in
            Self.answer(&fault, or: nil) { try Self.happened(position, in: command.stream, log) }
        }
        let filed = { (claim: ClaimID) -> ClaimFiled? in
            Self.answer(&fault, or: nil) { try self.filing(of: claim, in: command.stream) }
        }
        let unsealed = { [vault] (commitment: Digest) -> [UInt8]? in
            Self.answer(&fault, or: nil) { try vault.value(commitment)?.json }
        }
        let traced = { (party: PartyID) -> Footprint in
            Self.answer(&fault, or: Footprint()) { try self.footprint(of: party) }
        }
        let world = World(
            dossier: try dossier(of: Self.dossierStream(of: command.stream)), register: register,
            identified: identified, membership: membership, happened: happened, filed: filed, unsealed: unsealed,
            traced: traced)
        do {
            try Access.authorise(command, submission.stamp, world)
        } catch {
            return .denied(error)
        }
        if let seen = submission.request.revision, seen != log.head(of: command.stream)?.revision.rawValue ?? 0 {
            return .rejected(.staleRevision)
        }
        let decision: Decision
        do {
            decision = try outcome(submission, command, world)
        } catch {
            decision = .rejected(error)
        }
        if let fault { throw fault }
        return decision
    }

    /// A claim as it was filed in a stream; nil when there is none.
    private func filing(of claim: ClaimID, in stream: StreamID) throws -> ClaimFiled? {
        var found: ClaimFiled?
        var decoder = EventDecoder()
        guard let head = log.head(of: stream) else { return nil }
        try log.reader.walk(back: head.position) { row throws(LogFault) in
            guard found == nil, row.name == ClaimFiled.name.description else { return }
            if case .claim(.filed(let event)) = try decoder.envelope(row).event, event.claim == claim { found = event }
        }
        return found
    }

    /// What follows from a command that may be asked: facts under ids that are free, or what a claim would come to.
    private func outcome(
        _ submission: Submission, _ command: any Command, _ world: borrowing World
    ) throws(Rejection) -> Decision {
        if submission.purpose == .preview, let claim = command as? FileClaim {
            return .looked(try ClaimPreview(of: claim, submission.stamp, world))
        }
        // To try a code would tell whether it is right, and count no try.
        if submission.purpose == .dryRun, command is ConfirmContact { throw .noDryRun }
        let events = try Restriction.decide(command, submission.stamp, world)
        if erased.isNamed(by: command, in: events, &writer) { return .rejected(.personErased) }
        return usedIDs.taken(in: events, of: world.dossier).map(Decision.rejected) ?? .facts(events)
    }

    /// What is asked of a person may be asked by who represents him: his dossier says who that is.
    private static func dossierStream(of stream: StreamID) -> StreamID {
        stream.kind == .party ? StreamID(kind: .dossier, bits: stream.bits) : stream
    }

    /// The folded dossier of a stream; an empty one for a stream of another kind.
    func dossier(of stream: StreamID) throws -> DossierState {
        guard let id = stream.dossier else { return DossierState(id: DossierID(bits: stream.bits)) }
        if let known = dossiers.state(of: id) { return known }
        var state = DossierState(id: id)
        if let head = log.head(of: stream) {
            var events: [Event] = []
            events.reserveCapacity(Int(head.revision.rawValue))
            try log.reader.walk(back: head.position) { row throws(LogFault) in
                events.append(try decoder.envelope(row).event)
            }
            for event in events.reversed() { state.evolve(event) }
        }
        dossiers.insert(state)
        return state
    }

    private func append(
        _ events: [Event], to stream: StreamID, _ stamp: CommandStamp, _ submission: Submission
    ) throws -> [UInt8] {
        let told = try told(submission)
        let start = log.position.next
        var pending: [PendingEvent] = []
        pending.reserveCapacity(events.count)
        for event in events {
            writer.removeAll()
            let fact = event.fact
            fact.write(to: &writer)
            if !writer.sealed.isEmpty { try vault.seal(writer.sealed, at: start) }
            try identify(event, at: start)
            pending.append(
                PendingEvent(
                    name: type(of: fact).name.description, schema: Int(type(of: fact).version), validOn: fact.validOn,
                    body: writer.bytes))
        }
        let appended = pending.isEmpty ? nil : log.append(pending, to: stream, of: stamp)
        let asker = submission.stamp.principal.kind
        let answer = CommandAnswer(
            id: stamp.id, revision: appended?.revision ?? log.head(of: stream)?.revision ?? .none,
            position: appended?.last ?? log.position, events: events,
            names: pending.map(\.name), told: told)
        writer.removeAll()
        answer.write(to: &writer)
        // The system looks at every contract each day: a look that finds nothing is not worth a row. Asked again, it is
        // looked at again.
        if asker != .system || appended != nil { _ = try log.accept(stamp, answer: writer.bytes) }
        return writer.bytes
    }

    /// Lets a new party be found by the numbers it signs in with.
    private func identify(_ event: Event, at position: Position) throws {
        switch event {
        case .party(.personRegistered(let person)):
            guard let bsn = person.bsn?.open?.value else { return }
            _ = try vault.identify(person.party, by: .bsn, bsn.text, at: position)
        case .party(.organisationRegistered(let organisation)):
            if let agb = organisation.agb {
                _ = try vault.identify(organisation.party, by: .agb, agb.text, at: position)
            } else {
                _ = try vault.identify(organisation.party, by: .kvk, organisation.kvk.text, at: position)
            }
        case .party(.agbAdded(let added)): _ = try vault.identify(added.party, by: .agb, added.agb.text, at: position)
        case .party(.agbRemoved(let removed)): try vault.forget(removed.party, by: .agb, removed.agb.text)
        case .party(.memberAdded(let added)):
            try vault.enlist(added.member, at: added.party, as: try name(of: added), from: position)
        case .party(.memberRemoved(let removed)): try vault.strike(removed.member, from: removed.party)
        case .party, .office, .representation, .budget, .contract, .claim, .payment, .receivable, .run, .bank, .inbox,
            .document, .application, .circumstance, .rights, .dispatch, .system:
            break
        }
    }

    private func take(_ events: [Event], of stream: StreamID) {
        if let dossier = stream.dossier {
            dossiers.evolve(dossier, events)
            for case .representation(let fact) in events { register.evolve(fact, in: dossier) }
            for event in events { appearances.note(event, in: dossier) }
        } else {
            for event in events { take(event) }
        }
    }

    func take(_ event: Event) {
        switch event {
        case .party(let fact): register.evolve(fact)
        case .office(let fact): register.evolve(fact)
        case .run(let fact): register.evolve(fact)
        case .bank(let fact): register.evolve(fact)
        case .rights(let fact): register.evolve(fact)
        case .dispatch(let fact): register.evolve(fact)
        case .representation, .budget, .contract, .claim, .payment, .receivable, .inbox, .document, .application,
            .circumstance, .system:
            break
        }
    }

    private func rejection(_ record: CommandRecord) throws -> Rejection {
        var reader = JSONReader()
        reader.load(record.answer)
        guard let rejection = reader.record(Rejection.self) else {
            throw LogFault(.command(record.sequence), "its answer cannot be read")
        }
        return rejection
    }
}

extension Rejection {
    package static let staleRevision = Rejection(
        "stale-revision", "Iemand heeft dit dossier intussen veranderd. Bekijk de nieuwe stand en probeer het opnieuw.")
}
