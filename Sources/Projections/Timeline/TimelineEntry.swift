package import Events

/// One event of a dossier, party, office, run or bank file as a line: when, who, what, in one plain Dutch sentence.
package struct TimelineEntry: Described, Equatable {
    package let position: Position
    package let revision: Revision
    package let recordedAt: Moment
    package let validOn: Day?
    package let kind: TimelineKind
    package let subject: OwnerID
    package let command: CommandID
    package let principal: Principal
    package let sentence: String
    /// Whose exception it is, and to which contract a document belongs: they decide who may see the line.
    var office: OfficeID?
    var contract: ContractID?
    /// Whether somebody of another office did it, so that a granter may know that and not who.
    var hidesWho = false

    package func writeFields(to w: inout JSONWriter) {
        w.field("position", position.rawValue)
        w.field("revision", revision.rawValue)
        w.field("recordedAt", recordedAt)
        w.field("validOn", validOn)
        w.field("type", kind)
        w.field("subject", subject)
        w.field("principal", hidesWho ? principal.kind.rawValue : principal.text)
        w.field("command", command)
        w.field("sentence", sentence)
    }

    /// The events of a stream, newest first. `before` is the position of the last one of the page before; `seesAsked` is
    /// whether a reader of all also sees applications and what goes on around a pgb.
    package static func page(
        _ s: Snapshot, stream: StreamID, for reader: Contract.Reader = .all, seesAsked: Bool = true,
        before: Position? = nil, limit: Int = Page.max
    ) throws(DatabaseError) -> [TimelineEntry] {
        let most = Page.limit(limit)
        let first = min(before.map { $0.rawValue - 1 } ?? .max, s.position.rawValue)
        let sight = try TimelineSight(s, stream, reader, seesAsked: seesAsked)
        var page: [TimelineEntry] = []
        try s.walk(from: try newest(s, stream, at: first)) { (number) throws(DatabaseError) in
            guard page.count < most else { return nil }
            let envelope = try s.event(number)
            var entry = TimelineEntry(envelope)
            if try sight.sees(entry, s) {
                if try sight.sharesMoney(of: envelope.event, s) {
                    entry = TimelineEntry(envelope, withoutAmounts: true)
                }
                entry.hidesWho = sight.hidesWho(entry)
                page.append(entry)
            }
            return try s.events.previous(of: entry.position).rawValue
        }
        return page
    }

    /// Where the events of a stream stand behind one position and up to another, the snapshot's at the latest, in the order
    /// of the log: for who reads them there.
    package static func positions(
        _ s: Snapshot, stream: StreamID, after: Position = .start, through last: Position = Position(.max)
    ) throws(DatabaseError) -> [Position] {
        var positions: [Position] = []
        let newest = try newest(s, stream, at: min(last, s.position).rawValue)
        try s.walk(from: newest) { (number) throws(DatabaseError) in
            guard number > after.rawValue else { return nil }
            positions.append(Position(number))
            return try s.events.previous(of: Position(number)).rawValue
        }
        return positions.reversed()
    }

    /// The newest event of the stream that does not stand behind `most`; 0 when there is none.
    static func newest(_ s: Snapshot, _ stream: StreamID, at most: Int64) throws(DatabaseError) -> Int64 {
        var newest = try s.newest(
            TimelineView.Streams.byKey, of: OwnerID(bits: stream.bits), list: Int64(stream.kind.rawValue))
        while newest > most { newest = try s.events.previous(of: Position(newest)).rawValue }
        return newest
    }
}

extension TimelineEntry {
    /// - Parameter withoutAmounts: whether the sentence leaves out what it comes to, for who pays only a part of it.
    init(_ envelope: EventEnvelope, withoutAmounts: Bool = false) {
        let facts = TimelineFacts(envelope.event)
        position = envelope.position
        revision = envelope.revision
        recordedAt = envelope.recordedAt
        validOn = envelope.validOn
        kind = facts.kind
        subject = facts.subject
        command = envelope.command
        principal = envelope.principal
        office = facts.office
        contract = facts.contract
        let whole = TimelineSentence(facts, by: envelope.principal.kind)
        sentence = withoutAmounts ? whole.withoutAmounts : whole.text
    }
}
