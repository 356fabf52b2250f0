package import Events

/// One thing that waits, for whom and since when.
package struct WorkItem: Described, Equatable {
    package enum Kind: String, StoredName, CaseIterable, Bindable {
        case contractDraft = "contract-draft"
        case contractToSign = "contract-to-sign"
        case contractToSubmit = "contract-to-submit"
        case contractToCorrect = "contract-to-correct"
        case contractToAssess = "contract-to-assess"
        /// A change of a contract that holds, which the holder side is drawing up.
        case changeDraft = "change-draft"
        /// From a day on a contract will break a rule.
        case contractWarned = "contract-warned"
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
    /// The first day on which a rule is broken, of which was warned.
    package let day: Day?
    /// The employee whose assessment it is; nil when it is nobody's in particular.
    package let assigned: PartyID?
    /// The assessor who approved it first; a second one has to be somebody else.
    package let firstApprover: PartyID?
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
        w.field("day", day)
        w.field("assigned", assigned)
        w.field("second", firstApprover != nil)
        w.field("since", since.rawValue)
        w.field("sinceAt", recordedAt)
    }

    /// Whose assessments a list has.
    package enum Assigned: Sendable, Equatable {
        case to(PartyID)
        case nobody
    }

    /// What waits for somebody at the snapshot's position, the oldest first. `after` is the number of the last one of
    /// the page before.
    ///
    /// - Parameter notFirst: leaves out what this employee approved already and a second one has to.
    package static func page(
        _ s: Snapshot, for waiter: Waiter, kind: Kind? = nil, assigned: Assigned? = nil, notFirst: PartyID? = nil,
        after: Int64 = 0, limit: Int = Page.max
    ) throws(DatabaseError) -> [WorkItem] {
        var employee: PartyID?
        if case .to(let party) = assigned { employee = party }
        return try s.db.all(
            """
            SELECT work.*, given.employee, before.employee FROM work
            LEFT JOIN work_hand AS given ON work.kind = 'contract-to-assess' AND given.subject = work.subject
                AND given.part = work.part AND given.who = work.who AND given.hand = 'assigned'
                AND given.number <= ?3 AND given.ends > ?3
            LEFT JOIN work_hand AS before ON work.kind = 'contract-to-assess' AND before.subject = work.subject
                AND before.part = work.part AND before.who = work.who AND before.hand = 'first'
                AND before.number <= ?3 AND before.ends > ?3
            WHERE waiter = ?1 AND work.who = ?2 AND work.ends > ?3 AND work.number < ?4 AND work.number > ?5
                AND (?6 IS NULL OR kind = ?6) AND (?7 IS NULL OR given.employee = ?7)
                AND (NOT ?8 OR given.employee IS NULL AND kind = 'contract-to-assess')
                AND (?9 IS NULL OR before.employee IS NULL OR before.employee != ?9)
            ORDER BY work.number LIMIT ?10
            """, waiter.kind, waiter.who, s.position, WorkRow.first(behind: s.position), after, kind, employee,
            assigned == .nobody, notFirst, Page.limit(limit), body: Self.init)
    }

    /// Everything that waits in a dossier at the snapshot's position, for whomever, the oldest first.
    package static func list(_ s: Snapshot, dossier: DossierID) throws(DatabaseError) -> [WorkItem] {
        try s.db.all(
            """
            SELECT work.*, given.employee, before.employee FROM work
            LEFT JOIN work_hand AS given ON work.kind = 'contract-to-assess' AND given.subject = work.subject
                AND given.part = work.part AND given.who = work.who AND given.hand = 'assigned'
                AND given.number <= ?2 AND given.ends > ?2
            LEFT JOIN work_hand AS before ON work.kind = 'contract-to-assess' AND before.subject = work.subject
                AND before.part = work.part AND before.who = work.who AND before.hand = 'first'
                AND before.number <= ?2 AND before.ends > ?2
            WHERE dossier = ?1 AND work.ends > ?2 AND work.number < ?3 ORDER BY work.number LIMIT ?4
            """, dossier, s.position, WorkRow.first(behind: s.position), Page.max, body: Self.init)
    }
}

extension WorkItem {
    /// A row of the things that wait, with who has it in hand.
    private init(_ row: Row) {
        self.init(WorkRow(row), assigned: row.optionalID(9), firstApprover: row.optionalID(10))
    }

    private init(_ row: WorkRow, assigned: PartyID?, firstApprover: PartyID?) {
        number = row.number
        kind = row.kind
        waiter = row.key.waiter
        dossier = row.key.dossier
        subject = row.key.subject
        part = row.kind == .contractToAssess ? (row.key.part == 0 ? .care : .labour) : nil
        month =
            row.kind == .wageWithheld ? Month(containing: Day(number: Int32(clamping: row.key.part))) : nil
        day =
            row.kind == .contractWarned ? Day(number: Int32(clamping: row.key.part - WorkRow.warned)) : nil
        self.assigned = assigned
        self.firstApprover = firstApprover
        since = row.since
        recordedAt = row.recordedAt
    }
}

extension WorkRow {
    /// The lowest number that an event behind a position can have.
    fileprivate static func first(behind position: Position) -> Int64 { number(position.next, 0) }
}
