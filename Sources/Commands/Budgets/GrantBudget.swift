package import Events

/// A care office or municipality grants a budget. The grant states everything: what is missing is refused.
package struct GrantBudget: Command {
    package static let name: StaticString = "grant-budget"
    package static let allowed: [Actor] = [.anyGranter(.grants)]

    package let dossier: DossierID
    package let budget: BudgetID
    package let law: Law
    let terms: GrantTerms
    /// Since when the holder has had a budget without a break: only for the Wlz, where it can raise the maximum of
    /// informal caregivers (Rlz 5.22(2)(b)).
    package let unbrokenSince: Day?
    /// The budget that this one goes on from, so that contracts go on under it.
    package let follows: BudgetID?
    /// The application that it follows from, where there was one here.
    package let application: ApplicationID?

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        budget = r("budget")
        law = r("law")
        terms = GrantTerms(from: &r, withdraws: false)
        unbrokenSince = r.optional("unbrokenSince")
        follows = r.optional("follows")
        application = r.optional("application")
        if let unbrokenSince, unbrokenSince > terms.from {
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
        terms.writeFields(to: &w)
        w.present("unbrokenSince", unbrokenSince)
        w.present("follows", follows)
        w.present("application", application)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let office = stamp.principal.office, let granter = world.register.offices[office]
        else { throw .notAllowed }
        guard world.register.parties[dossier.holder]?.kind == .person else { throw .unknownParty }
        guard granter.kind == (law == .wlz ? .careOffice : .municipality) else { throw .lawNotOfOffice }
        // A granter is not told of the budgets of others.
        if let known = world.dossier.budget(budget), known.office == office {
            guard isSame(as: known, world.indication(of: known)) else { throw .budgetExists }
            return []
        }
        try terms.check(law)
        guard !terms.overlap(law, world.dossier, except: budget) else { throw .budgetOverlaps }
        try checkFollows(office, world.dossier)
        if let application {
            let known = try world.dossier.application(application, for: stamp.principal, on: stamp.today)
            guard known.outcome == .granted, known.filed.law == law else { throw .applicationNotGranted }
        }
        // The budget of another granter. Said last, as the handler says it of other dossiers.
        guard world.dossier.budget(budget) == nil else { throw .idNotFree }
        let free = terms.freeAmount(law)
        return [
            .budget(
                .granted(
                    BudgetGranted(
                        budget: budget, holder: dossier.holder, law: law, office: office, from: terms.from,
                        until: terms.until, grantedCents: terms.grantedCents, functions: terms.functions,
                        freeAmountCents: free.cents,
                        reasons: Reasons([free.reason] + (terms.partOfYear.map { [$0] } ?? [])),
                        unbrokenSince: unbrokenSince, follows: follows, extras: terms.extras,
                        indication: stamp.seal(terms.indication, of: dossier.holder, use: 0),
                        application: application)))
        ]
    }

    /// Whether an earlier grant said exactly this; where the law computes the free amount, none may be named.
    private func isSame(as known: BudgetState, _ indication: Indication?) -> Bool {
        known.law == law && known.from == terms.from && known.until == terms.until
            && known.grantedCents == terms.grantedCents && known.functions == terms.functions
            && known.unbrokenSince == unbrokenSince && known.follows == follows && known.extras == terms.extras
            && known.application == application
            && indication == terms.indication
            && (law == .wlz
                ? terms.freeAmountCents == nil : terms.freeAmountCents ?? .zero == known.freeAmountCents)
    }

    /// A budget follows one of the same law and granter on the day after its last; under the Wlz at most 31 calendar days
    /// may lie between them (Rlz 5.7).
    private func checkFollows(_ office: OfficeID, _ dossier: DossierState) throws(Rejection) {
        guard let follows else { return }
        guard let before = dossier.budget(follows), before.office == office else { throw .unknownBudget }
        let gap = terms.from - before.until - 1
        guard before.law == law, (0...(law == .wlz ? 31 : 0)).contains(gap) else { throw .doesNotFollow }
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
    package static let onlyWlz = Rejection(
        "only-wlz", "Extra bedragen en een indicatie zijn er alleen bij de Wlz. Laat ze leeg.")
    package static let extrasAboveGrant = Rejection(
        "extras-above-grant", "De extra bedragen zijn samen hoger dan het budget. Reken ze na.")
    package static let extrasExclude = Rejection(
        "extras-exclude",
        "Extra kosten thuis gaan niet samen met meerzorg, een persoonlijk assistentiebudget of palliatieve zorg. "
            + "Haal er een weg.")
    package static let outsideIndication = Rejection(
        "outside-indication", "Het budget loopt buiten de tijd van de indicatie. Pas de periode aan.")
    package static let partYearAmount = Rejection(
        "part-year-amount", "Het toegekende bedrag past niet bij het bedrag van het hele jaar. Reken het na.")
    package static let doesNotFollow = Rejection(
        "does-not-follow",
        "Dit budget sluit niet aan op het vorige. Kies een budget van dezelfde wet dat vlak ervoor eindigt.")
    package static let applicationNotGranted = Rejection(
        "application-not-granted", "Deze aanvraag is niet toegekend, of gaat over een andere wet. Beslis er eerst over."
    )
}
