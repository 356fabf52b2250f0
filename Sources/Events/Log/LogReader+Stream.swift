extension LogReader {
    /// Hands the events of one stream to `body`, from the one at `last` back to the first, each from where it lies: for
    /// who makes something of every event at once and keeps none of the rows.
    package func walk(back last: Position, body: (EventRow) throws(LogFault) -> Void) throws {
        var next = last
        while next != .start {
            var fault: LogFault?
            let previous = try db.first(
                """
                SELECT position, stream, revision, previous, type, schema, recorded_at, valid_on, command, ordinal,
                    principal, hash, body
                FROM event WHERE position = ?
                """, next
            ) { row in
                let row = EventRow(row)
                do throws(LogFault) {
                    try body(row)
                } catch {
                    fault = error
                }
                return row.previous
            }
            if let fault { throw fault }
            guard let previous else { throw LogFault(.event(next), "it is missing") }
            guard previous < next else {
                throw LogFault(.event(next), "the stream's event before it does not stand before it")
            }
            next = previous
        }
    }
}
