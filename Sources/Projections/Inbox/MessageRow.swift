import Events

/// What a message says. The stored names never change; the words may.
enum Template: String, StoredName, CaseIterable, Bindable {
    case contractShared = "contract-shared"
    case contractRevised = "contract-revised"
    case contractSigned = "contract-signed"
    case contractApproved = "contract-approved"
    case contractRejected = "contract-rejected"
    case contractReturned = "contract-returned"
    case contractEnded = "contract-ended"
    case claimWaiting = "claim-waiting"
    case claimAccepted = "claim-accepted"
    case claimRefused = "claim-refused"
    case claimDeclined = "claim-declined"
    case paymentScheduled = "payment-scheduled"
    case paymentPaid = "payment-paid"
    case paymentReturned = "payment-returned"
    case wageWithheld = "wage-withheld"
    case budgetGranted = "budget-granted"
    case representativeAppointed = "representative-appointed"
    case representativeRemoved = "representative-removed"
}

/// What a message is about, besides its figures; only what the template needs is there.
struct MessageDetail: Record, Equatable {
    var side: Side?
    var kind: ClaimKind?
    var source: PaymentSource?
    var law: Law?
    var endReason: EndReason?
    var bankReason: Code?
    var exclusive: Bool?
    var changed: [Code]?
    var grounds: [AssessmentReason]?
    var reasons: Reasons?

    init() {}

    init(from r: inout JSONReader) {
        side = r.optional("side")
        kind = r.optional("kind")
        source = r.optional("source")
        law = r.optional("law")
        endReason = r.optional("endReason")
        bankReason = r.optional("bankReason")
        exclusive = r.optional("exclusive")
        changed = r.optional("changed")
        grounds = r.optional("grounds")
        reasons = r.optional("reasons")
    }

    func writeFields(to w: inout JSONWriter) {
        if let side { w.field("side", side) }
        if let kind { w.field("kind", kind) }
        if let source { w.field("source", source) }
        if let law { w.field("law", law) }
        if let endReason { w.field("endReason", endReason) }
        if let bankReason { w.field("bankReason", bankReason) }
        if let exclusive { w.field("exclusive", exclusive) }
        if let changed { w.field("changed", changed) }
        if let grounds { w.field("grounds", grounds) }
        if let reasons { w.field("reasons", reasons) }
    }
}

/// One message, to the holder side of a dossier, to one party, or to both. Its number is the position of the event that
/// gave it, which with the party names the message. The text is made when it is read.
struct MessageRow {
    let number: Int64
    let template: Template
    let dossier: DossierID
    let recordedAt: Moment
    /// What it is about: a contract, claim, payment, budget or party.
    let about: OwnerID
    let toHolderSide: Bool
    let party: PartyID?
    var olderOfHolderSide: Int64 = 0
    var olderOfParty: Int64 = 0
    var cents: Cents?
    var day: Day?
    var otherDay: Day?
    var month: Month?
    var detail = MessageDetail()

    init(
        _ template: Template, _ envelope: EventEnvelope, _ dossier: DossierID, about: OwnerID,
        toHolderSide: Bool = false,
        party: PartyID? = nil
    ) {
        number = envelope.position.rawValue
        self.template = template
        self.dossier = dossier
        recordedAt = envelope.recordedAt
        self.about = about
        self.toHolderSide = toHolderSide
        self.party = party
    }

    init(_ row: Row) {
        number = row.int64(0)
        template = row.name(1)
        dossier = row.id(2)
        recordedAt = row.moment(3)
        about = row.id(4)
        toHolderSide = row.bool(5)
        party = row.optionalID(6)
        olderOfHolderSide = row.int64(7)
        olderOfParty = row.int64(8)
        cents = row.optionalCents(9)
        day = row.optionalDay(10)
        otherDay = row.optionalDay(11)
        month = row.optionalMonth(12)
        detail = row.json(13)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> MessageRow? {
        try db.first("SELECT * FROM message WHERE number = ?", number, body: Self.init)
    }

    func insert(in db: Connection) throws(DatabaseError) {
        try db.run(
            "INSERT INTO message VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", number, template, dossier,
            recordedAt,
            about, toHolderSide, party, olderOfHolderSide, olderOfParty, cents, day, otherDay, month,
            StoredList.json(detail))
    }
}
