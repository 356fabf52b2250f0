package import Events

/// One office with what it is called; its employees and policies have queries of their own.
package struct RegisteredOffice: Shown, Equatable {
    package let office: OfficeID
    package let kind: OfficeKind
    package let name: String
    package let code: String

    package func writeFields(to w: inout JSONWriter) {
        w.field("office", office)
        w.field("kind", kind)
        w.field("name", name)
        w.field("code", code)
    }

    /// Nil when there is no office with this id.
    package static func one(_ s: Snapshot, _ office: OfficeID) throws(DatabaseError) -> RegisteredOffice? {
        try OfficeRow.find(office, in: s.db).map { RegisteredOffice($0) }
    }

    /// The offices in the order in which they joined. `after` is the last one of the page before.
    package static func page(
        _ s: Snapshot, after: OfficeID? = nil, limit: Int = Page.max
    ) throws(DatabaseError) -> [RegisteredOffice] {
        let last = try after.flatMap { (office) throws(DatabaseError) in try OfficeRow.find(office, in: s.db) }
        return try s.db.all(
            "SELECT * FROM office WHERE number > ? ORDER BY number LIMIT ?", last?.number ?? 0, Page.limit(limit)
        ) { RegisteredOffice(OfficeRow($0)) }
    }

    /// The policies of an office by their first day.
    package static func policies(_ s: Snapshot, _ office: OfficeID) throws(DatabaseError) -> [PolicySet] {
        try s.db.all("SELECT * FROM policy WHERE office = ? ORDER BY from_day", office) { PolicyRow($0).policy }
    }

    private init(_ row: OfficeRow) {
        office = row.key
        kind = row.kind
        name = row.name
        code = row.code
    }
}

/// An employee of an office with what he may do there.
package struct OfficeEmployee: Shown, Equatable {
    package let office: OfficeID
    package let employee: PartyID
    package let roles: [Role]

    package func writeFields(to w: inout JSONWriter) {
        w.field("office", office)
        w.field("employee", employee)
        w.field("roles", roles)
    }

    /// The employees of an office in the order in which they came. `after` is the last one of the page before.
    package static func page(
        _ s: Snapshot, office: OfficeID, after: PartyID? = nil, limit: Int = Page.max
    ) throws(DatabaseError) -> [OfficeEmployee] {
        var start: Int64 = 0
        if let after {
            start = try EmployeeRow.find(EmployeeRow.Key(office: office, employee: after), in: s.db)?.number ?? 0
        }
        return try s.db.all(
            "SELECT * FROM employee WHERE office = ? AND number > ? ORDER BY number LIMIT ?", office, start,
            Page.limit(limit)
        ) { OfficeEmployee(EmployeeRow($0)) }
    }

    /// Where somebody works, in the order in which he came there.
    package static func list(_ s: Snapshot, employee: PartyID) throws(DatabaseError) -> [OfficeEmployee] {
        try s.db.all("SELECT * FROM employee WHERE id = ? ORDER BY number", employee) {
            OfficeEmployee(EmployeeRow($0))
        }
    }

    private init(_ row: EmployeeRow) {
        office = row.key.office
        employee = row.key.employee
        roles = row.roles
    }
}
