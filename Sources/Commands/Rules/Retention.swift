package import Events

/// The kinds of data that are kept for a term of their own.
enum RetentionKind: CaseIterable {
    /// What moved money in a dossier.
    case money
    case budget
    case contract
    /// Whatever else was recorded in a dossier, such as an application that was refused.
    case dossier
    /// Who somebody is and how he is reached.
    case registration

    var rule: Rule {
        switch self {
        case .money: .retentionMoney
        case .budget: .retentionBudget
        case .contract: .retentionContract
        case .dossier: .retentionDossier
        case .registration: .retentionRegistration
        }
    }
}

/// How long data are kept behind the last day they are about.
enum RetentionTerm: Sendable, Equatable {
    /// To the end of so many calendar years behind the year of that day.
    case calendarYears(Int)
    /// To the same day so many years later.
    case years(Int)
    case days(Int)

    /// The last day on which they are kept.
    func keptUntil(_ last: Day) -> Day {
        switch self {
        case .calendarYears(let count): Day.of(last.year + count, 12, 31)
        case .years(let count): last.adding(months: 12 * count)
        case .days(let count): last.adding(days: count)
        }
    }
}

/// What holds for one kind of data: the term when nobody asks for anything, and what of it stands in the way of who asks
/// to be erased, or whose data should not have been recorded. Nil stands in nobody's way.
struct RetentionTerms: Sendable {
    let usual: RetentionTerm
    let onRequest: RetentionTerm?
    let ifUnlawful: RetentionTerm?

    func term(for ground: ErasureGround) -> RetentionTerm? {
        switch ground {
        case .termOver, .again: usual
        case .request: onRequest
        case .unlawful: ifUnlawful
        }
    }
}

/// How long each kind of data is kept, chosen by the last day they are about. docs/privacy.md tells it in plain words.
///
/// An official selection list of SVB, care offices or municipalities was not found (portal, gap G3), so all but the first
/// are inferred [I] from what these tell people to keep themselves and from the law. The twenty years of the file of who
/// gives medical treatment (BW 7:454(3)) are not among them: nobody here is one.
package enum Retention {
    static func table(_ kind: RetentionKind) -> DatedTable<RetentionTerms> {
        switch kind {
        case .money: money
        case .budget: budget
        case .contract: contract
        case .dossier: dossier
        case .registration: registration
        }
    }

    /// A duty that nobody's wish and no mistake ends: the books of who pays wages and public money.
    private static let money = DatedTable([
        DatedRow(
            .of(2000, 1, 1),
            RetentionTerms(
                usual: .calendarYears(BankFileKept.years), onRequest: .calendarYears(BankFileKept.years),
                ifUnlawful: .calendarYears(BankFileKept.years)), "AWR 52(4)")
    ])

    /// [I] SVB and Per Saldo tell holders five years (portal 3.5).
    private static let budget = DatedTable([
        DatedRow(
            .of(2000, 1, 1), RetentionTerms(usual: .years(5), onRequest: .years(5), ifUnlawful: nil),
            "SVB: 5 jaar bewaren", isInferred: true)
    ])

    /// [I] A contract is part of the books of wages; claims for wage end after five years (BW 3:308), which is shorter.
    private static let contract = DatedTable([
        DatedRow(
            .of(2000, 1, 1),
            RetentionTerms(usual: .calendarYears(7), onRequest: .calendarYears(7), ifUnlawful: nil), "AWR 52(4)",
            isInferred: true)
    ])

    /// [I] Five years as the budget; who asks waits until nobody can object any more: six weeks (Awb 6:7).
    private static let dossier = DatedTable([
        DatedRow(
            .of(2000, 1, 1), RetentionTerms(usual: .years(5), onRequest: .days(42), ifUnlawful: nil),
            "Awb 6:7 en 5 jaar bewaren", isInferred: true)
    ])

    /// Who looked: five years at the least, and not longer than what was looked at. A line is about its own day.
    private static let access = DatedTable([
        DatedRow(.of(2000, 1, 1), RetentionTerm.calendarYears(AccessTerm.years), "Stcrt. 2019, 38007")
    ])

    /// Whether a line of the access log of a moment is no longer kept on a day.
    package static func isAccessOver(_ at: Moment, on today: Day) -> Bool {
        let day = at.day
        return access.row(on: day).map { today > $0.value.keptUntil(day) } ?? false
    }

    /// [I] Nothing came of it for a year: our own choice (AVG art. 5(1)(e)).
    private static let registration = DatedTable([
        DatedRow(
            .of(2000, 1, 1), RetentionTerms(usual: .years(1), onRequest: nil, ifUnlawful: nil),
            "AVG art. 5(1)(e)", isInferred: true)
    ])
}

extension Footprint {
    /// Whether somebody may be erased on a ground: each kind of data that binds, whether anything is open, whether
    /// anybody holds it. All of it is met when he may.
    func reasons(
        for ground: ErasureGround, of party: PartyID, on today: Day, _ register: Register
    ) -> [Reason] {
        var reasons: [Reason] = []
        for kind in RetentionKind.allCases {
            guard let last = lastDay(kind, of: party), let row = Retention.table(kind).row(on: last),
                let term = row.value.term(for: ground)
            else { continue }
            let until = term.keptUntil(last)
            reasons.append(
                Reason(
                    rule: kind.rule, met: today > until,
                    figures: [Figure("last-day", last.figure), Figure("kept-until", until.figure)],
                    source: row.source))
        }
        let open = open(of: party, on: today, register)
        reasons.append(
            Reason(
                rule: .nothingOpen, met: open.list.allSatisfy { $0.value == 0 }, figures: open,
                source: "AVG art. 17(3)"))
        let holds = register.parties[party]?.people.holds(on: today) ?? []
        reasons.append(
            Reason(
                rule: .noHold, met: holds.isEmpty, figures: [Figure("holds", Int64(holds.count))],
                source: "AVG art. 17(3)(e)"))
        return reasons
    }
}
