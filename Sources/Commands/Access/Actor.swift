package import Events

/// In which quality somebody may ask for a command. One line per row of the access matrix; see `Access`.
package enum Actor: Sendable, Equatable {
    /// The budget holder, or whoever represents him today.
    case holderSide
    /// The caregiver of a contract in the dossier.
    case caregiver
    /// The person or organisation itself, in its own stream.
    case oneself
    /// An employee with the role, at a granter of a budget in the dossier.
    case granter(Role)
    /// An employee with the role at any care office or municipality: for what may be the first of a dossier.
    case anyGranter(Role)
    /// An employee of the SVB with the role.
    case svb(Role)
    /// An employee with the role at any office.
    case anyOffice(Role)
    /// An employee with the role at the office whose stream it is.
    case ownOffice(Role)
    case `operator`
    case system
}
