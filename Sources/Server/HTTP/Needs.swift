import Events

/// What the edge itself asks of a caller before a route runs. Whether he may see this dossier or do this thing is for
/// the policy, which knows the register.
enum Needs: Sendable, Equatable {
    /// Nothing: the route is public.
    case nothing
    /// A valid token or session, of one of these means, with at least this level.
    case signedIn(by: [SignInMeans], atLeast: AssuranceLevel)

    /// A browser that somebody is signed in at, by whatever means and at whatever level: to look at his sessions and to
    /// sign out.
    case session

    /// Signed in by any means with at least "substantieel" or EH3, the least for looking at anything.
    static let signedIn = Needs.signedIn(by: SignInMeans.allCases, atLeast: .substantieel)

    /// Staff of a care office, a municipality or the SVB.
    static let employee = Needs.signedIn(by: [.employee], atLeast: .substantieel)

    /// Whoever runs this server.
    static let `operator` = Needs.signedIn(by: [.operator], atLeast: .substantieel)
}
