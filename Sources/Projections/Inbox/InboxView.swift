package import Events

/// The messages that facts give to people, and which of them were read. Queries: `Message`.
///
/// A message to the holder side belongs to the dossier: the holder and whoever represents him now read it. Rows are
/// never changed, so the inbox can be asked as it was at any earlier position.
package struct InboxView: Projection {
    package static let name = "inbox-1"

    package static let tables: [StaticString] = [
        """
        CREATE TABLE message (
            number INTEGER PRIMARY KEY, template TEXT NOT NULL, dossier BLOB NOT NULL, recorded_at INTEGER NOT NULL,
            about BLOB NOT NULL, to_holder_side INTEGER NOT NULL, party BLOB, older_of_holder_side INTEGER NOT NULL,
            older_of_party INTEGER NOT NULL, cents INTEGER, day INTEGER, other_day INTEGER, month INTEGER,
            detail TEXT NOT NULL
        ) STRICT
        """,
        "CREATE TABLE message_read (number INTEGER PRIMARY KEY, message INTEGER NOT NULL, party BLOB NOT NULL) STRICT",
        """
        CREATE TABLE mailbox (
            number INTEGER PRIMARY KEY, owner BLOB NOT NULL, list INTEGER NOT NULL, head INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE inbox_contract (
            number INTEGER PRIMARY KEY, id BLOB NOT NULL, caregiver BLOB NOT NULL, was_shared INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE inbox_claim (
            number INTEGER PRIMARY KEY, id BLOB NOT NULL, kind TEXT NOT NULL, caregiver BLOB, month INTEGER,
            amount INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE inbox_payment (
            number INTEGER PRIMARY KEY, id BLOB NOT NULL, source TEXT NOT NULL, payee BLOB NOT NULL, month INTEGER,
            amount INTEGER NOT NULL
        ) STRICT
        """,
    ]

    package static let indexes: [StaticString] = [
        "CREATE INDEX message_read_of ON message_read (message, party)",
        "CREATE UNIQUE INDEX mailbox_owner ON mailbox (owner, list)",
        "CREATE UNIQUE INDEX inbox_contract_id ON inbox_contract (id)",
        "CREATE UNIQUE INDEX inbox_claim_id ON inbox_claim (id)",
        "CREATE UNIQUE INDEX inbox_payment_id ON inbox_payment (id)",
    ]

    enum Mailboxes: ChainTable {
        static let table: StaticString = "mailbox"
        static let byKey: StaticString = "SELECT * FROM mailbox WHERE owner = ? AND list = ?"
        static let byNumber: StaticString = "SELECT * FROM mailbox WHERE number = ?"
        static let replace: StaticString = "REPLACE INTO mailbox VALUES (?, ?, ?, ?)"
        static let ofHolderSide: Int64 = 0
        static let ofParty: Int64 = 1
    }

    enum Contracts: KnownContractTable {
        static let table: StaticString = "inbox_contract"
        static let byKey: StaticString = "SELECT * FROM inbox_contract WHERE id = ?"
        static let byNumber: StaticString = "SELECT * FROM inbox_contract WHERE number = ?"
        static let replace: StaticString = "REPLACE INTO inbox_contract VALUES (?, ?, ?, ?)"
    }

    private var mailboxes: Kept<ChainHead<Mailboxes>>
    private var contracts: Kept<KnownContract<Contracts>>
    private var claims: Kept<ClaimMatter>
    private var payments: Kept<PaymentMatter>

    package init(_ filling: Filling) {
        mailboxes = Kept(filling)
        contracts = Kept(filling)
        claims = Kept(filling)
        payments = Kept(filling)
    }

    package mutating func apply(_ envelope: EventEnvelope, to db: Connection) throws(DatabaseError) {
        guard let dossier = envelope.stream.dossier else { return }
        switch envelope.event {
        case .budget(.granted(let grant)):
            var message = MessageRow(
                .budgetGranted, envelope, dossier, about: grant.budget.owner, toHolderSide: true)
            message.cents = grant.grantedCents
            message.day = grant.from
            message.otherDay = grant.until
            message.detail.law = grant.law
            try send(message, in: db)
        case .representation(.appointed(let appointed)):
            var message = MessageRow(
                .representativeAppointed, envelope, dossier, about: appointed.representative.owner, toHolderSide: true)
            message.day = appointed.from
            message.otherDay = appointed.until
            message.detail.exclusive = appointed.exclusive
            try send(message, in: db)
        case .representation(.removed(let removed)):
            try send(
                MessageRow(
                    .representativeRemoved, envelope, dossier, about: removed.representative.owner, toHolderSide: true,
                    party: removed.representative), in: db)
        case .contract(let fact): try apply(fact, envelope, dossier, to: db)
        case .claim(let fact): try apply(fact, envelope, dossier, to: db)
        case .payment(let fact): try apply(fact, envelope, dossier, to: db)
        case .inbox(.messageRead(let read)):
            try db.run("INSERT INTO message_read VALUES (?, ?, ?)", envelope.position, read.position, read.party)
        case .party, .office: return
        }
    }

    package mutating func flush(to db: Connection) throws(DatabaseError) {
        try mailboxes.flush(to: db)
        try contracts.flush(to: db)
        try claims.flush(to: db)
        try payments.flush(to: db)
    }

    package mutating func finish(to db: Connection) throws(DatabaseError) {
        try mailboxes.finish(to: db)
        try contracts.finish(to: db)
        try claims.finish(to: db)
        try payments.finish(to: db)
    }

    package mutating func forget() {
        mailboxes.forget()
        contracts.forget()
        claims.forget()
        payments.forget()
    }

    /// Puts the message in front of the mailboxes it goes to.
    private mutating func send(_ message: MessageRow, in db: Connection) throws(DatabaseError) {
        var message = message
        if message.toHolderSide {
            message.olderOfHolderSide = try mailboxes.push(
                message.number, of: message.dossier.owner, list: Mailboxes.ofHolderSide, in: db)
        }
        if let party = message.party {
            message.olderOfParty = try mailboxes.push(
                message.number, of: party.owner, list: Mailboxes.ofParty, in: db)
        }
        try message.insert(in: db)
    }

    private mutating func apply(
        _ fact: ContractFact, _ envelope: EventEnvelope, _ dossier: DossierID, to db: Connection
    ) throws(DatabaseError) {
        switch fact {
        case .drafted(let draft):
            try contracts.insert(KnownContract(draft, number: envelope.position.rawValue), in: db)
        case .revised(let revision):
            guard let known = try contracts.find(revision.contract, in: db) else { throw .missing(Contracts.table) }
            // Before it was shared nobody but the holder side knows of it.
            guard known.wasShared else { return }
            let byCaregiver = revision.side == .caregiver
            var message = MessageRow(
                .contractRevised, envelope, dossier, about: revision.contract.owner, toHolderSide: byCaregiver,
                party: byCaregiver ? nil : known.caregiver)
            message.detail.side = revision.side
            message.detail.changed = revision.changed
            try send(message, in: db)
        case .shared(let share):
            _ = try contracts.share(share.contract, in: db)
            try send(
                MessageRow(
                    .contractShared, envelope, dossier, about: share.contract.owner,
                    party: try contracts.caregiver(of: share.contract, in: db)), in: db)
        case .signed(let signed):
            let caregiver = try contracts.caregiver(of: signed.contract, in: db)
            var message = MessageRow(
                .contractSigned, envelope, dossier, about: signed.contract.owner,
                toHolderSide: signed.side == .caregiver, party: signed.side == .holder ? caregiver : nil)
            message.detail.side = signed.side
            try send(message, in: db)
        case .approved(let approval):
            var message = try both(.contractApproved, approval.contract, envelope, dossier, in: db)
            message.day = approval.from
            message.otherDay = approval.until
            try send(message, in: db)
        case .rejected(let rejection):
            var message = try both(.contractRejected, rejection.contract, envelope, dossier, in: db)
            message.detail.grounds = rejection.grounds
            try send(message, in: db)
        case .returned(let back):
            var message = try both(.contractReturned, back.contract, envelope, dossier, in: db)
            message.detail.grounds = back.grounds
            try send(message, in: db)
        case .ended(let end):
            var message = try both(.contractEnded, end.contract, envelope, dossier, in: db)
            message.day = end.lastDay
            message.detail.endReason = end.reason
            try send(message, in: db)
        case .signatureVoided, .submitted, .assessed: return
        }
    }

    /// A message about a contract to both parties.
    private mutating func both(
        _ template: Template, _ contract: ContractID, _ envelope: EventEnvelope, _ dossier: DossierID, in db: Connection
    ) throws(DatabaseError) -> MessageRow {
        MessageRow(
            template, envelope, dossier, about: contract.owner, toHolderSide: true,
            party: try contracts.caregiver(of: contract, in: db))
    }

    private mutating func apply(
        _ fact: ClaimFact, _ envelope: EventEnvelope, _ dossier: DossierID, to db: Connection
    ) throws(DatabaseError) {
        switch fact {
        case .filed(let filed):
            let caregiver = try filed.contract.map { (contract) throws(DatabaseError) in
                try contracts.caregiver(of: contract, in: db)
            }
            let matter = ClaimMatter(number: envelope.position.rawValue, filed, caregiver: caregiver)
            try claims.insert(matter, in: db)
            guard filed.side == .caregiver else { return }
            try send(
                message(.claimWaiting, matter, envelope, dossier, toHolderSide: true, party: nil), in: db)
        case .agreed: return
        case .declined(let declined):
            let matter = try settled(declined.claim, in: db)
            try send(
                message(.claimDeclined, matter, envelope, dossier, toHolderSide: false, party: matter.caregiver), in: db
            )
        case .accepted(let accepted):
            let matter = try settled(accepted.claim, in: db)
            var sent = message(.claimAccepted, matter, envelope, dossier, toHolderSide: true, party: matter.caregiver)
            sent.cents = accepted.amountCents
            try send(sent, in: db)
        case .refused(let refused):
            let matter = try settled(refused.claim, in: db)
            var sent = message(.claimRefused, matter, envelope, dossier, toHolderSide: true, party: matter.caregiver)
            sent.detail.reasons = refused.reasons
            try send(sent, in: db)
        }
    }

    private func message(
        _ template: Template, _ matter: ClaimMatter, _ envelope: EventEnvelope, _ dossier: DossierID,
        toHolderSide: Bool,
        party: PartyID?
    ) -> MessageRow {
        var message = MessageRow(
            template, envelope, dossier, about: matter.key.owner, toHolderSide: toHolderSide, party: party)
        message.cents = matter.amount
        message.month = matter.month
        message.detail.kind = matter.kind
        return message
    }

    /// The claim, of which no more messages will come.
    private mutating func settled(_ claim: ClaimID, in db: Connection) throws(DatabaseError) -> ClaimMatter {
        guard let matter = try claims.remove(claim, in: db) else { throw .missing(ClaimMatter.table) }
        return matter
    }

    private mutating func apply(
        _ fact: PaymentFact, _ envelope: EventEnvelope, _ dossier: DossierID, to db: Connection
    ) throws(DatabaseError) {
        switch fact {
        case .scheduled(let payment):
            let matter = PaymentMatter(number: envelope.position.rawValue, payment)
            try payments.insert(matter, in: db)
            try send(message(.paymentScheduled, matter, on: payment.runOn, envelope, dossier), in: db)
        case .paid(let paid):
            guard let matter = try payments.find(paid.payment, in: db) else { throw .missing(PaymentMatter.table) }
            try send(message(.paymentPaid, matter, on: paid.on, envelope, dossier), in: db)
        case .returned(let returned):
            guard let matter = try payments.remove(returned.payment, in: db) else {
                throw .missing(PaymentMatter.table)
            }
            var sent = message(.paymentReturned, matter, on: returned.on, envelope, dossier)
            sent.detail.bankReason = returned.bankReason
            try send(sent, in: db)
        case .wageWithheld(let withheld):
            var sent = try both(.wageWithheld, withheld.contract, envelope, dossier, in: db)
            sent.cents = withheld.amountCents
            sent.month = withheld.month
            sent.detail.reasons = withheld.reasons
            try send(sent, in: db)
        }
    }

    private func message(
        _ template: Template, _ matter: PaymentMatter, on day: Day, _ envelope: EventEnvelope, _ dossier: DossierID
    ) -> MessageRow {
        var message = MessageRow(
            template, envelope, dossier, about: matter.key.owner, toHolderSide: true,
            party: matter.payee == dossier.holder ? nil : matter.payee)
        message.cents = matter.amount
        message.day = day
        message.month = matter.month
        message.detail.source = matter.source
        return message
    }
}
