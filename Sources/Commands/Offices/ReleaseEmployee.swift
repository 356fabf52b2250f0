package import Events

/// A person stops working for an office, at once.
package struct ReleaseEmployee: Command {
    package static let name: StaticString = "release-employee"
    package static let allowed: [Actor] = [.operator]

    package let office: OfficeID
    package let employee: PartyID

    package init(from r: inout JSONReader) {
        office = r("office")
        employee = r("employee")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("office", office)
        w.field("employee", employee)
    }

    package var stream: StreamID { .office(office) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let known = world.register.offices[office] else { throw .unknownOffice }
        guard known.employees[employee] != nil else { throw .unknownEmployee }
        return [.office(.employeeReleased(EmployeeReleased(office: office, employee: employee)))]
    }
}

extension Rejection {
    package static let unknownEmployee = Rejection(
        "unknown-employee", .unknown, "Deze medewerker werkt hier niet. Controleer het nummer.")
}
