import Events

/// How somebody proved who he is (`domain/portal-and-standards.md` 2.1).
enum Means: String, StoredName, Hashable {
    case digid, eherkenning, vecozo, employee
    /// Runs this server: sees figures about it, no dossiers.
    case `operator`

    /// The levels this means can have.
    var levels: [AssuranceLevel] {
        switch self {
        case .digid: [.basis, .midden, .substantieel, .hoog]
        case .eherkenning: [.eh2, .eh2plus, .eh3, .eh4]
        case .vecozo, .employee, .operator: [.substantieel, .hoog]
        }
    }
}

/// How sure the means makes us. Levels of different means are compared by their rank under eIDAS.
enum AssuranceLevel: String, StoredName, Hashable, Comparable {
    case basis, midden, substantieel, hoog, eh2, eh2plus, eh3, eh4

    private var rank: Int {
        switch self {
        case .basis, .eh2: 1
        case .midden, .eh2plus: 2
        case .substantieel, .eh3: 3
        case .hoog, .eh4: 4
        }
    }

    static func < (left: AssuranceLevel, right: AssuranceLevel) -> Bool { left.rank < right.rank }
}

/// Who is asking, as a verified token says it. What he may do is for the register and the policy to say, not for this.
struct Identity: Sendable, Hashable {
    /// Who: the id of a party, an employee or an operator.
    let subject: String
    let means: Means
    let level: AssuranceLevel
    /// For whom an employee works.
    let office: OfficeID?
    /// What his employer says he does there, such as `assessor`.
    let roles: [String]
    /// When the token ends, in seconds since 1970.
    let expires: Int64

    /// The subject as a party; nil when it is none.
    var party: PartyID? { PartyID(subject) }

    /// Whether the means is at least as sure as `level`.
    func has(_ level: AssuranceLevel) -> Bool { self.level >= level }
}
