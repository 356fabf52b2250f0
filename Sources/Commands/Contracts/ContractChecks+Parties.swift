import Events

// Who agrees with whom, and whether that is allowed: ZO-03, ZO-06, ZO-16, ZO-19, ZO-29.

extension ContractChecks {
    static func parties(_ checked: CheckedContract, _ world: borrowing World) -> [Finding] {
        oneContract(checked, world) + standing(checked, world) + kind(checked, world) + networkHelp(checked, world)
            + representative(checked, world) + numbers(checked, world)
            + LivingParties.findings(of: checked.caregiver, from: checked.from, world)
    }

    /// ZO-03: one open contract with each caregiver.
    private static func oneContract(_ checked: CheckedContract, _ world: borrowing World) -> [Finding] {
        let isOther = world.dossier.contracts.contains {
            $0.id != checked.id && $0.caregiver == checked.caregiver && $0.isOpen(on: checked.from)
        }
        guard isOther else { return [] }
        return [
            Finding(
                .zo03, .block, at: "/caregiver",
                "Er is al een zorgovereenkomst met deze zorgverlener. Wijzig die, of beëindig die eerst.",
                source: "mijnpgb.nl toelichting stap 1")
        ]
    }

    /// ZO-06: a professional who is family counts as informal (Rlz 5.22(3)); who left the registers is no professional.
    private static func standing(_ checked: CheckedContract, _ world: borrowing World) -> [Finding] {
        let terms = checked.terms
        guard terms.formal else { return [] }
        if !Formality.isProfessional(checked.caregiver, on: checked.from, world.register) {
            return [
                Finding(
                    .zo06, .block, at: "/terms",
                    "De zorgverlener staat niet meer als zorgverlener in het Handelsregister of het BIG-register. "
                        + "Sla de afspraken opnieuw op, dan geldt het informele tarief.",
                    source: "Rlz 5.22(1)")
            ]
        }
        let budget = checked.budgets.first { [register = world.register] in
            Formality.isFamily(terms.relation, for: $0, register, on: checked.from)
        }
        guard let budget else { return [] }
        return [
            Finding(
                .zo06, .warn, at: "/terms/relation",
                "Deze zorgverlener is familie. Daarom geldt het maximum voor informele zorg, ook voor een professional.",
                figures: [Figure("degree", terms.relation.degree ?? 0)],
                source: budget.law == .wlz ? "Rlz 5.22(3)" : "beleid gemeente")
        ]
    }

    /// ZO-16: the kind fits the relation and the registers.
    private static func kind(_ checked: CheckedContract, _ world: borrowing World) -> [Finding] {
        let terms = checked.terms
        let party = world.register.parties[checked.caregiver]
        var found: [Finding] = []
        switch terms.kind {
        case .family where !terms.relation.isFamily:
            found.append(
                Finding(
                    .zo16, .block, at: "/terms/relation",
                    "Vul in welke familie de zorgverlener is, of kies een ander soort overeenkomst.",
                    source: "SVB zorgovereenkomst kiezen"))
        case .institution where party?.agb == nil || party?.kvk == nil:
            found.append(
                Finding(
                    .zo16, .block, at: "/terms/kind",
                    "Voor een zorginstelling zijn een AGB-code en een KvK-nummer nodig. Laat die registreren of kies een "
                        + "ander soort overeenkomst.", source: "SVB model 40.007NT"))
        case .employment where party?.kind == .organisation:
            found.append(
                Finding(
                    .zo16, .block, at: "/terms/kind",
                    "Een organisatie kan niet bij u in dienst zijn. Kies een overeenkomst van opdracht.",
                    source: "SVB zorgovereenkomst kiezen"))
        case .employment where terms.relation.isNearKin, .assignment where terms.relation.isNearKin:
            found.append(
                Finding(
                    .zo16, .warn, at: "/terms/kind",
                    "Bij familie hoort meestal de overeenkomst met partner of familielid. Controleer uw keuze.",
                    source: "SVB zorgovereenkomst kiezen"))
        case .employment, .assignment, .institution, .family, .networkHelp: break
        }
        // The questionnaire on the family relation: whether there is real authority (inferred, contracts 2.6).
        if terms.kind == .employment, terms.work.household || terms.relation != .none {
            found.append(
                Finding(
                    .zo16, .assessor, at: terms.work.household ? "/terms/work/household" : "/terms/relation",
                    "U kent deze werknemer privé. De beoordelaar kijkt of u echt zijn werkgever bent.",
                    source: "vragenlijst familieverhouding (afgeleid)"))
        }
        if terms.kind == .institution, let registration = party?.registration {
            let left = [registration.deregisteredOn, registration.insolventOn].compactMap(\.self).min()
            if let left, left <= checked.from {
                found.append(
                    Finding(
                        .zo16, .block, at: "/caregiver",
                        "Deze instelling is uitgeschreven of failliet. Kies een andere zorgverlener.",
                        figures: [Figure("starts-on", checked.from.figure), Figure("left-on", left.figure)],
                        source: "SVB einde van rechtswege"))
            }
        }
        return found
    }

    /// ZO-16: help from the social network is for Wmo and Jeugdwet, where the municipality allows it, as one allowance a
    /// month (contracts 2.7).
    private static func networkHelp(_ checked: CheckedContract, _ world: borrowing World) -> [Finding] {
        guard checked.terms.kind == .networkHelp else { return [] }
        let source: Name = "SVB hulp uit sociaal netwerk"
        var found: [Finding] = []
        for (pointer, line, budget) in checked.lines {
            if budget.law == .wlz {
                found.append(
                    Finding(
                        .zo16, .block, at: pointer + "/budget",
                        "Deze verklaring kan niet bij de Wlz. Kies een budget uit de Wmo of de Jeugdwet.",
                        source: source))
            } else if !world.register.contractPolicy(of: budget.office, on: checked.from).networkHelp {
                found.append(
                    Finding(
                        .zo16, .block, at: "/terms/kind",
                        "Deze gemeente staat de verklaring hulp uit het sociaal netwerk niet toe. Kies een ander soort "
                            + "overeenkomst.", source: source))
            }
            if line.unit != .month {
                found.append(
                    Finding(
                        .zo16, .block, at: pointer + "/unit",
                        "Bij deze verklaring hoort een bedrag per maand. Kies de eenheid maand.", source: source))
            }
        }
        if checked.terms.lines.count > 1 {
            found.append(
                Finding(
                    .zo16, .block, at: "/terms/lines",
                    "Bij deze verklaring hoort één bedrag per maand. Laat één regel staan.",
                    figures: [Figure("lines", Int64(checked.terms.lines.count)), Figure("most-lines", 1)],
                    source: source))
        }
        return found
    }

    /// ZO-19: whether somebody who represents the holder may be paid for care (contracts 4.9). Each granter decides that
    /// for its own budgets.
    private static func representative(_ checked: CheckedContract, _ world: borrowing World) -> [Finding] {
        let represents = world.dossier.representatives.filter {
            $0.representative == checked.caregiver && $0.overlaps(checked.from, checked.terms.end)
        }
        guard let appointment = represents.first else { return [] }
        var found: [Finding] = []
        let minutes = checked.terms.minutesAWeek
        for budget in checked.budgets {
            let policy = world.register.contractPolicy(of: budget.office, on: checked.from)
            let exception = world.dossier.exception(
                "zo-19", for: checked.caregiver, by: budget.office, on: checked.from)
            let care = PaidRepresentative(
                appointment.ground, isFamily: checked.terms.relation.isFamily, minutes: minutes, policy, exception)
            switch care {
            case .free: continue
            case .tooMuch(let figures): found.append(tooMuch(figures))
            case .asFamily(let figures):
                found.append(
                    Finding(
                        .zo19, .assessor, at: "/caregiver",
                        "De vertegenwoordiger geeft ook zorg. De beoordelaar kijkt of er ook zorg van iemand van "
                            + "buiten is.", figures: figures, source: "beleid verstrekker"))
            case .notAtAll:
                found.append(
                    Finding(
                        .zo19, .block, at: "/caregiver",
                        "Een vertegenwoordiger mag bij deze verstrekker niet ook betaalde zorg geven. Kies een andere "
                            + "zorgverlener, of vraag de verstrekker om een uitzondering.", source: "beleid verstrekker"
                    ))
            }
        }
        return found
    }

    private static func tooMuch(_ figures: Figures) -> Finding {
        Finding(
            .zo19, .block, at: "/terms/lines",
            "Een vertegenwoordiger mag niet zo veel uren zorg geven. Spreek minder uren af.", figures: figures,
            source: "beleid verstrekker")
    }

    /// ZO-29: a formal caregiver with a business claims with an AGB code (since 2016). The form of all numbers was checked
    /// when they were entered.
    private static func numbers(_ checked: CheckedContract, _ world: borrowing World) -> [Finding] {
        guard checked.terms.kind == .assignment, checked.terms.formal,
            let party = world.register.parties[checked.caregiver], party.kind == .organisation, party.agb == nil
        else { return [] }
        return [
            Finding(
                .zo29, .warn, at: "/caregiver",
                "Van deze zorgverlener is geen AGB-code bekend. Vraag hem die te laten registreren.",
                source: "AGB verplicht sinds 2016")
        ]
    }
}

extension Relation {
    /// Partner and blood relatives in the first and second degree, as the SVB's choice help counts them. Sources differ on
    /// relatives by marriage (contracts 2.4), so these may have either kind of contract.
    var isNearKin: Bool {
        switch self {
        case .partner, .parent, .child, .grandparent, .grandchild, .sibling, .firstDegree, .secondDegree: true
        case .none, .parentInLaw, .childInLaw, .stepchild, .partnersGrandparent, .partnersGrandchild, .siblingInLaw,
            .thirdDegree:
            false
        }
    }
}
