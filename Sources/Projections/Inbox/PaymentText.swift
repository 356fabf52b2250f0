import Events

/// The words of a message about a payment, about a month that was worked out anew, or about money that has to be paid back:
/// plain Dutch, one idea per sentence. A caregiver reads of what is paid to him and what he has to pay back.
struct PaymentText {
    private let content: MessageContent
    private let isHolderSide: Bool

    init(_ content: MessageContent, isHolderSide: Bool) {
        self.content = content
        self.isHolderSide = isHolderSide
    }

    var words: (subject: String, sentences: [String]) {
        switch content.template {
        case .paymentScheduled:
            (
                content.source == .backPayment ? "Er is een nabetaling ingepland" : "Er is een betaling ingepland",
                scheduled
            )
        case .paymentPaid: ("Er is betaald", paid)
        case .paymentReturned: ("Een betaling is teruggekomen", returned)
        case .paymentSuspended, .paymentResumed, .paymentWithdrawn, .paymentOffset: course
        case .wageWithheld:
            (
                "Het maandloon is niet ingepland",
                ["Het maandloon\(overMonth) is niet ingepland."]
                    + (isHolderSide
                        ? ["Het bedrag is \(amount)."] + reasons
                            + ["Is er weer genoeg budget? Dan plannen wij het maandloon alsnog in."]
                        : ["Vraag de budgethouder wat er moet gebeuren."])
            )
        case .differenceSettled: difference
        case .receivableRaised, .receivablePlanned, .receivablePaid, .receivableWrittenOff: receivable
        default: preconditionFailure("Only messages about payments come here.")
        }
    }

    // MARK: Payments

    private var scheduled: [String] {
        guard !content.isPayroll else {
            return ["Op \(day) betalen wij loon aan \(payee).", "Het brutoloon is \(amount).", deductions, forWhat]
                + charges
        }
        return ["Op \(day) betalen wij \(bankAmount) aan \(payee).", forWhat] + kept + charges
    }

    private var paid: [String] {
        guard !content.isPayroll else {
            return ["Op \(day) is het loon betaald aan \(payee).", "Het brutoloon was \(amount).", deductions, forWhat]
        }
        return ["Op \(day) is \(bankAmount) betaald aan \(payee).", forWhat] + kept
    }

    private var deductions: String { "Daar gaan loonbelasting en premies af." }

    /// What is kept from it.
    private var kept: [String] {
        guard let kept = content.otherCents else { return [] }
        return ["Het bedrag was \(amount).", "Daarvan is \(Dutch.amount(kept)) verrekend met wat \(owes)."]
    }

    /// The charges of an employer are the holder's.
    private var charges: [String] {
        guard isHolderSide, let charges = content.chargesCents else { return [] }
        return ["Daar komen \(Dutch.amount(charges)) werkgeverslasten bij."]
    }

    private var returned: [String] {
        let opening = ["De betaling van \(amount) aan \(payee) is op \(day) teruggekomen.", forWhat, bankSentence]
        if isHolderSide {
            return opening + [
                "Het geld staat weer op het budget.", "Laat het rekeningnummer controleren.",
                "Kies daarna of wij opnieuw betalen.",
            ]
        }
        return opening + ["Controleer uw rekeningnummer in uw profiel."]
    }

    /// What happened to a payment before the bank made it.
    private var course: (String, [String]) {
        switch content.template {
        case .paymentSuspended:
            (
                "Een betaling wacht",
                [
                    "Wij wachten met de betaling van \(amount) aan \(payee).", forWhat,
                    "Wij wachten uiterlijk tot en met \(day).",
                    isHolderSide ? "Neem contact op met de SVB." : "Vraag de budgethouder wat er moet gebeuren.",
                ]
            )
        case .paymentResumed:
            (
                "Een betaling gaat weer door",
                ["De betaling van \(amount) aan \(payee) gaat weer door.", forWhat, "U hoeft niets te doen."]
            )
        case .paymentWithdrawn:
            (
                "Een betaling gaat niet door",
                ["De betaling van \(amount) aan \(payee) gaat niet door.", forWhat]
                    + (content.withdrawal.map { [Self.sentence($0)] } ?? [])
                    + (isHolderSide ? ["Het geld staat weer op het budget."] : [])
            )
        default:
            (
                "Een betaling is verrekend",
                [
                    "De betaling van \(amount) aan \(payee) is verrekend met wat \(owes).", forWhat,
                    "Er wordt daarom niets overgemaakt.",
                ]
            )
        }
    }

    // MARK: Differences

    private var difference: (String, [String]) {
        let cents = (content.otherCents ?? .zero) - (content.cents ?? .zero)
        // The amount is right, and it came from the wrong money.
        guard cents != .zero else {
            return (
                "Een bedrag is opnieuw berekend",
                [
                    "Het bedrag\(overMonth) is opnieuw berekend.", "Het blijft \(amount).",
                    isHolderSide ? "Het komt nu uit ander geld dan eerst." : "Voor u verandert er niets.",
                    "U hoeft niets te doen.",
                ]
            )
        }
        let opening = [
            "Het bedrag\(overMonth) is opnieuw berekend.", "Eerst was het \(amount).", "Nu is het \(otherAmount).",
        ]
        return (
            "Een bedrag is opnieuw berekend",
            opening
                + (cents > .zero
                    ? ["Wij betalen nog \(Dutch.amount(cents))."]
                    : [
                        "Er is \(Dutch.amount(-cents)) te veel betaald.",
                        "In een ander bericht staat wat er moet worden terugbetaald.",
                    ])
        )
    }

    // MARK: Receivables

    private var receivable: (String, [String]) {
        switch content.template {
        case .receivableRaised: raised
        case .receivablePlanned:
            (
                "Er is een betalingsregeling",
                [
                    "\(isDebtor ? "U betaalt" : "De zorgverlener betaalt") in \(content.count) \(content.count == 1 ? "deel" : "delen") terug.",
                    "Het eerste deel is \(amount).", "Dat moet er zijn op \(day).",
                    "Het laatste deel moet er zijn op \(otherDay).",
                ]
            )
        case .receivablePaid:
            (
                isDebtor ? "Uw terugbetaling is ontvangen" : "De zorgverlener heeft terugbetaald",
                [
                    "Op \(day) hebben wij \(amount) ontvangen.",
                    isDebtor
                        ? "Dat is voor wat u moest terugbetalen."
                        : "Dat is voor wat de zorgverlener moest terugbetalen.",
                ] + (isHolderSide ? ["Het geld gaat terug naar het budget."] : [])
            )
        default:
            (
                isDebtor ? "U hoeft een bedrag niet terug te betalen" : "Een bedrag hoeft niet terug",
                [
                    isDebtor
                        ? "U hoeft \(amount) niet meer terug te betalen."
                        : "De zorgverlener hoeft \(amount) niet meer terug te betalen.",
                    "Dat heeft de SVB besloten.",
                ]
            )
        }
    }

    private var raised: (String, [String]) {
        let cause = content.receivable.map { Self.sentences($0) } ?? []
        let month = content.month.map { ["Het gaat over \(Dutch.month($0))."] } ?? []
        guard isDebtor else {
            return (
                "De zorgverlener moet geld terugbetalen",
                ["De zorgverlener heeft \(amount) te veel gekregen."] + month + cause
                    + ["Hij moet dat terugbetalen aan de SVB.", "U hoeft niets te doen."]
            )
        }
        return (
            "U moet geld terugbetalen",
            ["U hebt \(amount) te veel gekregen."] + month + cause + [
                "Dat moet u terugbetalen.", "Als het mag, houden wij het in op een volgende betaling.",
                "Kunt u niet alles in één keer betalen? Vraag de SVB dan om een betalingsregeling.",
            ]
        )
    }

    // MARK: Words

    private var isDebtor: Bool { !isHolderSide || content.isHolderDebtor }
    /// What is paid to the holder himself: the free amount, and what is left of his deposit.
    private var payee: String { isHolderSide && !content.isToHolder ? "de zorgverlener" : "u" }
    private var owes: String { payee == "u" ? "u moet terugbetalen" : "de zorgverlener moet terugbetalen" }
    private var amount: String { content.cents.map(Dutch.amount) ?? "" }
    private var otherAmount: String { content.otherCents.map(Dutch.amount) ?? "" }
    /// What the bank pays: less what is kept.
    private var bankAmount: String { Dutch.amount((content.cents ?? .zero) - (content.otherCents ?? .zero)) }
    private var day: String { content.day.map(Dutch.day) ?? "" }
    private var otherDay: String { content.otherDay.map(Dutch.day) ?? "" }
    private var overMonth: String { content.month.map { " over \(Dutch.month($0))" } ?? "" }
    private var reasons: [String] { content.reasons.list.filter { !$0.met }.map { ExplainedReason($0).text } }

    private var forWhat: String {
        switch content.source {
        case .wage: "Dit is het maandloon\(overMonth)."
        case .freeAmount: "Dit is het verantwoordingsvrije bedrag."
        case .backPayment: "Dit is een nabetaling\(overMonth)."
        case .depositRefund: "Dit is wat over is van uw vrijwillige storting."
        case .claim, nil: "Dit is voor de declaratie\(overMonth)."
        }
    }

    /// Why a bank sends money back, by ISO 20022 return code.
    private var bankSentence: String {
        switch content.bankReason?.text {
        case "ac01", "ac03", "rc01", "rc04": "Het rekeningnummer klopt niet."
        case "ac04": "De rekening is opgeheven."
        case "ac06", "ag01": "De rekening is geblokkeerd."
        case "be01", "be04": "De naam hoort niet bij het rekeningnummer."
        case "md07": "De rekeninghouder is overleden."
        default: "De bank kon het bedrag niet bijschrijven."
        }
    }

    private static func sentence(_ cause: WithdrawalCause) -> String {
        switch cause {
        case .claimWithdrawn: "De declaratie is ingetrokken."
        case .contractChanged: "De zorgovereenkomst is gewijzigd."
        case .corrected: "Het bedrag wordt opnieuw berekend."
        case .decided: "Dat heeft de SVB besloten."
        }
    }

    private static func sentences(_ cause: ReceivableCause) -> [String] {
        switch cause {
        case .claimCorrected: ["Een declaratie is gecorrigeerd."]
        case .backdated: ["Er is iets veranderd voor een tijd die al betaald was."]
        case .freeAmountOverdrawn: ["Er is meer van het verantwoordingsvrije bedrag opgenomen dan er is."]
        case .fixedAtNothing:
            ["Er is geen zorg betaald van dit budget.", "Dan is er ook geen verantwoordingsvrij bedrag."]
        case .decided: ["De SVB heeft besloten dat dit niet betaald mocht worden."]
        }
    }
}
