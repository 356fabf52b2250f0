package import Events

/// A version of a contract that holds or held, as it stays for ever.
package struct ContractVersion: Described, Equatable {
    package let number: Int64
    package let origin: VersionOrigin
    /// Who proposed it, and when.
    package let side: Side
    package let proposedAt: Moment
    /// When it was approved, or changed at once.
    package let agreedAt: Moment
    /// The first day on which it holds.
    package let from: Day
    /// The last day on which it holds; nil while nothing ends it.
    package let until: Day?
    /// Whether a later version took all its days, so that it holds on none.
    package let isReplaced: Bool
    package let conditions: [Personal<Text>]
    package let terms: ShownTerms
    package let signatures: [Signature]
    package let assessments: [Assessment]

    package func writeFields(to w: inout JSONWriter) {
        w.field("version", number)
        w.field("origin", origin)
        w.field("proposedBy", side)
        w.field("proposedAt", proposedAt)
        w.field("agreedAt", agreedAt)
        w.field("from", from)
        w.field("until", until)
        w.field("replaced", isReplaced)
        w.field("conditions", conditions)
        terms.writeFields(to: &w)
        w.field("signatures", signatures)
        w.field("assessments", assessments)
    }

    /// The versions of a contract, the first one first; nil when the dossier has no such contract that the reader may
    /// know of.
    package static func list(
        _ s: Snapshot, _ contract: ContractID, dossier: DossierID, for reader: Contract.Reader = .all
    ) throws(DatabaseError) -> [ContractVersion]? {
        guard let (row, sight) = try ContractRow.seen(s, contract, dossier, by: reader) else { return nil }
        var versions: [ContractVersion] = []
        for index in row.versions.indices { versions.append(try ContractVersion(row, at: index, sight, s)) }
        return versions
    }

    /// One version; nil when there is none with this number that the reader may know of.
    package static func one(
        _ s: Snapshot, _ contract: ContractID, number: Int64, dossier: DossierID, for reader: Contract.Reader = .all
    ) throws(DatabaseError) -> ContractVersion? {
        guard let (row, sight) = try ContractRow.seen(s, contract, dossier, by: reader),
            let index = row.versions.firstIndex(where: { $0.number == number })
        else { return nil }
        return try ContractVersion(row, at: index, sight, s)
    }

}

extension ContractVersion {
    private init(
        _ row: ContractRow, at index: Int, _ sight: Contract.Sight, _ s: Snapshot
    ) throws(DatabaseError) {
        let version = row.versions[index]
        number = version.number
        origin = version.origin
        side = version.side
        proposedAt = version.proposedAt
        agreedAt = version.agreedAt
        from = version.from
        let next = row.versions[(index + 1)...].map { $0.from.adding(days: -1) }.min()
        isReplaced = next.map { $0 < version.from } ?? false
        until = isReplaced ? nil : [next, version.until, row.lastDay].compactMap(\.self).min()
        conditions = sight.filter(version.conditions, of: row)
        terms = try sight.terms(version.terms, s)
        signatures = version.signatures
        assessments = sight.filter(version.assessments)
    }
}

/// The next version of a contract on its way.
package struct PendingChange: Described, Equatable {
    package let number: Int64
    package let side: Side
    package let proposedAt: Moment
    package let status: ContractStatus
    /// The first day it would hold.
    package let from: Day
    /// What it needs before it holds, besides the signature of the holder side.
    package let needs: [ChangeNeed]
    package let terms: ShownTerms
    package let signatures: [Signature]
    package let assessments: [Assessment]
    package let waitsFor: [Contract.Waits]
    package let grounds: [AssessmentReason]

    package func writeFields(to w: inout JSONWriter) {
        w.field("version", number)
        w.field("proposedBy", side)
        w.field("proposedAt", proposedAt)
        w.field("status", status)
        w.field("from", from)
        w.field("needs", needs)
        terms.writeFields(to: &w)
        w.field("signatures", signatures)
        w.field("assessments", assessments)
        w.field("waitsFor", rows: waitsFor)
        w.field("grounds", grounds)
    }

}

extension PendingChange {
    init(
        _ row: NegotiationRow, of contract: ContractRow, _ sight: Contract.Sight, _ s: Snapshot
    ) throws(DatabaseError) {
        number = row.number
        side = row.side
        proposedAt = row.proposedAt
        status = row.status
        from = row.from
        needs = row.needs
        terms = try sight.terms(row.terms, s)
        signatures = row.signatures
        assessments = sight.filter(row.assessments)
        waitsFor = sight.filter(row.waitsFor)
        grounds = sight.filter(row.grounds, of: contract)
    }
}
