package import Events

/// Somebody marks one of his own messages as read. A message is named by the position of the event it came from, and by
/// the dossier it is about, or the party when it is about himself.
package struct ReadMessage: Command {
    package static let name: StaticString = "read-message"
    package static let allowed: [Actor] = [.holderSide, .caregiver, .oneself, .addressee]

    package let dossier: DossierID?
    package let party: PartyID?
    package let position: Position

    package init(from r: inout JSONReader) {
        dossier = r.optional("dossier")
        party = r.optional("party")
        position = r("position")
        if (dossier == nil) == (party == nil) {
            r.refuse("dossier", .missing, "Noem het dossier van het bericht, of uzelf als party.")
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.present("dossier", dossier)
        w.present("party", party)
        w.field("position", position)
    }

    package var stream: StreamID { dossier.map(StreamID.dossier) ?? .party(party ?? PartyID(bits: 0)) }

    /// Whether the message went to who asks in person, and not to the holder side.
    func isFor(_ principal: Principal, _ world: borrowing World) -> Bool {
        guard principal.kind != .employee, let reader = principal.party, dossier != nil,
            let happened = world.happened(position)
        else { return false }
        return world.dossier.told(by: happened.event, at: happened.revision)?.party == reader
    }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let reader = stamp.principal.party, let happened = world.happened(position) else {
            throw .unknownMessage
        }
        if dossier == nil {
            guard happened.event.toldOfHimself == reader, party == reader else { throw .unknownMessage }
        } else {
            guard let told = world.dossier.told(by: happened.event, at: happened.revision),
                told.party == reader || told.holderSide && world.dossier.isHolderSide(stamp.principal, on: stamp.today)
            else { throw .unknownMessage }
        }
        return [.inbox(.messageRead(MessageRead(position: position, party: reader)))]
    }
}
