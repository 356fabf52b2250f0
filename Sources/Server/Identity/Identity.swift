import Events

/// Who is asking, as a verified token or session says it. What he may do is for the register and the policy to say, not
/// for this.
struct Identity: Sendable, Hashable {
    /// Who: the id of a party, an employee or an operator.
    let subject: String
    let means: SignInMeans
    let level: AssuranceLevel
    /// For whom an employee works.
    let office: OfficeID?
    /// What his employer says he does there, such as `assessor`.
    let roles: [String]
    /// Who it is behind an organisation, by the name that eHerkenning or VECOZO gives him; nil for who is nobody else.
    let user: String?
    /// When he proved who he is, in seconds since 1970.
    var signedInAt: Int64
    /// When the token or the session ends, in seconds since 1970.
    let expires: Int64

    init(
        subject: String, means: SignInMeans, level: AssuranceLevel, office: OfficeID? = nil, roles: [String] = [],
        user: String? = nil, signedInAt: Int64, expires: Int64
    ) {
        self.subject = subject
        self.means = means
        self.level = level
        self.office = office
        self.roles = roles
        self.user = user
        self.signedInAt = signedInAt
        self.expires = expires
    }

    init(_ claims: TokenClaims) {
        self.init(
            subject: claims.sub, means: claims.means, level: claims.level.assurance, office: claims.office,
            roles: claims.roles ?? [], user: claims.user, signedInAt: claims.authTime ?? claims.iat,
            expires: claims.exp)
    }

    /// The subject as a party; nil when it is none.
    var party: PartyID? { PartyID(subject) }

    /// The citizen service number that DigiD proved.
    var bsn: Bsn? {
        guard means == .digid, subject.hasPrefix("bsn:") else { return nil }
        return Bsn(String(subject.dropFirst(4)))
    }

    /// By what his requests are counted: the human being, not the organisation he asks for.
    var limitKey: String { user.map { subject + "/" + $0 } ?? subject }

    /// Whether it is the same human being, by the same means and for the same organisation.
    func isSamePerson(as other: Identity) -> Bool {
        Array(subject.utf8) == Array(other.subject.utf8)
            && user.map { Array($0.utf8) } == other.user.map { Array($0.utf8) }
            && means == other.means && office == other.office
    }
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
