import Events

/// What a granter reads of money that another granter pays a part of: an amount less its own part is that of the other
/// (portal 2.3). Its own part stands in its lists of claims, payments and receivables.
extension TimelineSentence {
    var withoutAmounts: String {
        guard facts.cents != nil || facts.otherCents != nil else { return text }
        return switch kind {
        case .claimFiled: "\(side("heeft")) een declaratie ingediend\(overMonth)."
        case .claimAccepted: "De declaratie is goedgekeurd."
        case .claimCorrected: "De declaratie is gecorrigeerd."
        case .paymentScheduled: "Een betaling is ingepland voor \(on)."
        case .wageWithheld: "Het maandloon\(overMonth) is niet ingepland."
        case .payrollSettled: "Het nettoloon is vastgesteld."
        case .differenceSettled: "Het bedrag\(overMonth) is opnieuw berekend."
        case .receivableRaised: "Er moet een bedrag worden terugbetaald\(overMonth)."
        case .receivablePaid: "Op \(on) is een bedrag terugbetaald."
        case .receivableWrittenOff: "Een bedrag hoeft niet meer te worden terugbetaald."
        // Deny by default: of what nobody thought of only that it happened.
        default: "Er is iets vastgelegd."
        }
    }
}
