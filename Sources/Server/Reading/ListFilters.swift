import Events
import Projections

/// By what the lists of claims and of payments can be narrowed down. What the asker may not see stays out, whatever he
/// asks for.
extension Question {
    static let claimFilters =
        [
            QueryParameter("status", ClaimStatus.schema, "Alleen declaraties die zo ver zijn."),
            QueryParameter("kind", ClaimKind.schema, "Alleen dit soort declaraties."),
            QueryParameter("side", Side.schema, "Alleen wat deze kant indiende."),
            id("contract", "Alleen bij deze zorgovereenkomst."),
            id("caregiver", "Alleen voor de zorg van deze zorgverlener."),
        ] + months("De maand van de zorg, of van indienen als er geen maand bij hoort")

    static let paymentFilters =
        [
            QueryParameter("status", PaymentStatus.schema, "Alleen betalingen die zo ver zijn."),
            QueryParameter("source", PaymentSource.schema, "Alleen betalingen die hieruit volgen."),
            id("contract", "Alleen bij deze zorgovereenkomst."), id("claim", "Alleen bij deze declaratie."),
            id("payee", "Alleen aan deze ontvanger."),
        ] + months("De maand waarvoor wordt betaald, of van de betaaldag als er geen maand bij hoort")

    /// The claims that the asker wants to see, of those that he may.
    func listedClaims() throws(Problem) -> Claim.Filter {
        var filter = claims
        filter.status = try call.query("status", ClaimStatus.init(rawValue:))
        filter.kind = try call.query("kind", ClaimKind.init(rawValue:))
        filter.side = try call.query("side", Side.init(rawValue:))
        filter.contract = try call.query("contract", ContractID.init)
        filter.caregiver = try call.query("caregiver", PartyID.init)
        filter.months = try months()
        return filter
    }

    /// The payments that the asker wants to see, of those that he may.
    func listedPayments() throws(Problem) -> PaymentSchedule.Filter {
        var filter = payments
        filter.status = try call.query("status", PaymentStatus.init(rawValue:))
        filter.source = try call.query("source", PaymentSource.init(rawValue:))
        filter.contract = try call.query("contract", ContractID.init)
        filter.claim = try call.query("claim", ClaimID.init)
        filter.payee = try call.query("payee", PartyID.init)
        filter.months = try months()
        return filter
    }

    private func months() throws(Problem) -> Months {
        Months(from: try call.query("monthFrom", Month.init), until: try call.query("monthUntil", Month.init))
    }

    private static func id(_ name: String, _ summary: String) -> QueryParameter {
        QueryParameter(name, PartyID.schema, summary, form: "een id")
    }

    private static func months(_ which: String) -> [QueryParameter] {
        [("monthFrom", "vanaf deze"), ("monthUntil", "tot en met deze")].map { name, bound in
            QueryParameter(name, Month.schema, "\(which): \(bound).", form: "een maand (2026-03)")
        }
    }
}
