import Commands
import Events
import Projections

/// Who a signed-in person is here: the party of the register behind his token or session.
struct Caller {
    let identity: Identity
    /// Nil for the operator, who is nobody in the register, and for a newcomer.
    let party: PartyID?
    /// Who of the register signs in for an organisation that keeps a list of its people; nil for anybody else.
    let member: PartyID?

    /// Finds the party that a sign-in names: by its id, or by the number its means gives (`bsn:`, `kvk:`, `agb:`).
    init(_ identity: Identity, _ vault: Vault) throws {
        try self.init(orNewcomer: identity, vault)
        guard !isNewcomer else { throw Problem(.notRegistered) }
    }

    /// The same, and takes somebody whom DigiD proved and who is in no register yet: without a party, for what is there
    /// for newcomers.
    init(orNewcomer identity: Identity, _ vault: Vault) throws {
        self.identity = identity
        if identity.means == .operator {
            party = nil
            member = nil
            return
        }
        party = try Self.known(identity, vault)
        guard party != nil || identity.bsn != nil else { throw Problem(.notRegistered) }
        switch try Self.membership(identity, vault) {
        case .stranger: throw Problem(.notAMember)
        case .member(let found): member = found
        case .noList: member = nil
        }
    }

    /// The party that a sign-in names, whether he may ask or not.
    static func known(_ identity: Identity, _ vault: Vault) throws -> PartyID? {
        try identity.party ?? party(of: identity, vault)
    }

    /// Who signs in for an organisation that keeps a list of its people: a stranger is not on it, or not any more.
    /// The vault tells what is so now, in the moment in which the answer to a removal leaves.
    static func membership(_ identity: Identity, _ vault: Vault) throws -> Membership {
        guard identity.means != .employee, let party = try known(identity, vault) else { return .noList }
        return try vault.membership(of: party, as: identity.user)
    }

    /// Whether DigiD proved who he is, and the register does not know him yet.
    var isNewcomer: Bool { party == nil && identity.bsn != nil }

    /// Refuses who is in no register: a token may name a party that nobody registered. And who died, also when he signs in
    /// for an organisation: his name stays on its list until somebody takes it off.
    func requireRegistered(_ s: Snapshot) throws {
        guard let party else { return }
        guard let lives = try RegisteredParty.lives(s, party) else { throw Problem(.notRegistered) }
        guard lives, try Self.lives(member, s) else { throw Problem(.deceased) }
    }

    /// Whether no death is known of a member; true for nobody.
    static func lives(_ member: PartyID?, _ s: Snapshot) throws -> Bool {
        guard let member else { return true }
        return try RegisteredParty.lives(s, member) ?? true
    }

    private static func party(of identity: Identity, _ vault: Vault) throws -> PartyID? {
        let parts = identity.subject.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, let scheme = IdentityScheme(rawValue: String(parts[0])),
            scheme.isGiven(by: identity.means)
        else { return nil }
        return try vault.party(scheme, String(parts[1]))
    }

    /// In which quality the caller acts on a stream. He says so when he represents somebody; otherwise it follows from
    /// the means and from whose stream it is. Whether the register supports it is decided where the command is.
    func principal(_ actingAs: ActingAs?, on stream: StreamID) throws(Problem) -> Principal {
        guard let party else {
            guard isNewcomer else { return .operator }
            // He is nobody yet: the one he asks to become. What else that number might be, `Access` keeps from him.
            guard actingAs == nil || actingAs == .holder, stream.kind == .party else { throw Problem(.notRegistered) }
            return .holder(PartyID(bits: stream.bits))
        }
        if identity.means == .employee {
            guard let office = identity.office, actingAs == nil || actingAs == .employee else {
                throw Problem(.notAllowed)
            }
            return .employee(party, at: office)
        }
        switch actingAs {
        case .employee: throw Problem(.notAllowed)
        case .representative:
            // The dossier and the record of a person have the same number. Whether he represents him is asked there.
            guard stream.kind == .dossier || stream.kind == .party, stream.bits != party.bits else {
                // Nor does anybody represent himself.
                throw Problem(.notAllowed)
            }
            return .representative(party, of: PartyID(bits: stream.bits))
        case .holder: return .holder(party)
        case .caregiver: return .caregiver(party)
        case .helper: return .helper(party)
        case nil:
            if stream == .party(party) { return identity.means == .digid ? .holder(party) : .caregiver(party) }
            return stream.bits == party.bits ? .holder(party) : .caregiver(party)
        }
    }
}

extension ProblemKind {
    static let notRegistered = ProblemKind(
        Rejection.notRegistered.code, 403, "Wij kennen u nog niet", Rejection.notRegistered.detail)
    static let notAMember = ProblemKind(
        Rejection.notAMember.code, 403, "U handelt niet voor deze organisatie", Rejection.notAMember.detail)
    static let deceased = ProblemKind(
        Rejection.deceased.code, 403, "Deze persoon is overleden", Rejection.deceased.detail)
}
