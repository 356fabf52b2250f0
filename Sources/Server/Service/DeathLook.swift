import Commands
import Events
import Projections

/// Lets what follows by law from a death happen in every dossier that he had to do with: each minute for deaths that were
/// recorded of late, so that nobody acts or is paid on by mistake.
struct DeathLook: TimedLook {
    static let failure: StaticString = "deaths-not-settled"
    static let isDaily = false

    func look(_ turn: TimedWork.Turn) throws {
        try turn.settleDeaths(since: turn.today.adding(days: -1))
    }
}

/// The same once a day for all of the last year: a contract may have been approved after the death.
struct EarlierDeathLook: TimedLook {
    static let failure: StaticString = "earlier-deaths-not-settled"
    static let isDaily = true

    func look(_ turn: TimedWork.Turn) throws {
        try turn.settleDeaths(since: turn.today.adding(days: -366))
    }
}

extension TimedWork.Turn {
    fileprivate func settleDeaths(since: Day) throws {
        try each { snapshot, after in
            let page = try RegisteredParty.deaths(snapshot, since: since, after: after)
            return (page.parties, page.next)
        } _: { party in
            for dossier in try dossiers(of: party) {
                if stops() { return }
                try service.ask(
                    asSystem: SettleDeath(dossier: dossier, party: party),
                    named: "death/\(party.text)/\(dossier.text)/\(service.clock.now().microseconds)")
            }
        }
    }

    /// The dossiers in which the death of a party has consequences.
    private func dossiers(of party: PartyID) throws -> [DossierID] {
        let own = DossierID(holder: party)
        return try readers.live { s in
            var dossiers = try Involvement.list(s, dossier: own).isEmpty ? [] : [own]
            for kind in [Involvement.Kind.representative, .caregiver, .helper] {
                var after = Position.start
                while true {
                    let page = try Involvement.page(s, of: party.owner, kind: kind, after: after)
                    dossiers += page.map(\.dossier)
                    guard page.count == Page.max, let last = page.last else { break }
                    after = last.since
                }
            }
            return dossiers
        }
    }
}
