/// One row of the command table: a command that was decided, and the answer that a repeat gets.
package struct CommandRecord: Hashable, Sendable {
    /// The place among all commands, counted from 1, without gaps.
    package let sequence: Int64
    package let id: CommandID
    package let name: String
    package let stream: StreamID?
    package let request: Digest
    package let principal: String
    package let recordedAt: Moment
    /// Whether it was accepted; a rejected command has no events.
    package let isAccepted: Bool
    package let events: Int
    /// The last position of the log when the command was decided, its own events included.
    package let position: Position
    package internal(set) var hash: Digest
    /// The JSON that was answered, without personal data.
    package let answer: [UInt8]

    /// A row that is about to be stored; its hash is filled in when it is linked.
    init(
        sequence: Int64, of stamp: CommandStamp, recordedAt: Moment, isAccepted: Bool, events: Int, position: Position,
        answer: [UInt8]
    ) {
        self.sequence = sequence
        id = stamp.id
        name = stamp.name
        stream = stamp.stream
        request = stamp.request
        principal = stamp.principal
        self.recordedAt = recordedAt
        self.isAccepted = isAccepted
        self.events = events
        self.position = position
        hash = .zero
        self.answer = answer
    }

    /// Reads a row with the columns sequence, id, type, stream, request, principal, recorded_at, accepted, events,
    /// position, hash, answer.
    init(_ row: Row) {
        sequence = row.int64(0)
        id = row.id(1)
        name = row.text(2)
        stream = row.optionalStream(3)
        request = row.digest(4)
        principal = row.text(5)
        recordedAt = row.moment(6)
        isAccepted = row.bool(7)
        events = row.int(8)
        position = row.position(9)
        hash = row.digest(10)
        answer = row.bytes(11)
    }
}
