import Events

/// One budget with the money that moves on it. At every position `granted + credits = paid + scheduled + available`.
struct BudgetRow: TableRow {
    let number: Int64
    let key: BudgetID
    let dossier: DossierID
    let law: Law
    let office: OfficeID
    let from: Day
    let until: Day
    let functions: [FunctionBudget]
    let granted: Cents
    let free: Cents
    /// What was taken of the free amount and did not come back.
    var freeTaken = Cents.zero
    /// Money that was paid and came back.
    var credits = Cents.zero
    var paid = Cents.zero
    var scheduled = Cents.zero

    static let table: StaticString = "budget"

    var available: Cents { granted + credits - paid - scheduled }

    init(_ grant: BudgetGranted, _ dossier: DossierID, number: Int64) {
        self.number = number
        key = grant.budget
        self.dossier = dossier
        law = grant.law
        office = grant.office
        from = grant.from
        until = grant.until
        functions = grant.functions
        granted = grant.grantedCents
        free = grant.freeAmountCents
    }

    init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        dossier = row.id(2)
        law = row.name(3)
        office = row.id(4)
        from = row.day(5)
        until = row.day(6)
        functions = row.json(7)
        granted = row.cents(8)
        free = row.cents(9)
        freeTaken = row.cents(10)
        credits = row.cents(11)
        paid = row.cents(12)
        scheduled = row.cents(13)
    }

    static func find(_ key: BudgetID, in db: Connection) throws(DatabaseError) -> BudgetRow? {
        try db.first("SELECT * FROM budget WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> BudgetRow? {
        try db.first("SELECT * FROM budget WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.write("REPLACE INTO budget VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)") {
            $0.add(number)
            $0.add(key)
            $0.add(dossier)
            $0.add(law)
            $0.add(office)
            $0.add(from)
            $0.add(until)
            $0.add(json: functions)
            $0.add(granted)
            $0.add(free)
            $0.add(freeTaken)
            $0.add(credits)
            $0.add(paid)
            $0.add(scheduled)
        }
    }

    /// Books one movement.
    mutating func book(_ kind: Movement.Kind, _ cents: Cents, isFreeAmount: Bool) {
        switch kind {
        case .scheduled: scheduled += cents
        case .paid:
            scheduled -= cents
            paid += cents
        case .cancelled: scheduled -= cents
        case .returned: credits += cents
        }
        guard isFreeAmount else { return }
        switch kind {
        case .scheduled: freeTaken += cents
        case .paid: break
        case .cancelled, .returned: freeTaken -= cents
        }
    }
}
