package import Events

/// One contract as it is shown to one reader, with the terms that hold on the day asked.
package struct Contract: Described, Equatable {
    /// Who has to do something before the contract goes on.
    package enum Waits: Described, Equatable {
        case side(Side)
        /// An assessment; `second` when a first assessor approved already and another one has to.
        case office(OfficeID, AssessmentPart, second: Bool)

        package func writeFields(to w: inout JSONWriter) {
            switch self {
            case .side(let side): w.field("side", side)
            case .office(let office, let part, let second):
                w.field("office", office)
                w.field("part", part)
                w.present("second", second)
            }
        }

        package static var examples: [Waits] { [.side(.caregiver), .office(Sample.id(2), .care, second: true)] }
    }

    package let contract: ContractID
    package let dossier: DossierID
    /// Where it was drafted; the key for the next page.
    package let position: Position
    package let caregiver: PartyID
    package let status: ContractStatus
    /// Whether care on the day asked is under the contract.
    package let isActive: Bool
    /// The first day of the contract, whatever changed since.
    package let start: Day?
    /// Which version the terms are of; nil while none was approved.
    package let version: Int64?
    /// The first day of that version.
    package let versionFrom: Day?
    package let terms: ShownTerms
    package let signatures: [Signature]
    package let assessments: [Assessment]
    /// Who has to do something; a granter does not read of another one.
    package let waitsFor: [Waits]
    /// What the assessors ask the parties to see to.
    package let conditions: [Personal<Text>]
    package let approvedFrom: Day?
    package let approvedUntil: Day?
    package let lastDay: Day?
    package let endReason: EndReason?
    package let noticeOn: Day?
    package let grounds: [AssessmentReason]
    /// The next version on its way, or the one that was rejected last.
    package let change: PendingChange?
    package let sickSince: Day?
    package let renewal: ToldRenewal?
    package let exceptions: [ContractException]
    package let warnings: [ContractWarning]
    package let changedAt: Moment

    package func writeFields(to w: inout JSONWriter) {
        w.field("contract", contract)
        w.field("dossier", dossier)
        w.field("position", position.rawValue)
        w.field("caregiver", caregiver)
        w.field("status", status)
        w.field("active", isActive)
        w.field("start", start)
        w.field("version", version)
        w.field("versionFrom", versionFrom)
        terms.writeFields(to: &w)
        w.field("signatures", signatures)
        w.field("assessments", assessments)
        w.field("waitsFor", rows: waitsFor)
        w.field("conditions", conditions)
        w.field("approvedFrom", approvedFrom)
        w.field("approvedUntil", approvedUntil)
        w.field("lastDay", lastDay)
        w.field("endReason", endReason)
        w.field("noticeOn", noticeOn)
        w.field("grounds", grounds)
        w.field("change", row: change)
        w.field("sickSince", sickSince)
        w.field("renewal", row: renewal)
        w.field("exceptions", rows: exceptions)
        w.field("warnings", rows: warnings)
        w.field("changedAt", changedAt)
    }

    /// The contracts of a dossier in the order in which they were drafted. `day` decides what is active, and which
    /// version is shown.
    package static func list(
        _ s: Snapshot, dossier: DossierID, on day: Day, for reader: Reader = .all
    ) throws(DatabaseError) -> [Contract] {
        let sight = try Sight(s, dossier, reader)
        var contracts: [Contract] = []
        for row in try ContractRow.list(s, dossier) where sight.sees(row) {
            contracts.append(try Contract(row, on: day, sight, s))
        }
        return contracts
    }

    /// One contract; nil when the dossier has none with this id that the reader may know of.
    package static func one(
        _ s: Snapshot, _ contract: ContractID, dossier: DossierID, on day: Day, for reader: Reader = .all
    ) throws(DatabaseError) -> Contract? {
        guard let (row, sight) = try ContractRow.seen(s, contract, dossier, by: reader) else { return nil }
        return try Contract(row, on: day, sight, s)
    }

    /// The contracts of a caregiver with all holders, in the order in which they were drafted. `after` is the position
    /// of the last one of the page before.
    package static func page(
        _ s: Snapshot, caregiver: PartyID, on day: Day, after: Position? = nil, limit: Int = Page.max
    ) throws(DatabaseError) -> [Contract] {
        let rows = try s.db.all(
            """
            SELECT * FROM contract WHERE caregiver = ? AND was_shared AND number > ? ORDER BY number LIMIT ?
            """, caregiver, after ?? .start, Page.limit(limit), body: ContractRow.init)
        var page: [Contract] = []
        for row in rows {
            page.append(try Contract(row, on: day, Sight(s, row.dossier, .caregiver(caregiver)), s))
        }
        return page
    }

}

extension Contract {
    private init(_ row: ContractRow, on day: Day, _ sight: Sight, _ s: Snapshot) throws(DatabaseError) {
        let held = row.version(on: day)
        guard let at = held?.terms ?? row.negotiation?.terms else { throw .missing("terms") }
        let first = held == nil ? row.negotiation : nil
        contract = row.key
        dossier = row.dossier
        position = Position(row.number)
        caregiver = row.caregiver
        status = row.status
        isActive = row.isActive(on: day)
        start = row.start
        version = held?.number
        versionFrom = held?.from
        terms = try sight.terms(at, s)
        signatures = held?.signatures ?? first?.signatures ?? []
        assessments = sight.filter(held?.assessments ?? first?.assessments ?? [])
        waitsFor = sight.filter(first?.waitsFor ?? [])
        conditions = sight.filter(held?.conditions ?? [], of: row)
        approvedFrom = row.versions.first?.from
        approvedUntil = row.versions.last?.until
        lastDay = row.lastDay
        endReason = row.endReason
        noticeOn = row.noticeOn
        grounds = sight.filter(first?.grounds ?? [], of: row)
        if held != nil, let next = row.negotiation, sight.sees(next) {
            change = try PendingChange(next, of: row, sight, s)
        } else {
            change = nil
        }
        sickSince = row.sickSince
        renewal = try ToldRenewal(row, s)
        exceptions = try ContractException.list(s, row, sight.reader)
        warnings = try ContractWarning.list(s, row, sight)
        changedAt = row.changedAt
    }
}

extension ContractRow {
    /// The contract with what the reader sees of it; nil when the dossier has none with this id that he may know of.
    static func seen(
        _ s: Snapshot, _ contract: ContractID, _ dossier: DossierID, by reader: Contract.Reader
    ) throws(DatabaseError) -> (ContractRow, Contract.Sight)? {
        guard let row = try find(contract, in: s.db), row.dossier == dossier else { return nil }
        let sight = try Contract.Sight(s, dossier, reader)
        return sight.sees(row) ? (row, sight) : nil
    }
}

extension NegotiationRow {
    /// Who has to do something now: decisions 4.
    var waitsFor: [Contract.Waits] {
        switch status {
        case .draft, .returned, .signed: [.side(.holder)]
        // What needs no signature of the caregiver waits for nobody but the holder side.
        case .shared: [.side(needs.contains(.caregiverSignature) ? .caregiver : .holder)]
        case .underAssessment:
            due.map { due in
                .office(
                    due.office, due.part,
                    second: assessments.contains {
                        $0.awaitsSecond && $0.office == due.office && $0.part == due.part
                    })
            }
        case .approved, .rejected, .ended: []
        }
    }
}
