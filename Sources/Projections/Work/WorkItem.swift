package import Events

/// One thing that waits, for whom and since when.
package struct WorkItem: Described, Equatable {
    package enum Kind: String, StoredName, CaseIterable, Bindable {
        case contractDraft = "contract-draft"
        case contractToSign = "contract-to-sign"
        case contractToSubmit = "contract-to-submit"
        case contractToCorrect = "contract-to-correct"
        case contractToAssess = "contract-to-assess"
        case claimToAgree = "claim-to-agree"
        case paymentReturned = "payment-returned"
        case wageWithheld = "wage-withheld"
    }

    /// For whom something waits.
    package struct Waiter: Hashable, Sendable {
        package enum Kind: String, StoredName, CaseIterable, Bindable {
            case holderSide = "holder-side"
            case caregiver, office, svb
        }

        package let kind: Kind
        /// The dossier, party or office; zero for the SVB, of which there is one.
        package let who: OwnerID

        /// The holder of a dossier and who represents him.
        package static func holderSide(_ dossier: DossierID) -> Waiter { Waiter(kind: .holderSide, who: dossier.owner) }
        package static func caregiver(_ party: PartyID) -> Waiter { Waiter(kind: .caregiver, who: party.owner) }
        /// The assessors of an office, the SVB's among them.
        package static func office(_ office: OfficeID) -> Waiter { Waiter(kind: .office, who: office.owner) }
        /// Those who make the payments at the SVB.
        package static let svb = Waiter(kind: .svb, who: OwnerID(bits: 0))
    }

    /// The key for the next page.
    package let number: Int64
    package let kind: Kind
    package let waiter: Waiter
    package let dossier: DossierID
    /// The contract, claim or payment.
    package let subject: OwnerID
    /// Which part an assessor has to judge.
    package let part: AssessmentPart?
    /// The month of a withheld wage.
    package let month: Month?
    /// Since when it waits, in the log and in time.
    package let since: Position
    package let recordedAt: Moment

    package func writeFields(to w: inout JSONWriter) {
        w.field("number", number)
        w.field("kind", kind)
        w.field("waiter", waiter.kind)
        w.field("dossier", dossier)
        w.field("subject", subject)
        w.field("part", part)
        w.field("month", month)
        w.field("since", since.rawValue)
        w.field("sinceAt", recordedAt)
    }

    /// What waits for somebody at the snapshot's position, the oldest first. `after` is the number of the last one of
    /// the page before.
    package static func page(
        _ s: Snapshot, for waiter: Waiter, kind: Kind? = nil, after: Int64 = 0, limit: Int = Page.max
    ) throws(DatabaseError) -> [WorkItem] {
        try s.db.all(
            """
            SELECT * FROM work WHERE waiter = ? AND who = ? AND ends > ? AND number < ? AND number > ?
                AND (?6 IS NULL OR kind = ?6)
            ORDER BY number LIMIT ?7
            """, waiter.kind, waiter.who, s.position, WorkRow.first(behind: s.position), after, kind, Page.limit(limit)
        ) { WorkItem(WorkRow($0)) }
    }

    /// Everything that waits in a dossier at the snapshot's position, for whomever, the oldest first.
    package static func list(_ s: Snapshot, dossier: DossierID) throws(DatabaseError) -> [WorkItem] {
        try s.db.all(
            "SELECT * FROM work WHERE dossier = ? AND ends > ? AND number < ? ORDER BY number LIMIT ?", dossier,
            s.position, WorkRow.first(behind: s.position), Page.max
        ) { WorkItem(WorkRow($0)) }
    }
}

extension WorkItem {
    init(_ row: WorkRow) {
        number = row.number
        kind = row.kind
        waiter = row.key.waiter
        dossier = row.key.dossier
        subject = row.key.subject
        part = row.kind == .contractToAssess ? (row.key.part == 0 ? .care : .labour) : nil
        month =
            row.kind == .wageWithheld ? Month(containing: Day(number: Int32(clamping: row.key.part))) : nil
        since = row.since
        recordedAt = row.recordedAt
    }
}

extension WorkRow {
    /// The lowest number that an event behind a position can have.
    fileprivate static func first(behind position: Position) -> Int64 { number(position.next, 0) }
}
