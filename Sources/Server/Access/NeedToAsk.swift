import Commands
import Events

/// Who somebody is to what he asks about, as far as it decides what he may ask.
struct Standing: Sendable {
    enum Place: Sendable {
        /// The holder himself, unless somebody else alone acts for him; who represents him.
        case holder, representative
        /// The holder whose representative alone may act; who represents him beside that one.
        case represented, shutOut
        case caregiver, helper
        /// An employee of an office that grants a budget in the dossier, of another one that grants budgets, of the SVB.
        case granter, otherOffice, svb
        /// A person of the register who has nothing to do with it; who says that he represents somebody and does not.
        case outsider, proposer
        case newcomer, `operator`
    }

    let place: Place
    var roles: Set<Role> = []
    /// Whether the party or the office of the matrix is he himself, or where he works.
    var isOneself = false
    var isOrganisation = false

    /// The same person before a dossier that he has nothing to do with.
    var elsewhere: Standing {
        switch place {
        case .granter, .otherOffice: Standing(place: .otherOffice, roles: roles)
        case .svb, .operator, .newcomer: self
        case .representative, .shutOut, .proposer: Standing(place: .proposer)
        case .holder, .represented, .caregiver, .helper, .outsider:
            Standing(place: .outsider, isOrganisation: isOrganisation)
        }
    }

    var isEmployee: Bool { place == .granter || place == .otherOffice || place == .svb }
}

extension Onlooker {
    /// Who he is to the dossier that the matrix is about.
    var standing: Standing {
        switch self {
        case .holder: Standing(place: .holder, isOneself: true)
        case .representative: Standing(place: .representative)
        case .helper: Standing(place: .helper)
        case .caregiver, .otherCaregiver: Standing(place: .caregiver)
        case .grants: Standing(place: .granter, roles: [.registrar, .grants], isOneself: true)
        case .assessor: Standing(place: .granter, roles: [.assessor], isOneself: true)
        case .officePrivacy: Standing(place: .granter, roles: [.privacy], isOneself: true)
        case .officeHelpdesk: Standing(place: .granter, roles: [.helpdesk], isOneself: true)
        case .otherGranter: Standing(place: .granter, roles: [.registrar, .grants])
        case .foreignOffice: Standing(place: .otherOffice, roles: [.registrar, .grants])
        case .svbAssessor: Standing(place: .svb, roles: [.registrar, .assessor])
        case .svbPayments: Standing(place: .svb, roles: [.paymentsReleaser])
        case .svbAuditor: Standing(place: .svb, roles: [.auditor])
        case .svbPrivacy: Standing(place: .svb, roles: [.privacy])
        case .svbHelpdesk: Standing(place: .svb, roles: [.helpdesk])
        case .stranger: Standing(place: .outsider)
        case .operator: Standing(place: .operator)
        }
    }
}

extension NeedToKnow {
    /// Whose the thing is that a command is about.
    enum Whose: CaseIterable, Sendable {
        /// The dossier, party or office of the matrix; that of somebody else; one that nobody has.
        case own, foreign, nobodys
    }

    /// What comes of asking for a command: whether it is decided at all, and if not, whether he is told that he may not or
    /// that nothing is there. The decision then asks more: which contract, whose budget, which state.
    static func sight(
        asking type: CommandType, about kind: StreamKind, _ whose: Whose, as him: Standing
    ) -> Sight {
        let isOwn = whose == .own
        let standing = isOwn ? him : him.elsewhere
        if him.place == .newcomer {
            // He can only ask to become somebody whom nobody is yet.
            return type.allowed.contains(.newcomer) && whose == .nobodys ? .part : .refused
        }
        if type.allowed.contains(where: { may($0, standing, kind, isOwn: isOwn) }) { return .part }
        // He may say that he represents somebody who has nothing yet; whether there is such a person, the decision asks.
        if whose == .nobodys, standing.place == .proposer, type.allowed.contains(.proposer) { return .part }
        // Only a dossier is hidden, from who has nothing to do with it.
        let isHidden = kind == .dossier && [.outsider, .proposer, .otherOffice].contains(standing.place)
        return isHidden ? .hidden : .refused
    }

    private static func may(_ actor: Actor, _ standing: Standing, _ kind: StreamKind, isOwn: Bool) -> Bool {
        let place = standing.place
        return switch actor {
        case .holderSide, .applicant: place == .holder || place == .representative
        case .caregiver: place == .caregiver && kind == .dossier
        case .helper: place == .helper && kind == .dossier
        case .oneself: isOwn && standing.isOneself && !standing.isEmployee && kind == .party
        case .granter(let role): place == .granter && standing.roles.contains(role)
        case .anyGranter(let role):
            (place == .granter || place == .otherOffice) && standing.roles.contains(role)
        case .svb(let role): place == .svb && standing.roles.contains(role)
        case .anyOffice(let role): standing.isEmployee && standing.roles.contains(role)
        case .ownOffice(let role): isOwn && standing.isOneself && standing.roles.contains(role)
        case .anybody:
            !standing.isOrganisation && [.holder, .represented, .caregiver, .helper, .outsider].contains(place)
        case .operator: place == .operator
        // Who proposes himself or is new was looked at; nobody of the matrix got the message of the example, or acts for an
        // organisation; the system asks nothing over HTTP.
        case .addressee, .proposer, .newcomer, .member, .system: false
        }
    }
}
