package import Events

/// How each person and organisation is reached: name, address, how he wants his messages, and the e-mail addresses that he
/// showed to be his. Queries: `Addressee`.
package struct AddresseeView: Projection {
    package static let name = "addressees-1"

    package static let tables: [StaticString] = [
        """
        CREATE TABLE addressee (
            number INTEGER PRIMARY KEY, id BLOB NOT NULL, full_name TEXT NOT NULL, address TEXT, postcode TEXT,
            contact TEXT, contact_at INTEGER NOT NULL, confirmed TEXT, confirmed_at INTEGER NOT NULL, former TEXT,
            bounced INTEGER NOT NULL, letter_lost INTEGER NOT NULL, dead INTEGER NOT NULL, erased INTEGER NOT NULL
        ) STRICT
        """
    ]

    package static let indexes: [StaticString] = ["CREATE UNIQUE INDEX addressee_id ON addressee (id)"]

    private var rows: Kept<AddresseeRow>

    package init(_ filling: Filling) {
        rows = Kept(filling)
    }

    package mutating func apply(_ envelope: EventEnvelope, to db: Connection) throws(DatabaseError) {
        let position = envelope.position
        switch envelope.event {
        case .party(let fact): try apply(fact, position, to: db)
        case .dispatch(.bounced(let bounced)):
            try change(bounced.party, in: db) { row in
                switch bounced.channel {
                case .email: row.hasBounced = true
                case .post: row.isLetterLost = true
                }
            }
        case .rights(.erased(let erased)): try change(erased.party, in: db) { $0.isErased = true }
        case .office, .representation, .budget, .contract, .claim, .payment, .receivable, .run, .bank, .inbox,
            .document,
            .application, .circumstance, .rights, .dispatch, .system:
            return
        }
    }

    private mutating func apply(
        _ fact: PartyFact, _ position: Position, to db: Connection
    ) throws(DatabaseError) {
        switch fact {
        case .personRegistered(let person): try rows.insert(AddresseeRow(person, at: position), in: db)
        case .organisationRegistered(let organisation):
            try rows.insert(AddresseeRow(organisation, at: position), in: db)
        case .contactChanged(let change): try self.change(change.party, in: db) { $0.take(change, at: position) }
        case .contactConfirmed(let confirmed):
            try change(confirmed.party, in: db) { $0.take(confirmed, at: position) }
        case .changed(let change):
            try self.change(change.party, in: db) { row in
                row.fullName = change.fullName.closed
                row.address = change.address?.closed
                row.postcode = change.postcode?.closed
                row.isLetterLost = false
            }
        case .died(let death): try change(death.party, in: db) { $0.isDead = true }
        case .deathWithdrawn(let back): try change(back.party, in: db) { $0.isDead = false }
        case .bankAccountChanged, .registrationRecorded, .bankAccountConfirmed, .agbAdded, .agbRemoved, .memberAdded,
            .memberRemoved, .codeRefused:
            return
        }
    }

    private mutating func change(
        _ party: PartyID, in db: Connection, _ body: (inout AddresseeRow) -> Void
    ) throws(DatabaseError) {
        // Of nobody in the register there is nothing to know.
        _ = try rows.change(party, in: db, body)
    }

    package mutating func flush(to db: Connection) throws(DatabaseError) { try rows.flush(to: db) }

    package mutating func finish(to db: Connection) throws(DatabaseError) { try rows.finish(to: db) }

    package mutating func forget() { rows.forget() }
}
