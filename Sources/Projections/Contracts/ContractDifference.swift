package import Events

/// One field that differs between two states of the terms of a contract.
package struct ContractDifference: Described, Equatable {
    /// Where it stands in the terms, as a JSON pointer: `/lines/0/rateCents`.
    package let pointer: String
    /// What stood there and what stands there now, as JSON; nil for nothing. Personal values are references.
    private let old: [UInt8]?
    private let new: [UInt8]?

    package func writeFields(to w: inout JSONWriter) {
        w.field("field", pointer)
        w.field("old", value: old)
        w.field("new", value: new)
    }

    package static var examples: [ContractDifference] {
        [ContractDifference(pointer: "/lines/0/rateCents", old: Array("2500".utf8), new: Array("2600".utf8))]
    }

    /// Tells whether two commitments are to the same value. The same text is sealed anew with each revision, so only
    /// who can open both knows.
    package typealias Same = (Digest, Digest) throws(DatabaseError) -> Bool

    /// What differs between two versions of a contract, by their numbers; the one on its way has one too. Nil when the
    /// dossier has no such contract or version that the reader may know of.
    ///
    /// - Parameters:
    ///   - from: nil for the one before `to`; when there is none before it, nothing differs.
    ///   - to: nil for the newest, the one on its way included.
    package static func list(
        _ s: Snapshot, _ contract: ContractID, from: Int64? = nil, to: Int64? = nil, dossier: DossierID,
        for reader: Contract.Reader = .all, same: Same
    ) throws(DatabaseError) -> [ContractDifference]? {
        guard let (row, sight) = try ContractRow.seen(s, contract, dossier, by: reader) else { return nil }
        let numbers = row.numbers(sight)
        guard let to = to ?? numbers.last, let new = row.terms(of: to, sight) else { return nil }
        guard let from = from ?? numbers.last(where: { $0 < to }) else { return [] }
        guard let old = row.terms(of: from, sight) else { return nil }
        return try between(old.read(s), new.read(s), budgets: sight.budgets, same: same)
    }

    /// What differs between two terms, in the order of their fields. `budgets` are those whose lines are compared; nil
    /// for all.
    static func between(
        _ old: ContractTerms, _ new: ContractTerms, budgets: Set<BudgetID>?, same: Same
    ) throws(DatabaseError) -> [ContractDifference] {
        // Who sees only some lines does not see what is of all of them together, before it or after.
        let seesAll = [old, new].allSatisfy { $0.lines.allSatisfy { budgets?.contains($0.budget) ?? true } }
        let before = TermsFields(old, budgets: budgets, ofAllLines: seesAll)
        let after = TermsFields(new, budgets: budgets, ofAllLines: seesAll)
        var differences: [ContractDifference] = []
        for (pointer, value) in before.list {
            let next = after[pointer]
            if try isSame(value, next, same) { continue }
            differences.append(ContractDifference(pointer: pointer, old: value.json, new: next?.json))
        }
        for (pointer, value) in after.list where before[pointer] == nil {
            differences.append(ContractDifference(pointer: pointer, old: nil, new: value.json))
        }
        return differences
    }

    private static func isSame(
        _ old: TermsFields.Value, _ new: TermsFields.Value?, _ same: Same
    ) throws(DatabaseError) -> Bool {
        if old == new { return true }
        guard case .personal(let left, _) = old, case .personal(let right, _) = new else { return false }
        return try same(left, right)
    }
}

extension ContractRow {
    /// The numbers of the versions that may be seen, rising; the one on its way is the last.
    fileprivate func numbers(_ sight: Contract.Sight) -> [Int64] {
        versions.map(\.number) + (negotiation.flatMap { sight.sees($0) ? [$0.number] : nil } ?? [])
    }

    /// The terms of the version with a number, or of the one on its way; nil when there is none that may be seen.
    fileprivate func terms(of number: Int64, _ sight: Contract.Sight) -> TermsAt? {
        if let version = versions.first(where: { $0.number == number }) { return version.terms }
        guard let next = negotiation, next.number == number, sight.sees(next) else { return nil }
        return next.terms
    }
}
