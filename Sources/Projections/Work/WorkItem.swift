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
        /// An employee has to decide it.
        case claimHeld = "claim-held"
        /// It may not go out before a day.
        case paymentSuspended = "payment-suspended"
        /// The salary engine has to say what it comes to net.
        case payrollAwaited = "payroll-awaited"
        case receivableOpen = "receivable-open"
        /// More was spent than the granter left of the budget.
        case spendingConflict = "spending-conflict"
        /// Its period is over.
        case budgetToClose = "budget-to-close"
        case budgetToFix = "budget-to-fix"
        case runToCollect = "run-to-collect"
        /// Its file waits for a second employee.
        case runToRelease = "run-to-release"
        /// It matches nothing.
        case bankEntryOpen = "bank-entry-open"
        /// It changed, and nothing is paid to it until it is confirmed.
        case accountToConfirm = "account-to-confirm"
        /// A granter has to decide it by the end of its term.
        case applicationToDecide = "application-to-decide"
        /// It was decided to give a pgb; the budget itself has still to be granted.
        case budgetToGrant = "budget-to-grant"
        /// The applicant has to add something.
        case supplementToGive = "supplement-to-give"
        case interviewToPlan = "interview-to-plan"
        case interviewToReport = "interview-to-report"
        case requestToDecide = "request-to-decide"
        case circumstanceToHandle = "circumstance-to-handle"
        case visitToReport = "visit-to-report"
        /// A code was sent to it, to be given back.
        case emailToConfirm = "email-to-confirm"
        /// The granter ends the budget, or the application.
        case holderDied = "holder-died"
        /// The granter ends the representation and, where one is needed, appoints another.
        case representativeDied = "representative-died"
        /// Neither an e-mail nor a letter reaches somebody: his messages wait for an address.
        case addressMissing = "address-missing"
        /// All terms of what is kept about somebody have passed; who guards privacy decides on erasing him.
        case erasureDue = "erasure-due"
        /// Somebody restricted the use of his data: what he contests has to be settled, and he is told.
        case restrictionToSettle = "restriction-to-settle"
        /// The last day of a hold has passed: it is stated again or lifted.
        case holdPassed = "hold-passed"
    }

    /// For whom something waits.
    package struct Waiter: Hashable, Sendable {
        package enum Kind: String, StoredName, CaseIterable, Bindable {
            case holderSide = "holder-side"
            case caregiver, office, svb, granter, party, privacy
        }

        package let kind: Kind
        /// The dossier, party or office; zero for the SVB, of which there is one.
        package let who: OwnerID

        /// The holder of a dossier and who represents him.
        package static func holderSide(_ dossier: DossierID) -> Waiter { Waiter(kind: .holderSide, who: dossier.owner) }
        package static func caregiver(_ party: PartyID) -> Waiter { Waiter(kind: .caregiver, who: party.owner) }
        /// Somebody himself, whatever else he is.
        package static func party(_ party: PartyID) -> Waiter { Waiter(kind: .party, who: party.owner) }
        /// Those who grant the budgets of an office.
        package static func granter(_ office: OfficeID) -> Waiter { Waiter(kind: .granter, who: office.owner) }
        /// The assessors of an office, the SVB's among them.
        package static func office(_ office: OfficeID) -> Waiter { Waiter(kind: .office, who: office.owner) }
        /// Those who guard privacy at an office.
        package static func privacy(_ office: OfficeID) -> Waiter { Waiter(kind: .privacy, who: office.owner) }
        /// Those who make the payments at the SVB.
        package static let svb = Waiter(kind: .svb, who: OwnerID(bits: 0))
    }

    /// The key for the next page.
    package let number: Int64
    package let kind: Kind
    package let waiter: Waiter
    /// Nil for what belongs to none: a run, an entry of the bank, somebody's account, address or rights, a death.
    package let dossier: DossierID?
    /// The contract, claim, payment, budget, receivable, run, bank file or party; of a death the holder of the dossier.
    package let subject: OwnerID
    /// Which part an assessor has to judge.
    package let part: AssessmentPart?
    /// The month of a withheld wage.
    package let month: Month?
    /// The first day on which a rule is broken, of which was warned; the last day of a period or of a suspension; the day
    /// of a run, of the next instalment or of a hold.
    package let day: Day?
    /// The place of an entry in its bank file, from 1.
    package let entry: Int64?
    /// The employee whose assessment it is; nil when it is nobody's in particular.
    package let assigned: PartyID?
    /// The assessor who approved it first, or who asked for the run; the second one has to be somebody else.
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
        w.field("entry", entry)
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
    /// - Parameters:
    ///   - notFirst: leaves out what this employee approved or asked for and a second one has to release.
    ///   - today: leaves out what has no need to be done yet: budgets whose period runs on, holds that hold, and for the
    ///     SVB accounts that changed less than two weeks ago.
    package static func page(
        _ s: Snapshot, for waiter: Waiter, kind: Kind? = nil, assigned: Assigned? = nil, notFirst: PartyID? = nil,
        on today: Day? = nil, after: Int64 = 0, limit: Int = Page.max
    ) throws(DatabaseError) -> [WorkItem] {
        var employee: PartyID?
        if case .to(let party) = assigned { employee = party }
        return try s.db.all(
            """
            SELECT work.*, given.employee, before.employee, due.day FROM work
            LEFT JOIN work_hand AS given ON work.kind = 'contract-to-assess' AND given.subject = work.subject
                AND given.part = work.part AND given.who = work.who AND given.hand = 'assigned'
                AND given.number <= ?3 AND given.ends > ?3
            LEFT JOIN work_hand AS before ON work.kind IN ('contract-to-assess', 'run-to-release')
                AND before.subject = work.subject AND before.part = work.part AND before.who = work.who
                AND before.hand = 'first' AND before.number <= ?3 AND before.ends > ?3
            LEFT JOIN work_due AS due ON due.subject = work.subject AND due.kind = work.kind
                AND due.number < ?4 AND due.ends > ?3
            WHERE waiter = ?1 AND work.who = ?2 AND work.ends > ?3 AND work.number < ?4 AND work.number > ?5
                AND (?6 IS NULL OR work.kind = ?6) AND (?7 IS NULL OR given.employee = ?7)
                AND (NOT ?8 OR given.employee IS NULL AND work.kind = 'contract-to-assess')
                AND (?9 IS NULL OR before.employee IS NULL OR before.employee != ?9)
                AND (?11 IS NULL OR work.kind != 'budget-to-close' OR due.day < ?11)
                AND (?11 IS NULL OR work.kind != 'hold-passed' OR work.part / 8 < ?11)
                AND (?12 IS NULL OR waiter != 'svb' OR work.kind != 'account-to-confirm' OR recorded_at <= ?12)
            ORDER BY work.number LIMIT ?10
            """, waiter.kind, waiter.who, s.position, WorkRow.first(behind: s.position), after, kind, employee,
            assigned == .nobody, notFirst, Page.limit(limit), today, today.map(Self.lateAccounts), body: Self.init)
    }

    /// How many days somebody has to confirm his account himself.
    private static let accountDays = 14

    /// An account that changed up to then waits for the SVB as well.
    private static func lateAccounts(on today: Day) -> Moment { Moment(startOf: today.adding(days: 1 - accountDays)) }

    /// Everything that waits in a dossier at the snapshot's position, for whomever, the oldest first. `today` as for `page`.
    ///
    /// - Parameters:
    ///   - reader: a granter sees what waits of its own budgets and of contracts on them.
    ///   - seesAsked: whether a reader of all also sees what waits of applications and of what goes on around a pgb.
    package static func list(
        _ s: Snapshot, dossier: DossierID, for reader: Contract.Reader = .all, seesAsked: Bool = true,
        on today: Day? = nil
    ) throws(DatabaseError) -> [WorkItem] {
        let items = try s.db.all(
            """
            SELECT work.*, given.employee, before.employee, due.day FROM work
            LEFT JOIN work_hand AS given ON work.kind = 'contract-to-assess' AND given.subject = work.subject
                AND given.part = work.part AND given.who = work.who AND given.hand = 'assigned'
                AND given.number <= ?2 AND given.ends > ?2
            LEFT JOIN work_hand AS before ON work.kind IN ('contract-to-assess', 'run-to-release')
                AND before.subject = work.subject AND before.part = work.part AND before.who = work.who
                AND before.hand = 'first' AND before.number <= ?2 AND before.ends > ?2
            LEFT JOIN work_due AS due ON due.subject = work.subject AND due.kind = work.kind
                AND due.number < ?4 AND due.ends > ?2
            WHERE dossier = ?1 AND work.ends > ?2 AND work.number < ?4
                AND (?5 IS NULL OR work.kind != 'budget-to-close' OR due.day < ?5)
            ORDER BY work.number LIMIT ?3
            """, dossier, s.position, Page.max, WorkRow.first(behind: s.position), today, body: Self.init)
        guard reader != .all || !seesAsked else { return items }
        let sight = try TimelineSight(s, .dossier(dossier), reader, seesAsked: seesAsked)
        var seen: [WorkItem] = []
        for item in items where try sight.sees(item, s) { seen.append(item) }
        return seen
    }
}

extension WorkItem {
    /// A row of the things that wait, with who has it in hand.
    private init(_ row: Row) {
        self.init(
            WorkRow(row), assigned: row.optionalID(9), firstApprover: row.optionalID(10), due: row.optionalDay(11))
    }

    private init(_ row: WorkRow, assigned: PartyID?, firstApprover: PartyID?, due: Day?) {
        number = row.number
        kind = row.kind
        waiter = row.key.waiter
        dossier = row.key.dossier
        subject = row.key.subject
        part = row.kind == .contractToAssess ? (row.key.part == 0 ? .care : .labour) : nil
        month =
            row.kind == .wageWithheld ? Month(containing: Day(number: Int32(clamping: row.key.part))) : nil
        day =
            switch row.kind {
            case .contractWarned: Day(number: Int32(clamping: row.key.part - WorkRow.warned))
            case .holdPassed: Day(number: Int32(clamping: row.key.part / WorkRights.reasons))
            default: due
            }
        entry = row.kind == .bankEntryOpen ? row.key.part : nil
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
