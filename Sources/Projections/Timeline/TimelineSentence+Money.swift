import Events

/// The sentences about money. A caregiver reads those of his own claims, payments and receivables: none of them holds a
/// balance.
extension TimelineSentence {
    var budget: String {
        switch kind {
        case .budgetGranted: "Een budget van \(amount) is toegekend, van \(on) tot en met \(until)."
        case .budgetChanged: "Het budget is gewijzigd in \(amount), van \(on) tot en met \(until)."
        case .budgetEnded: "Het budget stopt na \(on) en is nu \(amount)."
        case .spendingConflictFound: "Er is \(amount) uitgegeven en ingepland, meer dan het budget van \(otherAmount)."
        case .claimStopSet: "Voor zorg vanaf \(on) kan niet meer worden gedeclareerd."
        case .claimStopLifted: "Er kan weer worden gedeclareerd."
        case .openingBalanceLoaded: "Tot en met \(on) was in een ander systeem al \(amount) betaald."
        case .budgetCredited: credited
        case .depositReceived: "Op \(on) is een vrijwillige storting van \(amount) ontvangen."
        case .budgetWarned:
            detail == BudgetWarning.low.rawValue
                ? "Er is nog maar weinig budget over." : "Het budget is te laag voor wat is afgesproken."
        case .budgetClosed: "Op het budget kan niet meer worden gedeclareerd sinds \(on)."
        default: "Het budget is vastgesteld op \(amount); er gaat \(otherAmount) terug naar de verstrekker."
        }
    }

    private var credited: String {
        guard let cents = facts.cents, cents < .zero else {
            return switch detail.flatMap(CreditCause.init(rawValue:)) {
            case .sickness: "Er is \(amount) bij het budget gekomen voor loon tijdens ziekte\(overMonth)."
            case .employerCosts: "Er is \(amount) bij het budget gekomen voor hogere werkgeverslasten\(overMonth)."
            case .chargesBack: "Er is \(amount) aan werkgeverslasten terug bij het budget\(overMonth)."
            case .rebooked: "Een ander budget had \(amount) moeten betalen\(overMonth). Dat bedrag is terug."
            case .other, nil: "Er is \(amount) bij het budget gekomen."
            }
        }
        if detail == CreditCause.rebooked.rawValue {
            return "Dit budget had \(Dutch.amount(-cents)) moeten betalen\(overMonth). Dat bedrag is nu afgehaald."
        }
        return "Er is \(Dutch.amount(-cents)) van het budget afgehaald."
    }

    var claim: String {
        switch kind {
        case .claimFiled: filed
        case .claimAgreed: "\(holderSide("is")) akkoord met de declaratie."
        case .claimDeclined: "\(holderSide("is")) niet akkoord met de declaratie."
        case .claimAccepted: "De declaratie van \(amount) is goedgekeurd."
        case .claimHeld: "De SVB kijkt de declaratie eerst na."
        case .claimWithdrawn: "De declaratie is ingetrokken."
        case .claimCorrected: "De declaratie is gecorrigeerd van \(amount) naar \(otherAmount)."
        default: "De declaratie is afgewezen."
        }
    }

    private var filed: String {
        switch facts.claimKind {
        case .freeAmount: "\(holderSide("vraagt")) \(amount) van het verantwoordingsvrije bedrag."
        case .holidayAllowance: "\(side("vraagt")) een feestdagenuitkering van \(amount)."
        case .oneOff: "\(side("vraagt")) een eenmalige uitkering van \(amount)."
        case .travel: "\(side("heeft")) \(amount) aan reiskosten gedeclareerd\(overMonth)."
        case .transport: "\(side("heeft")) \(amount) aan vervoer gedeclareerd\(overMonth)."
        case .extraCosts: "\(side("heeft")) \(amount) aan bijkomende zorgkosten gedeclareerd\(overMonth)."
        case .care, nil: "\(side("heeft")) een declaratie van \(amount) ingediend\(overMonth)."
        }
    }

    var payment: String {
        switch kind {
        case .paymentScheduled:
            "Een betaling van \(amount) is ingepland voor \(on)"
                + (facts.otherCents == nil ? "." : ", waarvan \(otherAmount) wordt verrekend.")
        case .wageWithheld: "Het maandloon\(overMonth) van \(amount) is niet ingepland."
        case .paymentPaid: "De betaling is gedaan op \(on)."
        case .paymentReturned: "De betaling is teruggekomen op \(on)."
        case .paymentSuspended: "De betaling wacht, uiterlijk tot en met \(on)."
        case .paymentResumed: "De betaling gaat weer door."
        case .paymentWithdrawn: "De betaling gaat niet door."
        case .paymentFiled: "De betaling is klaargezet voor de bank: \(amount)."
        case .paymentUnfiled: "De betaling gaat met een later betaalbestand mee."
        case .paymentOffset: "De betaling is op \(on) helemaal verrekend."
        case .payrollSettled: "Het nettoloon is \(amount); er gaat \(otherAmount) naar de Belastingdienst."
        default: "Het bedrag\(overMonth) is opnieuw berekend: eerst \(amount), nu \(otherAmount)."
        }
    }

    var receivable: String {
        switch kind {
        case .receivableRaised: "Er moet \(amount) worden terugbetaald\(overMonth)."
        case .receivablePlanned: "Er is een betalingsregeling in \(count), tot en met \(on)."
        case .receivablePaid: "Op \(on) is \(amount) terugbetaald."
        default: "Een bedrag van \(amount) hoeft niet meer te worden terugbetaald."
        }
    }

    /// What became of a run or of a file of the bank.
    var bank: String {
        switch kind {
        case .runOpened:
            detail == RunKind.wages.rawValue
                ? "De betaalrun voor maandlonen op \(on) is geopend."
                : "De betaalrun voor declaraties op \(on) is geopend."
        case .runCollected: "De betaalrun is compleet: \(number(of: "betaling", "betalingen")), samen \(amount)."
        case .paymentFileWritten:
            "Het betaalbestand is gemaakt: \(number(of: "betaling", "betalingen")), samen \(amount)."
        case .paymentFileReleased: "Een tweede medewerker heeft het betaalbestand vrijgegeven."
        case .runCancelled: "De betaalrun gaat niet door."
        case .bankFileRead: "Het bestand van de bank is gelezen: \(number(of: "regel", "regels"))."
        case .bankEntryOpen:
            detail == nil
                ? "Regel \(facts.count ?? 0) moet worden uitgezocht: op \(on) ging er \(amount) af."
                : "Regel \(facts.count ?? 0) moet worden uitgezocht: op \(on) kwam er \(amount) bij."
        default: "Regel \(facts.count ?? 0) \(use)."
        }
    }

    private var use: String {
        guard let use = detail.flatMap(EntryUse.init(rawValue:)) else { return "is uitgezocht" }
        return switch use {
        case .payment: "is een betaling van de SVB"
        case .bankCosts: "is voor kosten of rente van de bank"
        case .ownTransfer: "gaat tussen rekeningen van de SVB"
        case .sentBack: "is teruggestuurd naar de betaler"
        case .elsewhere: "hoort niet bij het pgb"
        }
    }

    private var count: String { number(of: "deel", "delen") }

    private func number(of one: String, _ more: String) -> String {
        "\(facts.count ?? 0) \(facts.count == 1 ? one : more)"
    }

    private var otherAmount: String { facts.otherCents.map(Dutch.amount) ?? "" }
}
