import Events

/// The one place where it is decided whether a person may ask for a command.
///
/// It runs on the writer's thread on the state of that moment, so a representative or employee who was removed this
/// second can do nothing the next. Deny by default: an actor that no line of the command allows is refused.
enum Access {
    /// Who is not in the register is told that, whatever he asks. Refused: as unknown when it is about a dossier the person has no relation with, else as forbidden.
    static func authorise<C: Command>(_ command: C, _ stamp: Stamp, _ world: borrowing World) throws(Rejection) {
        if let party = stamp.principal.party, world.register.parties[party] == nil { throw .notRegistered }
        var related = false
        for actor in C.allowed {
            switch judge(actor, command.stream, stamp, world) {
            case .allowed:
                guard stamp.level >= C.level else { throw .levelTooLow }
                return
            case .related: related = true
            case .stranger: break
            }
        }
        // Only a dossier is hidden: what is asked of a person or an office is answered alike whether it exists or not.
        let isHidden = command.stream.kind == .dossier && !related && !isRelated(stamp, to: command.stream, world)
        throw isHidden ? .unknownDossier : .notAllowed
    }

    private enum Judgement { case allowed, related, stranger }

    private static func judge(
        _ actor: Actor, _ stream: StreamID, _ stamp: Stamp, _ world: borrowing World
    ) -> Judgement {
        let principal = stamp.principal
        switch actor {
        case .holderSide:
            return world.dossier.isHolderSide(principal, on: stamp.today) ? .allowed : .stranger
        case .caregiver:
            guard principal.kind == .caregiver, let party = principal.party else { return .stranger }
            return world.dossier.isCaregiver(party) ? .allowed : .stranger
        case .oneself:
            guard let party = principal.party, principal.kind != .employee else { return .stranger }
            return StreamID.party(party) == stream && world.register.parties[party] != nil ? .allowed : .stranger
        case .granter(let role):
            guard let office = principal.office, world.dossier.granters.contains(office) else { return .stranger }
            return judge(role, of: principal, world)
        case .anyGranter(let role):
            guard let office = principal.office, let kind = world.register.offices[office]?.kind, kind != .svb
            else { return .stranger }
            return judge(role, of: principal, world)
        case .svb(let role):
            guard let office = principal.office, office == world.register.svb else { return .stranger }
            return judge(role, of: principal, world)
        case .anyOffice(let role):
            return judge(role, of: principal, world)
        case .ownOffice(let role):
            guard let office = principal.office, StreamID.office(office) == stream else { return .stranger }
            return judge(role, of: principal, world)
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
        case .holder, .representative, .caregiver:
            guard let party = principal.party else { return false }
            return stream == .party(party) || world.dossier.isHolderSide(principal, on: stamp.today)
                || world.dossier.isRepresented(by: principal, on: stamp.today)
                || (principal.kind == .holder && party == world.dossier.holder && world.dossier.exists)
                || (principal.kind == .caregiver && world.dossier.isCaregiver(party))
        }
    }
}

extension Rejection {
    package static let notAllowed = Rejection(
        "not-allowed", .forbidden, "U mag dit niet doen. Vraag het aan iemand die dat wel mag.")
    package static let notRegistered = Rejection(
        "not-registered", .forbidden,
        "U bent ingelogd, maar staat nog niet in het register. Vraag uw zorgkantoor of gemeente om u te registreren.")
    package static let levelTooLow = Rejection(
        "level-too-low", .forbidden, "U bent met een te laag niveau ingelogd. Log opnieuw in met een hoger niveau.")
    package static let unknownDossier = Rejection(
        "unknown-dossier", .unknown, "Dit dossier is er niet. Controleer het nummer.")
}
