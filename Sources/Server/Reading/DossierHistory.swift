import Commands
import Events
import Projections

/// What happened in a dossier up to the moment asked, read from the log, and the state that follows from it: for answers
/// that no view keeps because they are asked seldom.
struct DossierHistory {
    /// In the order of the log.
    let events: [EventEnvelope]
    /// The state after the last of them.
    let state: DossierState

    init(_ question: Question) throws {
        events = try Self.events(of: .dossier(question.dossier), through: question.snapshot.position, question.live)
        var state = DossierState(id: question.dossier)
        for envelope in events { state.evolve(envelope.event) }
        self.state = state
    }

    /// The events of any stream up to and including a position. `live` are the live tables, which know all positions.
    static func events(
        of stream: StreamID, through last: Position, _ live: Snapshot
    ) throws -> [EventEnvelope] {
        try TimelineEntry.positions(live, stream: stream).filter { $0 <= last }.map { try live.events.event(at: $0) }
    }
}
