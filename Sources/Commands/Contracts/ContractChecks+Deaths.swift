import Events

/// ZO-31, of our own: nobody agrees with somebody who has died. A contract ends on the day of the death of the holder or of the caregiver
/// (portal 1.1, contracts 8.3), so terms may begin on that day at the latest: what was worked until then is still agreed
/// on and paid.
enum LivingParties {
    /// Who of the two had died before the terms would begin.
    static func findings(of caregiver: PartyID, from: Day, _ world: borrowing World) -> [Finding] {
        var found: [Finding] = []
        if let diedOn = world.register.parties[world.dossier.holder]?.people.diedOn, diedOn < from {
            found.append(
                finding(
                    "De budgethouder is overleden voordat deze afspraken beginnen. Controleer de begindatum.", diedOn,
                    from, at: "/terms/start"))
        }
        if let diedOn = world.register.parties[caregiver]?.people.diedOn, diedOn < from {
            found.append(
                finding(
                    "De zorgverlener is overleden voordat deze afspraken beginnen. Kies een andere zorgverlener.",
                    diedOn, from, at: "/caregiver"))
        }
        return found
    }

    /// Refuses terms that would begin after the death of one of the two.
    static func require(of caregiver: PartyID, from: Day, _ world: borrowing World) throws(Rejection) {
        let found = findings(of: caregiver, from: from, world)
        guard found.isEmpty else { throw .partyDied.with(found) }
    }

    private static func finding(_ detail: String, _ diedOn: Day, _ from: Day, at pointer: String) -> Finding {
        Finding(
            .zo31, .block, at: pointer, detail,
            figures: [Figure("died-on", diedOn.figure), Figure("starts-on", from.figure)], source: "SVB overlijden")
    }
}

extension Rejection {
    package static let partyDied = Rejection(
        "party-died",
        "Een van beide partijen is overleden voordat deze afspraken beginnen. Bekijk hieronder wie, en op welke dag.")
}
