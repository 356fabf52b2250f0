package import Events

/// One appointment of a representative.
package struct RepresentativeState: Sendable, Equatable {
    package let representative: PartyID
    package let ground: RepresentationGround
    package let from: Day
    package let until: Day?
    package let exclusive: Bool
    package let office: OfficeID
    package var documents: [DocumentID] = []

    package func holds(on day: Day) -> Bool {
        from <= day && (until.map { day <= $0 } ?? true)
    }
}

extension DossierState {
    mutating func evolve(_ fact: RepresentationFact) {
        switch fact {
        case .appointed(let appointment):
            representatives.removeAll { $0.representative == appointment.representative }
            representatives.append(
                RepresentativeState(
                    representative: appointment.representative, ground: appointment.ground, from: appointment.from,
                    until: appointment.until,
                    exclusive: appointment.exclusive, office: appointment.office, documents: appointment.documents))
        case .removed(let removal):
            representatives.removeAll { $0.representative == removal.representative }
        case .helperInvited(let invited): helpers.append(HelperState(invited: invited))
        case .helperJoined(let joined):
            guard let index = helpers.firstIndex(where: { $0.invited.invitation == joined.invitation }) else { return }
            helpers[index].helper = joined.helper
        case .helperRevoked(let revoked): helpers.removeAll { $0.invited.invitation == revoked.invitation }
        }
    }

    /// The offices that granted a budget or recorded a representative here.
    package var granters: [OfficeID] {
        budgets.map(\.office) + representatives.map(\.office) + applications.map(\.filed.office)
    }

    /// Whether the principal may act for the holder on that day: the holder himself or a representative whose
    /// appointment holds, unless another has exclusive access (decisions 8, portal 1.1: one person acts).
    package func isHolderSide(_ principal: Principal, on day: Day) -> Bool {
        guard exists else { return false }
        switch principal.kind {
        case .holder:
            return principal.party == holder && !isShutOut(principal.party, on: day)
        case .representative:
            return isRepresented(by: principal, on: day) && !isShutOut(principal.party, on: day)
        case .caregiver, .helper, .employee, .operator, .system:
            return false
        }
    }

    /// Whether somebody's appointment holds on that day, even if another has exclusive access.
    func isRepresented(by principal: Principal, on day: Day) -> Bool {
        principal.kind == .representative && principal.onBehalfOf == holder
            && representatives.contains { $0.representative == principal.party && $0.holds(on: day) }
    }

    /// Whether somebody else has exclusive access on that day.
    func isShutOut(_ party: PartyID?, on day: Day) -> Bool {
        representatives.contains { $0.exclusive && $0.representative != party && $0.holds(on: day) }
    }
}
