/// Makes the hashes of the chain. `docs/log-format.md` says the same for a stranger; both change together or never.
///
/// A number takes eight bytes, the highest first; a text is preceded by its length. So no two different rows can give
/// the same bytes.
struct LinkHasher {
    /// What stands before the first link: it ties the chain to the name of its log.
    static func origin(_ origin: String) -> Digest {
        var origin = origin
        return origin.withUTF8 { origin in
            LinkBytes.hash(room: 32 + origin.count) { bytes in
                bytes.add("pgb1-origin")
                bytes.add(text: UnsafeRawBufferPointer(origin))
            }
        }
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
    func event(
        _ fields: EventFields, name: UnsafeRawBufferPointer, principal: UnsafeRawBufferPointer,
        body: UnsafeRawBufferPointer, after before: Digest
    ) -> Digest {
        LinkBytes.hash(room: 256 + name.count + principal.count) { bytes in
            bytes.add("pgb1-event")
            bytes.add(before)
            bytes.add(fields.position.rawValue)
            bytes.add(fields.stream)
            bytes.add(fields.revision.rawValue)
            bytes.add(fields.previous.rawValue)
            bytes.add(text: name)
            bytes.add(Int64(fields.schema))
            bytes.add(fields.recordedAt.microseconds)
            bytes.add(fields.validOn)
            bytes.add(bits: fields.command.bits)
            bytes.add(Int64(fields.ordinal))
            bytes.add(text: principal)
            bytes.add(SHA256.hash(body))
        }
    }

    /// The hash of an event that is about to be stored.
    func event(_ fields: EventFields, _ event: PendingEvent, principal: String, after before: Digest) -> Digest {
        var name = event.name
        var principal = principal
        return name.withUTF8 { name in
            principal.withUTF8 { principal in
                event.body.withUnsafeBytes { body in
                    self.event(
                        fields, name: UnsafeRawBufferPointer(name), principal: UnsafeRawBufferPointer(principal),
                        body: body, after: before)
                }
            }
        }
    }

    /// The hash of a command row that stands behind the link with hash `before`; the hash it carries plays no part.
    func command(_ record: CommandRecord, after before: Digest) -> Digest {
        var name = record.name
        var principal = record.principal
        return name.withUTF8 { name in
            principal.withUTF8 { principal in
                LinkBytes.hash(room: 256 + name.count + principal.count) { bytes in
                    bytes.add("pgb1-command")
                    bytes.add(before)
                    bytes.add(record.sequence)
                    bytes.add(bits: record.id.bits)
                    bytes.add(text: UnsafeRawBufferPointer(name))
                    bytes.add(byte: record.stream == nil ? 0 : 1)
                    if let stream = record.stream { bytes.add(stream) }
                    bytes.add(record.request)
                    bytes.add(text: UnsafeRawBufferPointer(principal))
                    bytes.add(record.recordedAt.microseconds)
                    bytes.add(record.isAccepted ? 1 : 0)
                    bytes.add(Int64(record.events))
                    bytes.add(record.position.rawValue)
                    record.answer.withUnsafeBytes { bytes.add(SHA256.hash($0)) }
                }
            }
        }
    }
}

/// The bytes of one link, put together in room that is known to be enough, so that a link costs little but its hash.
struct LinkBytes {
    private let room: UnsafeMutableRawBufferPointer
    private var count = 0

    private init(_ room: UnsafeMutableRawBufferPointer) { self.room = room }

    /// The hash of the bytes that `fill` adds, of which there are at most `room`.
    static func hash(room: Int, _ fill: (inout LinkBytes) -> Void) -> Digest {
        withUnsafeTemporaryAllocation(byteCount: room, alignment: 8) { room in
            var bytes = LinkBytes(room)
            fill(&bytes)
            return SHA256.hash(UnsafeRawBufferPointer(rebasing: room[..<bytes.count]))
        }
    }

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        UnsafeMutableRawBufferPointer(rebasing: room[count...]).copyMemory(from: bytes)
        count += bytes.count
    }

    mutating func add(_ tag: StaticString) {
        add(UnsafeRawBufferPointer(start: tag.utf8Start, count: tag.utf8CodeUnitCount))
    }

    mutating func add(_ digest: Digest) {
        digest.withUnsafeBytes { add($0) }
    }

    mutating func add(byte: UInt8) {
        room[count] = byte
        count += 1
    }

    mutating func add(_ number: Int64) {
        room.storeBytes(of: number.bigEndian, toByteOffset: count, as: Int64.self)
        count += 8
    }

    /// An id, the highest byte first.
    mutating func add(bits: UInt128) {
        room.storeBytes(of: bits.bigEndian, toByteOffset: count, as: UInt128.self)
        count += 16
    }

    mutating func add(_ stream: StreamID) {
        add(byte: stream.kind.rawValue)
        add(bits: stream.bits)
    }

    mutating func add(text: UnsafeRawBufferPointer) {
        add(Int64(text.count))
        add(text)
    }

    /// 0 for no day; 1 and the number of days since 1970-01-01 for a day.
    mutating func add(_ day: Day?) {
        add(byte: day == nil ? 0 : 1)
        if let day { add(Int64(day.number)) }
    }
}
