import Events

/// One claim: where it was filed, where it was decided and whose lists it is in. What it says stands in those events.
struct ClaimRow: TableRow {
    /// The position at which it was filed.
    let number: Int64
    let key: ClaimID
    let caregiver: PartyID?
    let olderInDossier: Int64
    /// 0 also for a claim without a caregiver.
    let olderOfCaregiver: Int64
    var status = ClaimStatus.waiting
    var isAgreed = false
    /// The position at which it was accepted, refused or declined; 0 while it waits.
    var decided: Int64 = 0
    /// The position at which it was held for an employee; 0 when it never was.
    var held: Int64 = 0
    /// The position at which it was taken back or corrected; 0 when it stands.
    var gone: Int64 = 0
    /// Where it was last worked out anew what is due for it; 0 when it never was.
    var difference: Int64 = 0
    /// The position at which its newest payment was scheduled; 0 when it has none.
    var payment: Int64 = 0

    static let table: StaticString = "claim"

    init(_ claim: ClaimID, caregiver: PartyID?, number: Int64, olderInDossier: Int64, olderOfCaregiver: Int64) {
        self.number = number
        key = claim
        self.caregiver = caregiver
        self.olderInDossier = olderInDossier
        self.olderOfCaregiver = olderOfCaregiver
    }

    init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        caregiver = row.optionalID(2)
        olderInDossier = row.int64(3)
        olderOfCaregiver = row.int64(4)
        status = row.name(5)
        isAgreed = row.bool(6)
        decided = row.int64(7)
        held = row.int64(8)
        gone = row.int64(9)
        difference = row.int64(10)
        payment = row.int64(11)
    }

    static func find(_ key: ClaimID, in db: Connection) throws(DatabaseError) -> ClaimRow? {
        try db.first("SELECT * FROM claim WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> ClaimRow? {
        try db.first("SELECT * FROM claim WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.write("REPLACE INTO claim VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)") {
            $0.add(number)
            $0.add(key)
            $0.add(caregiver)
            $0.add(olderInDossier)
            $0.add(olderOfCaregiver)
            $0.add(status)
            $0.add(isAgreed)
            $0.add(decided)
            $0.add(held)
            $0.add(gone)
            $0.add(difference)
            $0.add(payment)
        }
    }

    /// What was filed.
    func filed(_ s: Snapshot) throws(DatabaseError) -> ClaimFiled {
        guard case .claim(.filed(let filed)) = try s.event(number).event else { throw .missing("claim-filed") }
        return filed
    }
}
