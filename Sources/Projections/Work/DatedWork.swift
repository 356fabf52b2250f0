package import Events

/// Something that waits, with its age on a day and, for an assessment, by when it should be there.
package struct DatedWork: Described, Equatable {
    package let item: WorkItem
    /// How many days it has been waiting.
    package let days: Int
    /// By when an assessment should be there; nil for other work.
    package let term: AssessmentTerm?
    package let isOverdue: Bool

    package func writeFields(to w: inout JSONWriter) {
        item.writeFields(to: &w)
        w.field("days", days)
        w.field("target", term?.target)
        w.field("latest", term?.latest)
        w.field("overdue", isOverdue)
    }

    package static var examples: [DatedWork] {
        WorkItem.examples.map { DatedWork($0, term: nil, on: $0.recordedAt.day) }
    }

    /// - Parameter s: the live tables: the register has what each granter wants.
    package static func list(
        _ items: [WorkItem], on today: Day, _ s: Snapshot
    ) throws(DatabaseError) -> [DatedWork] {
        var policies: [OwnerID: [PolicySet]] = [:]
        var dated: [DatedWork] = []
        for item in items {
            guard item.kind == .contractToAssess else {
                dated.append(DatedWork(item, term: nil, on: today))
                continue
            }
            let office = item.waiter.who
            if policies[office] == nil {
                policies[office] = try RegisteredOffice.policies(s, OfficeID(bits: office.bits))
            }
            let since = item.recordedAt.day
            let policy = policies[office]?.last { $0.from <= since }?.contracts ?? ContractPolicy()
            let term = AssessmentTerm(submittedOn: since, workingDays: policy.assessmentDays)
            dated.append(DatedWork(item, term: term, on: today))
        }
        return dated
    }

    private init(_ item: WorkItem, term: AssessmentTerm?, on today: Day) {
        self.item = item
        days = max(0, today - item.recordedAt.day)
        self.term = term
        isOverdue = term.map { $0.target < today } ?? false
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
