package import Events

/// An office takes back that a person died: it was a mistake, and he can sign in again. Contracts and representations that
/// ended because of it do not come back by themselves: people have seen them end.
package struct WithdrawDeath: Command {
    package static let name: StaticString = "withdraw-death"
    package static let allowed: [Actor] = RecordDeath.allowed

    package let party: PartyID
    package let explanation: Text

    package init(from r: inout JSONReader) {
        party = r("party")
        explanation = r("explanation")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("explanation", explanation)
    }

    package var stream: StreamID { .party(party) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let known = world.register.parties[party] else { throw .unknownParty }
        guard known.people.died != nil else { return [] }
        return [
            .party(
                .deathWithdrawn(
                    DeathWithdrawn(party: party, explanation: stamp.seal(explanation, of: party, use: 0))))
        ]
    }
}
