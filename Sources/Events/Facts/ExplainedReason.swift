/// A reason of a decision with a plain Dutch sentence beside it: what was compared and, when the rule was not met, what
/// to do.
package struct ExplainedReason: Record, Equatable {
    package let reason: Reason

    package init(_ reason: Reason) { self.reason = reason }

    /// The sentence is made anew, so it is not needed.
    package init(from r: inout JSONReader) {
        reason = Reason(from: &r)
        _ = r.optional("text", as: String.self)
    }

    package func writeFields(to w: inout JSONWriter) {
        reason.writeFields(to: &w)
        w.field("text", text)
    }

    package static var schema: JSONSchema {
        guard case .object(let fields) = Reason.schema else { preconditionFailure("a reason is an object") }
        return .object(fields + [.init(name: "text", schema: String.schema, isRequired: true)])
    }

    /// The sentence. A rule that this build does not know gets a general one, so that no reason is ever left out.
    package var text: String {
        guard let rule = Rule(rawValue: reason.rule.text) else {
            return reason.met ? "Deze controle is in orde." : "Deze controle is niet in orde (\(reason.rule))."
        }
        let (met, unmet) = sentences(of: rule)
        // A figure that no source states was computed from others: whoever reads it has to know.
        return (reason.met ? met : unmet) + (figure("inferred") == nil ? "" : " Dit bedrag is afgeleid.")
    }

    private func sentences(of rule: Rule) -> (met: String, unmet: String) {
        switch rule {
        case .contractApproved, .periodOver, .onePerMonth, .onceAMonth, .quarterHours, .fortyHours, .weeksInMonth:
            claim(rule)
        case .budgetCovers, .rateWithinMaximum, .rateMaximumUnknown, .rateAboveInferred, .balance, .deposit,
            .amountAboveZero,
            .wageDays, .paymentDay:
            payment(rule)
        case .sickDays, .sickPay, .employerCharges, .difference, .openBudget, .withinPayment: settlement(rule)
        case .freeAmount, .freeAmountLeft, .carePaidFirst, .withinBudgetPeriod, .accountKnown: freeAmount(rule)
        case let rule where Self.claimRules.contains(rule): claimed(rule)
        case .partOfYear, .fullState, .withinGrant, .freeAmountKept, .freeAmountPart, .claimStop, .budgetOpen,
            .creditBooked, .depositNeeded, .depositLeft, .enoughLeft, .forecast, .paymentsSettled, .claimsSettled,
            .depositSettled, .fixedAtPaid:
            budget(rule)
        case .decisionTerm, .interviewReported, .admissionLength, .abroadLength, .pgbGoesOn, .budgetsEnded,
            .contractsEnded, .emailCode:
            people(rule)
        case .retentionMoney, .retentionBudget, .retentionContract, .retentionDossier, .retentionRegistration,
            .nothingOpen, .noHold:
            retention(rule)
        default: contract(rule)
        }
    }

    private func claim(_ rule: Rule) -> (met: String, unmet: String) {
        let care = "de zorg van \(day("care-from")) tot en met \(day("care-until"))"
        switch rule {
        case .contractApproved:
            return (
                "Er is een goedgekeurde zorgovereenkomst voor \(care). Die \(contractPeriod).",
                "Er is geen goedgekeurde zorgovereenkomst voor \(care). De zorgovereenkomst \(contractPeriod). "
                    + "Declareer alleen zorg in die tijd, of wacht tot de zorgovereenkomst is goedgekeurd."
            )
        case .periodOver:
            return (
                "De maand eindigde op \(day("month-ends-on")). De declaratie is van \(day("filed-on")), dus daarna.",
                "De maand eindigt op \(day("month-ends-on")). De declaratie is van \(day("filed-on")). "
                    + "Dien de declaratie in als de maand voorbij is."
            )
        case .onePerMonth:
            return (
                "Er is geen andere declaratie voor deze zorgovereenkomst in deze maand.",
                "Voor deze zorgovereenkomst is er in deze maand al een andere declaratie. "
                    + "Bekijk die in het overzicht van uw declaraties."
            )
        case .onceAMonth:
            return (
                "De vergoeding is één keer in de maand gevraagd.",
                "De vergoeding is \(count("count", "keer", "keer")) gevraagd. Vraag hem één keer per maand."
            )
        case .quarterHours:
            return (
                "De tijd is ingevuld in hele kwartieren.",
                "De tijd is bij \(count("odd-entries", "regel", "regels")) niet ingevuld in hele kwartieren. "
                    + "Vul hele kwartieren in en dien de declaratie opnieuw in."
            )
        case .fortyHours:
            let most = time("most-minutes")
            let before = figure("claimed-before-minutes").map {
                " Daarvan was \(Dutch.time(minutes: $0)) al eerder goedgekeurd."
            }
            return (
                "De week met de meeste zorg heeft \(time("weekly-minutes")).\(before ?? "") Dat is niet meer dan \(most).",
                "Een week heeft \(time("weekly-minutes")) zorg.\(before ?? "") Hoogstens \(most) mag. Vul minder uren in."
            )
        default:
            return (
                "Alle weken vallen in deze maand.",
                "Bij \(count("entries-outside", "regel", "regels")) valt de week niet in deze maand. "
                    + "Vul die zorg in bij de maand waarin de week valt."
            )
        }
    }

    private func payment(_ rule: Rule) -> (met: String, unmet: String) {
        let (rate, most) = (amount("rate-cents"), amount("most-cents"))
        switch rule {
        case .budgetCovers:
            let without =
                figure("days-without-budget") == nil
                ? count("lines-without-budget", "regel", "regels") : count("days-without-budget", "dag", "dagen")
            return (
                "Er is een budget dat deze zorg op deze dagen betaalt.",
                "Er is voor \(without) geen budget dat deze zorg betaalt. Vraag uw zorgkantoor of gemeente om een budget."
            )
        case .rateWithinMaximum:
            return (
                "Het tarief van \(rate) is niet hoger dan het maximum van \(most).",
                "Het tarief van \(rate) is hoger dan het maximum van \(most). Spreek een lager tarief af."
            )
        case .rateMaximumUnknown:
            return (
                "Voor het tarief van \(rate) is geen maximum bekend.",
                "Voor het tarief van \(rate) is geen maximum bekend. Laat uw zorgkantoor of gemeente het beoordelen."
            )
        case .rateAboveInferred:
            return (
                "Het tarief van \(rate) is hoger dan \(most). Dat maximum is afgeleid en niet bevestigd. "
                    + "De beoordelaar heeft ernaar gekeken.",
                "Het tarief van \(rate) is hoger dan \(most). Dat maximum is afgeleid en niet bevestigd. "
                    + "Laat de beoordelaar ernaar kijken."
            )
        case .balance:
            return (
                "Er is genoeg budget. Nodig is \(amount("needed-cents")). Er is nog \(amount("left-cents")).",
                "Er is te weinig budget over. Nodig is \(amount("needed-cents")). Er is nog \(amount("left-cents")). "
                    + "Er is \(amount("short-cents")) te weinig. Vraag uw zorgkantoor of gemeente wat er kan."
            )
        case .deposit:
            return (
                "Uw vrijwillige storting betaalt \(amount("needed-cents")). Daarvan was er nog \(amount("left-cents")).",
                "Uw vrijwillige storting moet \(amount("needed-cents")) betalen. Er is nog \(amount("left-cents")). "
                    + "Stort \(amount("short-cents")) bij, of pas het tarief of de zorg aan."
            )
        case .amountAboveZero:
            return (
                "Het bedrag is \(amount("amount-cents")). Dat is meer dan nul.",
                "Het bedrag is \(amount("amount-cents")). Er is dus niets te betalen. Controleer de tijd en het tarief."
            )
        case .wageDays:
            let days = "\(number("days")) van de \(number("month-days")) dagen van deze maand"
            return (
                "De zorgovereenkomst geldt op \(days). Wij betalen het loon over die dagen.",
                "De zorgovereenkomst geldt op \(days). Controleer de maand."
            )
        default:
            return (
                "Wij betalen op \(day("run-on")). Dat is op tijd: het mag tot en met \(day("latest-on")).",
                "Wij kunnen pas betalen op \(day("run-on")). Dat mocht tot en met \(day("latest-on")). "
                    + "Vraag de SVB wat er kan."
            )
        }
    }

    private func freeAmount(_ rule: Rule) -> (met: String, unmet: String) {
        let period = "Dit budget loopt van \(day("budget-from")) tot en met \(day("budget-until"))."
        switch rule {
        case .freeAmount:
            return (
                figure("granted-cents") == nil ? grantedFreeAmount : computedFreeAmount,
                "Het verantwoordingsvrije bedrag is niet vastgesteld. Vraag uw zorgkantoor of gemeente ernaar."
            )
        case .freeAmountLeft:
            let overdrawn = figure("overdrawn-cents").map { " Er is al \(Dutch.amount(Cents($0))) te veel opgenomen." }
            let asked = "U vroeg \(amount("asked-cents")). Er is nog \(amount("left-cents")).\(overdrawn ?? "")"
            return (
                "Er is genoeg over van het verantwoordingsvrije bedrag. \(asked)",
                "Er is te weinig over van het verantwoordingsvrije bedrag. \(asked) Vraag een lager bedrag."
            )
        case .carePaidFirst:
            return (
                "Er is al zorg betaald uit dit budget.",
                "Er is nog geen zorg betaald uit dit budget. Vraag dit bedrag opnieuw als er zorg is betaald."
            )
        case .withinBudgetPeriod:
            return (
                "\(period) U vroeg het bedrag op \(day("asked-on")), binnen die tijd.",
                "\(period) U vroeg het bedrag op \(day("asked-on")), buiten die tijd. Kies een budget dat nu loopt."
            )
        default:
            return (
                "Er is een rekeningnummer bekend.",
                "Er is geen rekeningnummer bekend. Geef een rekeningnummer door en vraag het bedrag daarna opnieuw."
            )
        }
    }
}

extension ExplainedReason {
    private var contractPeriod: String {
        let begins = "begint op \(day("contract-from"))"
        return figure("contract-until") == 0
            ? begins + " en heeft geen einddatum" : begins + " en eindigt op \(day("contract-until"))"
    }

    private var grantedFreeAmount: String {
        "Het verantwoordingsvrije bedrag is \(amount("free-amount-cents")). Zo is het toegekend."
    }

    /// The share is in hundredths of a percent.
    private var computedFreeAmount: String {
        let points = figure("basis-points") ?? 0
        let share = points % 100 == 0 ? "\(points / 100)" : "\(points / 100),\(points % 100 / 10)"
        return "Het verantwoordingsvrije bedrag is \(amount("free-amount-cents")). "
            + "Het is \(share)% van \(amount("granted-cents")), "
            + "en minstens \(amount("least-cents")) en hoogstens \(amount("most-cents")). "
            + "Het budget loopt \(number("period-days")) van de \(number("year-days")) dagen van het jaar."
    }

    func figure(_ name: String) -> Int64? {
        reason.figures.list.first { $0.name.text == name }?.value
    }

    func amount(_ name: String) -> String {
        figure(name).map { Dutch.amount(Cents($0)) } ?? "een onbekend bedrag"
    }

    func day(_ name: String) -> String { figure(name).flatMap(Dutch.day(figure:)) ?? "een onbekende dag" }

    func number(_ name: String) -> String { figure(name).map(String.init) ?? "een onbekend aantal" }

    func count(_ name: String, _ one: String, _ more: String) -> String {
        "\(number(name)) \(figure(name) == 1 ? one : more)"
    }

    func time(_ name: String) -> String { figure(name).map(Dutch.time(minutes:)) ?? "een onbekende tijd" }
}
