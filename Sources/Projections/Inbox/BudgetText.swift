import Events

/// The words of a message about a budget or a bank account: plain Dutch, one idea per sentence. Only the holder side reads
/// of budgets, and only somebody himself of his account.
struct BudgetText {
    private let content: MessageContent

    init(_ content: MessageContent) { self.content = content }

    var words: (subject: String, sentences: [String]) {
        switch content.template {
        case .budgetGranted:
            (
                "Uw budget is toegekend",
                [
                    "U hebt een budget gekregen\(content.law.map { " uit de \(Self.name($0))" } ?? "").",
                    "Het bedrag is \(amount).", "Het budget loopt van \(day) tot en met \(otherDay).",
                ]
            )
        case .budgetChanged: changed
        case .budgetEnded: ended
        case .spendingConflict, .claimStopSet, .claimStopLifted: trouble
        case .budgetCredited, .depositReceived: added
        case .budgetWarned: warned
        case .budgetClosed, .budgetFixed: closing
        case .accountChanged, .accountConfirmed: account
        default: preconditionFailure("Only messages about budgets and accounts come here.")
        }
    }

    private var changed: (String, [String]) {
        guard let before = content.before, let now = content.now else { return ("Uw budget is gewijzigd", []) }
        let isLower = now.granted < before.granted
        let subject =
            now.granted == .zero
            ? "Uw budget is ingetrokken"
            : isLower
                ? "Uw budget is verlaagd"
                : now.granted > before.granted ? "Uw budget is verhoogd" : "Uw budget is gewijzigd"
        var sentences =
            now.granted == before.granted
            ? ["\(yourBudget) is gewijzigd.", "Het bedrag blijft \(Dutch.amount(now.granted))."]
            : ["\(yourBudget) was \(Dutch.amount(before.granted)).", "Het is nu \(Dutch.amount(now.granted))."]
        if now.until != before.until || now.from != before.from {
            sentences.append("Het budget loopt nu van \(day) tot en met \(otherDay).")
        }
        if now.free != before.free {
            sentences.append("Het verantwoordingsvrije bedrag is nu \(Dutch.amount(now.free)).")
        }
        sentences += content.change.map { [Self.sentence($0)] } ?? []
        guard isLower else { return (subject, sentences + ["U hoeft niets te doen."]) }
        return (
            subject,
            sentences + ["Kijk of uw zorgovereenkomsten nog bij het budget passen.", "Pas ze aan als dat nodig is."]
                + objection
        )
    }

    private var ended: (String, [String]) {
        (
            "Uw budget stopt",
            ["\(yourBudget) stopt na \(day)."] + (content.endCause.map { [Self.sentence($0)] } ?? []) + [
                "Voor zorg na die dag kunt u niets meer declareren.",
                "Is er zorg van voor die dag? Declareer die zo snel mogelijk.",
            ] + objection
        )
    }

    /// More was spent than there is, or claims are stopped.
    private var trouble: (String, [String]) {
        switch content.template {
        case .spendingConflict:
            (
                "Er is meer uitgegeven dan uw budget",
                [
                    "Van \(ofYourBudget) is \(amount) uitgegeven of ingepland.", "Het budget is nu \(otherAmount).",
                    "Dat is \(difference) te veel.", "Neem contact op met \(granter).",
                ]
            )
        case .claimStopSet:
            (
                "U kunt niet meer declareren",
                [
                    "\(capital(granter)) heeft declaraties van \(ofYourBudget) gestopt.",
                    "Dat geldt voor zorg vanaf \(day).", "Neem contact op met \(granter).",
                ]
            )
        default:
            (
                "U kunt weer declareren",
                [
                    "U kunt weer declareren van \(ofYourBudget).",
                    "Zijn er declaraties afgewezen? Dien die dan opnieuw in.",
                ]
            )
        }
    }

    private var added: (String, [String]) {
        if content.template == .depositReceived {
            return (
                "Uw storting is ontvangen",
                [
                    "Wij hebben op \(day) een storting van \(amount) ontvangen.",
                    "Het geld staat naast \(ofYourBudget).", "Wij betalen ermee wat niet van het budget mag.",
                    "Blijft er iets over? Dan krijgt u dat terug.",
                ]
            )
        }
        guard let cents = content.cents, cents < .zero else {
            return (
                "Er is geld bij uw budget gekomen",
                ["Er is \(amount) bij \(ofYourBudget) gekomen."] + credit("Dit is") + ["U hoeft niets te doen."]
            )
        }
        return (
            "Er is geld van uw budget afgehaald",
            ["Er is \(Dutch.amount(-cents)) van \(ofYourBudget) afgehaald."] + credit("Het gaat over")
        )
    }

    private func credit(_ start: String) -> [String] {
        switch content.credit {
        case .sickness: ["\(start) een vergoeding voor loon tijdens ziekte\(overMonth)."]
        case .employerCosts: ["\(start) een vergoeding voor hogere werkgeverslasten\(overMonth)."]
        case .chargesBack: ["\(start) werkgeverslasten\(overMonth) die opnieuw zijn berekend."]
        case .rebooked: ["\(start) een betaling\(overMonth) die uit een ander potje kwam dan nodig was."]
        case .other, nil: []
        }
    }

    private var warned: (String, [String]) {
        let reasons = content.reasons.list.filter { !$0.met }.map { ExplainedReason($0).text }
        return content.warning == .low
            ? (
                "Uw budget is bijna op",
                ["Er is nog maar weinig over van \(ofYourBudget)."] + reasons
                    + ["Kijk welke zorg u nog nodig hebt.", "Hebt u te weinig? Vraag \(granter) om raad."]
            )
            : (
                "Uw budget wordt te laag",
                ["Met uw afspraken is \(ofYourBudget) te vroeg op."] + reasons
                    + ["Pas uw afspraken aan, of vraag \(granter) om raad."]
            )
    }

    private var closing: (String, [String]) {
        guard content.template == .budgetFixed else {
            return (
                "Uw budget is gesloten",
                [
                    "U kunt niet meer declareren van \(ofYourBudget).", "\(capital(granter)) stelt het budget nu vast.",
                    "U krijgt daar bericht van.",
                ]
            )
        }
        let unspent = content.otherCents ?? .zero
        return (
            "Uw budget is vastgesteld",
            ["\(yourBudget) is vastgesteld op \(amount)."]
                + (unspent > .zero
                    ? ["\(Dutch.amount(unspent)) is niet gebruikt.", "Dat bedrag gaat terug naar \(granter)."] : [])
                + objection
        )
    }

    private var account: (String, [String]) {
        guard content.template == .accountChanged else {
            return (
                "Uw rekeningnummer is bevestigd",
                ["Uw nieuwe rekeningnummer is bevestigd.", "Wij betalen vanaf nu op dat nummer."]
            )
        }
        let warning = "Hebt u dit niet zelf gedaan? Neem meteen contact op met de SVB."
        return content.isFirst
            ? (
                "Uw rekeningnummer is ingevuld",
                ["Uw rekeningnummer is ingevuld.", "Wij betalen op dat nummer.", warning]
            )
            : (
                "Bevestig uw nieuwe rekeningnummer",
                [
                    "Uw rekeningnummer is gewijzigd.", "Controleer het nummer en bevestig het.",
                    "Tot dan wachten wij met betalen.", warning,
                ]
            )
    }

    // MARK: Words

    private var amount: String { content.cents.map(Dutch.amount) ?? "" }
    private var otherAmount: String { content.otherCents.map(Dutch.amount) ?? "" }
    private var difference: String { Dutch.amount((content.cents ?? .zero) - (content.otherCents ?? .zero)) }
    private var day: String { content.day.map(Dutch.day) ?? "" }
    private var otherDay: String { content.otherDay.map(Dutch.day) ?? "" }
    private var overMonth: String { content.month.map { " over \(Dutch.month($0))" } ?? "" }

    private var ofYourBudget: String {
        let year = content.now.map { " over \($0.until.year)" } ?? ""
        return "uw budget\(content.law.map { " uit de \(Self.name($0))" } ?? "")\(year)"
    }
    private var yourBudget: String { capital(ofYourBudget) }
    /// What people call who granted the budget.
    private var granter: String { content.law == .wlz ? "uw zorgkantoor" : "uw gemeente" }
    private var objection: [String] { ["Bent u het hier niet mee eens? Vraag \(granter) hoe u bezwaar maakt."] }

    private func capital(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    private static func name(_ law: Law) -> String {
        switch law {
        case .wlz: "Wlz"
        case .wmo: "Wmo"
        case .jeugdwet: "Jeugdwet"
        }
    }

    private static func sentence(_ change: BudgetChange) -> String {
        switch change {
        case .reassessed: "Uw zorg is opnieuw beoordeeld."
        case .indexed: "De bedragen zijn aangepast, voor iedereen."
        case .corrected: "Het budget was niet goed berekend."
        case .objection: "Dat is na een bezwaar of beroep."
        case .withdrawn: "Het budget is helemaal of voor een deel ingetrokken."
        }
    }

    private static func sentence(_ cause: BudgetEndCause) -> String {
        switch cause {
        case .holderDied: "De budgethouder is overleden."
        case .admitted: "De budgethouder woont nu in een instelling."
        case .givenUp: "Dat is gevraagd door de budgethouder."
        case .indicationEnded: "De indicatie is voorbij."
        case .careInKind: "De budgethouder krijgt zorg in natura."
        case .moved: "De budgethouder is verhuisd."
        case .obligationsNotMet: "De regels van het pgb zijn niet nageleefd."
        }
    }
}
