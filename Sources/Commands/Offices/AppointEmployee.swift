package import Events

/// A person starts to work for an office, or gets other roles there. Roles are replaced as a whole.
package struct AppointEmployee: Command {
    package static let name: StaticString = "appoint-employee"
    package static let allowed: [Actor] = [.operator]

    package let office: OfficeID
    package let employee: PartyID
    package let roles: [Role]

    package init(from r: inout JSONReader) {
        office = r("office")
        employee = r("employee")
        roles = r.list("roles")
        if roles.isEmpty { r.refuse("roles", .missing, "Kies minstens één rol.") }
        for index in roles.repeats(of: \.self) {
            r.refuse("roles", element: index, .invalidValue, "Deze rol staat er al. Laat hem één keer staan.")
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("office", office)
        w.field("employee", employee)
        w.field("roles", roles)
    }

    package var stream: StreamID { .office(office) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let known = world.register.offices[office] else { throw .unknownOffice }
        guard world.register.parties[employee]?.kind == .person else { throw .unknownParty }
        // An auditor looks on and has no other role; nobody both makes and releases a payment.
        guard roles == [.auditor] || !roles.contains(.auditor) else { throw .auditorOnly }
        guard !(roles.contains(.paymentsMaker) && roles.contains(.paymentsReleaser)) else { throw .fourEyes }
        if known.employees[employee] == roles { return [] }
        return [
            .office(.employeeAppointed(EmployeeAppointed(office: office, employee: employee, roles: roles)))
        ]
    }
}

extension Rejection {
    package static let auditorOnly = Rejection(
        "auditor-only", "Een auditor kijkt alleen mee en heeft geen andere rol. Kies alleen auditor.")
    package static let fourEyes = Rejection(
        "four-eyes", "Niemand mag betalingen én klaarzetten én vrijgeven. Verdeel deze rollen over twee mensen.")
}
