package import Events

/// The messages that facts give to people, and which of them were read. Queries: `Message`.
///
/// A message to the holder side belongs to the dossier: the holder and whoever represents him now read it. Rows are
/// never changed, so the inbox can be asked as it was at any earlier position.
package struct InboxView: Projection {
    package static let name = "inbox-6"

    package static let tables: [StaticString] = [
        "CREATE TABLE message (page INTEGER PRIMARY KEY, messages BLOB NOT NULL) STRICT",
        "CREATE TABLE message_read (number INTEGER PRIMARY KEY, message INTEGER NOT NULL, party BLOB NOT NULL) STRICT",
        """
        CREATE TABLE message_sent (
            number INTEGER PRIMARY KEY, message INTEGER NOT NULL, party BLOB NOT NULL, channel TEXT NOT NULL
        ) STRICT
        """,
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
        "CREATE TABLE inbox_claim (number INTEGER PRIMARY KEY, id BLOB NOT NULL, caregiver BLOB) STRICT",
        "CREATE TABLE inbox_payment (number INTEGER PRIMARY KEY, id BLOB NOT NULL, payee BLOB NOT NULL) STRICT",
        "CREATE TABLE inbox_change (number INTEGER PRIMARY KEY, id BLOB NOT NULL, was_shared INTEGER NOT NULL) STRICT",
        "CREATE TABLE inbox_budget (number INTEGER PRIMARY KEY, id BLOB NOT NULL, latest INTEGER NOT NULL) STRICT",
        "CREATE TABLE inbox_receivable (number INTEGER PRIMARY KEY, id BLOB NOT NULL, debtor BLOB NOT NULL) STRICT",
        "CREATE TABLE inbox_account (number INTEGER PRIMARY KEY, id BLOB NOT NULL) STRICT",
        "CREATE TABLE inbox_case (number INTEGER PRIMARY KEY, id BLOB NOT NULL, latest INTEGER NOT NULL) STRICT",
    ]

    package static let indexes: [StaticString] = [
        "CREATE INDEX message_read_of ON message_read (message, party)",
        "CREATE INDEX message_sent_of ON message_sent (message, party)",
        "CREATE UNIQUE INDEX mailbox_owner ON mailbox (owner, list)",
        "CREATE UNIQUE INDEX inbox_contract_id ON inbox_contract (id)",
        "CREATE UNIQUE INDEX inbox_claim_id ON inbox_claim (id)",
        "CREATE UNIQUE INDEX inbox_payment_id ON inbox_payment (id)",
        "CREATE UNIQUE INDEX inbox_change_id ON inbox_change (id)",
        "CREATE UNIQUE INDEX inbox_budget_id ON inbox_budget (id)",
        "CREATE UNIQUE INDEX inbox_receivable_id ON inbox_receivable (id)",
        "CREATE UNIQUE INDEX inbox_account_id ON inbox_account (id)",
        "CREATE UNIQUE INDEX inbox_case_id ON inbox_case (id)",
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

    private var pages: Kept<MessagePage>
    private var mailboxes: Kept<ChainHead<Mailboxes>>
    var contracts: Kept<KnownContract<Contracts>>
    var changes: Kept<ChangeMatter>
    var claims: Kept<ClaimMatter>
    var payments: Kept<PaymentMatter>
    var budgets: Kept<BudgetMatter>
    var receivables: Kept<ReceivableMatter>
    var accounts: Kept<AccountMatter>
    var cases: Kept<CaseMatter>

    package init(_ filling: Filling) {
        // Only the newest page grows.
        pages = Kept(filling.keeping(512))
        mailboxes = Kept(filling)
        contracts = Kept(filling)
        changes = Kept(filling)
        claims = Kept(filling)
        payments = Kept(filling)
        budgets = Kept(filling)
        receivables = Kept(filling)
        accounts = Kept(filling)
        cases = Kept(filling)
    }

    package mutating func apply(_ envelope: EventEnvelope, to db: Connection) throws(DatabaseError) {
        let number = envelope.position.rawValue
        if case .inbox(.messageRead(let read)) = envelope.event { try note(read, number, in: db) }
        if case .dispatch(.dispatched(let sent)) = envelope.event { try note(sent, number, in: db) }
        guard let dossier = envelope.stream.dossier else {
            switch envelope.event {
            case .party(let fact): try apply(fact, number, to: db)
            case .rights(let fact): try apply(fact, number, to: db)
            case .dispatch(let fact): try apply(fact, number, to: db)
            default: return
            }
            return
        }
        switch envelope.event {
        case .representation(let fact): try apply(fact, number, dossier, to: db)
        case .application(let fact): try apply(fact, number, dossier, to: db)
        case .circumstance(let fact): try apply(fact, number, dossier, to: db)
        case .budget(let fact): try apply(fact, number, dossier, to: db)
        case .contract(let fact): try apply(fact, number, dossier, to: db)
        case .claim(let fact): try apply(fact, number, dossier, to: db)
        case .payment(let fact): try apply(fact, number, dossier, to: db)
        case .receivable(let fact): try apply(fact, number, dossier, to: db)
        case .run, .bank, .inbox, .party, .office, .document, .rights, .dispatch, .system: return
        }
    }

    package mutating func flush(to db: Connection) throws(DatabaseError) {
        try pages.flush(to: db)
        try mailboxes.flush(to: db)
        try contracts.flush(to: db)
        try changes.flush(to: db)
        try claims.flush(to: db)
        try payments.flush(to: db)
        try budgets.flush(to: db)
        try receivables.flush(to: db)
        try accounts.flush(to: db)
        try cases.flush(to: db)
    }

    package mutating func finish(to db: Connection) throws(DatabaseError) {
        try pages.finish(to: db)
        try mailboxes.finish(to: db)
        try contracts.finish(to: db)
        try changes.finish(to: db)
        try claims.finish(to: db)
        try payments.finish(to: db)
        try budgets.finish(to: db)
        try receivables.finish(to: db)
        try accounts.finish(to: db)
        try cases.finish(to: db)
    }

    package mutating func forget() {
        pages.forget()
        mailboxes.forget()
        contracts.forget()
        changes.forget()
        claims.forget()
        payments.forget()
        budgets.forget()
        receivables.forget()
        accounts.forget()
        cases.forget()
    }

    /// Puts a message in front of the mailboxes it goes to.
    ///
    /// - Parameter dossier: whose holder side may get it; nil for what is about somebody himself.
    mutating func send(
        _ number: Int64, origin: Int64? = nil, in dossier: DossierID?, toHolderSide: Bool, party: PartyID?,
        in db: Connection
    ) throws(DatabaseError) {
        var message = MessageRow(number: number, origin: origin ?? number, party: party)
        if toHolderSide, let dossier {
            message.olderOfHolderSide = try mailboxes.push(
                number, of: dossier.owner, list: Mailboxes.ofHolderSide, in: db)
        }
        if let party {
            message.olderOfParty = try mailboxes.push(number, of: party.owner, list: Mailboxes.ofParty, in: db)
        }
        let key = MessagePage.Key(number: MessagePage.number(of: number))
        let known: Void? = try pages.change(key, in: db) { $0.append(message) }
        if known == nil { try pages.insert(MessagePage(holding: message), in: db) }
    }

    private func note(_ read: MessageRead, _ number: Int64, in db: Connection) throws(DatabaseError) {
        try db.write("INSERT INTO message_read VALUES (?, ?, ?)") {
            $0.add(number)
            $0.add(read.position.rawValue)
            $0.add(read.party)
        }
    }
    private func note(_ sent: MessageDispatched, _ number: Int64, in db: Connection) throws(DatabaseError) {
        try db.write("INSERT INTO message_sent VALUES (?, ?, ?, ?)") {
            $0.add(number)
            $0.add(sent.message.rawValue)
            $0.add(sent.party)
            $0.add(text: sent.channel.rawValue)
        }
    }
}
