package import Events

/// A granter sets its own rules from a day on. The full policy is stated each time.
package struct SetPolicy: Command {
    package static let name: StaticString = "set-policy"
    package static let allowed: [Actor] = [.ownOffice(.grants)]

    package let office: OfficeID
    package let from: Day
    package let monthlyWage: Bool
    package let caregiverClaims: Bool
    package let maximumRates: [MaximumRate]

    package init(from r: inout JSONReader) {
        office = r("office")
        from = r("from")
        monthlyWage = r("monthlyWage")
        caregiverClaims = r("caregiverClaims")
        maximumRates = r.list("maximumRates")
        for (index, rate) in maximumRates.enumerated() {
            if rate.cents <= .zero {
                r.refuse("maximumRates", element: index, .outOfRange, "Een tarief moet hoger zijn dan nul.")
            } else if maximumRates[..<index].contains(where: { $0.isSameKind(as: rate) }) {
                r.refuse(
                    "maximumRates", element: index, .invalidValue,
                    "Dit tarief staat er twee keer. Laat één tarief staan voor deze functie en eenheid.")
            }
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("office", office)
        w.field("from", from)
        w.field("monthlyWage", monthlyWage)
        w.field("caregiverClaims", caregiverClaims)
        w.field("maximumRates", maximumRates)
    }

    package var stream: StreamID { .office(office) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let known = world.register.offices[office] else { throw .unknownOffice }
        guard known.kind != .svb else { throw .notAGranter }
        let policy = PolicySet(
            office: office, from: from, monthlyWage: monthlyWage, caregiverClaims: caregiverClaims,
            maximumRates: maximumRates)
        if known.policies.contains(policy) { return [] }
        return [.office(.policySet(policy))]
    }
}

extension MaximumRate {
    fileprivate func isSameKind(as other: MaximumRate) -> Bool {
        function == other.function && unit == other.unit && formal == other.formal
    }
}

extension Rejection {
    package static let notAGranter = Rejection(
        "not-a-granter", "De SVB geeft geen budgetten uit en heeft dus geen eigen regels daarvoor.")
}
