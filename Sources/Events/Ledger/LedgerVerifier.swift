/// Walks a whole log with the ledger and finds the first position at which the money is not right.
package struct LedgerVerifier {
    /// What was found.
    package struct Report: Equatable, Sendable {
        /// How many events were looked at, the bad one included.
        package let events: Int64
        /// Where the money first went wrong.
        package let position: Position?
        /// What was wrong there, in English; empty when all is right.
        package let faults: [String]

        package var isSound: Bool { faults.isEmpty }
    }

    private let reader: LogReader

    package init(_ reader: LogReader) { self.reader = reader }

    /// - Parameter progress: hears how many events were looked at, now and then.
    package func verify(progress: (Int64) -> Void = { _ in }) throws -> Report {
        var ledger = Ledger()
        var decoder = EventDecoder()
        var events: Int64 = 0
        var after = Position.start
        let last = try reader.lastPosition()
        // In parts, so that one that is found wrong ends the walk.
        while after < last {
            let through = min(last, Position(rawValue: after.rawValue + 4_096))
            var bad: Position?
            var fault: LogFault?
            try reader.scan(after: after, through: through) { row in
                guard bad == nil, fault == nil else { return }
                do throws(LogFault) {
                    ledger.take(try decoder.envelope(row).event)
                } catch {
                    fault = error
                }
                events += 1
                if !ledger.faults.isEmpty { bad = row.position }
            }
            if let fault { throw fault }
            if let bad { return Report(events: events, position: bad, faults: ledger.faults) }
            progress(events)
            after = through
        }
        return Report(events: events, position: nil, faults: [])
    }
}
