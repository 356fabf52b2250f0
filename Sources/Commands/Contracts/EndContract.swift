package import Events

/// The holder side ends a contract after a last day. Only the holder side can (BH-14). What the law ends, an assessor
/// records: see `EndByLaw`.
package struct EndContract: Command {
    package static let name: StaticString = "end-contract"
    package static let allowed: [Actor] = [.holderSide]

    package let dossier: DossierID
    package let contract: ContractID
    package let lastDay: Day
    package let reason: EndReason
    /// The day on which notice was given; nil for today.
    package let noticeOn: Day?
    /// Mutual consent: whether the caregiver agreed in writing. While he is ill it does not go without (contracts 8.8).
    package let consented: Bool

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        contract = r("contract")
        lastDay = r("lastDay")
        reason = r("reason")
        noticeOn = r.optional("noticeOn")
        consented = r.flag("consented")
        let own: [EndReason] = [.notice, .mutualConsent, .probation, .replacementOver]
        if !own.contains(reason) {
            r.refuse(
                "reason", .invalidValue, "Dit legt de verstrekker of de SVB vast. Meld het daar, of kies een reden.")
        }
        if noticeOn != nil, reason != .notice, reason != .probation {
            r.refuse("noticeOn", .invalidValue, "Zonder opzegging is er geen dag van opzegging. Laat dit leeg.")
        }
        if consented, reason != .mutualConsent {
            r.refuse("consented", .invalidValue, "Instemming hoort bij wederzijds goedvinden. Laat dit leeg.")
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("contract", contract)
        w.field("lastDay", lastDay)
        w.field("reason", reason)
        w.present("noticeOn", noticeOn)
        w.present("consented", consented)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.contract(contract, for: stamp.principal)
        switch known.status {
        case .approved: break
        // Rejection ends no employment: that takes notice (contracts 8.3).
        case .rejected where known.terms.kind == .employment: break
        case .ended:
            guard known.lastDay == lastDay else { throw .alreadyEnded }
            return []
        case .draft, .shared, .signed, .underAssessment, .returned, .rejected: throw .notApproved
        }
        guard lastDay >= known.start else { throw .endsBeforeStart }
        if let end = known.terms.end, lastDay > end { throw .endsAfterTerm }
        if world.dossier.wasPaid(contract, after: lastDay) { throw .paidAfterLastDay }
        var notice: NoticeTerm?
        switch reason {
        case .notice: notice = try self.notice(known, stamp, world)
        case .probation: try requireProbation(known, stamp)
        case .replacementOver: guard known.terms.work.replaces != nil else { throw .notAReplacement }
        default:
            if known.terms.kind == .employment, known.sickSince != nil, !consented { throw .caregiverIsSick }
        }
        let ended = ContractFact.ended(
            ContractEnded(
                contract: contract, lastDay: lastDay, reason: reason,
                noticeOn: reason == .notice || reason == .probation ? noticeOn ?? stamp.today : nil,
                reasons: notice.map { [$0.reason(lastDay)] }))
        return try WageCourse.after([.contract(ended)], of: [contract], stamp, world)
    }

    /// The term of notice; nil when the contract ends on that day anyway.
    private func notice(
        _ known: ContractState, _ stamp: Stamp, _ world: borrowing World
    ) throws(Rejection) -> NoticeTerm? {
        let on = noticeOn ?? stamp.today
        guard on <= stamp.today else { throw .dayInFuture }
        guard known.terms.end != lastDay else { return nil }
        let term = NoticeTerm(known, world.dossier, noticeOn: on)
        guard term.isBinding else { return term }
        guard known.sickSince == nil else { throw .caregiverIsSick }
        guard term.isKept(by: lastDay) else {
            throw .noticeTooShort.with([
                Finding(
                    .zo27, .block, at: "/lastDay",
                    "Een arbeidsovereenkomst eindigt na de opzegtermijn, op de laatste dag van een maand.",
                    figures: Figures(term.figures(lastDay)), source: "BW 7:672")
            ])
        }
        return term
    }

    /// Both the notice and the last day lie within the probation (BW 7:676).
    private func requireProbation(_ known: ContractState, _ stamp: Stamp) throws(Rejection) {
        guard known.terms.kind == .employment, let months = known.terms.work.probationMonths
        else { throw .noProbation }
        let on = noticeOn ?? stamp.today
        guard on <= stamp.today else { throw .dayInFuture }
        let over = known.start.adding(months: Int(months))
        guard on < over, lastDay < over else { throw .probationOver }
    }
}

extension Rejection {
    package static let alreadyEnded = Rejection(
        "already-ended",
        "Deze zorgovereenkomst is al beëindigd op een andere dag. Bekijk de laatste dag in het overzicht.")
    package static let notApproved = Rejection(
        "not-approved",
        "Deze zorgovereenkomst is niet goedgekeurd. Alleen een goedgekeurde overeenkomst kunt u beëindigen.")
    package static let endsBeforeStart = Rejection(
        "ends-before-start", "De laatste dag ligt voor de begindatum. Kies een latere dag.")
    package static let endsAfterTerm = Rejection(
        "ends-after-term", "De overeenkomst eindigt al eerder. Kies een dag voor de einddatum.")
    package static let paidAfterLastDay = Rejection(
        "paid-after-last-day", "Er is al zorg betaald van na deze dag. Kies een latere laatste dag.")
    package static let notAReplacement = Rejection(
        "not-a-replacement", "Deze overeenkomst is geen vervanging. Kies een andere reden.")
    package static let caregiverIsSick = Rejection(
        "caregiver-is-sick", "De zorgverlener is ziek. Beëindigen kan nu alleen als hij ermee instemt.")
    package static let noticeTooShort = Rejection(
        "notice-too-short", "De opzegtermijn is langer. Kies een latere laatste dag, aan het einde van een maand.")
    package static let noProbation = Rejection(
        "no-probation", "In deze overeenkomst is geen proeftijd afgesproken. Zeg op met een opzegtermijn.")
    package static let probationOver = Rejection(
        "probation-over", "De proeftijd is dan voorbij. Zeg op met een opzegtermijn.")
}
