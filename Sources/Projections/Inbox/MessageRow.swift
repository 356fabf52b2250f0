import Events

/// One message: the event that gave it and whose mailboxes it is in. What it says is made from the events when it is
/// read.
struct MessageRow: Equatable {
    /// The position of the event; with the reader it names the message.
    let number: Int64
    /// Where its claim or payment began, when the event itself names only an id; the number itself otherwise.
    let origin: Int64
    let party: PartyID?
    /// The message before it in the mailbox, 0 when it is the first; nil when it is not in a mailbox of that kind.
    var olderOfHolderSide: Int64?
    var olderOfParty: Int64?

    var isToHolderSide: Bool { olderOfHolderSide != nil }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> MessageRow? {
        try MessagePage.find(number: MessagePage.number(of: number), in: db)?.message(number)
    }
}

/// The messages that 64 positions of the log gave. Most events give one, and a row for each would cost more than all
/// else that a rebuild does; a message is found by its position anyway, so they are kept by the page.
struct MessagePage: TableRow {
    /// A page is called by its number.
    struct Key: TableKey {
        let number: Int64

        var mixed: UInt64 { Mix.bits(UInt128(truncatingIfNeeded: number)) }
    }

    let number: Int64
    /// One record behind the other, in the order of their numbers.
    private(set) var bytes: [UInt8] = []

    static let table: StaticString = "message"

    var key: Key { Key(number: number) }

    static func number(of position: Int64) -> Int64 { position / 64 }

    init(holding message: MessageRow) {
        number = Self.number(of: message.number)
        append(message)
    }

    init(_ row: Row) {
        number = row.int64(0)
        bytes = row.bytes(1)
    }

    static func find(_ key: Key, in db: Connection) throws(DatabaseError) -> MessagePage? {
        try find(number: key.number, in: db)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> MessagePage? {
        try db.first("SELECT * FROM message WHERE page = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.write("REPLACE INTO message VALUES (?, ?)") {
            $0.add(number)
            $0.add(bytes: bytes)
        }
    }

    // MARK: Records

    /// A record: number, origin, the older messages or all ones for none, and the party or zero for none; each number
    /// with its lowest byte first.
    private static let recordSize = 48

    mutating func append(_ message: MessageRow) {
        append(UInt64(bitPattern: message.number))
        append(UInt64(bitPattern: message.origin))
        append(message.olderOfHolderSide.map { UInt64(bitPattern: $0) } ?? .max)
        append(message.olderOfParty.map { UInt64(bitPattern: $0) } ?? .max)
        let party = message.party?.bits ?? 0
        append(UInt64(truncatingIfNeeded: party))
        append(UInt64(truncatingIfNeeded: party >> 64))
    }

    private mutating func append(_ number: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }

    /// The message with a number; nil when the page has none.
    func message(_ number: Int64) -> MessageRow? {
        for start in stride(from: 0, to: bytes.count - Self.recordSize + 1, by: Self.recordSize) {
            if Int64(bitPattern: read(start)) == number { return record(start) }
        }
        return nil
    }

    /// All of them, in the order of their numbers.
    var messages: [MessageRow] {
        stride(from: 0, to: bytes.count - Self.recordSize + 1, by: Self.recordSize).map(record)
    }

    private func record(_ start: Int) -> MessageRow {
        let holderSide = read(start + 16)
        let older = read(start + 24)
        let party = UInt128(read(start + 32)) | UInt128(read(start + 40)) << 64
        return MessageRow(
            number: Int64(bitPattern: read(start)), origin: Int64(bitPattern: read(start + 8)),
            party: party == 0 ? nil : PartyID(bits: party),
            olderOfHolderSide: holderSide == .max ? nil : Int64(bitPattern: holderSide),
            olderOfParty: older == .max ? nil : Int64(bitPattern: older))
    }

    private func read(_ start: Int) -> UInt64 {
        var number: UInt64 = 0
        for index in (start..<start + 8).reversed() { number = number << 8 | UInt64(bytes[index]) }
        return number
    }
}
