package import Events

/// The system does in one dossier what follows by law from the death of somebody who has to do with it. Nothing when it was
/// done, or was taken back.
///
/// - The holder: every contract ends on that day, without notice (portal 1.1), and nobody looks along any more. Who
///   represents him winds up, so that stays; the granter ends the budget.
/// - A caregiver: the contracts with him end on that day (contracts 8.3).
/// - A representative: nobody can act as him any more (`Access`). That his appointment is over the granter records, who has
///   it as work: where a court appointed him alone, the holder does not act himself meanwhile.
package struct SettleDeath: Command {
    package static let name: StaticString = "settle-death"
    package static let allowed: [Actor] = [.system]

    package let dossier: DossierID
    package let party: PartyID

    package init(dossier: DossierID, party: PartyID) {
        self.dossier = dossier
        self.party = party
    }

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        party = r("party")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("party", party)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let diedOn = world.register.parties[party]?.people.diedOn else { return [] }
        let isHolder = party == dossier.holder
        let over = world.dossier.contracts.filter { contract in
            !contract.versions.isEmpty && (isHolder || contract.caregiver == party)
                && (contract.finalDay.map { diedOn < $0 } ?? true)
        }.map(\.id)
        let ends = over.map { contract in
            Event.contract(
                .ended(
                    ContractEnded(
                        contract: contract, lastDay: diedOn, reason: isHolder ? .holderDied : .caregiverDied)))
        }
        return try WageCourse.after(ends, of: over, stamp, world) + helpers(world, isHolder: isHolder)
    }

    /// Who no longer looks along.
    private func helpers(_ world: borrowing World, isHolder: Bool) -> [Event] {
        world.dossier.helpers.filter { isHolder || $0.helper == party }.map { known in
            .representation(
                .helperRevoked(HelperRevoked(invitation: known.invited.invitation, helper: known.helper)))
        }
    }
}
