import Events

/// What a message says.
enum Template {
    case contractShared
    case contractRevised
    case contractSigned
    case contractApproved
    case contractRejected
    case contractReturned
    case contractEnded
    case contractReopened
    case contractWarned
    case exceptionGranted
    case changeProposed
    case changeWithdrawn
    case contractChanged
    case contractExtended
    case renewalTold
    case sicknessReported
    case recoveryReported
    case claimWaiting
    case claimAccepted
    case claimRefused
    case claimDeclined
    case paymentScheduled
    case paymentPaid
    case paymentReturned
    case wageWithheld
    case budgetGranted
    case representativeAppointed
    case representativeRemoved
}

/// What one message tells, taken from the event that gave it and, where that names only an id, from the one in which
/// the claim or payment began.
struct MessageContent {
    let template: Template
    let dossier: DossierID
    /// The contract, claim, payment, budget or party it is about.
    let about: OwnerID
    /// In which quality somebody did what the message tells.
    private(set) var actor = Principal.Kind.system
    var cents: Cents?
    var day: Day?
    var otherDay: Day?
    var month: Month?
    var side: Side?
    var kind: ClaimKind?
    var source: PaymentSource?
    var law: Law?
    var endReason: EndReason?
    var bankReason: Code?
    var isExclusive = false
    /// Whether it is about a change of a contract that holds.
    var isChange = false
    /// Whether an approval asks the parties to see to something.
    var hasConditions = false
    /// Whether a fixed term will be extended.
    var renews = false
    var ground: ReopenGround?
    /// The rule of an exception, and its new bound.
    var rule: Code?
    var most: Int64?
    var changed: [Code] = []
    var grounds: [AssessmentReason] = []
    var reasons: Reasons = []

    /// Nil when the event gives no message.
    init?(_ envelope: EventEnvelope, origin: Event?) {
        guard let dossier = envelope.stream.dossier else { return nil }
        switch envelope.event {
        case .budget(.granted(let grant)):
            self.init(.budgetGranted, dossier, grant.budget.owner)
            cents = grant.grantedCents
            day = grant.from
            otherDay = grant.until
            law = grant.law
        case .representation(.appointed(let appointed)):
            self.init(.representativeAppointed, dossier, appointed.representative.owner)
            day = appointed.from
            otherDay = appointed.until
            isExclusive = appointed.exclusive
        case .representation(.removed(let removed)):
            self.init(.representativeRemoved, dossier, removed.representative.owner)
        case .contract(let fact):
            self.init(fact, dossier)
            if case .contract(.changeProposed) = origin { isChange = true }
        case .claim(let fact): self.init(fact, dossier, origin)
        case .payment(let fact): self.init(fact, dossier, origin)
        case .budget, .receivable, .run, .bank, .party, .office, .inbox, .document, .system: return nil
        }
        actor = envelope.principal.kind
    }

    init(_ template: Template, _ dossier: DossierID, _ about: OwnerID) {
        self.template = template
        self.dossier = dossier
        self.about = about
    }

    private init?(_ fact: ClaimFact, _ dossier: DossierID, _ origin: Event?) {
        switch fact {
        case .filed(let filed): self.init(.claimWaiting, dossier, filed.claim.owner)
        case .declined(let declined): self.init(.claimDeclined, dossier, declined.claim.owner)
        case .accepted(let accepted):
            self.init(.claimAccepted, dossier, accepted.claim.owner)
            cents = accepted.amountCents
        case .refused(let refused):
            self.init(.claimRefused, dossier, refused.claim.owner)
            reasons = refused.reasons
        case .agreed, .held, .withdrawn, .corrected: return nil
        }
        guard case .claim(.filed(let filed)) = origin else { return }
        cents = cents ?? filed.amountCents
        month = filed.month
        kind = filed.kind
    }

    private init?(_ fact: PaymentFact, _ dossier: DossierID, _ origin: Event?) {
        switch fact {
        case .scheduled(let payment):
            self.init(.paymentScheduled, dossier, payment.payment.owner)
            day = payment.runOn
        case .paid(let paid):
            self.init(.paymentPaid, dossier, paid.payment.owner)
            day = paid.on
        case .returned(let returned):
            self.init(.paymentReturned, dossier, returned.payment.owner)
            day = returned.on
            bankReason = returned.bankReason
        case .wageWithheld(let withheld):
            self.init(.wageWithheld, dossier, withheld.contract.owner)
            cents = withheld.amountCents
            month = withheld.month
            reasons = withheld.reasons
        case .suspended, .resumed, .withdrawn, .filed, .unfiled, .offset, .payrollSettled, .differenceSettled:
            return nil
        }
        guard case .payment(.scheduled(let payment)) = origin else { return }
        cents = payment.amountCents
        month = payment.month
        source = payment.source
    }
}
