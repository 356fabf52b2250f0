import Events

/// One claim with its entries and what was decided about it.
struct ClaimRow: TableRow {
    let number: Int64
    let key: ClaimID
    let dossier: DossierID
    let kind: ClaimKind
    let side: Side
    let contract: ContractID?
    let caregiver: PartyID?
    let month: Month?
    let budget: BudgetID?
    let entries: [ClaimEntry]
    var amount: Cents
    let filedAt: Moment
    let olderInDossier: Int64
    /// 0 also for a claim without a caregiver.
    let olderOfCaregiver: Int64
    var status: ClaimStatus
    var isAgreed = false
    var isLate = false
    var decidedAt: Moment?
    var shares: [BudgetShare] = []
    var reasons: Reasons = []
    /// Why the holder side declined it.
    var explanation: Personal<Text>?

    static let table: StaticString = "claim"

    init(
        _ filed: ClaimFiled, _ dossier: DossierID, caregiver: PartyID?, number: Int64, at moment: Moment,
        olderInDossier: Int64, olderOfCaregiver: Int64
    ) {
        self.number = number
        key = filed.claim
        self.dossier = dossier
        kind = filed.kind
        side = filed.side
        contract = filed.contract
        self.caregiver = caregiver
        month = filed.month
        budget = filed.budget
        entries = filed.entries
        amount = filed.amountCents
        filedAt = moment
        self.olderInDossier = olderInDossier
        self.olderOfCaregiver = olderOfCaregiver
        status = .waiting
    }

    init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        dossier = row.id(2)
        kind = row.name(3)
        side = row.name(4)
        contract = row.optionalID(5)
        caregiver = row.optionalID(6)
        month = row.optionalMonth(7)
        budget = row.optionalID(8)
        entries = row.json(9)
        amount = row.cents(10)
        filedAt = row.moment(11)
        olderInDossier = row.int64(12)
        olderOfCaregiver = row.int64(13)
        status = row.name(14)
        isAgreed = row.bool(15)
        isLate = row.bool(16)
        decidedAt = row.optionalMoment(17)
        shares = row.json(18)
        reasons = row.json(19)
        explanation = row.optionalJSON(20)
    }

    static func find(_ key: ClaimID, in db: Connection) throws(DatabaseError) -> ClaimRow? {
        try db.first("SELECT * FROM claim WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> ClaimRow? {
        try db.first("SELECT * FROM claim WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.run(
            "REPLACE INTO claim VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", number, key,
            dossier, kind, side, contract, caregiver, month, budget, StoredList.json(entries), amount, filedAt,
            olderInDossier, olderOfCaregiver, status, isAgreed, isLate, decidedAt, StoredList.json(shares),
            StoredList.json(reasons), explanation.map { StoredList.json($0) })
    }
}
