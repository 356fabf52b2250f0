/// One row of the event table, as stored: names and bytes, not yet a fact.
package struct EventRecord: Hashable, Sendable {
    package let position: Position
    package let stream: StreamID
    package let revision: Revision
    /// The position of the stream's event before this one; `.start` when this is its first.
    package let previous: Position
    package let name: String
    package let schema: Int
    package let recordedAt: Moment
    package let validOn: Day?
    package let command: CommandID
    /// The place among the events of its command, counted from 1.
    package let ordinal: Int
    package let principal: String
    package let hash: Digest
    package let body: [UInt8]

    /// Reads a row whose columns are `EventRow.columns`.
    init(_ row: EventRow) {
        position = row.position
        stream = row.stream
        revision = row.revision
        previous = row.previous
        name = row.name
        schema = row.schema
        recordedAt = row.recordedAt
        validOn = row.validOn
        command = row.command
        ordinal = row.ordinal
        principal = row.principal
        hash = row.hash
        body = row.body
    }
}

/// The row of the event table on which a scan stands; reads only the columns that are asked for.
package struct EventRow {
    private let row: Row

    /// Every statement that gives event rows selects these columns:
    /// position, stream, revision, previous, type, schema, recorded_at, valid_on, command, ordinal, principal, hash, body.
    init(_ row: Row) { self.row = row }

    package var position: Position { row.position(0) }
    package var stream: StreamID { row.stream(1) }
    package var revision: Revision { row.revision(2) }
    package var previous: Position { row.position(3) }
    package var name: String { row.text(4) }
    package var schema: Int { row.int(5) }
    package var recordedAt: Moment { row.moment(6) }
    package var validOn: Day? { row.optionalDay(7) }
    package var command: CommandID { row.id(8) }
    package var ordinal: Int { row.int(9) }
    package var principal: String { row.text(10) }
    package var hash: Digest { row.digest(11) }
    package var body: [UInt8] { row.bytes(12) }

    /// Everything in the row, to keep beyond the next step.
    package var record: EventRecord { EventRecord(self) }

    /// The name as stored, valid until the next step.
    var storedName: UnsafeRawBufferPointer { row.storedBytes(4) }
    /// The principal as stored, valid until the next step.
    var storedPrincipal: UnsafeRawBufferPointer { row.storedBytes(10) }
    /// The body as stored, valid until the next step.
    var storedBody: UnsafeRawBufferPointer { row.storedBytes(12) }
}
