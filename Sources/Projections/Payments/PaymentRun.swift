package import Events

/// One payment run: how far it is, and what is in it.
struct RunRow: TableRow {
    let number: Int64
    let key: RunID
    let kind: RunKind
    let executeOn: Day
    let format: PaymentFormat
    let maker: PartyID?
    var status = PaymentRun.Status.open
    /// How many payments are in it, by the facts of their dossiers.
    var taken: Int64 = 0
    var payments: Int64 = 0
    var cents = Cents.zero
    var byteCount: Int64 = 0
    var digest: Digest?
    /// The positions at which it was collected, written, and released or cancelled; 0 when it was not.
    var collected: Int64 = 0
    var written: Int64 = 0
    var closed: Int64 = 0

    static let table: StaticString = "run"

    init(_ opened: RunOpened, number: Int64) {
        self.number = number
        key = opened.run
        kind = opened.kind
        executeOn = opened.executeOn
        format = opened.format
        maker = opened.maker
    }

    init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        kind = row.name(2)
        executeOn = row.day(3)
        format = row.name(4)
        maker = row.optionalID(5)
        status = row.name(6)
        taken = row.int64(7)
        payments = row.int64(8)
        cents = row.cents(9)
        byteCount = row.int64(10)
        digest = row.optionalText(11).flatMap(Digest.init(hex:))
        collected = row.int64(12)
        written = row.int64(13)
        closed = row.int64(14)
    }

    static func find(_ key: RunID, in db: Connection) throws(DatabaseError) -> RunRow? {
        try db.first("SELECT * FROM run WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> RunRow? {
        try db.first("SELECT * FROM run WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.write("REPLACE INTO run VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)") {
            $0.add(number)
            $0.add(key)
            $0.add(kind)
            $0.add(executeOn)
            $0.add(format)
            $0.add(maker)
            $0.add(status)
            $0.add(taken)
            $0.add(payments)
            $0.add(cents)
            $0.add(byteCount)
            $0.add(text: digest?.hex)
            $0.add(collected)
            $0.add(written)
            $0.add(closed)
        }
    }
}

/// A payment run as it is shown.
package struct PaymentRun: Described, Equatable {
    /// How far it is.
    package enum Status: String, StoredName, CaseIterable, Bindable {
        /// Payments are being taken up.
        case open
        /// Everything is in it; its file is being written.
        case collected
        /// The file waits to be released.
        case written
        case released, cancelled
    }

    package let run: RunID
    /// Where it was opened.
    package let position: Position
    package let kind: RunKind
    package let executeOn: Day
    package let format: PaymentFormat
    /// Who opened it, and may not release it; nil when the system did.
    package let maker: PartyID?
    package let status: Status
    /// How many payments are in it.
    package let payments: Int64
    /// What they come to, once it is collected.
    package let cents: Cents?
    package let byteCount: Int64?
    package let digest: Digest?
    package let openedAt: Moment
    package let collectedAt: Moment?
    package let writtenAt: Moment?
    package let releasedAt: Moment?
    package let cancelledAt: Moment?
    /// Up to where in the log its payments were taken up; nil while they are. Not shown.
    package let takenThrough: Position?

    package func writeFields(to w: inout JSONWriter) {
        w.field("run", run)
        w.field("position", position.rawValue)
        w.field("kind", kind)
        w.field("executeOn", executeOn)
        w.field("format", format)
        w.field("maker", maker)
        w.field("status", status)
        w.field("payments", payments)
        w.field("cents", cents)
        w.field("byteCount", byteCount)
        w.field("digest", digest)
        w.field("openedAt", openedAt)
        w.field("collectedAt", collectedAt)
        w.field("writtenAt", writtenAt)
        w.field("releasedAt", releasedAt)
        w.field("cancelledAt", cancelledAt)
    }

    /// One run; nil when there is none.
    package static func one(_ s: Snapshot, _ run: RunID) throws(DatabaseError) -> PaymentRun? {
        guard let row = try RunRow.find(run, in: s.db) else { return nil }
        return try PaymentRun(row, s)
    }

    /// The runs, newest first. `before` is the position of the last one of the page before.
    package static func page(
        _ s: Snapshot, status: Status? = nil, before: Position? = nil, limit: Int = Page.max
    ) throws(DatabaseError) -> [PaymentRun] {
        let rows = try s.db.all(
            "SELECT * FROM run WHERE number < ? AND (? IS NULL OR status = ?2) ORDER BY number DESC LIMIT ?",
            before?.rawValue ?? Int64.max, status?.rawValue, Page.limit(limit), body: RunRow.init)
        var page: [PaymentRun] = []
        for row in rows { page.append(try PaymentRun(row, s)) }
        return page
    }

    /// The runs with which the system has to go on: open ones, ones without a file, and ones that were cancelled with
    /// payments in them.
    package static func unfinished(_ s: Snapshot) throws(DatabaseError) -> [PaymentRun] {
        let rows = try s.db.all(
            """
            SELECT * FROM run WHERE status IN ('open', 'collected') OR taken > 0 AND status = 'cancelled'
            ORDER BY number
            """, body: RunRow.init)
        var runs: [PaymentRun] = []
        for row in rows { runs.append(try PaymentRun(row, s)) }
        return runs
    }

    /// The run of a day and kind that stands; nil when there is none, or it was cancelled.
    package static func standing(
        _ s: Snapshot, _ kind: RunKind, on day: Day
    ) throws(DatabaseError) -> RunID? {
        try s.db.first(
            "SELECT id FROM run WHERE kind = ? AND execute_on = ? AND status <> 'cancelled'", kind.rawValue, day
        ) { $0.id(0) }
    }
}

extension PaymentRun {
    fileprivate init(_ row: RunRow, _ s: Snapshot) throws(DatabaseError) {
        func moment(_ number: Int64) throws(DatabaseError) -> Moment? {
            number > 0 ? try s.event(number).recordedAt : nil
        }
        run = row.key
        position = Position(row.number)
        kind = row.kind
        executeOn = row.executeOn
        format = row.format
        maker = row.maker
        status = row.status
        payments = row.collected > 0 ? row.payments : row.taken
        cents = row.collected > 0 ? row.cents : nil
        byteCount = row.written > 0 ? row.byteCount : nil
        digest = row.digest
        openedAt = try s.event(row.number).recordedAt
        collectedAt = try moment(row.collected)
        writtenAt = try moment(row.written)
        let closedAt = try moment(row.closed)
        releasedAt = row.status == .released ? closedAt : nil
        cancelledAt = row.status == .cancelled ? closedAt : nil
        takenThrough =
            row.collected > 0 || row.closed > 0 ? Position(row.collected > 0 ? row.collected : row.closed) : nil
    }

    package static var examples: [PaymentRun] {
        [
            PaymentRun(
                run: Sample.id(21), position: Position(42), kind: .wages, executeOn: Sample.day, format: .pain001v09,
                maker: nil, status: .written, payments: 2, cents: Cents(131_500), byteCount: 2_345,
                digest: Sample.digest, openedAt: Sample.moment, collectedAt: Sample.moment,
                writtenAt: Sample.moment, releasedAt: nil, cancelledAt: nil,
                takenThrough: nil)
        ]
    }
}
