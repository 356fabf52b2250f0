package import Events

extension CommandHandler {
    /// What was mended of erasures at a start.
    package struct Mended: Sendable, Equatable {
        /// Persons whom the log says are erased, and whose values were still there.
        package var redone = 0
        /// Persons who are fenced off in the vault, while the log, an older copy, did not know it.
        package var noted = 0

        package var isAny: Bool { redone + noted > 0 }
    }

    /// Brings log and vault together at a start. Who is erased by the log and not in the vault, because the run before
    /// ended between the two, is erased now. Who is fenced off in the vault and not erased by the log, because an older
    /// copy of the log was put back, is erased by the log as well, with its own fact.
    package func mendErasures(at now: Moment) throws -> Mended {
        var mended = Mended()
        let fenced = Set(try vault.fences().map(\.subject))
        for (party, known) in register.parties where known.people.isErased && !fenced.contains(party) {
            vault.eraseAfterCommit(party, at: now)
            mended.redone += 1
        }
        try vault.eraseWaiting()
        let unknown = fenced.filter { register.parties[$0].map { !$0.people.isErased } ?? false }
        guard !unknown.isEmpty else { return mended }
        try log.begin()
        for party in unknown.sorted(by: { $0.bits < $1.bits }) {
            try log.attempt { try note(party, at: now) }
            mended.noted += 1
        }
        try log.commit()
        return mended
    }

    private func note(_ party: PartyID, at now: Moment) throws {
        let fact = PersonErased(party: party, ground: .again, reasons: [])
        let request = SHA256.hash(Array("erased-again/\(party.text)/\(log.position.rawValue)".utf8))
        let stamp = CommandStamp(
            id: CommandID(bits: request.first128), name: ErasePerson.name.description, stream: .party(party),
            request: request, principal: Principal.system.text, now: now)
        var writer = JSONWriter()
        fact.write(to: &writer)
        let pending = PendingEvent(
            name: PersonErased.name.description, schema: Int(PersonErased.version), validOn: nil, body: writer.bytes)
        _ = log.append([pending], to: .party(party), of: stamp)
        _ = try log.accept(stamp, answer: Array("{}".utf8))
        take(.rights(.erased(fact)))
    }

    /// Whoever facts erase: his values go when the batch stands.
    func erase(_ events: [Event], at now: Moment) {
        for case .rights(.erased(let person)) in events {
            erased.insert(person.party)
            vault.eraseAfterCommit(person.party, at: now)
        }
    }

    /// Everything in which somebody appears, from the log as it stands.
    func footprint(of party: PartyID) throws -> Footprint {
        var traces: [Footprint.Trace] = []
        for id in appearances.dossiers(of: party) {
            guard let head = log.head(of: .dossier(id)), let lastOn = try recordedOn(head.position) else { continue }
            var lastMoneyOn: Day?
            try log.reader.walk(back: head.position) { row throws(LogFault) in
                if lastMoneyOn == nil, Footprint.isMoney(row.name) { lastMoneyOn = row.recordedAt.day }
            }
            traces.append(
                Footprint.Trace(state: try dossier(of: .dossier(id)), lastOn: lastOn, lastMoneyOn: lastMoneyOn))
        }
        return Footprint(traces: traces, lastOn: try lastOn(of: party))
    }

    /// When anything was recorded of somebody himself last. What was only done about keeping it, or said to him, does not
    /// count: it would put off its own end.
    private func lastOn(of party: PartyID) throws -> Day? {
        guard let head = log.head(of: .party(party)) else { return nil }
        var last: Day?
        try log.reader.walk(back: head.position) { row throws(LogFault) in
            if last == nil, !Footprint.isUpkeep(row.name) { last = row.recordedAt.day }
        }
        return last
    }

    private func recordedOn(_ position: Position) throws -> Day? {
        try log.reader.event(at: position)?.recordedAt.day
    }
}
