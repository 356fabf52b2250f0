package import Events

/// In which quality somebody may ask for a command. One line per row of the access matrix; see `Access`.
package enum Actor: Sendable, Equatable {
    /// The budget holder, or whoever represents him today.
    case holderSide
    /// The same, also when there is nothing in the dossier yet, and who is proposed as representative in an application that
    /// is open: whoever may ask for a pgb, and add to what he asked.
    case applicant
    /// Who says that he represents a person who has no pgb, no representative and asks for none yet. What he may do there he
    /// proposes himself for.
    case proposer
    /// The caregiver of a contract in the dossier.
    case caregiver
    /// The person or organisation itself, in its own stream.
    case oneself
    /// Whom the message was for in person that he now marks as read, also when he has nothing to do with the dossier any
    /// more: a representative who was removed is told so, and so is who looked along.
    case addressee
    /// A person whom DigiD has proved and who is in no register yet, for the number he is to get in it.
    case newcomer
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
    /// Any person of the register who acts for himself. The decision asks what he has to show for it.
    case anybody
    /// Whom the holder lets look along, now.
    case helper
    /// A person who acts for the organisation whose stream it is.
    case member
    case `operator`
    case system
}
