import Events

/// The terms of a contract as a flat list: each field with the pointer to it, as in the JSON of the terms. A field that
/// says nothing is not in it.
struct TermsFields {
    enum Value: Equatable {
        case plain([UInt8])
        /// A reference to a personal value. The same value is sealed anew with each revision.
        case personal(Digest, [UInt8])

        var json: [UInt8] {
            switch self {
            case .plain(let json), .personal(_, let json): json
            }
        }
    }

    private(set) var list: [(pointer: String, value: Value)] = []
    private var front = ""

    /// - Parameter budgets: whose lines are in it; nil for all.
    init(_ terms: ContractTerms, budgets: Set<BudgetID>? = nil, ofAllLines: Bool = true) {
        add("kind", terms.kind)
        add("relation", terms.relation)
        add("formal", terms.formal)
        add("start", terms.start)
        add("end", terms.end)
        for (index, line) in terms.lines.enumerated() where budgets?.contains(line.budget) ?? true {
            within("/lines/\(index)") { $0.add(line) }
        }
        within("/work") { $0.add(ofAllLines ? terms.work : terms.work.ofSomeLines) }
        within("/general") { $0.add(terms.general) }
    }

    /// The value at a pointer; nil when there is none.
    subscript(pointer: String) -> Value? { list.first { $0.pointer == pointer }?.value }

    private mutating func add(_ line: ContractLine) {
        add("budget", line.budget)
        add("function", line.function)
        add("unit", line.unit)
        add("rateCents", line.rateCents)
        add("weeklyMinutes", line.weeklyMinutes)
        seal("description", line.description)
        within(front + "/detail") { $0.add(line.detail) }
    }

    private mutating func add(_ detail: LineDetail) {
        add("time", detail.time == .any ? nil : detail.time)
        add("unitMinutes", detail.unitMinutes)
        add("yearlyCount", detail.yearlyCount)
        add("hourCents", detail.hourCents)
        add("groupSize", detail.groupSize)
        add("rideMinutes", detail.rideMinutes)
    }

    private mutating func add(_ work: WorkAgreements) {
        add("replaces", work.replaces)
        add("notRenewed", flag: work.notRenewed)
        add("probationMonths", work.probationMonths)
        add("week", work.week.isEmpty ? nil : work.week)
        add("daysPerWeek", work.daysPerWeek)
        add("includesVacation", flag: work.includesVacation)
        add("entrepreneur", flag: work.entrepreneur)
        add("household", flag: work.household)
        add("noticeMonths", work.noticeMonths)
        add("kilometreCents", work.kilometreCents)
        add("weeklyKilometres", work.weeklyKilometres)
    }

    private mutating func add(_ general: GeneralAgreements) {
        add("model", general.model)
        add("payroll", flag: general.payroll)
        add("taxCredit", general.taxCredit)
        add("identityDocument", general.identityDocument)
        seal("other", general.other)
        seal("reference", general.reference)
    }

    private mutating func within(_ front: String, _ body: (inout TermsFields) -> Void) {
        let before = self.front
        self.front = front
        body(&self)
        self.front = before
    }

    private mutating func add(_ name: String, _ value: (some Stored)?) {
        if let value { list.append(("\(front)/\(name)", .plain(Self.json(value)))) }
    }

    private mutating func add(_ name: String, flag: Bool) { add(name, flag ? true : nil) }

    private mutating func seal<Content>(_ name: String, _ value: Personal<Content>?) {
        if let value { list.append(("\(front)/\(name)", .personal(value.commitment, Self.json(value.closed)))) }
    }

    private static func json(_ value: some Stored) -> [UInt8] {
        var writer = JSONWriter()
        value.write(to: &writer)
        return writer.bytes
    }
}
