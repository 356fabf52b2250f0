import Events

// The papers that go with it: ZO-18 and ZO-28.

extension ContractChecks {
    static func documents(_ checked: CheckedContract, _ world: borrowing World) -> [Finding] {
        identity(checked, world) + model(checked)
    }

    /// ZO-18: with a salary administration go a copy of the identity document and a choice about the tax credit.
    private static func identity(_ checked: CheckedContract, _ world: borrowing World) -> [Finding] {
        let general = checked.terms.general
        guard general.payroll else { return [] }
        let source: Name = "mijnpgb.nl toelichting stap 3"
        var found: [Finding] = []
        let isThere = world.dossier.documents.contains {
            $0.document == general.identityDocument && $0.purpose == .identity
        }
        if !isThere {
            found.append(
                Finding(
                    .zo18, .block, at: "/terms/general/identityDocument",
                    "Voeg een kopie toe van de voorkant en achterkant van het identiteitsbewijs van de zorgverlener.",
                    source: source))
        }
        if general.taxCredit == nil {
            found.append(
                Finding(
                    .zo18, .block, at: "/terms/general/taxCredit",
                    "Vraag de zorgverlener of hij de loonheffingskorting wil gebruiken en vul dat in.", source: source))
        }
        return found
    }

    /// ZO-28: a contract is concluded on the newest model; one that holds keeps its own.
    private static func model(_ checked: CheckedContract) -> [Finding] {
        guard let current = ModelVersions.table.row(on: checked.today), checked.terms.model != current.value,
            checked.terms.model != checked.previous?.model
        else { return [] }
        return [
            Finding(
                .zo28, .block, at: "/terms/general/model",
                "Dit is niet het nieuwste model van de SVB. Kies het model dat nu geldt.",
                figures: [Figure("model-since", current.from.figure), Figure("today", checked.today.figure)],
                source: "Rlz 5.16(2)")
        ]
    }
}
