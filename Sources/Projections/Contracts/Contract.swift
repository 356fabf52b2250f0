package import Events

/// One contract as it is shown to one reader.
package struct Contract: Described, Equatable {
    /// Who has to do something before the contract goes on.
    package enum Waits: Described, Equatable {
        case side(Side)
        case office(OfficeID, AssessmentPart)

        package func writeFields(to w: inout JSONWriter) {
            switch self {
            case .side(let side): w.field("side", side)
            case .office(let office, let part):
                w.field("office", office)
                w.field("part", part)
            }
        }

        package static var examples: [Waits] { [.side(.caregiver), .office(Sample.id(2), .care)] }
    }

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

    package let contract: ContractID
    package let dossier: DossierID
    /// Where it was drafted; the key for the next page.
    package let position: Position
    package let caregiver: PartyID
    package let status: ContractStatus
    /// Whether care on the day asked is under the contract.
    package let isActive: Bool
    package let kind: ContractKind
    package let relation: Relation
    package let formal: Bool
    package let start: Day
    package let end: Day?
    /// The lines that the reader may see, with their descriptions as references.
    package let lines: [Line]
    /// What a signature has to name: the digest of all terms.
    package let termsDigest: Digest
    package let signatures: [Signature]
    package let assessments: [Assessment]
    package let waitsFor: [Waits]
    package let approvedFrom: Day?
    package let approvedUntil: Day?
    package let lastDay: Day?
    package let endReason: EndReason?
    package let grounds: [AssessmentReason]
    package let changedAt: Moment

    package func writeFields(to w: inout JSONWriter) {
        w.field("contract", contract)
        w.field("dossier", dossier)
        w.field("position", position.rawValue)
        w.field("caregiver", caregiver)
        w.field("status", status)
        w.field("active", isActive)
        w.field("kind", kind)
        w.field("relation", relation)
        w.field("formal", formal)
        w.field("start", start)
        w.field("end", end)
        w.field("lines", rows: lines)
        w.field("termsDigest", termsDigest)
        w.field("signatures", signatures)
        w.field("assessments", assessments)
        w.field("waitsFor", rows: waitsFor)
        w.field("approvedFrom", approvedFrom)
        w.field("approvedUntil", approvedUntil)
        w.field("lastDay", lastDay)
        w.field("endReason", endReason)
        w.field("grounds", grounds)
        w.field("changedAt", changedAt)
    }

    /// For whom a contract is shown.
    package enum Reader: Sendable, Equatable {
        /// The holder side, and the SVB: everything.
        case all
        /// A caregiver: his own contracts from the first time they were shared, and nothing about balances.
        case caregiver(PartyID)
        /// A granter: contracts that draw on its budgets, with those lines only and its own assessments.
        case office(OfficeID)
    }

    /// The contracts of a dossier in the order in which they were drafted. `day` decides what is active.
    package static func list(
        _ s: Snapshot, dossier: DossierID, on day: Day, for reader: Reader = .all
    ) throws(DatabaseError) -> [Contract] {
        let budgets = try budgets(s, dossier, for: reader)
        return try s.db.all("SELECT * FROM contract WHERE dossier = ? ORDER BY number", dossier) { row in
            Contract(ContractRow(row), on: day, for: reader, budgets)
        }.compactMap { $0 }
    }

    /// One contract; nil when the dossier has none with this id that the reader may know of.
    package static func one(
        _ s: Snapshot, _ contract: ContractID, dossier: DossierID, on day: Day, for reader: Reader = .all
    ) throws(DatabaseError) -> Contract? {
        guard let row = try ContractRow.find(contract, in: s.db), row.dossier == dossier else { return nil }
        return Contract(row, on: day, for: reader, try budgets(s, dossier, for: reader))
    }

    /// The contracts of a caregiver with all holders, in the order in which they were drafted. `after` is the position
    /// of the last one of the page before.
    package static func page(
        _ s: Snapshot, caregiver: PartyID, on day: Day, after: Position? = nil, limit: Int = Page.max
    ) throws(DatabaseError) -> [Contract] {
        try s.db.all(
            """
            SELECT * FROM contract WHERE caregiver = ? AND was_shared AND number > ? ORDER BY number LIMIT ?
            """, caregiver, after ?? .start, Page.limit(limit)
        ) { row in Contract(ContractRow(row), on: day, for: .caregiver(caregiver), []) }.compactMap { $0 }
    }

    /// The budgets whose lines an office may see.
    private static func budgets(
        _ s: Snapshot, _ dossier: DossierID, for reader: Reader
    ) throws(DatabaseError) -> Set<BudgetID> {
        guard case .office(let office) = reader else { return [] }
        return Set(try BudgetBalance.rows(s, dossier).filter { $0.office == office }.map(\.key))
    }
}

extension Contract {
    /// Nil when the reader may not know of it.
    private init?(_ row: ContractRow, on day: Day, for reader: Reader, _ budgets: Set<BudgetID>) {
        var lines = row.terms.lines.enumerated().map { Line(number: $0.offset + 1, line: $0.element) }
        var assessments = row.assessments
        var grounds = row.grounds
        switch reader {
        case .all: break
        case .caregiver(let party):
            guard row.caregiver == party, row.wasShared else { return nil }
            // A balance is not for the caregiver, so neither is that it was too small.
            assessments.removeAll { $0.grounds.contains(.budgetInsufficient) }
            grounds.removeAll { $0 == .budgetInsufficient }
        case .office(let office):
            lines.removeAll { !budgets.contains($0.line.budget) }
            guard !lines.isEmpty else { return nil }
            assessments.removeAll { $0.office != office }
        }
        contract = row.key
        dossier = row.dossier
        position = Position(row.number)
        caregiver = row.caregiver
        status = row.status
        isActive = row.isActive(on: day)
        kind = row.terms.kind
        relation = row.terms.relation
        formal = row.terms.formal
        start = row.terms.start
        end = row.terms.end
        self.lines = lines
        termsDigest = SHA256.hash(StoredList.json(row.terms).bytes)
        signatures = row.signatures
        self.assessments = assessments
        waitsFor = row.waitsFor
        approvedFrom = row.approvedFrom
        approvedUntil = row.approvedUntil
        lastDay = row.lastDay
        endReason = row.endReason
        self.grounds = grounds
        changedAt = row.changedAt
    }
}

extension ContractRow {
    /// Who has to do something now: decisions 4.
    fileprivate var waitsFor: [Contract.Waits] {
        switch status {
        case .draft, .returned, .signed: [.side(.holder)]
        case .shared: [.side(.caregiver)]
        case .underAssessment: due.map { .office($0.office, $0.part) }
        case .approved, .rejected, .ended: []
        }
    }
}
