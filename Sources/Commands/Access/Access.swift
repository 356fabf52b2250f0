import Events

/// The one place where it is decided whether a person may ask for a command.
///
/// It runs on the writer's thread on the state of that moment, so a representative or employee who was removed this
/// second can do nothing the next. Deny by default: an actor that no line of the command allows is refused.
enum Access {
    /// Who is not in the register is told that, whatever he asks. Refused: as unknown when it is about a dossier the person has no relation with, else as forbidden.
    static func authorise<C: Command>(_ command: C, _ stamp: Stamp, _ world: borrowing World) throws(Rejection) {
        if stamp.isNewcomer {
            try admit(command, stamp, world)
        } else if let party = stamp.principal.party {
            guard let known = world.register.parties[party] else { throw .notRegistered }
            // Who signs in as somebody who died is somebody else.
            guard known.people.diedOn == nil else { throw .deceased }
            if known.people.keepsMembers { try requireMember(of: party, stamp, world) }
        }
        var related = false
        for actor in C.allowed {
            switch judge(actor, command, stamp, world) {
            case .allowed:
                guard stamp.level >= C.level else { throw .levelTooLow }
                guard !C.asksFreshSignIn || stamp.isFresh else { throw .signInAgain }
                return
            case .related: related = true
            case .stranger: break
            }
        }
        // Only a dossier is hidden: what is asked of a person or an office is answered alike whether it exists or not.
        let isHidden = command.stream.kind == .dossier && !related && !isRelated(stamp, to: command.stream, world)
        throw isHidden ? .unknownDossier : .notAllowed
    }

    /// A newcomer is in no register, whatever number he gives himself: only what is there for newcomers is his to ask.
    private static func admit<C: Command>(
        _ command: C, _ stamp: Stamp, _ world: borrowing World
    ) throws(Rejection) {
        guard C.allowed.contains(.newcomer), stamp.bsn != nil, let party = stamp.principal.party,
            StreamID.party(party) == command.stream, world.register.parties[party] == nil
        else { throw .notRegistered }
    }

    /// Who asks for an organisation that keeps a list of its people must be on it, now: who was taken off this second can do
    /// nothing the next.
    private static func requireMember(
        of organisation: PartyID, _ stamp: Stamp, _ world: borrowing World
    ) throws(Rejection) {
        guard case .member(let member) = world.membership(organisation, stamp.user),
            world.register.parties[organisation]?.people.members.contains(where: { $0.member == member }) ?? false
        else { throw .notAMember }
        guard world.register.parties[member]?.people.diedOn == nil else { throw .deceased }
    }

    private enum Judgement { case allowed, related, stranger }

    private static func judge(
        _ actor: Actor, _ command: some Command, _ stamp: Stamp, _ world: borrowing World
    ) -> Judgement {
        let (principal, stream) = (stamp.principal, command.stream)
        if stamp.isNewcomer, actor != .newcomer { return .stranger }
        switch actor {
        case .holderSide:
            return world.dossier.isHolderSide(principal, on: stamp.today) ? .allowed : .stranger
        case .applicant:
            return world.dossier.isApplicant(principal, on: stamp.today) ? .allowed : .stranger
        case .proposer:
            guard principal.kind == .representative, principal.onBehalfOf == world.dossier.holder,
                world.dossier.isNew
            else { return .stranger }
            return .allowed
        case .caregiver:
            guard principal.kind == .caregiver, let party = principal.party else { return .stranger }
            return world.dossier.isCaregiver(party) ? .allowed : .stranger
        case .oneself:
            guard let party = principal.party, principal.kind != .employee else { return .stranger }
            return StreamID.party(party) == stream && world.register.parties[party] != nil ? .allowed : .stranger
        case .addressee:
            guard let message = command as? ReadMessage else { return .stranger }
            return message.isFor(principal, world) ? .allowed : .stranger
        case .newcomer:
            // That it is about himself was looked at before. Who is known already is told so by the decision.
            return stamp.isNewcomer || principal.kind == .holder && stamp.bsn != nil ? .allowed : .stranger
        case .granter(let role):
            guard let office = principal.office, world.dossier.granters.contains(office) else { return .stranger }
            return judge(role, of: principal, world)
        case .anyGranter(let role):
            guard let office = principal.office, let kind = world.register.offices[office]?.kind, kind != .svb
            else { return .stranger }
            // An office that does not grant anything here has nothing to do with the dossier: who there may begin one knows
            // of it, and the others do not.
            return judge(role, of: principal, world) == .allowed ? .allowed : .stranger
        case .svb(let role):
            guard let office = principal.office, office == world.register.svb else { return .stranger }
            return judge(role, of: principal, world)
        case .anyOffice(let role):
            return judge(role, of: principal, world)
        case .ownOffice(let role):
            guard let office = principal.office, StreamID.office(office) == stream else { return .stranger }
            return judge(role, of: principal, world)
        case .anybody:
            switch principal.kind {
            case .holder, .caregiver, .helper:
                return principal.party.flatMap { world.register.parties[$0]?.kind } == .person ? .allowed : .stranger
            case .representative, .employee, .operator, .system: return .stranger
            }
        case .helper:
            return principal.kind == .helper && world.dossier.isHelper(principal.party) ? .allowed : .stranger
        case .member:
            guard principal.kind == .holder || principal.kind == .caregiver, let party = principal.party,
                stream.kind == .party, let organisation = world.register.parties[PartyID(bits: stream.bits)]
            else { return .stranger }
            return organisation.people.members.contains { $0.member == party } ? .allowed : .stranger
        case .operator:
            return principal.kind == .operator ? .allowed : .stranger
        case .system:
            return principal.kind == .system ? .allowed : .stranger
        }
    }

    /// An employee of the office he names is related to what his office may do, whatever his roles. Somebody who no
    /// longer works there is a stranger.
    private static func judge(_ role: Role, of principal: Principal, _ world: borrowing World) -> Judgement {
        guard principal.kind == .employee, let party = principal.party, let office = principal.office,
            let roles = world.register.offices[office]?.employees[party]
        else { return .stranger }
        return roles.contains(role) ? .allowed : .related
    }

    /// Whether the person may know that the stream exists.
    private static func isRelated(_ stamp: Stamp, to stream: StreamID, _ world: borrowing World) -> Bool {
        let principal = stamp.principal
        switch principal.kind {
        case .operator, .system: return true
        case .employee:
            guard let office = principal.office, let party = principal.party,
                let record = world.register.offices[office], record.employees[party] != nil
            else { return false }
            return stream.kind != .dossier || record.kind == .svb || world.dossier.granters.contains(office)
        case .holder, .representative, .caregiver, .helper:
            guard let party = principal.party else { return false }
            return stream == .party(party) || world.dossier.isHolderSide(principal, on: stamp.today)
                || world.dossier.isRepresented(by: principal, on: stamp.today)
                || (principal.kind == .holder && party == world.dossier.holder && world.dossier.exists)
                || world.dossier.isApplicant(principal, on: stamp.today) && world.dossier.exists
                || (principal.kind == .caregiver && world.dossier.isCaregiver(party))
                || (principal.kind == .helper && world.dossier.isHelper(party))
        }
    }
}

extension Rejection {
    package static let notAllowed = Rejection(
        "not-allowed", .forbidden, "U mag dit niet doen. Vraag het aan iemand die dat wel mag.")
    package static let notRegistered = Rejection(
        "not-registered", .forbidden,
        "U bent ingelogd, maar staat nog niet in het register. Schrijf uzelf in met DigiD, of vraag het uw zorgkantoor "
            + "of gemeente.")
    package static let deceased = Rejection(
        "deceased", .forbidden,
        "Deze persoon staat als overleden in het register. Klopt dat niet? Bel uw zorgkantoor of gemeente.")
    package static let notAMember = Rejection(
        "not-a-member", .forbidden,
        "U staat niet op de lijst van wie voor deze organisatie mag handelen. Vraag het de contactpersoon van uw "
            + "organisatie.")
    package static let levelTooLow = Rejection(
        "level-too-low", .forbidden, "U bent met een te laag niveau ingelogd. Log opnieuw in met een hoger niveau.")
    package static let signInAgain = Rejection(
        "sign-in-again", .forbidden,
        "Dit mag alleen wie net zelf heeft ingelogd. Log opnieuw in en doe het binnen vijf minuten.")
    package static let unknownDossier = Rejection(
        "unknown-dossier", .unknown, "Dit dossier is er niet. Controleer het nummer.")
}
