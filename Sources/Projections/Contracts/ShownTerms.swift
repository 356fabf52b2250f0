package import Events

/// The terms of a contract as one reader sees them. What is personal stays a reference, which the edge opens for who may
/// read it.
package struct ShownTerms: Described, Equatable {
    /// A line of the terms with its number, from 1: claims name lines by it.
    package struct Line: Described, Equatable {
        package let number: Int
        package let line: ContractLine

        package func writeFields(to w: inout JSONWriter) {
            w.field("line", number)
            line.writeFields(to: &w)
        }

        package static var examples: [Line] { [Line(number: 1, line: Sample.line)] }
    }

    package let kind: ContractKind
    package let relation: Relation
    package let formal: Bool
    /// The last day of the term; nil when there is none.
    package let end: Day?
    /// The lines that the reader may see.
    package let lines: [Line]
    /// Who does not see all lines does not see what is of all of them together.
    package let work: WorkAgreements
    package let general: GeneralAgreements
    /// The version of the SVB model whose clauses are part of it.
    package let model: Code
    /// What a signature has to name: the digest of all terms.
    package let digest: Digest

    /// - Parameter budgets: whose lines the reader may see; nil for all.
    init(_ terms: ContractTerms, budgets: Set<BudgetID>?) {
        kind = terms.kind
        relation = terms.relation
        formal = terms.formal
        end = terms.end
        lines = terms.lines.enumerated().map { Line(number: $0.offset + 1, line: $0.element) }
            .filter { budgets?.contains($0.line.budget) ?? true }
        work = lines.count < terms.lines.count ? terms.work.ofSomeLines : terms.work
        general = terms.general
        model = terms.model
        digest = terms.digest
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("kind", kind)
        w.field("relation", relation)
        w.field("formal", formal)
        w.field("end", end)
        w.field("lines", rows: lines)
        w.field("work", work)
        w.field("general", general)
        w.field("model", model)
        w.field("termsDigest", digest)
    }

    package static var examples: [ShownTerms] { [ShownTerms(Sample.terms, budgets: nil)] }
}

extension Contract {
    /// For whom a contract is shown.
    package enum Reader: Sendable, Equatable {
        /// The holder side, and the SVB: everything.
        case all
        /// A caregiver: his own contracts from the first time they were shared, and nothing about balances.
        case caregiver(PartyID)
        /// A granter: contracts that draw on its budgets, with those lines only and its own assessments.
        case office(OfficeID)
    }

    /// What a reader sees of the contracts of one dossier.
    struct Sight {
        let reader: Reader
        /// The budgets whose lines he sees; nil for all.
        let budgets: Set<BudgetID>?
        /// The other granters of the holder, where a granter reads.
        private let others: Set<OfficeID>

        init(_ s: Snapshot, _ dossier: DossierID, _ reader: Reader) throws(DatabaseError) {
            self.reader = reader
            guard case .office(let office) = reader else {
                budgets = nil
                others = []
                return
            }
            let rows = try BudgetBalance.rows(s, dossier)
            budgets = Set(rows.filter { $0.office == office }.map(\.key))
            others = Set(rows.map(\.office)).subtracting([office])
        }

        /// Whether the reader may know of the contract.
        func sees(_ row: ContractRow) -> Bool {
            switch reader {
            case .all: true
            case .caregiver(let party): row.caregiver == party && row.wasShared
            case .office: !(budgets?.isDisjoint(with: row.budgets) ?? false)
            }
        }

        /// Whether the reader may know of what is being agreed on: the caregiver not of a change that the holder side
        /// has not shared.
        func sees(_ negotiation: NegotiationRow) -> Bool {
            if case .caregiver = reader { return negotiation.wasShared }
            return true
        }

        /// The assessments he may see. A balance is not for the caregiver, so neither is that it was too small.
        func filter(_ assessments: [Assessment]) -> [Assessment] {
            switch reader {
            case .all: assessments
            case .caregiver: assessments.filter { !$0.grounds.contains(.budgetInsufficient) }
            case .office(let office): assessments.filter { $0.office == office }
            }
        }

        /// The grounds of a rejection he may see. An assessment of another granter is not for an office.
        func filter(_ grounds: [AssessmentReason], of row: ContractRow) -> [AssessmentReason] {
            if isPart(row) { return [] }
            if case .caregiver = reader { return grounds.filter { $0 != .budgetInsufficient } }
            return grounds
        }

        /// The reasons of a warning that may be told: what is weighed may be a line of another granter.
        func told(_ reasons: Reasons, of row: ContractRow) -> [Reason] {
            isPart(row) ? reasons.list.filter(\.concernsNoBudget) : reasons.list
        }

        /// Who has to do something that he may know of: not another granter.
        func filter(_ waits: [Waits]) -> [Waits] {
            waits.filter { wait in
                if case .office(let office, _, _) = wait { !others.contains(office) } else { true }
            }
        }

        /// What the assessors wrote to an approval: for who sees all of the contract, as in its print.
        func filter(_ conditions: [Personal<Text>], of row: ContractRow) -> [Personal<Text>] {
            isPart(row) ? [] : conditions
        }

        /// Whether another granter pays for the contract as well, whose lines and assessments he does not see.
        private func isPart(_ row: ContractRow) -> Bool {
            budgets.map { !row.budgets.isSubset(of: $0) } ?? false
        }

        func terms(_ at: TermsAt, _ s: Snapshot) throws(DatabaseError) -> ShownTerms {
            ShownTerms(try at.read(s), budgets: budgets)
        }
    }
}
