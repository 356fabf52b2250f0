import Events

/// What was done with the log as a whole, in a sentence for who verifies or replays it.
struct SystemLine {
    let text: String

    init(_ record: EventRecord) throws {
        var decoder = EventDecoder()
        let envelope = try decoder.envelope(record)
        guard case .system(let fact) = envelope.event else {
            throw LogFault(.event(record.position), "it is not about the log itself")
        }
        self.init(fact, envelope.recordedAt)
    }

    init(_ fact: SystemFact, _ moment: Moment) {
        switch fact {
        case .restored(let restored):
            let kept =
                restored.keptCommand.map { "it contained the kept head of command \($0)" }
                ?? "no kept head was asked for"
            text = """
                RESTORED on \(moment.text) from a copy of \(restored.events) events and \(restored.commands) commands \
                up to \(restored.endsAt.text), head \(restored.head.hex); \(kept); \
                \(restored.erasedAgain) persons were erased again.
                """
        }
    }
}
