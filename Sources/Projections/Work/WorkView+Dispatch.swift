import Events

/// What waits because somebody cannot be reached: for himself, and for the SVB, which sends the letters.
extension WorkView {
    mutating func apply(
        _ fact: DispatchFact, _ envelope: EventEnvelope, to db: Connection
    ) throws(DatabaseError) {
        switch fact {
        case .bounced(let bounced):
            // After an e-mail a letter is tried, so only a letter leaves something to do.
            guard bounced.channel == .post else { return }
            for (index, key) in Self.addressKeys(of: bounced.party).enumerated() {
                try wait(.addressMissing, key, envelope, index: index, in: db)
            }
        case .dispatched(let dispatched): try stopWaiting(for: dispatched.party, envelope, in: db)
        case .lettersBundled, .lettersConfirmed: return
        }
    }

    /// A new address, or an e-mail address that works, ends it.
    mutating func takeAddress(
        _ fact: PartyFact, _ envelope: EventEnvelope, in db: Connection
    ) throws(DatabaseError) {
        switch fact {
        case .changed(let change): try stopWaiting(for: change.party, envelope, in: db)
        case .contactConfirmed(let confirmed): try stopWaiting(for: confirmed.party, envelope, in: db)
        case .personRegistered, .organisationRegistered, .contactChanged, .bankAccountChanged, .registrationRecorded,
            .bankAccountConfirmed, .died, .deathWithdrawn, .agbAdded, .agbRemoved, .memberAdded, .memberRemoved,
            .codeRefused:
            return
        }
    }

    mutating func stopWaiting(
        for party: PartyID, _ envelope: EventEnvelope, in db: Connection
    ) throws(DatabaseError) {
        for key in Self.addressKeys(of: party) { try done(key, envelope, in: db) }
    }

    /// Beside the party's account, which waits under part 0.
    private static func addressKeys(of party: PartyID) -> [WorkRow.Key] {
        [WorkItem.Waiter.party(party), .svb].map { key(party.owner, $0, nil, part: 1) }
    }
}
