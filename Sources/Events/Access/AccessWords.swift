// The closed sets of the access log, with their stored names. A stored name never changes.

/// What somebody did with data of persons, or tried to (NEN 7513:2018, 7.2).
package enum AccessAction: String, StoredName, CaseIterable {
    case read
    /// He looked for a person by something else than his id.
    case search
    /// He took data along, as a file.
    case export
    /// He made a document to print and keep.
    case print
    /// He asked for a command. Commands stand in the log itself; here only those that were denied.
    case command
    /// The system removed the lines of this log whose term was over.
    case remove
}

/// What came of it.
package enum AccessOutcome: String, StoredName, CaseIterable {
    case success
    /// He was told that he may not, or that there is no such thing.
    case denied
    /// It went wrong on our side; he got nothing.
    case failed
}

/// Which relation allowed it.
package enum AccessGround: String, StoredName, CaseIterable {
    /// They are his own data.
    case oneself
    /// He is the holder of the dossier.
    case holder
    case representative
    case caregiver
    /// The holder lets him look along.
    case helper
    /// His office granted a budget in the dossier, or recorded who represents the holder.
    case granter
    /// He works at the SVB, which pays for every dossier.
    case svb
    /// A role at his office, for lists over dossiers.
    case role
    /// He looks along with the holder for a while, because the holder asked for help.
    case lookAlong = "look-along"
    /// He runs the server.
    case `operator`
    /// Nothing allowed it.
    case none
}

/// From where somebody came, as NEN 7513 counts it (7.3): only the kinds that a server can tell.
package enum AccessPoint: Sendable, Equatable {
    /// The same machine, such as a proxy that does not say for whom it asks.
    case local
    /// An address on the network, as a code that only who has the key of this server can make from an address.
    case network(UInt128)
}
