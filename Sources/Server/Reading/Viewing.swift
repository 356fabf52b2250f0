import Commands
import Events
import Projections

/// Decides who may look at a dossier, and at what part of it: the reading half of the access matrix.
///
/// Deny by default. What one may not know of does not exist (404); who has a relation with the dossier and may not look
/// is told so (403).
struct Viewing {
    /// What the viewer sees of the dossier.
    let reader: Contract.Reader
    /// The roles of an employee; empty for everybody else.
    let roles: [Role]
    /// Which relation allows it, and in which quality he looks: for the access log.
    let ground: AccessGround
    let quality: Principal.Kind

    /// Whether he acts for the holder, and does not only look along.
    var isHolderSide: Bool { quality == .holder || quality == .representative }

    /// Whether balances and budgets may be seen: never by a caregiver.
    var seesMoney: Bool {
        if case .caregiver = reader { return false }
        return true
    }

    /// Whether the care description may be read: by the parties and the granter, not by the SVB (portal 2.3).
    var readsCare: Bool { roles.isEmpty || !isAll }

    /// Whether applications and what goes on around a pgb may be known of: by the holder side, and by a granter what is its
    /// own; never by the SVB or a caregiver.
    var seesAsked: Bool { caregiver == nil && readsCare }

    private var isAll: Bool { reader == .all }

    /// The office a granter's employee looks for; nil for everybody else.
    var office: OfficeID? {
        if case .office(let office) = reader { return office }
        return nil
    }

    var caregiver: PartyID? {
        if case .caregiver(let party) = reader { return party }
        return nil
    }

    /// - Parameters:
    ///   - s: the live tables: a right that has ended gives no look at the past either.
    ///   - actingAs: said by who represents somebody.
    init(
        _ caller: Caller, of dossier: DossierID, actingAs: ActingAs?, at now: Moment, _ s: Snapshot
    ) throws {
        let today = now.day
        guard let party = caller.party else { throw Problem(.notFound) }
        if caller.identity.means == .employee {
            if actingAs == .holder {
                self = try Self.lookingAlong(party, caller.identity.office, dossier, now, s)
                return
            }
            self = try Self.employee(party, caller.identity.office, dossier, s)
            guard actingAs == nil || actingAs == .employee else { throw Problem(.notAllowed) }
            return
        }
        roles = []
        let relations = try Involvement.list(s, dossier: dossier)
        let kinds = Involvement.kinds(of: party, in: dossier, on: today, among: relations)
        guard !kinds.isEmpty else { throw Problem(.notFound) }
        if actingAs == .employee {
            throw Problem(.notAllowed)
        } else if actingAs == .helper {
            guard kinds.contains(.helper) else { throw Problem(.notAllowed) }
            reader = .all
            (ground, quality) = (.helper, .helper)
        } else if actingAs == .representative {
            guard kinds.contains(.representative), !Involvement.isShutOut(party, on: today, among: relations)
            else { throw Problem(.notAllowed) }
            reader = .all
            (ground, quality) = (.representative, .representative)
        } else if kinds.contains(.holder), actingAs != .caregiver {
            guard !Involvement.isShutOut(party, on: today, among: relations) else { throw Problem(.notAllowed) }
            reader = .all
            (ground, quality) = (.holder, .holder)
        } else if kinds.contains(.caregiver), actingAs != .holder {
            reader = .caregiver(party)
            (ground, quality) = (.caregiver, .caregiver)
        } else {
            throw Problem(.sayActingAs)
        }
    }

    /// Of an employee.
    private init(reader: Contract.Reader, roles: [Role], ground: AccessGround) {
        self.reader = reader
        self.roles = roles
        self.ground = ground
        quality = .employee
    }

    /// An employee of a helpdesk who looks along sees what the holder sees, for as long as `look-along` said; the helpdesk of
    /// a granter of that only what the granter pays, because two granters never see each other (portal 2.3).
    private static func lookingAlong(
        _ party: PartyID, _ office: OfficeID?, _ dossier: DossierID, _ now: Moment, _ s: Snapshot
    ) throws -> Viewing {
        guard let (office, roles) = try employment(party, office, s) else { throw Problem(.notFound) }
        guard roles.contains(.helpdesk),
            try LookingAlong.holds(s, for: party, at: office.office, in: dossier, on: now)
        else { throw Problem(.notAllowed) }
        let reader: Contract.Reader = office.kind == .svb ? .all : .office(office.office)
        return Viewing(reader: reader, roles: [], ground: .lookAlong)
    }

    private static func employee(
        _ party: PartyID, _ office: OfficeID?, _ dossier: DossierID, _ s: Snapshot
    ) throws -> Viewing {
        guard let (office, roles) = try employment(party, office, s) else { throw Problem(.notFound) }
        let looking: [Role] = [.grants, .assessor, .paymentsMaker, .paymentsReleaser, .auditor]
        guard roles.contains(where: looking.contains) else { throw Problem(.notAllowed) }
        if office.kind == .svb {
            guard try Involvement.exists(s, dossier) else { throw Problem(.notFound) }
            return Viewing(reader: .all, roles: roles, ground: .svb)
        }
        guard try Involvement.isGranter(s, office.office, in: dossier) else { throw Problem(.notFound) }
        return Viewing(reader: .office(office.office), roles: roles, ground: .granter)
    }

    /// The office somebody works for now, and his roles there; nil when the register knows of no such employment.
    static func employment(
        _ party: PartyID, _ office: OfficeID?, _ s: Snapshot
    ) throws -> (office: RegisteredOffice, roles: [Role])? {
        guard let office,
            let roles = try OfficeEmployee.list(s, employee: party).first(where: { $0.office == office })?.roles,
            let registered = try RegisteredOffice.one(s, office)
        else { return nil }
        return (registered, roles)
    }
}

extension Involvement {
    /// Whether the dossier is there at all.
    static func exists(_ s: Snapshot, _ dossier: DossierID) throws(DatabaseError) -> Bool {
        try !list(s, dossier: dossier).isEmpty
    }
}

extension ProblemKind {
    static let sayActingAs = ProblemKind(
        "say-acting-as", 403, "Zeg namens wie u kijkt",
        "Zeg in het verzoek wat u hier bent: met actingAs=representative of met actingAs=helper.")
}
