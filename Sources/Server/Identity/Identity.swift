import Events

/// Who is asking, as a verified token says it. What he may do is for the register and the policy to say, not for this.
struct Identity: Sendable, Hashable {
    /// Who: the id of a party, an employee or an operator.
    let subject: String
    let means: SignInMeans
    let level: AssuranceLevel
    /// For whom an employee works.
    let office: OfficeID?
    /// What his employer says he does there, such as `assessor`.
    let roles: [String]
    /// When the token ends, in seconds since 1970.
    let expires: Int64

    /// The subject as a party; nil when it is none.
    var party: PartyID? { PartyID(subject) }
}

/// The word for a level in a token: each means has its own, and eIDAS makes them comparable
/// (`domain/portal-and-standards.md` 2.1).
enum TokenLevel: String, StoredName, CaseIterable {
    case basis, midden, substantieel, hoog, eh2, eh2plus, eh3, eh4

    /// The words a means can use; none for a means that nobody signs in with.
    static func words(of means: SignInMeans) -> [TokenLevel] {
        switch means {
        case .digid: [.basis, .midden, .substantieel, .hoog]
        case .eherkenning: [.eh2, .eh2plus, .eh3, .eh4]
        case .vecozo, .employee, .operator: [.substantieel, .hoog]
        case .system: []
        }
    }

    var assurance: AssuranceLevel {
        switch self {
        case .basis, .eh2: .basis
        case .midden, .eh2plus: .midden
        case .substantieel, .eh3: .substantieel
        case .hoog, .eh4: .hoog
        }
    }
}
