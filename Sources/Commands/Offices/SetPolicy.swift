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
    package let contracts: ContractPolicy
    package let money: MoneyPolicy
    package let representation: RepresentationPolicy

    package init(from r: inout JSONReader) {
        office = r("office")
        from = r("from")
        monthlyWage = r("monthlyWage")
        caregiverClaims = r("caregiverClaims")
        maximumRates = r.list("maximumRates")
        contracts = r.optional("contracts", as: ContractPolicyInput.self)?.policy ?? ContractPolicy()
        money = r.optional("money", as: MoneyPolicyInput.self)?.policy ?? MoneyPolicy()
        representation =
            r.optional("representation", as: RepresentationPolicyInput.self)?.policy ?? RepresentationPolicy()
        for (index, rate) in maximumRates.enumerated() {
            if rate.cents <= .zero {
                r.refuse("maximumRates", element: index, .outOfRange, "Een tarief moet hoger zijn dan nul.")
            } else if rate.form != nil, !rate.formal {
                r.refuse(
                    "maximumRates", element: index, .invalidValue,
                    "Een vorm van bedrijf hoort alleen bij een formeel tarief. Laat die leeg.")
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
        w.present("contracts", contracts == ContractPolicy() ? nil : contracts)
        w.present("money", money == MoneyPolicy() ? nil : money)
        w.present("representation", representation == RepresentationPolicy() ? nil : representation)
    }

    package var stream: StreamID { .office(office) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let known = world.register.offices[office] else { throw .unknownOffice }
        guard known.kind != .svb else { throw .notAGranter }
        let policy = PolicySet(
            office: office, from: from, monthlyWage: monthlyWage, caregiverClaims: caregiverClaims,
            maximumRates: maximumRates, contracts: contracts, money: money,
            representation: representation)
        if known.policies.contains(policy) { return [] }
        return [.office(.policySet(policy))]
    }
}

/// What a granter decides about contracts, within what can be.
private struct ContractPolicyInput: Record {
    let policy: ContractPolicy

    init(from r: inout JSONReader) {
        policy = ContractPolicy(from: &r)
        if !(0...12).contains(policy.backdatingMonths) {
            r.refuse("backdatingMonths", .outOfRange, "Vul 0 tot en met 12 maanden in.")
        }
        // The law wants a decision within a reasonable term of at most eight weeks (Awb 4:13).
        if !(1...40).contains(policy.assessmentDays) {
            r.refuse("assessmentDays", .outOfRange, "Vul 1 tot en met 40 werkdagen in.")
        }
        if !(2...3).contains(policy.familyDegree) {
            r.refuse("familyDegree", .outOfRange, "Vul graad 2 of 3 in.")
        }
        if !(15...2_400).contains(policy.representativeWeeklyMinutes) {
            r.refuse("representativeWeeklyMinutes", .outOfRange, "Vul 15 tot en met 2.400 minuten per week in.")
        }
    }

    func writeFields(to w: inout JSONWriter) { policy.writeFields(to: &w) }
}

/// What a granter decides about money, within what can be.
private struct MoneyPolicyInput: Record {
    let policy: MoneyPolicy

    init(from r: inout JSONReader) {
        policy = MoneyPolicy(from: &r)
        if !(1...366).contains(policy.claimDays) {
            r.refuse("claimDays", .outOfRange, "Vul 1 tot en met 366 dagen in.")
        }
        if !(0...10_000).contains(policy.warnBelowBasisPoints) {
            r.refuse("warnBelowBasisPoints", .outOfRange, "Vul 0 tot en met 10.000 basispunten in.")
        }
    }

    func writeFields(to w: inout JSONWriter) { policy.writeFields(to: &w) }
}

/// What a granter decides about representatives, within what can be.
private struct RepresentationPolicyInput: Record {
    let policy: RepresentationPolicy

    init(from r: inout JSONReader) {
        policy = RepresentationPolicy(from: &r)
        if let most = policy.mostHolders, !(1...500).contains(most) {
            r.refuse("mostHolders", .outOfRange, "Vul 1 tot en met 500 budgethouders in.")
        }
    }

    func writeFields(to w: inout JSONWriter) { policy.writeFields(to: &w) }
}

extension MaximumRate {
    fileprivate func isSameKind(as other: MaximumRate) -> Bool {
        function == other.function && unit == other.unit && formal == other.formal && form == other.form
    }
}

extension Rejection {
    package static let notAGranter = Rejection(
        "not-a-granter", "De SVB geeft geen budgetten uit en heeft dus geen eigen regels daarvoor.")
}
