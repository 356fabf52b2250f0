package import Events

/// One invitation to look along, and who took it.
package struct HelperState: Sendable, Equatable {
    package let invited: HelperInvited
    /// Nil until somebody gave the code.
    package var helper: PartyID?
}

extension DossierState {
    /// Whether somebody may look along now.
    package func isHelper(_ party: PartyID?) -> Bool { party != nil && helpers.contains { $0.helper == party } }
}
