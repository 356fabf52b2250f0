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
        case .claimWaiting, .claimAccepted, .claimRefused, .claimDeclined, .claimHeld, .claimWithdrawn, .claimCorrected:
            ClaimText(content, isHolderSide: isHolderSide).words
        case .paymentScheduled, .paymentPaid, .paymentReturned, .wageWithheld, .paymentSuspended, .paymentResumed,
            .paymentWithdrawn, .paymentOffset, .differenceSettled, .receivableRaised, .receivablePlanned,
            .receivablePaid, .receivableWrittenOff:
            PaymentText(content, isHolderSide: isHolderSide).words
        case .budgetGranted, .budgetChanged, .budgetEnded, .spendingConflict, .claimStopSet, .claimStopLifted,
            .budgetCredited, .depositReceived, .budgetWarned, .budgetClosed, .budgetFixed, .accountChanged,
            .accountConfirmed:
            BudgetText(content).words
        case .people: PeopleText(content, isHolderSide: isHolderSide).words
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

    // MARK: Words

    private var day: String { content.day.map(Dutch.day) ?? "" }

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
