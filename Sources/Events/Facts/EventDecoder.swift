/// Turns stored rows into events. One decoder is used again and again on one thread, so that its room is allocated once.
package struct EventDecoder {
    private var reader = JSONReader()
    /// Principals repeat from row to row; reading one costs more than looking it up.
    private var principals: [String: Principal] = [:]

    package init() {}

    /// The event in a row. Throws when this build cannot read it: that stops who asked, and nothing is skipped.
    package mutating func envelope(_ record: EventRecord) throws(LogFault) -> EventEnvelope {
        guard let event = event(named: record.name, version: Int64(record.schema), body: record.body) else {
            throw LogFault(.event(record.position), "this version of the program cannot read it")
        }
        guard let principal = principal(record.principal) else {
            throw LogFault(.event(record.position), "its principal cannot be read")
        }
        return EventEnvelope(
            position: record.position, stream: record.stream, revision: record.revision, recordedAt: record.recordedAt,
            validOn: record.validOn, command: record.command, ordinal: Int64(record.ordinal), principal: principal,
            event: event, hash: record.hash)
    }

    /// The event of a stored name and body; nil when this build does not know the name or cannot read the body.
    package mutating func event(named name: String, version: Int64, body: [UInt8]) -> Event? {
        var name = name
        let type = name.withUTF8 { EventCatalogue.type(named: UnsafeRawBufferPointer($0), version: version) }
        guard let type, reader.load(body) else { return nil }
        return type.read(&reader)
    }

    private mutating func principal(_ text: String) -> Principal? {
        if let known = principals[text] { return known }
        guard let principal = Principal(text) else { return nil }
        if principals.count >= 4_096 { principals.removeAll(keepingCapacity: true) }
        principals[text] = principal
        return principal
    }
}
