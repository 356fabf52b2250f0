import Events

/// The words of one message for one reader: plain Dutch, one idea per sentence.
///
/// A caregiver reads what became of his contract, claim or payment. He never reads a balance, nor that one was too
/// small (decisions 8; portal 2.3).
struct MessageText {
    private(set) var subject = ""
    private(set) var body = ""
    private let content: MessageContent
    private let isHolderSide: Bool

    init(_ content: MessageContent, _ mailbox: Mailbox) {
        self.content = content
        if case .holderSide = mailbox { isHolderSide = true } else { isHolderSide = false }
        let (subject, sentences) = words
        self.subject = subject
        body = sentences.joined(separator: " ")
    }

    private var words: (subject: String, sentences: [String]) {
        switch content.template {
        case .contractShared, .contractRevised, .contractSigned, .contractApproved, .contractRejected,
            .contractReturned:
            content.isChange ? ChangeText(content, isHolderSide: isHolderSide).words : contract
        case .contractEnded: contract
        case .changeProposed, .changeWithdrawn, .contractChanged, .contractExtended, .renewalTold, .sicknessReported,
            .recoveryReported, .contractReopened, .contractWarned, .exceptionGranted:
            ChangeText(content, isHolderSide: isHolderSide).words
        case .claimWaiting, .claimAccepted, .claimRefused, .claimDeclined: claim
        case .paymentScheduled, .paymentPaid, .paymentReturned, .wageWithheld: payment
        case .budgetGranted, .representativeAppointed, .representativeRemoved: dossier
        }
    }

    // MARK: Contracts

    private var contract: (String, [String]) {
        let other = isHolderSide ? "De zorgverlener" : "De budgethouder"
        let otherHas = isHolderSide ? "De zorgverlener heeft" : HolderSide.acting(content.actor, "heeft")
        switch content.template {
        case .contractShared:
            return (
                "Er is een zorgovereenkomst met u gedeeld",
                [
                    "\(otherHas) een zorgovereenkomst met u gedeeld.", "Lees de afspraken.",
                    "Klopt alles? Onderteken dan de overeenkomst.", "Klopt er iets niet? Pas het dan aan.",
                ]
            )
        case .contractRevised:
            return (
                "De zorgovereenkomst is gewijzigd",
                ["\(otherHas) de zorgovereenkomst gewijzigd."] + content.changes + ["Lees de nieuwe afspraken."]
                    + (isHolderSide ? [] : ["U ondertekent daarna opnieuw."])
            )
        case .contractSigned:
            return (
                "\(other) heeft ondertekend",
                ["\(otherHas) de zorgovereenkomst ondertekend."]
                    + (isHolderSide
                        ? ["Nu kunt u ondertekenen en indienen."]
                        : ["De overeenkomst wordt nu beoordeeld.", "U krijgt bericht over de uitkomst."])
            )
        case .contractApproved:
            let until = content.otherDay.map { " tot en met \(Dutch.day($0))" } ?? ""
            return (
                "De zorgovereenkomst is goedgekeurd",
                ["De zorgovereenkomst is goedgekeurd.", "Hij geldt vanaf \(day)\(until)."] + content.conditions
            )
        case .contractRejected:
            return (
                "De zorgovereenkomst is afgekeurd",
                ["De zorgovereenkomst is afgekeurd."] + content.told(grounds: isHolderSide)
                    + (isHolderSide ? ["Maak een nieuwe zorgovereenkomst als de zorg nodig blijft."] : [])
            )
        case .contractReturned:
            return (
                "De zorgovereenkomst moet worden verbeterd",
                ["De zorgovereenkomst is nog niet goedgekeurd."] + content.told(grounds: isHolderSide)
                    + [
                        isHolderSide
                            ? "Pas de overeenkomst aan en deel hem opnieuw met de zorgverlener."
                            : "De budgethouder past de overeenkomst aan. U krijgt daar bericht van."
                    ]
            )
        default:
            return (
                "De zorgovereenkomst stopt",
                ["De zorgovereenkomst stopt.", "De laatste dag is \(day)."]
                    + (content.endReason.map { [Self.sentence($0)] } ?? [])
            )
        }
    }

    // MARK: Claims

    private var claim: (String, [String]) {
        let isFree = content.kind == .freeAmount
        let what = isFree ? "Uw aanvraag voor het verantwoordingsvrije bedrag" : "De declaratie\(overMonth)"
        switch content.template {
        case .claimWaiting:
            return (
                "Een declaratie wacht op uw akkoord",
                [
                    "De zorgverlener heeft een declaratie ingediend\(overMonth).", "Het bedrag is \(amount).",
                    "Controleer de declaratie.", "Ga akkoord, of wijs hem af en zeg waarom.",
                ]
            )
        case .claimAccepted:
            return (
                isFree ? "Uw aanvraag is goedgekeurd" : "De declaratie is goedgekeurd",
                ["\(what) is goedgekeurd.", "Het bedrag is \(amount)."]
            )
        case .claimRefused:
            return (
                isFree ? "Uw aanvraag is afgewezen" : "De declaratie is afgewezen",
                ["\(what) is afgewezen."]
                    + (isHolderSide ? reasons : ["Vraag de budgethouder wat er moet gebeuren."])
            )
        default:
            return (
                "De budgethouder is niet akkoord",
                [
                    "\(HolderSide.acting(content.actor, "is")) niet akkoord met de declaratie\(overMonth).",
                    "De uitleg staat bij de declaratie.",
                ]
            )
        }
    }

    private var reasons: [String] {
        content.reasons.list.filter { !$0.met }.map { ExplainedReason($0).text }
    }

    // MARK: Payments

    private var payment: (String, [String]) {
        let payee =
            content.source == .freeAmount ? "u" : isHolderSide ? "de zorgverlener" : "u"
        switch content.template {
        case .paymentScheduled:
            return (
                "Er is een betaling ingepland", ["Op \(day) betalen wij \(amount) aan \(payee).", forWhat]
            )
        case .paymentPaid:
            return ("Er is betaald", ["Op \(day) is \(amount) betaald aan \(payee).", forWhat])
        case .paymentReturned:
            return ("Een betaling is teruggekomen", returned(to: payee))
        default:
            return (
                "Het maandloon is niet ingepland",
                ["Het maandloon\(overMonth) is niet ingepland."]
                    + (isHolderSide
                        ? ["Het bedrag is \(amount)."] + reasons
                            + ["Is er weer genoeg budget? Dan plannen wij het maandloon alsnog in."]
                        : ["Vraag de budgethouder wat er moet gebeuren."])
            )
        }
    }

    private func returned(to payee: String) -> [String] {
        let opening = ["De betaling van \(amount) aan \(payee) is op \(day) teruggekomen.", forWhat, bankSentence]
        if isHolderSide {
            return opening + [
                "Het geld staat weer op het budget.", "Laat het rekeningnummer controleren.",
                "Kies daarna of wij opnieuw betalen.",
            ]
        }
        return opening + ["Controleer uw rekeningnummer in uw profiel."]
    }

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

    // MARK: The dossier

    private var dossier: (String, [String]) {
        switch content.template {
        case .budgetGranted:
            return (
                "Uw budget is toegekend",
                [
                    "U hebt een budget gekregen\(content.law.map { " uit de \(Self.name($0))" } ?? "").",
                    "Het bedrag is \(amount).", "Het budget loopt van \(day) tot en met \(otherDay).",
                ]
            )
        case .representativeAppointed:
            return (
                "Er is een vertegenwoordiger",
                ["Vanaf \(day) is er een vertegenwoordiger voor dit pgb."]
                    + (content.otherDay.map { ["Dat duurt tot en met \(Dutch.day($0))."] } ?? [])
                    + [
                        content.isExclusive
                            ? "Alleen de vertegenwoordiger kan dan iets regelen."
                            : "De budgethouder kan zelf ook alles blijven regelen."
                    ]
            )
        default:
            return (
                isHolderSide ? "De vertegenwoordiger is gestopt" : "U bent geen vertegenwoordiger meer",
                [
                    isHolderSide
                        ? "Iemand is geen vertegenwoordiger meer voor dit pgb."
                        : "U bent geen vertegenwoordiger meer van deze budgethouder.",
                    isHolderSide ? "Hij kan niets meer regelen." : "U kunt niets meer voor hem regelen.",
                ]
            )
        }
    }

    // MARK: Words

    private var amount: String { content.cents.map(Dutch.amount) ?? "" }
    private var day: String { content.day.map(Dutch.day) ?? "" }
    private var otherDay: String { content.otherDay.map(Dutch.day) ?? "" }
    private var overMonth: String { content.month.map { " over \(Dutch.month($0))" } ?? "" }

    private static func name(_ law: Law) -> String {
        switch law {
        case .wlz: "Wlz"
        case .wmo: "Wmo"
        case .jeugdwet: "Jeugdwet"
        }
    }

    private static func sentence(_ reason: EndReason) -> String {
        switch reason {
        case .notice: "De overeenkomst is opgezegd."
        case .mutualConsent: "Dat is samen afgesproken."
        case .probation: "De overeenkomst stopt in de proeftijd."
        case .holderDied: "De budgethouder is overleden."
        case .caregiverDied: "De zorgverlener is overleden."
        case .budgetStopped: "Het budget is gestopt."
        case .replacementOver: "De vervanging is voorbij."
        case .deregistered: "De instelling staat niet meer in het Handelsregister."
        case .insolvent: "De instelling is failliet of mag niet meer zelf betalen."
        case .rejected: "De overeenkomst is afgekeurd."
        }
    }
}
