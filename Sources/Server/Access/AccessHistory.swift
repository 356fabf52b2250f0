import Events

/// Finds the lines of one chain of the access log, the newest first, and folds those of one day that say the same.
struct AccessHistory {
    /// Which lines are wanted.
    struct Filter {
        var from: Day?
        var until: Day?
        /// Lines of later moments do not count.
        var through: Moment?
        var subject: PartyID?
        var dossier: DossierID?
        var office: OfficeID?
        /// Not what somebody looked at of himself.
        var isByOthers = false

        func takes(_ line: AccessLine, on day: Day) -> Bool {
            (until.map { day <= $0 } ?? true) && (through.map { line.at <= $0 } ?? true)
                && (subject == nil || line.subject == subject)
                && (dossier == nil || line.dossier == dossier) && (office == nil || line.office == office)
                && !(isByOthers && line.user != nil && line.user == line.subject)
        }
    }

    /// Lines of one day that say the same: the newest of them, when the first was, and how many.
    struct Group {
        let record: AccessRecord
        var firstAt: Moment
        var times: Int64
    }

    /// What lines have in common that are folded.
    private struct Sameness: Hashable {
        let day: Day
        let words: [String]
        let ids: [UInt128?]

        init(_ line: AccessLine, on day: Day) {
            self.day = day
            words = [
                line.action.rawValue, line.outcome.rawValue, line.activity, line.quality?.rawValue ?? "", line.roles,
                line.ground.rawValue, line.refusal ?? "", line.actor ?? "",
            ]
            ids = [line.subject?.bits, line.dossier?.bits, line.user?.bits, line.office?.bits, line.onBehalfOf?.bits]
        }
    }

    let reader: AccessReader
    let chain: AccessChain
    let filter: Filter

    /// So many lines at most are looked at for one page; what is behind them is for the next.
    private static let lookedAtMost = 5_000

    /// A page of groups behind `before`, and the cursor of the next one.
    /// - Parameter newest: the newest line of the chain.
    func page(from newest: Int64, before: Int64?, limit: Int) throws -> (groups: [Group], next: Int64?) {
        var groups: [Group] = []
        var places: [Sameness: Int] = [:]
        var next = try start(newest, before)
        var looked = 0
        var last: Int64 = 0
        while next != 0 {
            guard let record = try reader.record(next) else {
                // Behind a cut, also one that was made a moment ago: the term of the rest was over.
                guard let cut = try reader.cut(), next <= cut.sequence else { throw AccessFault(next, "it is missing") }
                return (groups, nil)
            }
            let day = record.line.at.day
            if let from = filter.from, day < from { return (groups, nil) }
            if filter.takes(record.line, on: day) {
                let sameness = Sameness(record.line, on: day)
                if let place = places[sameness] {
                    groups[place].firstAt = record.line.at
                    groups[place].times += 1
                } else {
                    // The page is full: what comes behind the last line that is in it is for the next.
                    if groups.count == limit { return (groups, last) }
                    places[sameness] = groups.count
                    groups.append(Group(record: record, firstAt: record.line.at, times: 1))
                }
            }
            last = next
            looked += 1
            if looked == Self.lookedAtMost { return (groups, previous(of: record) == 0 ? nil : last) }
            next = previous(of: record)
            guard next < last else { throw AccessFault(last, "it does not lead back") }
        }
        return (groups, nil)
    }

    /// The first line behind the cursor. A cursor that is no line of this chain is walked to.
    private func start(_ newest: Int64, _ before: Int64?) throws -> Int64 {
        guard let before, before <= newest else { return newest }
        if let record = try reader.record(before), holds(record.line) { return previous(of: record) }
        var next = newest
        while next >= before, next != 0, let record = try reader.record(next) { next = previous(of: record) }
        return next
    }

    private func previous(of record: AccessRecord) -> Int64 {
        switch chain {
        case .subject: record.place.beforeOfSubject
        case .employee: record.place.beforeOfEmployee
        case .office: record.place.beforeOfOffice
        }
    }

    private func holds(_ line: AccessLine) -> Bool {
        switch chain {
        case .subject(let party): line.subject == party
        case .employee(let party, let office): line.user == party && line.office == office
        case .office(let office): line.office == office
        }
    }
}
