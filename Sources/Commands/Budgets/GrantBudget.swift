package import Events

/// A care office or municipality grants a budget. The grant states everything: what is missing is refused.
package struct GrantBudget: Command {
    package static let name: StaticString = "grant-budget"
    package static let allowed: [Actor] = [.anyGranter(.grants)]

    package let dossier: DossierID
    package let budget: BudgetID
    package let law: Law
    package let from: Day
    package let until: Day
    package let grantedCents: Cents
    package let functions: [FunctionBudget]
    /// Only for Wmo and Jeugdwet; the Wlz computes it.
    package let freeAmountCents: Cents?
    /// Since when the holder has had a budget without a break: only for the Wlz, where it can raise the maximum of
    /// informal caregivers (Rlz 5.22(2)(b)).
    package let unbrokenSince: Day?

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        budget = r("budget")
        law = r("law")
        from = r("from")
        until = r("until")
        grantedCents = r.positiveCents("grantedCents")
        functions = r.list("functions")
        freeAmountCents = r.optional("freeAmountCents")
        unbrokenSince = r.optional("unbrokenSince")
        if until < from { r.refuse("until", .outOfRange, "De einddatum ligt voor de begindatum.") }
        if functions.isEmpty { r.refuse("functions", .missing, "Vul minstens één zorgfunctie in.") }
        for (index, function) in functions.enumerated() where function.cents < .zero {
            r.refuse("functions", element: index, .outOfRange, "Een bedrag kan niet onder nul zijn.")
        }
        for index in functions.repeats(of: \.function) {
            r.refuse(
                "functions", element: index, .invalidValue, "Deze zorgfunctie staat er al. Laat hem één keer staan.")
        }
        if let freeAmountCents, freeAmountCents < .zero {
            r.refuse("freeAmountCents", .outOfRange, "Een bedrag kan niet onder nul zijn.")
        }
        if let unbrokenSince, unbrokenSince > from {
            r.refuse("unbrokenSince", .outOfRange, "Deze dag ligt na het begin van het budget.")
        }
        if unbrokenSince != nil, law != .wlz {
            r.refuse("unbrokenSince", .invalidValue, "Dit is alleen voor de Wlz. Laat het leeg.")
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("budget", budget)
        w.field("law", law)
        w.field("from", from)
        w.field("until", until)
        w.field("grantedCents", grantedCents)
        w.field("functions", functions)
        w.field("freeAmountCents", freeAmountCents)
        w.present("unbrokenSince", unbrokenSince)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let office = stamp.principal.office, let granter = world.register.offices[office]
        else { throw .notAllowed }
        guard world.register.parties[dossier.holder]?.kind == .person else { throw .unknownParty }
        guard granter.kind == (law == .wlz ? .careOffice : .municipality) else { throw .lawNotOfOffice }
        // A granter is not told of the budgets of others.
        if let known = world.dossier.budget(budget), known.office == office {
            guard known.law == law, known.from == from, known.until == until,
                known.grantedCents == grantedCents, known.functions == functions, known.unbrokenSince == unbrokenSince,
                hasFreeAmount(of: known)
            else { throw .budgetExists }
            return []
        }
        guard functions.reduce(Cents.zero, { $0 + $1.cents }) == grantedCents else { throw .functionsDoNotAddUp }
        if law == .wlz {
            // Rlz 5.12(b): a Wlz period ends at the latest on 31 December of the year of granting. One function, 99.
            guard from.year == until.year else { throw .wlzPeriodTooLong }
            guard functions.map(\.function) == [.total] else { throw .wlzFunction }
            guard freeAmountCents == nil else { throw .freeAmountIsComputed }
        } else {
            guard !functions.contains(where: { $0.function == .total }) else { throw .functionTotalIsWlz }
            guard (freeAmountCents ?? .zero) <= grantedCents else { throw .freeAmountAboveGrant }
        }
        guard !world.dossier.budgets.contains(where: { $0.law == law && overlaps($0) }) else { throw .budgetOverlaps }
        // The budget of another granter. Said last, as the handler says it of other dossiers.
        guard world.dossier.budget(budget) == nil else { throw .idNotFree }
        let free =
            law == .wlz
            ? FreeAmount.wlz(granted: grantedCents, from: from, until: until)
            : FreeAmount.granted(freeAmountCents ?? .zero)
        return [
            .budget(
                .granted(
                    BudgetGranted(
                        budget: budget, holder: dossier.holder, law: law, office: office, from: from, until: until,
                        grantedCents: grantedCents, functions: functions, freeAmountCents: free.cents,
                        reasons: [free.reason], unbrokenSince: unbrokenSince)))
        ]
    }

    /// Whether the free amount is that of an earlier grant; where the law computes it, none may be named.
    private func hasFreeAmount(of known: BudgetState) -> Bool {
        law == .wlz ? freeAmountCents == nil : freeAmountCents ?? .zero == known.freeAmountCents
    }

    /// Two grants may not pay for the same function on the same day.
    private func overlaps(_ other: BudgetState) -> Bool {
        other.from <= until && from <= other.until
            && functions.contains { mine in other.functions.contains { $0.function == mine.function } }
    }
}

extension Rejection {
    package static let lawNotOfOffice = Rejection(
        "law-not-of-office", "Uw organisatie geeft geen budget uit deze wet. Kies de wet die bij uw organisatie hoort.")
    package static let budgetExists = Rejection(
        "budget-exists", "Er is al een budget met dit nummer en andere gegevens. Gebruik een nieuw nummer.")
    package static let functionsDoNotAddUp = Rejection(
        "functions-do-not-add-up", "De bedragen van de functies zijn samen niet het toegekende bedrag. Reken ze na.")
    package static let wlzPeriodTooLong = Rejection(
        "wlz-period-too-long",
        "Een Wlz-budget eindigt uiterlijk op 31 december van hetzelfde jaar. Pas de einddatum aan.")
    package static let wlzFunction = Rejection(
        "wlz-function", "Een Wlz-budget heeft één functie: het totaal (99). Zet het hele bedrag daarop.")
    package static let functionTotalIsWlz = Rejection(
        "function-total-is-wlz", "De functie totaal is alleen voor de Wlz. Kies de functies die u toekent.")
    package static let freeAmountIsComputed = Rejection(
        "free-amount-is-computed", "Bij de Wlz berekenen wij het vrije bedrag. Laat het veld leeg.")
    package static let freeAmountAboveGrant = Rejection(
        "free-amount-above-grant", "Het vrije bedrag is hoger dan het budget. Verlaag het vrije bedrag.")
    package static let budgetOverlaps = Rejection(
        "budget-overlaps", "Er is al een budget voor deze wet en functie in deze periode. Pas de periode aan.")
}
