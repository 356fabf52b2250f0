import Commands
import Events
import Projections

/// Who a signed-in person is here: the party of the register behind his token.
struct Caller {
    let identity: Identity
    /// Nil for the operator, who is nobody in the register.
    let party: PartyID?

    /// Finds the party that a token names: by its id, or by the number its means gives (`bsn:`, `kvk:`, `agb:`).
    init(_ identity: Identity, _ vault: Vault) throws {
        self.identity = identity
        if identity.means == .operator {
            party = nil
            return
        }
        party = try identity.party ?? Self.party(of: identity, vault)
        guard party != nil else { throw Problem(.notRegistered) }
    }

    /// Refuses who is in no register: a token may name a party that nobody registered.
    func requireRegistered(_ s: Snapshot) throws {
        guard let party else { return }
        guard try RegisteredParty.exists(s, party) else { throw Problem(.notRegistered) }
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
        guard let party else { return .operator }
        if identity.means == .employee {
            guard let office = identity.office, actingAs == nil || actingAs == .employee else {
                throw Problem(.notAllowed)
            }
            return .employee(party, at: office)
        }
        switch actingAs {
        case .employee: throw Problem(.notAllowed)
        case .representative:
            guard let dossier = stream.dossier else { throw Problem(.notAllowed) }
            return .representative(party, of: dossier.holder)
        case .holder: return .holder(party)
        case .caregiver: return .caregiver(party)
        case nil:
            if stream == .party(party) { return identity.means == .digid ? .holder(party) : .caregiver(party) }
            return stream.bits == party.bits ? .holder(party) : .caregiver(party)
        }
    }
}

extension IdentityScheme {
    /// Whether that means of signing in proves this number.
    func isGiven(by means: SignInMeans) -> Bool {
        switch self {
        case .bsn: means == .digid
        case .kvk: means == .eherkenning
        case .agb: means == .vecozo
        }
    }
}

extension ProblemKind {
    static let notRegistered = ProblemKind(
        Rejection.notRegistered.code, 403, "Wij kennen u nog niet", Rejection.notRegistered.detail)
}
