package import Events

/// What one party or office has to do with one dossier.
package struct Involvement: Shown, Equatable {
    package enum Kind: String, StoredName, CaseIterable, Bindable {
        case holder, representative, caregiver, granter, helper
    }

    package let dossier: DossierID
    package let kind: Kind
    /// The party, or the office of a granter.
    package let who: OwnerID
    /// Where in the log it began; the key for the next page.
    package let since: Position
    package let from: Day?
    package let until: Day?
    /// A representative beside whom neither the holder himself nor another representative can act.
    package let isExclusive: Bool
    package let ground: RepresentationGround?
    package let recordedBy: OfficeID?

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("kind", kind)
        w.field("who", who)
        w.field("since", since.rawValue)
        w.field("from", from)
        w.field("until", until)
        w.field("exclusive", isExclusive)
        w.field("ground", ground)
        w.field("recordedBy", recordedBy)
    }

    /// Whether it holds on a day: a representative from his first to his last day, the others always.
    package func holds(on day: Day) -> Bool {
        (from.map { $0 <= day } ?? true) && (until.map { day <= $0 } ?? true)
    }

    /// Everybody who has to do with a dossier at the snapshot's position, in the order in which it began. The holder is
    /// not among them.
    package static func list(_ s: Snapshot, dossier: DossierID) throws(DatabaseError) -> [Involvement] {
        // Every question about a dossier asks this, and they are few: sorting them here costs less than there.
        try s.db.all(
            "SELECT * FROM relation WHERE dossier = ? AND number <= ? AND ends > ?", dossier, s.position, s.position,
            body: RelationRow.init
        ).sorted { $0.number < $1.number }.map(Involvement.init)
    }

    /// The dossiers that a party represents or gives care in, or that an office granted a budget in, at the snapshot's
    /// position and in the order in which it began. `after` is where the last one of the page before began.
    package static func page(
        _ s: Snapshot, of who: OwnerID, kind: Kind, after: Position = .start, limit: Int = Page.max
    ) throws(DatabaseError) -> [Involvement] {
        try s.db.all(
            """
            SELECT * FROM relation WHERE who = ? AND kind = ? AND number > ? AND number <= ? AND ends > ?
            ORDER BY number LIMIT ?
            """, who, kind, after, s.position, s.position, Page.limit(limit)
        ) { Involvement(RelationRow($0)) }
    }

    /// What a party has to do with one dossier on a day: as holder, representative and caregiver, all that hold.
    package static func kinds(
        _ s: Snapshot, of party: PartyID, in dossier: DossierID, on day: Day
    ) throws(DatabaseError) -> [Kind] {
        kinds(of: party, in: dossier, on: day, among: try list(s, dossier: dossier))
    }

    /// The same, of the dossier's `list`.
    package static func kinds(
        of party: PartyID, in dossier: DossierID, on day: Day, among relations: [Involvement]
    ) -> [Kind] {
        var kinds: [Kind] = []
        if party == dossier.holder, !relations.isEmpty { kinds.append(.holder) }
        for relation in relations where relation.kind != .granter && relation.who == party.owner {
            if relation.holds(on: day), !kinds.contains(relation.kind) { kinds.append(relation.kind) }
        }
        return kinds
    }

    /// Whether somebody else has exclusive access to a dossier on a day: then the holder and the other representatives
    /// cannot act.
    package static func isShutOut(
        _ party: PartyID, _ s: Snapshot, from dossier: DossierID, on day: Day
    ) throws(DatabaseError) -> Bool {
        isShutOut(party, on: day, among: try list(s, dossier: dossier))
    }

    /// The same, of the dossier's `list`.
    package static func isShutOut(_ party: PartyID, on day: Day, among relations: [Involvement]) -> Bool {
        relations.contains {
            $0.kind == .representative && $0.isExclusive && $0.who != party.owner && $0.holds(on: day)
        }
    }

    /// The offices that have or had to do with the dossiers in which a party is or was: his own, and where he gives care,
    /// represents or helps.
    package static func granters(_ s: Snapshot, whereIs party: PartyID) throws(DatabaseError) -> Set<OfficeID> {
        let offices = try s.db.all(
            """
            SELECT DISTINCT kind, who, recorded_by FROM relation
            WHERE dossier IN (SELECT dossier FROM relation WHERE who = ? AND number <= ? UNION SELECT ?)
                AND number <= ? AND (kind = ? OR recorded_by IS NOT NULL)
            """, party.owner, s.position, DossierID(holder: party), s.position, Kind.granter
        ) { (row) throws(DatabaseError) in
            let kind: Kind = row.name(0)
            return kind == .granter ? row.id(1) : row.id(2) as OfficeID
        }
        return Set(offices)
    }

    /// Whether an office granted a budget in the dossier or recorded who represents the holder now.
    package static func isGranter(
        _ s: Snapshot, _ office: OfficeID, in dossier: DossierID
    ) throws(DatabaseError) -> Bool {
        try list(s, dossier: dossier).contains {
            $0.recordedBy == office || $0.kind == .granter && $0.who == office.owner
        }
    }

    private init(_ row: RelationRow) {
        dossier = row.key.dossier
        kind = row.key.kind
        who = row.key.who
        since = row.since
        from = row.from
        until = row.until
        isExclusive = row.isExclusive
        ground = row.ground
        recordedBy = row.recordedBy
    }
}
