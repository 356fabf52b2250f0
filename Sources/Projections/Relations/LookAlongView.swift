package import Events

/// Who may look along with a holder, and until when. Query: `LookingAlong`.
package struct LookAlongView: Projection {
    package static let name = "look-along-1"

    package static let tables: [StaticString] = [
        """
        CREATE TABLE look_along (
            number INTEGER PRIMARY KEY, dossier BLOB NOT NULL, office BLOB NOT NULL, employee BLOB NOT NULL,
            until INTEGER NOT NULL
        ) STRICT
        """
    ]

    package static let indexes: [StaticString] = ["CREATE INDEX look_along_dossier ON look_along (dossier)"]

    package init(_ filling: Filling) {}

    package mutating func apply(_ envelope: EventEnvelope, to db: Connection) throws(DatabaseError) {
        guard case .circumstance(.lookedAlong(let looked)) = envelope.event, let dossier = envelope.stream.dossier
        else { return }
        // Seldom enough to be written at once.
        try db.run(
            "INSERT INTO look_along VALUES (?, ?, ?, ?, ?)", envelope.position, dossier, looked.office,
            looked.employee, looked.until)
    }

    package mutating func flush(to db: Connection) throws(DatabaseError) {}
    package mutating func finish(to db: Connection) throws(DatabaseError) {}
    package mutating func forget() {}
}

/// A time in which an employee of a helpdesk may see a dossier as its holder sees it.
package struct LookingAlong: Shown, Equatable {
    package let dossier: DossierID
    package let office: OfficeID
    package let employee: PartyID
    package let since: Position
    /// He may no longer from this moment on.
    package let until: Moment

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("office", office)
        w.field("employee", employee)
        w.field("since", since.rawValue)
        w.field("until", until)
    }

    /// Each time that anybody looked along in a dossier, the oldest first.
    package static func list(_ s: Snapshot, dossier: DossierID) throws(DatabaseError) -> [LookingAlong] {
        try s.db.all(
            "SELECT * FROM look_along WHERE dossier = ? AND number <= ? ORDER BY number", dossier, s.position
        ) {
            LookingAlong(
                dossier: $0.id(1), office: $0.id(2), employee: $0.id(3), since: $0.position(0), until: $0.moment(4))
        }
    }

    /// Whether an employee may look along with a holder at a moment.
    package static func holds(
        _ s: Snapshot, for employee: PartyID, at office: OfficeID, in dossier: DossierID, on moment: Moment
    ) throws(DatabaseError) -> Bool {
        try list(s, dossier: dossier).contains {
            $0.employee == employee && $0.office == office && moment < $0.until
        }
    }
}
