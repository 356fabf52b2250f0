import Events
import Projections

/// One line of an export of somebody's data: a fact about him, or somebody's look at his data.
enum ExportLine: Described {
    enum Kind: String, StoredName, CaseIterable { case fact, access }

    case fact(ExportedFact)
    case access(AccessRow)

    func writeFields(to w: inout JSONWriter) {
        switch self {
        case .fact(let fact):
            w.field("kind", Kind.fact)
            fact.writeFields(to: &w)
        case .access(let row):
            w.field("kind", Kind.access)
            row.writeFields(to: &w)
        }
    }

    static var examples: [ExportLine] {
        ExportedFact.examples.map(ExportLine.fact) + AccessRow.examples.map(ExportLine.access)
    }
}

/// A page of an export: first the facts, from old to new, then who looked, the newest first, all as of one moment. So a
/// page once given never changes, whoever looks meanwhile.
struct ExportPage {
    /// Where the cursors of looks begin: behind every position of the log, and still exact in any JSON. A look's cursor
    /// is so much less its number, so that cursors only grow.
    private static let looks: Int64 = 1 << 52

    let facts: [ExportedFact]
    let looks: [AccessRow]
    /// The cursor of the next page; nil when this is the last one.
    let next: Int64?

    /// - Parameters:
    ///   - sight: for whom; a granter's officer sees what is his office's, facts and looks.
    ///   - through: the position and the moment that the export is about.
    ///   - lookedAt: the looks behind a line, of one kind of filter.
    init(
        of party: PartyID, _ sight: RightsSight, _ s: Snapshot, through: ExportedThrough,
        after: Int64, limit: Int,
        lookedAt: (AccessHistory.Filter, _ before: Int64?, _ limit: Int) throws -> (rows: [AccessRow], next: Int64?)
    ) throws {
        let isAmongLooks = after > Self.looks / 2
        facts =
            isAmongLooks
            ? []
            : try ExportedFact.page(
                s, of: party, seenBy: sight.granter, after: Position(after), through: through.position, limit: limit)
        guard facts.count < limit else {
            looks = []
            next = facts.last?.position.rawValue
            return
        }
        var filter = AccessHistory.Filter()
        filter.through = through.moment
        filter.office = sight.granter
        let page = try lookedAt(filter, isAmongLooks ? Self.looks - after : nil, limit - facts.count)
        looks = page.rows
        next = page.next.map { Self.looks - $0 }
    }

    var lines: [ExportLine] { facts.map(ExportLine.fact) + looks.map(ExportLine.access) }
}
