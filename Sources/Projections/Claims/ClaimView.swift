package import Events

/// The claims of all dossiers: where each was filed and decided. Queries: `Claim`.
package struct ClaimView: Projection {
    package static let name = "claims-3"

    package static let tables: [StaticString] = [
        """
        CREATE TABLE claim (
            number INTEGER PRIMARY KEY, id BLOB NOT NULL, caregiver BLOB, older_in_dossier INTEGER NOT NULL,
            older_of_caregiver INTEGER NOT NULL, status TEXT NOT NULL, agreed INTEGER NOT NULL,
            decided INTEGER NOT NULL, held INTEGER NOT NULL, gone INTEGER NOT NULL, difference INTEGER NOT NULL,
            payment INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE claim_list (
            number INTEGER PRIMARY KEY, owner BLOB NOT NULL, list INTEGER NOT NULL, head INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE claim_contract (
            number INTEGER PRIMARY KEY, id BLOB NOT NULL, caregiver BLOB NOT NULL, was_shared INTEGER NOT NULL
        ) STRICT
        """,
    ]

    package static let indexes: [StaticString] = [
        "CREATE UNIQUE INDEX claim_id ON claim (id)",
        "CREATE UNIQUE INDEX claim_list_owner ON claim_list (owner, list)",
        "CREATE UNIQUE INDEX claim_contract_id ON claim_contract (id)",
    ]

    /// The lists of claims: those of a dossier and those of a caregiver.
    enum Lists: ChainTable {
        static let table: StaticString = "claim_list"
        static let byKey: StaticString = "SELECT * FROM claim_list WHERE owner = ? AND list = ?"
        static let byNumber: StaticString = "SELECT * FROM claim_list WHERE number = ?"
        static let replace: StaticString = "REPLACE INTO claim_list VALUES (?, ?, ?, ?)"
        static let ofDossier: Int64 = 0
        static let ofCaregiver: Int64 = 1
    }

    enum Contracts: KnownContractTable {
        static let table: StaticString = "claim_contract"
        static let byKey: StaticString = "SELECT * FROM claim_contract WHERE id = ?"
        static let byNumber: StaticString = "SELECT * FROM claim_contract WHERE number = ?"
        static let replace: StaticString = "REPLACE INTO claim_contract VALUES (?, ?, ?, ?)"
    }

    private var claims: Kept<ClaimRow>
    private var lists: Kept<ChainHead<Lists>>
    private var contracts: Kept<KnownContract<Contracts>>

    package init(_ filling: Filling) {
        claims = Kept(filling)
        lists = Kept(filling)
        contracts = Kept(filling)
    }

    package mutating func apply(_ envelope: EventEnvelope, to db: Connection) throws(DatabaseError) {
        guard let dossier = envelope.stream.dossier else { return }
        switch envelope.event {
        case .contract(.drafted(let draft)):
            try contracts.insert(KnownContract(draft, number: envelope.position.rawValue), in: db)
        case .claim(let fact):
            let number = envelope.position.rawValue
            switch fact {
            case .filed(let filed): try file(filed, dossier, number, in: db)
            case .agreed(let agreed): try change(agreed.claim, in: db) { $0.isAgreed = true }
            case .declined(let declined): try decide(declined.claim, .declined, number, in: db)
            case .accepted(let accepted): try decide(accepted.claim, .accepted, number, in: db)
            case .refused(let refused): try decide(refused.claim, .refused, number, in: db)
            case .held(let held):
                try change(held.claim, in: db) {
                    $0.status = .held
                    $0.held = number
                }
            case .withdrawn(let withdrawn): try end(withdrawn.claim, .withdrawn, number, in: db)
            case .corrected(let corrected): try end(corrected.claim, .corrected, number, in: db)
            }
        case .payment(.scheduled(let payment)):
            guard let claim = payment.claim else { return }
            // A payment may be for a claim that another system had.
            _ = try claims.change(claim, in: db) { $0.payment = envelope.position.rawValue }
        case .payment(.differenceSettled(let difference)):
            guard let claim = difference.claim else { return }
            try change(claim, in: db) { $0.difference = envelope.position.rawValue }
        case .contract, .party, .office, .representation, .budget, .payment, .receivable, .run, .bank, .inbox,
            .document, .application, .circumstance, .rights, .dispatch, .system:
            return
        }
    }

    package mutating func flush(to db: Connection) throws(DatabaseError) {
        try claims.flush(to: db)
        try lists.flush(to: db)
        try contracts.flush(to: db)
    }

    package mutating func finish(to db: Connection) throws(DatabaseError) {
        try claims.finish(to: db)
        try lists.finish(to: db)
        try contracts.finish(to: db)
    }

    package mutating func forget() {
        claims.forget()
        lists.forget()
        contracts.forget()
    }

    private mutating func file(
        _ filed: ClaimFiled, _ dossier: DossierID, _ number: Int64, in db: Connection
    ) throws(DatabaseError) {
        var caregiver: PartyID?
        var olderOfCaregiver: Int64 = 0
        if let contract = filed.contract {
            let party = try contracts.caregiver(of: contract, in: db)
            olderOfCaregiver = try lists.push(number, of: party.owner, list: Lists.ofCaregiver, in: db)
            caregiver = party
        }
        let olderInDossier = try lists.push(number, of: dossier.owner, list: Lists.ofDossier, in: db)
        let row = ClaimRow(
            filed.claim, caregiver: caregiver, number: number, olderInDossier: olderInDossier,
            olderOfCaregiver: olderOfCaregiver)
        try claims.insert(row, in: db)
    }

    private mutating func decide(
        _ claim: ClaimID, _ status: ClaimStatus, _ number: Int64, in db: Connection
    ) throws(DatabaseError) {
        try change(claim, in: db) {
            $0.status = status
            $0.decided = number
        }
    }

    private mutating func end(
        _ claim: ClaimID, _ status: ClaimStatus, _ number: Int64, in db: Connection
    ) throws(DatabaseError) {
        try change(claim, in: db) {
            $0.status = status
            $0.gone = number
        }
    }

    private mutating func change(
        _ claim: ClaimID, in db: Connection, _ body: (inout ClaimRow) -> Void
    ) throws(DatabaseError) {
        let known: Void? = try claims.change(claim, in: db, body)
        guard known != nil else { throw .missing(ClaimRow.table) }
    }
}
