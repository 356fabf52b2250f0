/// Turns stored rows into events. One decoder is used again and again on one thread, so that its room is allocated
/// once.
package struct EventDecoder {
    private var reader = JSONReader()

    package init() {}

    /// The event in a row. Throws when this build cannot read it: that stops who asked, and nothing is skipped.
    package mutating func envelope(_ record: EventRecord) throws(LogFault) -> EventEnvelope {
        guard let event = event(named: record.name, version: Int64(record.schema), body: record.body) else {
            throw LogFault(.event(record.position), "this version of the program cannot read it")
        }
        guard let principal = Principal(record.principal) else {
            throw LogFault(.event(record.position), "its principal cannot be read")
        }
        return EventEnvelope(
            position: record.position, stream: record.stream, revision: record.revision, recordedAt: record.recordedAt,
            validOn: record.validOn, command: record.command, ordinal: Int64(record.ordinal), principal: principal,
            event: event, hash: record.hash)
    }

    /// The event in the row on which a scan stands, read from where it lies: for who reads the whole log.
    package mutating func envelope(_ row: EventRow) throws(LogFault) -> EventEnvelope {
        let type = EventCatalogue.type(named: row.storedName, version: Int64(row.schema))
        guard let type, let event = type.read(&reader, row.storedBody) else {
            throw LogFault(.event(row.position), "this version of the program cannot read it")
        }
        guard let principal = Principal(ascii: row.storedPrincipal) else {
            throw LogFault(.event(row.position), "its principal cannot be read")
        }
        return EventEnvelope(
            position: row.position, stream: row.stream, revision: row.revision, recordedAt: row.recordedAt,
            validOn: row.validOn, command: row.command, ordinal: Int64(row.ordinal), principal: principal, event: event,
            hash: row.hash)
    }

    /// The event of a stored name and body; nil when this build does not know the name or cannot read the body.
    package mutating func event(named name: String, version: Int64, body: [UInt8]) -> Event? {
        var name = name
        let type = name.withUTF8 { EventCatalogue.type(named: UnsafeRawBufferPointer($0), version: version) }
        return body.withUnsafeBytes { type?.read(&reader, $0) }
    }
}
