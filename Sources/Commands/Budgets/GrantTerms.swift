package import Events

/// What a grant or a change says of a budget: always the full state (iPgb OP501).
struct GrantTerms {
    let from: Day
    let until: Day
    let grantedCents: Cents
    let functions: [FunctionBudget]
    /// Only for Wmo and Jeugdwet; the Wlz computes it.
    let freeAmountCents: Cents?
    /// The amount of the whole year that the granted amount is a part of: whoever fills it in has the amount worked out
    /// after him (Rlz 5.14).
    let yearCents: Cents?
    let extras: [ExtraBudget]
    let indication: Indication?

    /// The first day a message of the standard can name (iPgb TR511).
    static let firstDay = Day.of(2018, 1, 1)

    /// Reads the terms and refuses what cannot be right in itself.
    ///
    /// - Parameter withdraws: whether the whole may be withdrawn: an amount of zero on one day (iPgb OP505).
    init(from r: inout JSONReader, withdraws: Bool) {
        from = r("from")
        until = r("until")
        grantedCents = withdraws ? r("grantedCents") : r.positiveCents("grantedCents")
        functions = r.list("functions")
        freeAmountCents = r.optional("freeAmountCents")
        yearCents = r.optional("yearCents")
        extras = r.optionalList("extras")
        indication = r.optional("indication")
        refusePeriod(&r)
        refuseFunctions(&r)
        refuseExtras(&r)
        if withdraws, grantedCents < .zero {
            r.refuse("grantedCents", .outOfRange, "Een bedrag kan niet onder nul zijn.")
        }
        if withdraws, grantedCents == .zero, from != until {
            r.refuse("until", .invalidValue, "Een budget dat u intrekt, begint en eindigt op dezelfde dag.")
        }
        if let freeAmountCents, freeAmountCents < .zero {
            r.refuse("freeAmountCents", .outOfRange, "Een bedrag kan niet onder nul zijn.")
        }
    }

    private func refusePeriod(_ r: inout JSONReader) {
        if until < from { r.refuse("until", .outOfRange, "De einddatum ligt voor de begindatum.") }
        if from < Self.firstDay { r.refuse("from", .outOfRange, "Een budget begint op 1 januari 2018 of later.") }
        if let yearCents {
            if yearCents <= .zero { r.refuse("yearCents", .outOfRange, "Vul een bedrag boven nul in.") }
            if from.year != until.year {
                r.refuse("yearCents", .invalidValue, "Dit kan alleen bij een budget binnen één jaar. Laat het leeg.")
            }
        }
        if let indication, let last = indication.until, last < indication.from {
            r.refuse("indication", .outOfRange, "De einddatum van de indicatie ligt voor de begindatum.")
        }
    }

    private func refuseFunctions(_ r: inout JSONReader) {
        if functions.isEmpty { r.refuse("functions", .missing, "Vul minstens één zorgfunctie in.") }
        for (index, function) in functions.enumerated() {
            let first = function.from ?? from
            let last = function.until ?? until
            if function.cents < .zero {
                r.refuse("functions", element: index, .outOfRange, "Een bedrag kan niet onder nul zijn.")
            } else if from <= until, last < first || first < from || last > until {
                r.refuse(
                    "functions", element: index, .outOfRange,
                    "De periode van een zorgfunctie ligt binnen die van het budget. Pas de dagen aan.")
            }
        }
        for index in functions.repeats(of: \.function) {
            r.refuse(
                "functions", element: index, .invalidValue, "Deze zorgfunctie staat er al. Laat hem één keer staan.")
        }
    }

    private func refuseExtras(_ r: inout JSONReader) {
        for (index, extra) in extras.enumerated() where extra.cents < .zero {
            r.refuse("extras", element: index, .outOfRange, "Een bedrag kan niet onder nul zijn.")
        }
        for index in extras.repeats(of: \.kind) {
            r.refuse("extras", element: index, .invalidValue, "Dit extra bedrag staat er al. Laat het één keer staan.")
        }
    }

    func writeFields(to w: inout JSONWriter) {
        w.field("from", from)
        w.field("until", until)
        w.field("grantedCents", grantedCents)
        w.field("functions", functions)
        w.field("freeAmountCents", freeAmountCents)
        w.present("yearCents", yearCents)
        w.present("extras", list: extras)
        w.present("indication", indication)
    }

    /// Whether the whole is withdrawn (iPgb OP505).
    var isWithdrawn: Bool { grantedCents == .zero }

    /// What holds for budgets of one law.
    func check(_ law: Law) throws(Rejection) {
        guard functions.reduce(Cents.zero, { $0 + $1.cents }) == grantedCents else { throw .functionsDoNotAddUp }
        if law == .wlz {
            // Rlz 5.12(b): a Wlz period ends at the latest on 31 December of the year of granting. One function, 99.
            guard from.year == until.year else { throw .wlzPeriodTooLong }
            guard functions.map(\.function) == [.total], functions.allSatisfy({ $0.from == nil && $0.until == nil })
            else { throw .wlzFunction }
            guard freeAmountCents == nil else { throw .freeAmountIsComputed }
        } else {
            guard !functions.contains(where: { $0.function == .total }) else { throw .functionTotalIsWlz }
            guard (freeAmountCents ?? .zero) <= grantedCents else { throw .freeAmountAboveGrant }
            guard extras.isEmpty, indication == nil else { throw .onlyWlz }
        }
        try checkExtras()
        try checkIndication()
        if let part = partOfYear, !part.met {
            throw Rejection.partYearAmount.with([
                Finding(
                    .partOfYear, .block, at: "/grantedCents", ExplainedReason(part).text, figures: part.figures,
                    source: part.source)
            ])
        }
    }

    /// Extra amounts are part of the whole, and some kinds do not go together (money 2.5).
    private func checkExtras() throws(Rejection) {
        guard extras.reduce(Cents.zero, { $0 + $1.cents }) <= grantedCents else { throw .extrasAboveGrant }
        let kinds = extras.filter { $0.cents > .zero }.map(\.kind)
        guard kinds.contains(.homeCosts) else { return }
        guard !kinds.contains(.moreCare), !kinds.contains(.personalAssistance), !kinds.contains(.palliative)
        else { throw .extrasExclude }
    }

    /// Rlz 5.12: a Wlz budget begins no earlier than the indication and ends with it.
    private func checkIndication() throws(Rejection) {
        guard let indication else { return }
        guard indication.from <= from, indication.until.map({ until <= $0 }) ?? true else { throw .outsideIndication }
    }

    /// The free amount of these terms, with how it came about.
    func freeAmount(_ law: Law) -> (cents: Cents, reason: Reason) {
        law == .wlz && !isWithdrawn
            ? FreeAmount.wlz(granted: grantedCents, from: from, until: until)
            : FreeAmount.granted(freeAmountCents ?? .zero)
    }

    /// Whether the granted amount is the part of the year that the period is; nil when no amount of the year is named.
    var partOfYear: Reason? {
        yearCents.map { year in
            let part = PartOfPeriod.ofYear(year, from: from, until: until)
            return .part(
                of: year, days: PartOfPeriod.days(from, until), over: Int64(from.daysInYear), comesTo: part,
                granted: grantedCents)
        }
    }

    /// Whether another budget of the law pays for one of the functions on one of the days: of this granter or, without
    /// saying whose, of another (iPgb OP508).
    func overlap(_ law: Law, _ dossier: DossierState, except own: BudgetID) -> Bool {
        let mine = functions.filter(\.isHeld)
        return dossier.budgets.contains { other in
            other.law == law && other.id != own && !other.isWithdrawn
                && mine.contains { function in
                    let days = (function.from ?? from)...(function.until ?? until)
                    return other.functions.contains { theirs in
                        theirs.function == function.function && theirs.isHeld
                            && (other.days(of: theirs).map(days.overlaps) ?? false)
                    }
                }
        }
    }
}

extension Reason {
    /// How an amount for a part follows from the whole (Rlz 5.14).
    static func part(of whole: Cents, days: Int64, over wholeDays: Int64, comesTo part: Cents, granted: Cents) -> Reason
    {
        Reason(
            rule: .partOfYear, met: part == granted,
            figures: [
                Figure("whole-cents", whole.raw), Figure("part-days", days), Figure("whole-days", wholeDays),
                Figure("part-cents", part.raw), Figure("granted-cents", granted.raw),
            ], source: "Rlz 5.14")
    }
}

extension FunctionBudget {
    /// Whether it keeps others off its days: one that was withdrawn does not.
    fileprivate var isHeld: Bool { cents > .zero || from == nil }
}

extension BudgetState {
    /// Whether it was withdrawn as a whole (iPgb OP505).
    var isWithdrawn: Bool { grantedCents == .zero && from == until }

    /// The days one of its functions is for, within its own period; nil when none are left.
    func days(of function: FunctionBudget) -> ClosedRange<Day>? {
        let first = max(function.from ?? from, from)
        let last = min(function.until ?? until, until)
        return first <= last ? first...last : nil
    }

    /// Whether care of this function on that day is paid from it.
    package func covers(_ day: Day, _ function: CareFunction) -> Bool {
        functions.contains {
            ($0.function == .total || $0.function == function) && (days(of: $0)?.contains(day) ?? false)
        }
    }
}
