/// Makes the hashes of the chain. `docs/log-format.md` says the same for a stranger; both change together or never.
///
/// A number takes eight bytes, the highest first; a text is preceded by its length. So no two different rows can give
/// the same bytes.
struct LinkHasher {
    private var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(512) }

    /// What stands before the first link: it ties the chain to the name of its log.
    static func origin(_ origin: String) -> Digest {
        var hasher = LinkHasher()
        hasher.begin("pgb1-origin")
        hasher.add(text: origin)
        return SHA256.hash(hasher.bytes)
    }

    /// The fields of an event but for its two texts and its body.
    struct EventFields {
        let position: Position
        let stream: StreamID
        let revision: Revision
        let previous: Position
        let schema: Int
        let recordedAt: Moment
        let validOn: Day?
        let command: CommandID
        let ordinal: Int
    }

    /// The hash of an event that stands behind the link with hash `before`.
    mutating func event(
        _ fields: EventFields, name: UnsafeRawBufferPointer, principal: UnsafeRawBufferPointer,
        body: UnsafeRawBufferPointer, after before: Digest
    ) -> Digest {
        begin("pgb1-event")
        add(before)
        add(fields.position.rawValue)
        fields.stream.withStored { bytes.append(contentsOf: $0) }
        add(fields.revision.rawValue)
        add(fields.previous.rawValue)
        add(text: name)
        add(Int64(fields.schema))
        add(fields.recordedAt.microseconds)
        add(fields.validOn)
        fields.command.withBytes { bytes.append(contentsOf: $0) }
        add(Int64(fields.ordinal))
        add(text: principal)
        add(SHA256.hash(body))
        return SHA256.hash(bytes)
    }

    /// The hash of an event that is about to be stored.
    mutating func event(
        _ fields: EventFields, name: String, principal: String, body: [UInt8], after before: Digest
    ) -> Digest {
        var name = name
        var principal = principal
        return name.withUTF8 { name in
            principal.withUTF8 { principal in
                body.withUnsafeBytes { body in
                    event(
                        fields, name: UnsafeRawBufferPointer(name), principal: UnsafeRawBufferPointer(principal),
                        body: body, after: before)
                }
            }
        }
    }

    /// The hash of a command row that stands behind the link with hash `before`; the hash it carries plays no part.
    mutating func command(_ record: CommandRecord, after before: Digest) -> Digest {
        begin("pgb1-command")
        add(before)
        add(record.sequence)
        record.id.withBytes { bytes.append(contentsOf: $0) }
        add(text: record.name)
        if let stream = record.stream {
            bytes.append(1)
            stream.withStored { bytes.append(contentsOf: $0) }
        } else {
            bytes.append(0)
        }
        add(record.request)
        add(text: record.principal)
        add(record.recordedAt.microseconds)
        add(record.isAccepted ? 1 : 0)
        add(Int64(record.events))
        add(record.position.rawValue)
        record.answer.withUnsafeBytes { add(SHA256.hash($0)) }
        return SHA256.hash(bytes)
    }

    private mutating func begin(_ tag: StaticString) {
        bytes.removeAll(keepingCapacity: true)
        tag.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    private mutating func add(_ digest: Digest) {
        digest.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }

    private mutating func add(_ number: Int64) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }

    private mutating func add(text: UnsafeRawBufferPointer) {
        add(Int64(text.count))
        bytes.append(contentsOf: text)
    }

    private mutating func add(text: String) {
        var text = text
        text.withUTF8 { add(text: UnsafeRawBufferPointer($0)) }
    }

    /// 0 for no day; 1 and the number of days since 1970-01-01 for a day.
    private mutating func add(_ day: Day?) {
        guard let day else { return bytes.append(0) }
        bytes.append(1)
        add(Int64(day.number))
    }
}
