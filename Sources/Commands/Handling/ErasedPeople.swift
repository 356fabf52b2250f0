import Events

/// Who was erased, by the log or by a fence of the vault: nothing may be recorded about them any more.
struct ErasedPeople {
    private var people: Set<PartyID> = []

    init() {}

    init(_ fenced: [PartyID], _ register: Register) {
        people = Set(fenced)
        for (party, known) in register.parties where known.people.isErased { people.insert(party) }
    }

    mutating func insert(_ party: PartyID) { people.insert(party) }

    /// Whether a command whose facts these are would say something about one of them: in his own stream or dossier, by his
    /// id in any of its fields, with money from or to him, or with a value of his for the vault. The one place where that
    /// is looked at; the vault itself would silently keep nothing.
    /// - Parameter writer: used to write the command and the facts, and loses what it had.
    func isNamed(by command: some Command, in events: [Event], _ writer: inout JSONWriter) -> Bool {
        guard !people.isEmpty, !events.isEmpty else { return false }
        let stream = command.stream
        if stream.kind == .party || stream.kind == .dossier, people.contains(PartyID(bits: stream.bits)) { return true }
        if !type(of: command).leavesOutErased,
            NamedIDs(command, &writer).all.contains(where: { people.contains(PartyID(bits: $0)) })
        {
            return true
        }
        return events.contains { event in
            switch event {
            case .payment(.scheduled(let payment)) where people.contains(payment.payee): return true
            case .receivable(.raised(let raised)) where people.contains(raised.debtor): return true
            default: break
            }
            writer.removeAll()
            event.fact.write(to: &writer)
            return writer.sealed.contains { people.contains($0.subject) }
        }
    }
}
