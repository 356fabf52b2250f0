package import Events

/// The holder side told the caregiver in writing whether his fixed term will be extended (aanzegging, BW 7:668). Late
/// still counts: the reason says that it was, because up to a month's wage may be due then.
package struct NotifyRenewal: Command {
    package static let name: StaticString = "notify-renewal"
    package static let allowed: [Actor] = [.holderSide]

    package let dossier: DossierID
    package let contract: ContractID
    package let renews: Bool
    /// The day on which the caregiver was told.
    package let toldOn: Day

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        contract = r("contract")
        renews = r("renews")
        toldOn = r("toldOn")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("contract", contract)
        w.field("renews", renews)
        w.field("toldOn", toldOn)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.contract(contract, for: stamp.principal)
        try known.requireApproved()
        // That it will not be extended may stand in the contract itself (contracts 8.5).
        guard let renewal = RenewalTerm(known), renews || !known.terms.work.notRenewed else { throw .noRenewalNotice }
        guard toldOn <= stamp.today else { throw .dayInFuture }
        guard toldOn >= renewal.term.from, toldOn <= renewal.term.until else { throw .outsideTerm }
        if let told = known.renewalTold, told.renews == renews, told.toldOn == toldOn { return [] }
        return [
            .contract(
                .renewalNotified(
                    RenewalNotified(
                        contract: contract, renews: renews, toldOn: toldOn,
                        reasons: [renewal.reason(toldOn: toldOn)])))
        ]
    }
}

extension Rejection {
    package static let noRenewalNotice = Rejection(
        "no-renewal-notice", "Voor deze overeenkomst is geen aanzegging nodig. U hoeft niets te doen.")
    package static let outsideTerm = Rejection(
        "outside-term", "Deze dag ligt buiten de looptijd van de overeenkomst. Controleer de dag.")
    package static let dayInFuture = Rejection(
        "day-in-future", "Deze dag moet nog komen. Vul een dag tot en met vandaag in.")
}
