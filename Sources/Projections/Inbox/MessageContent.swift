import Events

/// What a message says.
enum Template: Equatable {
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
    case budgetChanged
    case budgetEnded
    case spendingConflict
    case claimStopSet
    case claimStopLifted
    case budgetCredited
    case depositReceived
    case budgetWarned
    case budgetClosed
    case budgetFixed
    case claimHeld
    case claimWithdrawn
    case claimCorrected
    case paymentSuspended
    case paymentResumed
    case paymentWithdrawn
    case paymentOffset
    case differenceSettled
    case receivableRaised
    case receivablePlanned
    case receivablePaid
    case receivableWrittenOff
    case accountChanged
    case accountConfirmed
    /// Who represents, what is asked and decided around a pgb, somebody's own data: the event itself says which.
    case people(Message.Topic)
}

/// What one message tells, taken from the event that gave it and, where that names only an id, from the one in which
/// the claim, payment or receivable began, or which said last what the budget is.
struct MessageContent {
    let template: Template
    /// Nil for what is about somebody himself.
    let dossier: DossierID?
    /// The contract, claim, payment, receivable, budget or party it is about.
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
    /// A second amount: what something became, or what is kept from a payment.
    var otherCents: Cents?
    /// Employer charges on top.
    var chargesCents: Cents?
    /// Whether an amount is gross.
    var isPayroll = false
    /// Whether a payment goes to the holder, and whether the holder is who has to pay back.
    var isToHolder = false
    var isHolderDebtor = false
    /// Whether an account is the first one somebody has.
    var isFirst = false
    /// In how many parts something is paid back.
    var count = 0
    /// What a budget was before, and what it is now.
    var before: ToldBudget?
    var now: ToldBudget?
    var change: BudgetChange?
    var endCause: BudgetEndCause?
    var credit: CreditCause?
    /// How much who is ill can still work.
    var fitPercent: Int64?
    var warning: BudgetWarning?
    var withdrawal: WithdrawalCause?
    var receivable: ReceivableCause?
    /// What happened, and what it answers to, where the words are made from the events themselves.
    var event: Event?
    var origin: Event?
    /// What an office wrote about it in its own words.
    var explanation: Personal<Text>?

    /// Nil when the event gives no message.
    ///
    /// - Parameter first: the grant of the budget, for an event about one.
    init?(_ envelope: EventEnvelope, origin: Event?, first: Event?) {
        guard let dossier = envelope.toldDossier else {
            if case .party(let fact) = envelope.event, let account = Self(fact, isFirst: origin == envelope.event) {
                self = account
            } else {
                self.init(people: envelope.event, nil, origin: nil)
            }
            return
        }
        switch envelope.event {
        case .budget(let fact): self.init(fact, dossier, origin, first)
        case .receivable(let fact): self.init(fact, dossier, origin)
        case .representation, .application, .circumstance, .party:
            self.init(people: envelope.event, dossier, origin: origin)
        case .contract(let fact):
            self.init(fact, dossier)
            if case .contract(.changeProposed) = origin { isChange = true }
        case .claim(let fact): self.init(fact, dossier, origin)
        case .payment(let fact): self.init(fact, dossier, origin)
        case .run, .bank, .office, .inbox, .document, .rights, .dispatch, .system: return nil
        }
        actor = envelope.principal.kind
    }

    init(_ template: Template, _ dossier: DossierID?, _ about: OwnerID) {
        self.template = template
        self.dossier = dossier
        self.about = about
    }
}
