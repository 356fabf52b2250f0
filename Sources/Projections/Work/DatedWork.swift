package import Events

/// Something that waits, with its age on a day and, where there is such a day, by when it should be done.
package struct DatedWork: Described, Equatable {
    package let item: WorkItem
    /// How many days it has been waiting.
    package let days: Int
    /// By when an assessment should be there; nil for other work.
    package let term: AssessmentTerm?
    /// By when other work should be done: the last day of claims on a budget, the day of a run or of an instalment, the end
    /// of a suspension, the last day to decide or to answer, the day of an interview or a visit, the last day of a hold.
    package let due: Day?
    package let isOverdue: Bool
    /// Of an account that waits for confirmation: its commitment, which `confirm-bank-account` names.
    package let account: Digest?

    package func writeFields(to w: inout JSONWriter) {
        item.writeFields(to: &w)
        w.field("days", days)
        w.field("target", term?.target ?? due)
        w.field("latest", term?.latest)
        w.field("overdue", isOverdue)
        w.field("account", account)
    }

    package static var examples: [DatedWork] {
        WorkItem.examples.map { DatedWork($0, on: $0.recordedAt.day) }
    }

    /// - Parameter s: the live tables: the register has what each granter wants.
    package static func list(
        _ items: [WorkItem], on today: Day, _ s: Snapshot
    ) throws(DatabaseError) -> [DatedWork] {
        var policies: [OwnerID: [PolicySet]] = [:]
        var dated: [DatedWork] = []
        func policy(of office: OwnerID, on day: Day) throws(DatabaseError) -> PolicySet? {
            if policies[office] == nil {
                policies[office] = try RegisteredOffice.policies(s, OfficeID(bits: office.bits))
            }
            return policies[office]?.last { $0.from <= day }
        }
        for item in items {
            switch item.kind {
            case .contractToAssess:
                let since = item.recordedAt.day
                let days = try policy(of: item.waiter.who, on: since)?.contracts ?? ContractPolicy()
                let term = AssessmentTerm(submittedOn: since, workingDays: days.assessmentDays)
                dated.append(DatedWork(item, term: term, on: today))
            case .budgetToClose:
                let last = try item.day.map { (until) throws(DatabaseError) in
                    let days = try policy(of: item.waiter.who, on: until)?.money ?? MoneyPolicy()
                    return until.adding(days: Int(days.claimDays))
                }
                dated.append(DatedWork(item, due: last, on: today))
            case .paymentSuspended, .receivableOpen, .runToCollect, .runToRelease, .applicationToDecide,
                .supplementToGive, .interviewToReport, .requestToDecide, .visitToReport, .holdPassed:
                dated.append(DatedWork(item, due: item.day, on: today))
            case .restrictionToSettle:
                dated.append(DatedWork(item, due: item.recordedAt.day.adding(days: answerDays), on: today))
            case .accountToConfirm:
                let party = try RegisteredParty.one(s, PartyID(bits: item.subject.bits))
                dated.append(DatedWork(item, account: party?.account, on: today))
            default: dated.append(DatedWork(item, on: today))
            }
        }
        return dated
    }

    /// Within a month somebody hears what is done about his request (AVG art. 12(3)).
    private static let answerDays = 30

    private init(_ item: WorkItem, term: AssessmentTerm? = nil, due: Day? = nil, account: Digest? = nil, on today: Day)
    {
        self.item = item
        self.account = account
        days = max(0, today - item.recordedAt.day)
        self.term = term
        self.due = due
        isOverdue = (term?.target ?? due).map { $0 < today } ?? false
    }
}

/// By when an assessment should be there.
package struct AssessmentTerm: Sendable, Equatable {
    /// The last of the working days that the granter allows itself, never behind `latest`.
    package let target: Day
    /// Eight weeks after it was submitted (Awb 4:13), or the first working day behind that (Algemene termijnenwet 1).
    package let latest: Day

    package init(submittedOn day: Day, workingDays: Int64) {
        var latest = day.adding(days: 56)
        while !latest.isWorkingDay { latest = latest.adding(days: 1) }
        var target = day
        var left = workingDays
        while left > 0, target < latest {
            target = target.adding(days: 1)
            if target.isWorkingDay { left -= 1 }
        }
        self.target = min(target, latest)
        self.latest = latest
    }
}
