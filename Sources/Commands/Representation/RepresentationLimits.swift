import Events

/// What a granter's limits say of an appointment, by its policy on the first day.
extension AppointRepresentative {
    /// The documents are there and are what they should be.
    func requireDocuments(of office: OfficeID, for principal: Principal, _ world: borrowing World) throws(Rejection) {
        for id in documents {
            guard let document = world.dossier.documents.first(where: { $0.document == id }) else {
                throw .unknownDocument
            }
            // What belongs to a contract of another granter is not there for this one.
            if let contract = document.contract {
                do {
                    _ = try world.dossier.contract(contract, for: principal)
                } catch {
                    throw .unknownDocument
                }
            }
            guard document.purpose == .representation else { throw .otherPurpose }
        }
        if documents.isEmpty, world.register.offices[office]?.policy(on: from)?.representation.documentNeeded ?? false {
            throw .documentNeeded
        }
    }

    /// Whether a person stands for no more holders than the granter wants: those of all granters, because it is about what
    /// one person can look after. Nil when there is no limit.
    func limit(
        of office: OfficeID, _ kind: RepresentativeKind, _ world: borrowing World
    ) throws(Rejection) -> Reason? {
        guard kind == .person,
            let most = world.register.offices[office]?.policy(on: from)?.representation.mostHolders
        else { return nil }
        let holders = world.register.mostHolders(of: representative, besides: dossier, from: from, until: until) + 1
        let figures: Figures = [Figure("holders", Int64(holders)), Figure("most-holders", most)]
        let reason = Reason(
            rule: .mostHolders, met: holders <= most, figures: figures, source: "beleid verstrekker")
        guard reason.met else {
            throw .tooManyHolders.with([
                Finding(
                    .mostHolders, .block, at: "/representative", ExplainedReason(reason).text, figures: figures,
                    source: reason.source)
            ])
        }
        return reason
    }

    /// Whether who is paid for care in this dossier may represent the holder as well: the same rule as when a contract with
    /// a representative is checked (ZO-19). Only what draws on budgets of this granter counts.
    func requireCareAllowed(by office: OfficeID, _ world: borrowing World) throws(Rejection) {
        for contract in world.dossier.contracts {
            guard contract.caregiver == representative, !contract.versions.isEmpty,
                contract.finalDay.map({ from <= $0 }) ?? true,
                contract.terms.lines.contains(where: { [dossier = world.dossier] in
                    dossier.budget($0.budget)?.office == office
                })
            else { continue }
            let care = PaidRepresentative(
                ground, isFamily: contract.terms.relation.isFamily, minutes: contract.terms.minutesAWeek,
                world.register.contractPolicy(of: office, on: from),
                world.dossier.exception("zo-19", for: representative, by: office, on: from))
            switch care {
            case .free, .asFamily: continue
            case .tooMuch(let figures): throw givesCare(figures)
            case .notAtAll: throw givesCare([])
            }
        }
    }

    private func givesCare(_ figures: Figures) -> Rejection {
        let rejection = Rejection.representativeGivesCare
        return rejection.with([
            Finding(
                .zo19, .block, at: "/representative", rejection.detail, figures: figures,
                source: "beleid verstrekker")
        ])
    }
}

extension Rejection {
    package static let tooManyHolders = Rejection(
        "too-many-holders", "Deze persoon staat al voor het hoogste aantal budgethouders. Kies iemand anders.")
    package static let representativeGivesCare = Rejection(
        "representative-gives-care",
        "Deze persoon krijgt betaald voor zorg, meer dan uw regels toestaan. Kies iemand anders, of sta het eerst toe.")
    package static let documentNeeded = Rejection(
        "document-needed", "Voeg eerst het document toe waaruit de vertegenwoordiging blijkt, en noem het hier.")
}
