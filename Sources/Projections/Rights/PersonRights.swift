package import Events

/// What stands of somebody's rights: shown to himself and to who looks after them.
package struct PersonRights: Described, Equatable {
    package struct Restriction: Described, Equatable {
        package let ground: RestrictionGround
        /// Nil when he set it himself, and for another granter.
        package let office: OfficeID?
        package let since: Moment
        package let explanation: Personal<Text>?

        package func writeFields(to w: inout JSONWriter) {
            w.field("ground", ground)
            w.field("office", office)
            w.field("since", since)
            w.field("explanation", explanation)
        }

        package static var examples: [Restriction] {
            [
                Restriction(
                    ground: .accuracyContested, office: nil, since: Sample.moment,
                    explanation: Sample.personal(Sample.text("Mijn geboortedatum klopt niet.")))
            ]
        }
    }

    package struct Hold: Described, Equatable {
        package let reason: HoldReason
        package let office: OfficeID
        package let until: Day?

        package func writeFields(to w: inout JSONWriter) {
            w.field("reason", reason)
            w.field("office", office)
            w.field("until", until)
        }

        package static var examples: [Hold] {
            [Hold(reason: .objection, office: Sample.id(3), until: Sample.lastDay)]
        }
    }

    package let party: PartyID
    /// Nil while his data are used as usual.
    package let restriction: Restriction?
    /// Why offices keep his data past their terms. A last day that has passed holds nothing any more.
    package let holds: [Hold]
    /// Since when all terms have passed, so that somebody has to decide on erasing him.
    package let erasureDueSince: Moment?
    package let erasedAt: Moment?
    package let erasureGround: ErasureGround?

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("restriction", row: restriction)
        w.field("holds", rows: holds)
        w.field("erasureDueSince", erasureDueSince)
        w.field("erasedAt", erasedAt)
        w.field("erasureGround", erasureGround)
    }

    package static var examples: [PersonRights] {
        [
            PersonRights(
                party: Sample.id(1), restriction: Restriction.examples.first, holds: Hold.examples,
                erasureDueSince: nil, erasedAt: nil, erasureGround: nil)
        ]
    }

    /// Nil when nobody is registered under this id.
    ///
    /// - Parameter office: a granter for whom somebody asks: what another one holds is left out, and who restricted.
    package static func one(
        _ s: Snapshot, _ party: PartyID, seenBy office: OfficeID? = nil
    ) throws(DatabaseError) -> PersonRights? {
        guard var row = try RightsRow.find(party, in: s.db) else { return nil }
        var others: [OfficeID] = []
        for hold in row.holds where try hold.office.isOther(than: office, s) { others.append(hold.office) }
        row.holds.removeAll { others.contains($0.office) }
        if let set = row.restriction, let by = set.office, try by.isOther(than: office, s) {
            row.restriction = RestrictionSet(party: set.party, ground: set.ground, office: nil, explanation: nil)
        }
        return PersonRights(row)
    }

    private init(
        party: PartyID, restriction: Restriction?, holds: [Hold], erasureDueSince: Moment?, erasedAt: Moment?,
        erasureGround: ErasureGround?
    ) {
        self.party = party
        self.restriction = restriction
        self.holds = holds
        self.erasureDueSince = erasureDueSince
        self.erasedAt = erasedAt
        self.erasureGround = erasureGround
    }

    private init(_ row: RightsRow) {
        party = row.key
        restriction = row.restriction.map {
            Restriction(
                ground: $0.ground, office: $0.office, since: row.restrictedAt ?? row.recordedAt,
                explanation: $0.explanation)
        }
        holds = row.holds.map { Hold(reason: $0.reason, office: $0.office, until: $0.until) }
        erasureDueSince = row.dueAt
        erasedAt = row.erasedAt
        erasureGround = row.erased?.ground
    }
}

/// Somebody of whom all terms have passed: work for who looks after rights at the offices that had to do with him.
package struct ErasureWork: Described, Equatable {
    /// The key for the next page.
    package let number: Int64
    package let party: PartyID
    package let since: Moment
    /// The terms that passed; none for a granter.
    package let reasons: [ExplainedReason]

    package func writeFields(to w: inout JSONWriter) {
        w.field("number", number)
        w.field("party", party)
        w.field("since", since)
        w.field("reasons", reasons)
    }

    package static var examples: [ErasureWork] {
        [ErasureWork(number: 12, party: Sample.id(1), since: Sample.moment, reasons: [Sample.reason])]
    }

    /// What waits for an office, in the order in which people were registered. `after` is the number of the last one of the
    /// page before.
    package static func page(
        _ s: Snapshot, for office: OfficeID, after: Int64 = 0, limit: Int = Page.max
    ) throws(DatabaseError) -> [ErasureWork] {
        // The terms count from what all granters of a person have of him.
        let isSVB = try RegisteredOffice.one(s, office)?.kind == .svb
        var found: [ErasureWork] = []
        var after = after
        while found.count < Page.limit(limit) {
            let rows = try s.db.all(
                "SELECT * FROM person_rights WHERE due IS NOT NULL AND number > ? ORDER BY number LIMIT ?", after,
                Page.max, body: RightsRow.init)
            for row in rows {
                guard let due = row.due, due.offices.contains(office), found.count < Page.limit(limit) else { continue }
                found.append(
                    ErasureWork(
                        number: row.number, party: row.key, since: row.dueAt ?? row.recordedAt,
                        reasons: isSVB ? due.reasons.map(ExplainedReason.init) : []))
            }
            guard rows.count == Page.max, let last = rows.last else { break }
            after = last.number
        }
        return found
    }
}

/// Somebody whose terms the system looks at: he was registered long enough ago, is not erased, and nothing happened where
/// he appears for as long as the shortest term.
package struct RetentionCandidate: Sendable, Equatable {
    package let number: Int64
    package let party: PartyID

    /// The shortest usual term.
    private static let shortestDays = 365

    /// `after` is the number of the last one of the page before.
    package static func page(
        _ s: Snapshot, on today: Day, after: Int64 = 0, limit: Int = Page.max
    ) throws(DatabaseError) -> (people: [RetentionCandidate], next: Int64?) {
        let rows = try s.db.all(
            "SELECT * FROM person_rights WHERE number > ? ORDER BY number LIMIT ?", after, Page.limit(limit),
            body: RightsRow.init)
        var people: [RetentionCandidate] = []
        let since = Moment(startOf: today.adding(days: -shortestDays))
        for row in rows where row.erased == nil {
            // Who is said to be due is looked at again whatever happened: that may be why he no longer is.
            if row.due == nil {
                guard try isQuiet(row, since: since, s) else { continue }
            }
            people.append(RetentionCandidate(number: row.number, party: row.key))
        }
        return (people, rows.count == Page.limit(limit) ? rows.last?.number : nil)
    }

    private static func isQuiet(_ row: RightsRow, since: Moment, _ s: Snapshot) throws(DatabaseError) -> Bool {
        guard row.recordedAt < since else { return false }
        var dossiers = [DossierID(holder: row.key)]
        for kind in [Involvement.Kind.caregiver, .representative, .helper] {
            dossiers += try Involvement.page(s, of: row.key.owner, kind: kind).map(\.dossier)
        }
        for dossier in dossiers {
            let last = try TimelineEntry.newest(s, .dossier(dossier), at: s.position.rawValue)
            guard last > 0 else { continue }
            if try s.event(last).recordedAt >= since { return false }
        }
        return true
    }
}
