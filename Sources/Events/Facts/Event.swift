/// A fact as it is stored: a record with a name and a schema number of its own.
///
/// The name and the fields are the storage format. They never change: a changed meaning is a new schema number and a
/// pure conversion from the old one. One golden body per (name, schema) stays in `fixtures/events`.
package protocol Fact: Record, Equatable {
    static var name: StaticString { get }
    static var version: Int64 { get }
    /// The business day the fact is about, where there is one.
    var validOn: Day? { get }
}

extension Fact {
    package static var version: Int64 { 1 }
    package var validOn: Day? { nil }
}

/// Everything that can have happened, in families.
package enum Event: Sendable, Equatable {
    case party(PartyFact)
    case office(OfficeFact)
    case representation(RepresentationFact)
    case budget(BudgetFact)
    case contract(ContractFact)
    case claim(ClaimFact)
    case payment(PaymentFact)
    case receivable(ReceivableFact)
    case run(RunFact)
    case bank(BankFact)
    case inbox(InboxFact)
    case document(DocumentFact)
    case application(ApplicationFact)
    case circumstance(CircumstanceFact)
    case rights(RightsFact)
    case dispatch(DispatchFact)
    case system(SystemFact)

    /// The payload, whatever the family.
    package var fact: any Fact {
        switch self {
        case .party(let family): family.fact
        case .office(let family): family.fact
        case .representation(let family): family.fact
        case .budget(let family): family.fact
        case .contract(let family): family.fact
        case .claim(let family): family.fact
        case .payment(let family): family.fact
        case .receivable(let family): family.fact
        case .run(let family): family.fact
        case .bank(let family): family.fact
        case .inbox(let family): family.fact
        case .document(let family): family.fact
        case .application(let family): family.fact
        case .circumstance(let family): family.fact
        case .rights(let family): family.fact
        case .dispatch(let family): family.fact
        case .system(let family): family.fact
        }
    }

    package var name: StaticString { type(of: fact).name }
    package var version: Int64 { type(of: fact).version }
}

/// An event with everything the log knows about it.
package struct EventEnvelope: Sendable, Equatable {
    package let position: Position
    package let stream: StreamID
    package let revision: Revision
    /// When the log took it up: microseconds UTC, strictly rising with the position.
    package let recordedAt: Moment
    package let validOn: Day?
    package let command: CommandID
    /// Which of the command's events this is, from 0.
    package let ordinal: Int64
    package let principal: Principal
    package let event: Event
    package let hash: Digest

    package init(
        position: Position, stream: StreamID, revision: Revision, recordedAt: Moment, validOn: Day?,
        command: CommandID, ordinal: Int64, principal: Principal, event: Event, hash: Digest
    ) {
        self.position = position
        self.stream = stream
        self.revision = revision
        self.recordedAt = recordedAt
        self.validOn = validOn
        self.command = command
        self.ordinal = ordinal
        self.principal = principal
        self.event = event
        self.hash = hash
    }
}
