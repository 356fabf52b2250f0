import Events
import Projections

/// Until when an export goes: a moment and the last position that was known then, both in the views already.
struct ExportedThrough {
    let position: Position
    let moment: Moment
    /// How the pages behind this one say the same: as it was asked where that is a position, for the facts of one command
    /// have the same moment.
    let text: String

    init(_ call: Call, _ service: Service, _ readers: Readers, _ s: Snapshot) throws {
        let now = service.clock.now()
        guard let asOf = try service.asOf(call, readers) else {
            // What the views have still to take up is passed over by none: this export ends in front of it.
            let next = try readers.log.event(at: Position(s.position.rawValue + 1))?.recordedAt
            moment = next.map { min(now, Moment(microseconds: $0.microseconds - 1)) } ?? now
            position = try readers.moment(.moment(moment), now: now).position
            text = moment.text
            return
        }
        (position, moment) = try readers.moment(asOf, now: now)
        // The facts come from the views, and a page behind these would never give what they lack.
        guard position <= s.position else { throw Problem.retry(.notThereYet, afterSeconds: 1) }
        if case .position(let asked) = asOf { text = "\(asked.rawValue)" } else { text = moment.text }
    }
}
