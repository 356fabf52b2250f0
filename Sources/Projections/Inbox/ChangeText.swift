import Events

/// The words of a message about how a contract goes on: a change, a longer term, sickness, a warning. Plain Dutch, one
/// idea per sentence.
struct ChangeText {
    private let content: MessageContent
    private let isHolderSide: Bool

    init(_ content: MessageContent, isHolderSide: Bool) {
        self.content = content
        self.isHolderSide = isHolderSide
    }

    var words: (subject: String, sentences: [String]) {
        switch content.template {
        case .changeProposed, .changeWithdrawn, .contractShared, .contractRevised, .contractSigned: proposal
        case .contractApproved, .contractRejected, .contractReturned, .contractReopened: assessment
        case .contractChanged, .contractExtended, .renewalTold: going
        case .sicknessReported:
            (
                "U bent ziek gemeld",
                [
                    "\(otherHas) u ziek gemeld.",
                    content.fitPercent.map { "Vanaf \(day) kunt u \($0)% werken." } ?? "De eerste ziektedag is \(day).",
                    "Klopt dat niet? Overleg dan met de budgethouder.",
                ]
            )
        case .recoveryReported:
            ("U bent beter gemeld", ["\(otherHas) u beter gemeld.", "U werkt weer vanaf \(day)."])
        case .contractWarned:
            (
                "De zorgovereenkomst klopt straks niet meer",
                ["Vanaf \(day) past de zorgovereenkomst niet meer bij de regels."]
                    + content.reasons.list.filter { !$0.met }.map { ExplainedReason($0).text }
                    + ["Wijzig de zorgovereenkomst voor die dag."]
            )
        case .exceptionGranted:
            (
                "Er is een uitzondering toegestaan",
                ["Voor een van uw zorgverleners is een uitzondering toegestaan.", "Die geldt vanaf \(day)\(until)."]
                    + exception
            )
        default: preconditionFailure("Only messages about how a contract goes on come here.")
        }
    }

    /// What one side wants to change, and how that goes between the two.
    private var proposal: (String, [String]) {
        switch content.template {
        case .changeProposed:
            (
                "De zorgverlener stelt een wijziging voor",
                ["De zorgverlener wil de zorgovereenkomst wijzigen vanaf \(day)."] + content.changes
                    + ["Lees het voorstel.", "Tot de wijziging ingaat, gelden de oude afspraken."]
            )
        case .changeWithdrawn:
            (
                "De wijziging gaat niet door",
                ["\(otherHas) de wijziging ingetrokken.", "De afspraken die er waren, blijven gelden."]
            )
        case .contractShared:
            (
                "Er is een wijziging met u gedeeld",
                [
                    "\(otherHas) een wijziging van de zorgovereenkomst met u gedeeld.", "Lees de nieuwe afspraken.",
                    "Klopt alles? Onderteken dan de wijziging.", "Klopt er iets niet? Pas het dan aan.",
                ]
            )
        case .contractRevised:
            (
                "De wijziging is aangepast",
                ["\(otherHas) de wijziging van de zorgovereenkomst aangepast."] + content.changes
                    + ["Lees de nieuwe afspraken."]
            )
        default:
            (
                isHolderSide ? "De zorgverlener heeft ondertekend" : "De budgethouder heeft ondertekend",
                [
                    "\(otherHas) de wijziging van de zorgovereenkomst ondertekend.",
                    isHolderSide ? "Nu kunt u ondertekenen en indienen." : "U krijgt bericht als de wijziging geldt.",
                ]
            )
        }
    }

    /// What the assessors made of it.
    private var assessment: (String, [String]) {
        let grounds = content.told(grounds: isHolderSide)
        return switch content.template {
        case .contractApproved:
            (
                "De wijziging is goedgekeurd",
                ["De wijziging van de zorgovereenkomst is goedgekeurd.", "Hij geldt vanaf \(day)\(until)."]
                    + content.conditions
            )
        case .contractRejected:
            (
                "De wijziging is afgekeurd",
                ["De wijziging van de zorgovereenkomst is afgekeurd."] + grounds
                    + ["De afspraken die er waren, blijven gelden."]
            )
        case .contractReturned:
            (
                "De wijziging moet worden verbeterd",
                ["De wijziging is nog niet goedgekeurd."] + grounds
                    + [
                        isHolderSide
                            ? "Pas de wijziging aan en deel hem opnieuw met de zorgverlener."
                            : "De budgethouder past de wijziging aan. U krijgt daar bericht van."
                    ]
            )
        default:
            (
                "Er wordt opnieuw beoordeeld",
                [
                    content.isChange
                        ? "De wijziging die was afgekeurd, wordt opnieuw beoordeeld."
                        : "De zorgovereenkomst die was afgekeurd, wordt opnieuw beoordeeld.",
                    content.ground == .ruling ? "Dat is na een uitspraak van de rechter." : "Dat is na een bezwaar.",
                    "U krijgt bericht over de uitkomst.",
                ]
            )
        }
    }

    /// How the contract goes on without an assessment.
    private var going: (String, [String]) {
        switch content.template {
        case .contractChanged:
            (
                "De zorgovereenkomst is gewijzigd",
                ["\(otherHas) de zorgovereenkomst gewijzigd."] + content.changes + ["Dit geldt vanaf \(day)."]
                    + (content.isChange ? [] : ["U hoeft hiervoor niets te ondertekenen."])
            )
        case .contractExtended:
            (
                "De zorgovereenkomst is verlengd",
                [
                    "\(otherHas) de zorgovereenkomst verlengd.",
                    content.day == nil ? "Er is geen einddatum meer." : "De nieuwe laatste dag is \(day).",
                ]
            )
        default:
            content.renews
                ? (
                    "De zorgovereenkomst wordt verlengd",
                    ["\(otherHas) laten weten dat de zorgovereenkomst wordt verlengd."]
                )
                : (
                    "De zorgovereenkomst wordt niet verlengd",
                    [
                        "\(otherHas) laten weten dat de zorgovereenkomst niet wordt verlengd.",
                        "De overeenkomst stopt na de afgesproken laatste dag.",
                    ]
                )
        }
    }

    /// What an exception allows, by the rule it is for.
    private var exception: [String] {
        switch content.rule?.text {
        case "zo-13": ["De zorgverlener mag meer dan 40 uur per week werken."] + hours
        case "zo-05": ["Het tarief mag hoger zijn dan het maximum."] + amount
        case "zo-19": ["Uw vertegenwoordiger mag ook betaalde zorg geven."] + hours
        default: []
        }
    }

    private var hours: [String] {
        guard let most = content.most else { return [] }
        let rest = most % 60
        return ["Hoogstens \(most / 60) uur\(rest == 0 ? "" : " en \(rest) minuten") per week."]
    }

    private var amount: [String] { content.most.map { ["Hoogstens \(Dutch.amount(Cents($0))) per uur."] } ?? [] }

    private var otherHas: String { isHolderSide ? "De zorgverlener heeft" : HolderSide.acting(content.actor, "heeft") }
    private var day: String { content.day.map(Dutch.day) ?? "" }
    private var until: String { content.otherDay.map { " tot en met \(Dutch.day($0))" } ?? "" }
}

extension MessageContent {
    /// Which agreements differ, in one sentence.
    var changes: [String] {
        let names = changed.map(Self.fieldName)
        return names.isEmpty ? [] : ["Dit is anders: \(names.joined(separator: ", "))."]
    }

    /// Where to read what an approval asks for. The message itself holds nothing that somebody wrote.
    var conditions: [String] {
        hasConditions ? ["Er zijn voorwaarden.", "Lees ze bij de zorgovereenkomst."] : []
    }

    /// Every ground as a sentence. That the budget was too small is not for the caregiver.
    func told(grounds isHolderSide: Bool) -> [String] {
        grounds.filter { isHolderSide || $0 != .budgetInsufficient }.map(\.sentence)
    }

    private static func fieldName(_ code: Code) -> String {
        switch code.text {
        case "kind": "het soort overeenkomst"
        case "relation": "de familieband"
        case "formal": "of de zorgverlener formeel is"
        case "start": "de begindatum"
        case "end": "de einddatum"
        case "lines": "de werkafspraken"
        case "work": "de afspraken over het werk"
        case "general": "de algemene afspraken"
        default: "een andere afspraak"
        }
    }
}
