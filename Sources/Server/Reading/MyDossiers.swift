import Events
import Projections

/// The dossiers somebody has to do with, and in which quality.
struct MyDossiers {
    private let items: [Involvement]
    private let own: DossierID?
    private let limit: Int

    init(_ caller: Caller, _ s: Snapshot, on today: Day, after: Position, limit: Int) throws {
        self.limit = limit
        guard let party = caller.party else { throw Problem(.notAllowed) }
        if caller.identity.means == .employee {
            guard let (office, _) = try Viewing.employment(party, caller.identity.office, s), office.kind != .svb
            else { throw Problem(.notAllowed) }
            items = try Involvement.page(s, of: office.office.owner, kind: .granter, after: after, limit: limit)
            own = nil
            return
        }
        let dossier = DossierID(holder: party)
        own = try after == .start && Self.acts(party, s, on: today) ? dossier : nil
        var items: [Involvement] = []
        for kind in [Involvement.Kind.representative, .caregiver, .helper] {
            items += try Self.holding(party, kind, s, on: today, after: after, limit: limit)
        }
        self.items = Array(items.sorted { $0.since < $1.since }.prefix(limit))
    }

    /// The answer: the caller's own dossier first.
    func response(_ reflection: Reflection) -> Response {
        var rows = items.map { MyDossier(dossier: $0.dossier, kind: $0.kind, from: $0.from, until: $0.until) }
        if let own { rows.insert(MyDossier(dossier: own, kind: .holder, from: nil, until: nil), at: 0) }
        let next = items.count == limit ? items.last?.since.rawValue : nil
        return .page(rows, next: next, reflection)
    }

    /// Where somebody's messages arrive: his own, those of his dossier while he acts in it, and of those he represents.
    static func mailboxes(_ party: PartyID, _ s: Snapshot, on today: Day) throws -> [Mailbox] {
        [.party(party)] + (try acting(party, s, on: today)).map(Mailbox.holderSide)
    }

    /// For whom work may wait that the caller can do.
    static func waiters(_ caller: Caller, _ s: Snapshot, on today: Day) throws -> [WorkItem.Waiter] {
        guard let party = caller.party else { throw Problem(.notAllowed) }
        guard caller.identity.means == .employee else {
            return [.party(party), .caregiver(party)]
                + (try acting(party, s, on: today)).map(WorkItem.Waiter.holderSide)
        }
        guard let (office, roles) = try Viewing.employment(party, caller.identity.office, s) else {
            throw Problem(.notAllowed)
        }
        var waiters: [WorkItem.Waiter] = []
        if roles.contains(.assessor) || roles.contains(.auditor) { waiters.append(.office(office.office)) }
        if roles.contains(.grants) || roles.contains(.auditor) { waiters.append(.granter(office.office)) }
        if roles.contains(.privacy) { waiters.append(.privacy(office.office)) }
        if office.kind == .svb, roles.contains(where: { [.paymentsMaker, .paymentsReleaser, .auditor].contains($0) }) {
            waiters.append(.svb)
        }
        return waiters
    }

    /// What holds today, behind `after`: at least `limit` of it unless there is no more. What is over or has still to
    /// begin takes no place on a page, so a short page is the last one.
    private static func holding(
        _ party: PartyID, _ kind: Involvement.Kind, _ s: Snapshot, on today: Day, after: Position, limit: Int
    ) throws -> [Involvement] {
        var (holding, after) = ([Involvement](), after)
        while true {
            let page = try Involvement.page(s, of: party.owner, kind: kind, after: after, limit: limit)
            holding += try page.filter { try holds($0, party, s, on: today) }
            guard page.count == limit, holding.count < limit, let last = page.last else { return holding }
            after = last.since
        }
    }

    /// The dossiers in which somebody acts for the holder now: his own and those he represents.
    private static func acting(_ party: PartyID, _ s: Snapshot, on today: Day) throws -> [DossierID] {
        var dossiers = try acts(party, s, on: today) ? [DossierID(holder: party)] : []
        var after = Position.start
        while true {
            let page = try Involvement.page(s, of: party.owner, kind: .representative, after: after)
            dossiers += try page.filter { try holds($0, party, s, on: today) }.map(\.dossier)
            guard page.count == Page.max, let last = page.last else { return dossiers }
            after = last.since
        }
    }

    /// Whether something holds today; a representative beside somebody with exclusive access has nothing to do there.
    private static func holds(
        _ involvement: Involvement, _ party: PartyID, _ s: Snapshot, on today: Day
    ) throws(DatabaseError) -> Bool {
        guard involvement.holds(on: today) else { return false }
        guard involvement.kind == .representative else { return true }
        return try !Involvement.isShutOut(party, s, from: involvement.dossier, on: today)
    }

    private static func acts(_ party: PartyID, _ s: Snapshot, on today: Day) throws -> Bool {
        let dossier = DossierID(holder: party)
        return try Involvement.exists(s, dossier) && !Involvement.isShutOut(party, s, from: dossier, on: today)
    }
}

/// A dossier that somebody has to do with, and as what.
struct MyDossier: Described {
    let dossier: DossierID
    let kind: Involvement.Kind
    let from: Day?
    let until: Day?

    func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("as", kind)
        w.field("from", from)
        w.field("until", until)
    }

    static var examples: [MyDossier] {
        [MyDossier(dossier: Sample.id(1), kind: .representative, from: Sample.day, until: nil)]
    }
}
