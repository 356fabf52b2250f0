package import Events

/// That a message was given, to whom: what is needed to tell him so. What it says is asked of `Message`.
package struct GivenMessage: Sendable, Equatable {
    /// The event that gave it.
    package let position: Position
    /// The dossier whose holder side it is for; nil when it is not.
    package let holderSide: DossierID?
    /// The party it is for beside them; nil when there is none.
    package let party: PartyID?

    /// The messages that events behind `after`, up to and including `through`, gave; in the order of the log.
    package static func page(
        _ s: Snapshot, after: Position, through: Position
    ) throws(DatabaseError) -> [GivenMessage] {
        guard after < through else { return [] }
        let first = MessagePage.number(of: after.rawValue + 1)
        let last = MessagePage.number(of: through.rawValue)
        let pages = try s.db.all(
            "SELECT * FROM message WHERE page >= ? AND page <= ? ORDER BY page", first, last, body: MessagePage.init)
        var given: [GivenMessage] = []
        for page in pages {
            for row in page.messages where row.number > after.rawValue && row.number <= through.rawValue {
                given.append(
                    GivenMessage(
                        position: Position(row.number),
                        holderSide: row.isToHolderSide ? try s.event(row.number).stream.dossier : nil,
                        party: row.party))
            }
        }
        return given
    }

    /// Who reads it on a day: the party, and of the holder side whoever can act then.
    package func readers(_ s: Snapshot, on day: Day) throws(DatabaseError) -> [PartyID] {
        var readers = party.map { [$0] } ?? []
        guard let dossier = holderSide else { return readers }
        let relations = try Involvement.list(s, dossier: dossier)
        var side = [dossier.holder]
        side += relations.filter { $0.kind == .representative && $0.holds(on: day) }.map { PartyID(bits: $0.who.bits) }
        for reader in side
        where !readers.contains(reader) && !Involvement.isShutOut(reader, on: day, among: relations) {
            readers.append(reader)
        }
        return readers
    }

    /// The mailbox in which one of its readers finds it.
    package func mailbox(of reader: PartyID) -> Mailbox {
        guard let holderSide, party != reader else { return .party(reader) }
        return .holderSide(holderSide)
    }

    /// The message that the event at a position gave; nil when it gave none.
    package static func one(_ s: Snapshot, at position: Position) throws(DatabaseError) -> GivenMessage? {
        try page(s, after: Position(position.rawValue - 1), through: position).first
    }
}
