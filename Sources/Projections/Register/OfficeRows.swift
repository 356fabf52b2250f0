import Events

/// One office: a care office, a municipality or the SVB.
struct OfficeRow: TableRow {
    let number: Int64
    let key: OfficeID
    let kind: OfficeKind
    let name: String
    let code: String

    static let table: StaticString = "office"

    init(_ office: OfficeRegistered, number: Int64) {
        self.number = number
        key = office.office
        kind = office.kind
        name = office.officeName.text
        code = office.code.text
    }

    init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        kind = row.name(2)
        name = row.text(3)
        code = row.text(4)
    }

    static func find(_ key: OfficeID, in db: Connection) throws(DatabaseError) -> OfficeRow? {
        try db.first("SELECT * FROM office WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> OfficeRow? {
        try db.first("SELECT * FROM office WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.run("REPLACE INTO office VALUES (?, ?, ?, ?, ?)", number, key, kind, name, code)
    }
}

/// What an employee may do at an office now.
struct EmployeeRow: RemovableRow {
    struct Key: TableKey {
        let office: OfficeID
        let employee: PartyID

        var mixed: UInt64 { Mix.bits(employee.bits, office.mixed) }
    }

    let number: Int64
    let key: Key
    var roles: [Role]

    static let table: StaticString = "employee"

    init(_ appointed: EmployeeAppointed, number: Int64) {
        self.number = number
        key = Key(office: appointed.office, employee: appointed.employee)
        roles = appointed.roles
    }

    init(_ row: Row) {
        number = row.int64(0)
        key = Key(office: row.id(1), employee: row.id(2))
        roles = row.json(3)
    }

    static func find(_ key: Key, in db: Connection) throws(DatabaseError) -> EmployeeRow? {
        try db.first("SELECT * FROM employee WHERE office = ? AND id = ?", key.office, key.employee, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> EmployeeRow? {
        try db.first("SELECT * FROM employee WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.run(
            "REPLACE INTO employee VALUES (?, ?, ?, ?)", number, key.office, key.employee, StoredList.json(roles))
    }

    static func remove(number: Int64, in db: Connection) throws(DatabaseError) {
        try db.run("DELETE FROM employee WHERE number = ?", number)
    }
}

/// The policy of a granter from one day on.
struct PolicyRow: TableRow {
    struct Key: TableKey {
        let office: OfficeID
        let from: Day

        var mixed: UInt64 { Mix.bits(office.bits, UInt64(truncatingIfNeeded: from.number)) }
    }

    let number: Int64
    let key: Key
    var policy: PolicySet

    static let table: StaticString = "policy"

    init(_ policy: PolicySet, number: Int64) {
        self.number = number
        key = Key(office: policy.office, from: policy.from)
        self.policy = policy
    }

    init(_ row: Row) {
        number = row.int64(0)
        key = Key(office: row.id(1), from: row.day(2))
        policy = row.json(3)
    }

    static func find(_ key: Key, in db: Connection) throws(DatabaseError) -> PolicyRow? {
        try db.first("SELECT * FROM policy WHERE office = ? AND from_day = ?", key.office, key.from, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> PolicyRow? {
        try db.first("SELECT * FROM policy WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.run("REPLACE INTO policy VALUES (?, ?, ?, ?)", number, key.office, key.from, StoredList.json(policy))
    }
}
