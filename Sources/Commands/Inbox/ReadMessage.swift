package import Events

/// Somebody marks one of his own messages as read. A message is named by the position of the event it came from.
package struct ReadMessage: Command {
    package static let name: StaticString = "read-message"
    package static let allowed: [Actor] = [.holderSide, .caregiver]

    package let dossier: DossierID
    package let position: Position

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        position = r("position")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("position", position)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let party = stamp.principal.party else { throw .notAllowed }
        guard let told = world.happened(position).flatMap({ world.dossier.told(by: $0.event, at: $0.revision) }),
            told.party == party || told.holderSide && stamp.principal.kind != .caregiver
        else { throw .unknownMessage }
        return [.inbox(.messageRead(MessageRead(position: position, party: party)))]
    }
}
