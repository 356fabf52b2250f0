/// Whether somebody may sign in for an organisation.
package enum Membership: Sendable, Equatable {
    /// The organisation never kept a list of who may: whom the broker proves acts for it.
    case noList
    /// He is on its list, and is this person of the register.
    case member(PartyID)
    /// It keeps a list, and he is not on it, or not any more.
    case stranger
}

/// Who may sign in for which organisation, by the name that eHerkenning or VECOZO gives him. It follows from the facts about
/// members and is kept here because the name is a person's own.
extension Vault {
    /// Whether somebody may sign in for an organisation; nobody without a name is on a list.
    package func membership(of organisation: PartyID, as user: String?) throws(DatabaseError) -> Membership {
        if let user, let member = try party(.user, Self.key(organisation, user)) { return .member(member) }
        return try party(.user, organisation.text) == nil ? .noList : .stranger
    }

    /// Puts somebody on the list of an organisation under a name, in place of the one he had there.
    package func enlist(
        _ member: PartyID, at organisation: PartyID, as user: String, from position: Position
    ) throws(DatabaseError) {
        try keepList(of: organisation, from: position)
        try strike(member, from: organisation)
        _ = try identify(member, by: .user, Self.key(organisation, user), at: position)
    }

    /// From now on only who is on the list of an organisation signs in for it, also when nobody is left on it.
    package func keepList(of organisation: PartyID, from position: Position) throws(DatabaseError) {
        _ = try identify(organisation, by: .user, organisation.text, at: position)
    }

    /// Takes somebody off the list of an organisation.
    package func strike(_ member: PartyID, from organisation: PartyID) throws(DatabaseError) {
        for user in try users(of: member, at: organisation) {
            try forget(member, by: .user, Self.key(organisation, user))
        }
    }

    /// The names under which somebody signs in for an organisation: one at the most.
    package func users(of member: PartyID, at organisation: PartyID) throws(DatabaseError) -> [String] {
        let front = Self.key(organisation, "")
        return try identities(of: member).filter { $0.scheme == .user && $0.value.hasPrefix(front) }
            .map { String($0.value.dropFirst(front.utf8.count)) }
    }

    private static func key(_ organisation: PartyID, _ user: String) -> String { organisation.text + "/" + user }
}
