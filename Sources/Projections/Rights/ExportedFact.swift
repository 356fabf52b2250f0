package import Events

/// One fact about a person as an export gives it: when, by whom, what in a sentence, and the fact itself. Personal values
/// are references, which the edge opens where they are his.
package struct ExportedFact: Described, Equatable {
    package let position: Position
    package let recordedAt: Moment
    package let validOn: Day?
    package let type: String
    /// Who did it, as the log has it.
    package let principal: String
    /// The dossier it stands in; nil for what stands in his own record or that of an office.
    package let dossier: DossierID?
    package let sentence: String
    /// The fact as it was stored; nil where it is about another, and only that he did it is about him.
    package let fact: [UInt8]?
    /// Where a document is fetched; nil for what is none.
    package let fetchAt: String?

    package func writeFields(to w: inout JSONWriter) {
        w.field("position", position.rawValue)
        w.field("recordedAt", recordedAt)
        w.field("validOn", validOn)
        w.field("type", type)
        w.field("principal", principal)
        w.field("dossier", dossier)
        w.field("sentence", sentence)
        w.field("fact", jsonOrNull: fact)
        w.field("fetchAt", fetchAt)
    }

    package static var examples: [ExportedFact] {
        [
            ExportedFact(
                position: Position(41), recordedAt: Sample.moment, validOn: nil, type: "contact-changed",
                principal: Sample.holder.text, dossier: nil, sentence: "De contactgegevens zijn gewijzigd.",
                fact: Array(#"{"party":"a1b2c3d4-0000-4000-8000-000000000001","channel":"post"}"#.utf8), fetchAt: nil)
        ]
    }

    /// The facts about a party in all streams, in the order of the log: his own record, his dossier, what he does in the
    /// dossiers of others, and where he works or worked.
    ///
    /// - Parameters:
    ///   - office: a granter for whom somebody asks: what is another granter's is left out; nil for the party himself and
    ///     the SVB.
    ///   - after: the position of the last one of the page before.
    ///   - through: the newest position that counts: that of the past which is asked.
    package static func page(
        _ s: Snapshot, of party: PartyID, seenBy office: OfficeID?, after: Position = .start,
        through last: Position = Position(.max), limit: Int
    ) throws(DatabaseError) -> [ExportedFact] {
        var sources: [(position: Position, source: Int)] = []
        let streams = try sights(s, party, office)
        for (index, sight) in streams.enumerated() {
            for position in try TimelineEntry.positions(s, stream: sight.stream, after: after, through: last) {
                sources.append((position, index))
            }
        }
        sources.sort { $0.position < $1.position }
        var page: [ExportedFact] = []
        var writer = JSONWriter()
        var rest = sources[...]
        while page.count < limit, let position = rest.first?.position {
            let envelope = try s.event(position.rawValue)
            writer.removeAll()
            envelope.event.fact.write(to: &writer)
            var best = ExportSight.Sight.none
            // Who has two parts in a dossier sees of each fact what the better of them shows.
            while let next = rest.first, next.position == position {
                best = max(best, try streams[next.source].sight(envelope, writer.bytes, s))
                rest.removeFirst()
            }
            guard best != .none else { continue }
            page.append(try ExportedFact(envelope, writer.bytes, best, seenBy: office, s))
        }
        return page
    }

    private init(
        _ envelope: EventEnvelope, _ body: [UInt8], _ sight: ExportSight.Sight, seenBy office: OfficeID?, _ s: Snapshot
    ) throws(DatabaseError) {
        let fact: [UInt8]? =
            switch sight {
            case .none, .shared, .deed: nil
            case .withoutBudgets: envelope.event.withoutBudgets(body)
            case .whole: body
            }
        // Who of another granter did it is not for a granter.
        let principal = envelope.principal
        let isAnother = try principal.office.map { (by) throws(DatabaseError) in try by.isOther(than: office, s) }
        self.init(
            position: envelope.position, recordedAt: envelope.recordedAt, validOn: envelope.validOn,
            type: envelope.event.name.description,
            principal: isAnother == true ? principal.kind.rawValue : principal.text,
            dossier: envelope.stream.dossier,
            sentence: TimelineEntry(envelope, withoutAmounts: sight == .shared).sentence, fact: fact,
            fetchAt: fact == nil ? nil : Self.fetchAt(envelope))
    }

    private init(
        position: Position, recordedAt: Moment, validOn: Day?, type: String, principal: String, dossier: DossierID?,
        sentence: String, fact: [UInt8]?, fetchAt: String?
    ) {
        self.position = position
        self.recordedAt = recordedAt
        self.validOn = validOn
        self.type = type
        self.principal = principal
        self.dossier = dossier
        self.sentence = sentence
        self.fact = fact
        self.fetchAt = fetchAt
    }

    /// The route that gives the file of a document.
    private static func fetchAt(_ envelope: EventEnvelope) -> String? {
        guard case .document(.attached(let document)) = envelope.event, let dossier = envelope.stream.dossier else {
            return nil
        }
        return "/v1/dossiers/\(dossier.text)/documents/\(document.document.text)/content"
    }
}

/// What of one stream belongs in the export of a party.
private struct ExportSight {
    let stream: StreamID
    /// Each of these must see a line.
    private let sights: [TimelineSight]
    /// Whether it is the dossier of somebody he gives care to, whose budgets are not for him.
    private let isOfClient: Bool
    /// When it is set, only facts in which this id stands, and that he did the others that he did.
    private let naming: PartyID?
    /// The granter for whom is asked, and what of the dossier is his.
    private let office: OfficeID?
    private let own: OfficeView?
    /// The ids of the other granters here and of their budgets: of a fact that names one of them a granter only sees that
    /// there is one.
    private let others: [[UInt8]]

    init(
        _ stream: StreamID, _ sights: [TimelineSight], naming party: PartyID?, for office: OfficeID?,
        _ own: OfficeView? = nil, besides others: [String] = [], isOfClient: Bool = false
    ) {
        self.stream = stream
        self.sights = sights
        self.isOfClient = isOfClient
        naming = party
        self.office = office
        self.own = own
        self.others = others.map { Array($0.utf8) }
    }

    /// Nothing, that there is something another granter pays as well, only that it was done, all but what it says of
    /// budgets, or all of it.
    enum Sight: Int, Comparable {
        case none, shared, deed, withoutBudgets, whole

        static func < (left: Sight, right: Sight) -> Bool { left.rawValue < right.rawValue }
    }

    func sight(_ envelope: EventEnvelope, _ body: [UInt8], _ s: Snapshot) throws(DatabaseError) -> Sight {
        var isWhole = naming.map { body.contains(Array($0.text.utf8)) } ?? true
        // A contract that names him is his as a caregiver, and then from the moment it is shared with him.
        if naming != nil, stream.kind == .dossier, case .contract(.drafted) = envelope.event { isWhole = false }
        guard isWhole || envelope.principal.party == naming else { return .none }
        let entry = TimelineEntry(envelope)
        for sight in sights where try !sight.sees(entry, s) { return .none }
        // What another granter did, or that it has to do with him, is not for a granter.
        if case .rights(let fact) = envelope.event {
            for other in fact.offices where try other.isOther(than: office, s) {
                // What waits for him as well he knows of, and not for whom else.
                return fact.waiting.contains { $0 == office } ? .deed : .none
            }
        }
        if stream.kind == .dossier, let by = envelope.principal.office, try by.isOther(than: office, s) { return .none }
        if let own, try own.isShared(envelope.event, s) { return .shared }
        if let own, try isOfOthers(envelope.event, entry, own, s) { return .deed }
        guard isWhole, !others.contains(where: body.contains) else { return .deed }
        return isOfClient ? .withoutBudgets : .whole
    }

    /// Whether a fact says of a shared contract, or of a payment, what may be another granter's: what was weighed and decided,
    /// but for the granter's own assessment, and ids of payments that it pays nothing of.
    private func isOfOthers(
        _ event: Event, _ entry: TimelineEntry, _ own: OfficeView, _ s: Snapshot
    ) throws(DatabaseError) -> Bool {
        switch event {
        case .contract(.assessed), .contract(.exceptionGranted): return false
        case .contract: return own.isShared(ContractID(bits: entry.subject.bits))
        case .payment(.scheduled(let payment)):
            for other in [payment.corrects, payment.repeats] where other != nil {
                if try own.own(other, s) == nil { return true }
            }
            return false
        case .receivable(.raised(let raised)):
            return raised.payment == nil ? false : try own.own(raised.payment, s) == nil
        default: return false
        }
    }
}

extension ExportedFact {
    private static func sights(
        _ s: Snapshot, _ party: PartyID, _ office: OfficeID?
    ) throws(DatabaseError) -> [ExportSight] {
        var found = [ExportSight(.party(party), [], naming: nil, for: office)]
        func add(
            _ dossier: DossierID, _ reader: Contract.Reader, naming: PartyID? = nil
        ) throws(DatabaseError) {
            var sights = [try TimelineSight(s, .dossier(dossier), reader)]
            var own: OfficeView?
            var others: [String] = []
            if let office {
                guard try Involvement.isGranter(s, office, in: dossier) else { return }
                sights.append(try TimelineSight(s, .dossier(dossier), .office(office)))
                own = try OfficeView(s, dossier, office)
                others = try s.db.all(
                    "SELECT DISTINCT who FROM relation WHERE dossier = ? AND kind = ? AND who != ?", dossier,
                    Involvement.Kind.granter, office.owner
                ) { ($0.id(0) as OfficeID).text }
                others += try BudgetBalance.rows(s, dossier).filter { $0.office != office }.map(\.key.text)
            }
            found.append(
                ExportSight(
                    .dossier(dossier), sights, naming: naming, for: office, own, besides: others,
                    isOfClient: dossier.holder != party))
        }
        let own = DossierID(holder: party)
        try add(own, .all)
        for kind in [Involvement.Kind.caregiver, .representative, .helper] {
            for dossier in try dossiers(s, party, kind) where dossier != own {
                // Of who represents or helps only what names him: the rest is the holder's.
                if kind == .caregiver {
                    try add(dossier, .caregiver(party))
                } else {
                    try add(dossier, .all, naming: party)
                }
            }
        }
        for place in try PersonPlace.list(s, of: party) {
            // Another office's people and the bank's files are no business of a granter.
            if let office, place.kind != .party, place != .office(office) { continue }
            found.append(ExportSight(place, [], naming: party, for: office))
        }
        return found
    }

    /// Where a party has or had a part, also one that ended.
    private static func dossiers(
        _ s: Snapshot, _ party: PartyID, _ kind: Involvement.Kind
    ) throws(DatabaseError) -> [DossierID] {
        try s.db.all(
            "SELECT DISTINCT dossier FROM relation WHERE who = ? AND kind = ? AND number <= ? ORDER BY dossier",
            party.owner, kind, s.position
        ) { $0.id(0) }
    }
}

extension OfficeID {
    /// Whether this is another granter than the one for whom is asked; the SVB is none.
    func isOther(than office: OfficeID?, _ s: Snapshot) throws(DatabaseError) -> Bool {
        guard let office, office != self else { return false }
        return try RegisteredOffice.one(s, self)?.kind != .svb
    }
}

extension [UInt8] {
    /// Whether these bytes stand somewhere in them.
    fileprivate func contains(_ wanted: [UInt8]) -> Bool {
        guard let first = wanted.first, count >= wanted.count else { return false }
        for start in 0...(count - wanted.count) where self[start] == first {
            if self[start..<start + wanted.count].elementsEqual(wanted) { return true }
        }
        return false
    }
}

extension RightsFact {
    /// The offices for which it is work.
    fileprivate var waiting: [OfficeID] {
        switch self {
        case .restrictionSet(let fact): fact.offices
        case .erasureDue(let fact): fact.offices
        case .consentGiven, .consentWithdrawn, .restrictionLifted, .holdSet, .holdLifted, .erased: []
        }
    }
}
