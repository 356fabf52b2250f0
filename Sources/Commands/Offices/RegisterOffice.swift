package import Events

/// The operator lets a care office, a municipality or the SVB in.
package struct RegisterOffice: Command {
    package static let name: StaticString = "register-office"
    package static let allowed: [Actor] = [.operator]

    package let office: OfficeID
    package let kind: OfficeKind
    package let officeName: Name
    package let code: Code

    package init(from r: inout JSONReader) {
        office = r("office")
        kind = r("kind")
        officeName = r("officeName")
        code = r("code")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("office", office)
        w.field("kind", kind)
        w.field("officeName", officeName)
        w.field("code", code)
    }

    package var stream: StreamID { .office(office) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard world.register.offices[office] == nil else { throw .officeExists }
        guard kind != .svb || world.register.svb == nil else { throw .svbExists }
        guard !world.register.offices.values.contains(where: { $0.kind == kind && $0.code == code })
        else { throw .officeCodeTaken }
        return [
            .office(
                .registered(OfficeRegistered(office: office, kind: kind, officeName: officeName, code: code)))
        ]
    }
}

extension Rejection {
    package static let officeExists = Rejection(
        "office-exists", "Er is al een organisatie met dit nummer. Gebruik een nieuw nummer.")
    package static let svbExists = Rejection("svb-exists", "De SVB is al geregistreerd.")
    package static let officeCodeTaken = Rejection(
        "office-code-taken", "Er is al een organisatie met deze code. Controleer de code.")
    package static let unknownOffice = Rejection(
        "unknown-office", .unknown, "Deze organisatie is niet geregistreerd. Controleer het nummer.")
}
