/// Everything that can happen to a contract.
package enum ContractFact: Sendable, Equatable {
    case drafted(ContractDrafted)
    case revised(ContractRevised)
    case shared(ContractShared)
    case signed(ContractSigned)
    case signatureVoided(SignatureVoided)
    case submitted(ContractSubmitted)
    case assessed(ContractAssessed)
    case approved(ContractApproved)
    case rejected(ContractRejected)
    case returned(ContractReturned)
    case ended(ContractEnded)
    case assigned(AssessmentAssigned)
    case reopened(ContractReopened)
    case exceptionGranted(ExceptionGranted)
    case warned(ContractWarned)
    case changeProposed(ChangeProposed)
    case changeWithdrawn(ChangeWithdrawn)
    case changed(ContractChanged)
    case extended(ContractExtended)
    case renewalNotified(RenewalNotified)
    case sicknessReported(SicknessReported)
    case recoveryReported(RecoveryReported)

    package var fact: any Fact {
        switch self {
        case .drafted(let fact): fact
        case .revised(let fact): fact
        case .shared(let fact): fact
        case .signed(let fact): fact
        case .signatureVoided(let fact): fact
        case .submitted(let fact): fact
        case .assessed(let fact): fact
        case .approved(let fact): fact
        case .rejected(let fact): fact
        case .returned(let fact): fact
        case .ended(let fact): fact
        case .assigned(let fact): fact
        case .reopened(let fact): fact
        case .exceptionGranted(let fact): fact
        case .warned(let fact): fact
        case .changeProposed(let fact): fact
        case .changeWithdrawn(let fact): fact
        case .changed(let fact): fact
        case .extended(let fact): fact
        case .renewalNotified(let fact): fact
        case .sicknessReported(let fact): fact
        case .recoveryReported(let fact): fact
        }
    }
}
