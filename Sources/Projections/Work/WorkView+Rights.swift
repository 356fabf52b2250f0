import Events

/// What waits for who guards privacy at the offices that have to do with somebody: that he may be erased, that he
/// restricted the use of his data, and that a hold of the office has passed.
extension WorkView {
    mutating func apply(_ fact: RightsFact, _ envelope: EventEnvelope, to db: Connection) throws(DatabaseError) {
        switch fact {
        case .consentGiven, .consentWithdrawn: return
        case .restrictionSet(let set):
            try wait(.restrictionToSettle, WorkRights.restriction, set.party, for: set.offices, envelope, in: db)
        case .restrictionLifted(let lifted):
            try settle(lifted.party, envelope, in: db) { $0.part == WorkRights.restriction }
        case .holdSet(let set):
            try settle(set.party, envelope, in: db) { $0.isHold(set.reason, of: set.office) }
            guard let until = set.until else { return }
            try wait(.holdPassed, WorkRights.part(set.reason, until), set.party, for: [set.office], envelope, in: db)
        case .holdLifted(let lifted):
            try settle(lifted.party, envelope, in: db) { $0.isHold(lifted.reason, of: lifted.office) }
        case .erasureDue(let due):
            try settle(due.party, envelope, in: db) { $0.part == WorkRights.erasure }
            guard due.due else { return }
            try wait(.erasureDue, WorkRights.erasure, due.party, for: due.offices, envelope, in: db)
        case .erased(let erased):
            try stopWaiting(for: erased.party, envelope, in: db)
            try settle(erased.party, envelope, in: db) { _ in true }
        }
    }

    private mutating func wait(
        _ kind: WorkItem.Kind, _ part: Int64, _ party: PartyID, for offices: [OfficeID], _ envelope: EventEnvelope,
        in db: Connection
    ) throws(DatabaseError) {
        for (index, office) in offices.enumerated() {
            let entry = WorkRights.Entry(office: office, part: part)
            let known: Bool? = try rights.change(party, in: db) { row in
                defer { if !row.entries.contains(entry) { row.entries.append(entry) } }
                return row.entries.contains(entry)
            }
            if known == true { continue }
            if known == nil {
                try rights.insert(WorkRights(number: envelope.position.rawValue, party, entry), in: db)
            }
            try wait(kind, Self.key(party.owner, .privacy(office), nil, part: part), envelope, index: index, in: db)
        }
    }

    /// What is meant waits no longer.
    private mutating func settle(
        _ party: PartyID, _ envelope: EventEnvelope, in db: Connection, _ isMeant: (WorkRights.Entry) -> Bool
    ) throws(DatabaseError) {
        var settled: [WorkRights.Entry] = []
        try rights.change(party, in: db) { row in
            settled = row.entries.filter(isMeant)
            row.entries.removeAll(where: isMeant)
        }
        for entry in settled {
            try done(Self.key(party.owner, .privacy(entry.office), nil, part: entry.part), envelope, in: db)
        }
    }
}
