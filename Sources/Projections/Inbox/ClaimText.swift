import Events

/// The words of a message about a claim: plain Dutch, one idea per sentence, with the kind of claim by its name.
struct ClaimText {
    private let content: MessageContent
    private let isHolderSide: Bool

    init(_ content: MessageContent, isHolderSide: Bool) {
        self.content = content
        self.isHolderSide = isHolderSide
    }

    var words: (subject: String, sentences: [String]) {
        switch content.template {
        case .claimWaiting:
            (
                "Een declaratie wacht op uw akkoord",
                [
                    "De zorgverlener heeft een \(name) ingediend\(overMonth).", "Het bedrag is \(amount).",
                    "Controleer de declaratie.", "Ga akkoord, of wijs hem af en zeg waarom.",
                ]
            )
        case .claimAccepted:
            ("\(subject) is goedgekeurd", ["\(what) is goedgekeurd.", "Het bedrag is \(amount)."])
        case .claimRefused:
            (
                "\(subject) is afgewezen",
                ["\(what) is afgewezen."] + (isHolderSide ? reasons : ["Vraag de budgethouder wat er moet gebeuren."])
            )
        case .claimHeld:
            (
                "\(subject) wordt nagekeken",
                [
                    "\(what) wordt eerst nagekeken door de SVB.", "U hoeft niets te doen.",
                    "U krijgt bericht van de uitkomst.",
                ]
            )
        case .claimWithdrawn:
            ("\(subject) is ingetrokken", ["\(what) is ingetrokken.", "Wij betalen hiervoor niets."])
        case .claimCorrected: ("\(subject) is gecorrigeerd", corrected)
        case .claimDeclined:
            (
                "De budgethouder is niet akkoord",
                [
                    "\(HolderSide.acting(content.actor, "is")) niet akkoord met de \(name)\(overMonth).",
                    "De uitleg staat bij de declaratie.",
                ]
            )
        default: preconditionFailure("Only messages about claims come here.")
        }
    }

    private var corrected: [String] {
        let difference = (content.otherCents ?? .zero) - (content.cents ?? .zero)
        let opening = ["\(what) is gecorrigeerd.", "Eerst was het bedrag \(amount).", "Nu is het \(otherAmount)."]
        if difference > .zero { return opening + ["Wij betalen nog \(Dutch.amount(difference))."] }
        guard difference < .zero else { return opening }
        return opening + [
            "Er is \(Dutch.amount(-difference)) te veel betaald.",
            "In een ander bericht staat wat er moet worden terugbetaald.",
        ]
    }

    // MARK: Words

    /// What is asked by itself, and not claimed for what was done.
    private var isRequest: Bool {
        switch content.kind {
        case .freeAmount, .holidayAllowance, .oneOff: true
        case .care, .travel, .transport, .extraCosts, nil: false
        }
    }

    private var subject: String { isRequest ? (isHolderSide ? "Uw aanvraag" : "De aanvraag") : "De declaratie" }
    private var what: String { isRequest ? "\(subject) voor \(allowance)" : "De \(name)\(overMonth)" }
    private var allowance: String { content.kind == .freeAmount ? "het \(name)" : "de \(name)" }

    /// What people call a claim of this kind.
    private var name: String {
        switch content.kind {
        case .care, nil: "declaratie van zorg"
        case .travel: "declaratie van reiskosten"
        case .transport: "declaratie van vervoer"
        case .extraCosts: "declaratie van bijkomende zorgkosten"
        case .freeAmount: "verantwoordingsvrije bedrag"
        case .holidayAllowance: "feestdagenuitkering"
        case .oneOff: "eenmalige uitkering"
        }
    }

    private var amount: String { content.cents.map(Dutch.amount) ?? "" }
    private var otherAmount: String { content.otherCents.map(Dutch.amount) ?? "" }
    private var overMonth: String { content.month.map { " over \(Dutch.month($0))" } ?? "" }
    private var reasons: [String] { content.reasons.list.filter { !$0.met }.map { ExplainedReason($0).text } }
}
