import Events

extension MessageContent {
    /// What the message of a contract's fact tells; nil when it gives none.
    init?(_ fact: ContractFact, _ dossier: DossierID) {
        switch fact {
        case .shared(let share): self.init(.contractShared, dossier, share.contract.owner)
        case .revised(let revision):
            self.init(.contractRevised, dossier, revision.contract.owner)
            side = revision.side
            changed = revision.changed
        case .signed(let signed):
            self.init(.contractSigned, dossier, signed.contract.owner)
            side = signed.side
        case .approved(let approval):
            self.init(.contractApproved, dossier, approval.contract.owner)
            day = approval.from
            otherDay = approval.until
            hasConditions = !approval.conditions.isEmpty
        case .rejected(let rejection):
            self.init(.contractRejected, dossier, rejection.contract.owner)
            grounds = rejection.grounds
        case .returned(let back):
            self.init(.contractReturned, dossier, back.contract.owner)
            grounds = back.grounds
        case .ended(let end):
            self.init(.contractEnded, dossier, end.contract.owner)
            day = end.lastDay
            endReason = end.reason
        case .reopened(let reopening):
            self.init(.contractReopened, dossier, reopening.contract.owner)
            ground = reopening.ground
        case .warned(let warned):
            self.init(.contractWarned, dossier, warned.contract.owner)
            day = warned.on
            reasons = warned.reasons
        case .exceptionGranted(let exception):
            self.init(.exceptionGranted, dossier, exception.caregiver.owner)
            day = exception.from
            otherDay = exception.until
            rule = exception.rule
            most = exception.most
        case .changeProposed(let proposal):
            self.init(.changeProposed, dossier, proposal.contract.owner)
            side = proposal.side
            day = proposal.from
            changed = proposal.changed
        case .changeWithdrawn(let withdrawal):
            self.init(.changeWithdrawn, dossier, withdrawal.contract.owner)
            side = withdrawal.side
        case .changed(let next):
            self.init(.contractChanged, dossier, next.contract.owner)
            day = next.from
            changed = next.changed
        case .extended(let extended):
            self.init(.contractExtended, dossier, extended.contract.owner)
            day = extended.until
        case .renewalNotified(let notice):
            self.init(.renewalTold, dossier, notice.contract.owner)
            renews = notice.renews
        case .sicknessReported(let report):
            self.init(.sicknessReported, dossier, report.contract.owner)
            day = report.from
            fitPercent = report.fitPercent
        case .recoveryReported(let report):
            self.init(.recoveryReported, dossier, report.contract.owner)
            day = report.on
        case .drafted, .signatureVoided, .submitted, .assigned, .assessed: return nil
        }
    }
}
