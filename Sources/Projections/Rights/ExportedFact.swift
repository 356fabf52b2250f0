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
    /// The fact as it was stored.
    package let fact: [UInt8]

    package func writeFields(to w: inout JSONWriter) {
        w.field("position", position.rawValue)
        w.field("recordedAt", recordedAt)
        w.field("validOn", validOn)
        w.field("type", type)
        w.field("principal", principal)
        w.field("dossier", dossier)
        w.field("sentence", sentence)
        w.field("fact", json: fact)
    }

    package static var examples: [ExportedFact] {
        [
            ExportedFact(
                position: Position(41), recordedAt: Sample.moment, validOn: nil, type: "contact-changed",
                principal: Sample.holder.text, dossier: nil, sentence: "De contactgegevens zijn gewijzigd.",
                fact: Array(#"{"party":"a1b2c3d4-0000-4000-8000-000000000001","channel":"post"}"#.utf8))
        ]
    }

    /// The facts about a party in all streams, in the order of the log: his own record, his dossier, what he does in the
    /// dossiers of others, and where he works.
    ///
    /// - Parameters:
    ///   - office: a granter for whom somebody asks: what is another granter's is left out; nil for the party himself and
    ///     the SVB.
    ///   - after: the position of the last one of the page before.
    package static func page(
        _ s: Snapshot, of party: PartyID, seenBy office: OfficeID?, after: Position = .start, limit: Int
    ) throws(DatabaseError) -> [ExportedFact] {
        var sources: [(position: Position, source: Int)] = []
        let streams = try sights(s, party, office)
        for (index, sight) in streams.enumerated() {
            for position in try TimelineEntry.positions(s, stream: sight.stream) where position > after {
                sources.append((position, index))
            }
        }
        sources.sort { $0.position < $1.position }
        var page: [ExportedFact] = []
        var writer = JSONWriter()
        for (position, index) in sources {
            guard page.count < limit else { break }
            let envelope = try s.event(position.rawValue)
            writer.removeAll()
            envelope.event.fact.write(to: &writer)
            guard try streams[index].sees(envelope, writer.bytes, s) else { continue }
            page.append(ExportedFact(envelope, writer.bytes))
        }
        return page
    }

    private init(_ envelope: EventEnvelope, _ fact: [UInt8]) {
        self.init(
            position: envelope.position, recordedAt: envelope.recordedAt, validOn: envelope.validOn,
            type: envelope.event.name.description, principal: envelope.principal.text,
            dossier: envelope.stream.dossier, sentence: TimelineEntry(envelope).sentence, fact: fact)
    }

    private init(
        position: Position, recordedAt: Moment, validOn: Day?, type: String, principal: String, dossier: DossierID?,
        sentence: String, fact: [UInt8]
    ) {
        self.position = position
        self.recordedAt = recordedAt
        self.validOn = validOn
        self.type = type
        self.principal = principal
        self.dossier = dossier
        self.sentence = sentence
        self.fact = fact
    }
}

/// What of one stream belongs in the export of a party.
private struct ExportSight {
    let stream: StreamID
    /// Each of these must see a line.
    private let sights: [TimelineSight]
    /// When it is set, only facts in which this id stands.
    private let naming: [UInt8]?

    init(_ stream: StreamID, _ sights: [TimelineSight], naming party: PartyID?) {
        self.stream = stream
        self.sights = sights
        naming = party.map { Array($0.text.utf8) }
    }

    func sees(_ envelope: EventEnvelope, _ body: [UInt8], _ s: Snapshot) throws(DatabaseError) -> Bool {
        if let naming, !body.contains(naming) { return false }
        let entry = TimelineEntry(envelope)
        for sight in sights where try !sight.sees(entry, s) { return false }
        return true
    }
}

extension ExportedFact {
    private static func sights(
        _ s: Snapshot, _ party: PartyID, _ office: OfficeID?
    ) throws(DatabaseError) -> [ExportSight] {
        var found = [ExportSight(.party(party), [], naming: nil)]
        func add(
            _ dossier: DossierID, _ reader: Contract.Reader, naming: PartyID? = nil
        ) throws(DatabaseError) {
            var sights = [try TimelineSight(s, .dossier(dossier), reader)]
            if let office {
                guard try Involvement.isGranter(s, office, in: dossier) else { return }
                sights.append(try TimelineSight(s, .dossier(dossier), .office(office)))
            }
            found.append(ExportSight(.dossier(dossier), sights, naming: naming))
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
        for employment in try OfficeEmployee.list(s, employee: party) where office == nil || employment.office == office
        {
            found.append(ExportSight(.office(employment.office), [], naming: party))
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
