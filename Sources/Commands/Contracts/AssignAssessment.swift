package import Events

/// An assessment is given to a colleague of the office, or to nobody in particular again. It stays every assessor's to
/// do: this says who will.
package struct AssignAssessment: Command {
    package static let name: StaticString = "assign-assessment"
    package static let allowed: [Actor] = [.granter(.assessor), .svb(.assessor)]

    package let dossier: DossierID
    package let contract: ContractID
    package let part: AssessmentPart
    /// Nil when it is anybody's again.
    package let employee: PartyID?

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        contract = r("contract")
        part = r("part")
        employee = r.optional("employee")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("contract", contract)
        w.field("part", part)
        w.present("employee", employee)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.contract(contract, for: stamp.principal)
        let negotiation = try known.underAssessment()
        let due = try negotiation.assessment(of: part, by: stamp.principal)
        if let employee {
            guard world.register.has(.assessor, employee, at: due.office) else { throw .notAnAssessor }
            // Who approved first may not be the second.
            guard !negotiation.approvedOnce.contains(where: { $0.due == due && $0.assessor == employee })
            else { throw .secondAssessor }
        }
        guard negotiation.assigned.first(where: { $0.due == due })?.employee != employee else { return [] }
        return [
            .contract(
                .assigned(AssessmentAssigned(contract: contract, part: part, office: due.office, employee: employee)))
        ]
    }
}

extension Rejection {
    package static let notAnAssessor = Rejection(
        "not-an-assessor", "Deze collega beoordeelt hier geen overeenkomsten. Kies een beoordelaar.")
}
