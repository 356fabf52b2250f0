import Events

/// One message: the event that gave it and whose mailboxes it is in. What it says is made from the events when it is
/// read.
struct MessageRow {
    /// The position of the event; with the reader it names the message.
    let number: Int64
    /// Where its claim or payment began, when the event itself names only an id; the number itself otherwise.
    let origin: Int64
    let party: PartyID?
    /// The message before it in the mailbox, 0 when it is the first; nil when it is not in a mailbox of that kind.
    var olderOfHolderSide: Int64?
    var olderOfParty: Int64?

    var isToHolderSide: Bool { olderOfHolderSide != nil }

    init(number: Int64, origin: Int64, party: PartyID?) {
        self.number = number
        self.origin = origin
        self.party = party
    }

    init(_ row: Row) {
        number = row.int64(0)
        origin = row.int64(1)
        party = row.optionalID(2)
        olderOfHolderSide = row.optionalInt64(3)
        olderOfParty = row.optionalInt64(4)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> MessageRow? {
        try db.first("SELECT * FROM message WHERE number = ?", number, body: Self.init)
    }

    func insert(in db: Connection) throws(DatabaseError) {
        try db.write("INSERT INTO message VALUES (?, ?, ?, ?, ?)") {
            $0.add(number)
            $0.add(origin)
            $0.add(party)
            $0.add(olderOfHolderSide)
            $0.add(olderOfParty)
        }
    }
}
