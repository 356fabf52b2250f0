package import Events

/// Where a payment run is.
package enum RunStatus: String, StoredName, CaseIterable {
    /// Payments are being taken up.
    case open
    case collected, written, released, cancelled
}

/// One payment run as it is shown: what it pays, who made and released it, and its file.
package struct Run: Described, Equatable {
    package let run: RunID
    /// Where it was opened; the key for the next page.
    package let position: Position
    package let openedAt: Moment
    package let kind: RunKind
    package let executeOn: Day
    package let format: PaymentFormat
    package let status: RunStatus
    /// Nil when the system made it.
    package let maker: PartyID?
    package let releaser: PartyID?
    package let releasedAt: Moment?
    /// Nil while payments are being taken up.
    package let payments: Int64?
    package let cents: Cents?
    package let file: File?
    /// Up to where in the log its payments were taken up, and when that was; nil while they are. Not shown.
    package let taken: Taken?

    /// Where payments were no longer taken up.
    package struct Taken: Sendable, Equatable {
        package let through: Position
        package let at: Moment
    }

    /// The file of a run.
    package struct File: Described, Equatable {
        package let messageId: Code
        package let writtenAt: Moment
        package let byteCount: Int64
        package let digest: Digest

        package func writeFields(to w: inout JSONWriter) {
            w.field("messageId", messageId)
            w.field("writtenAt", writtenAt)
            w.field("byteCount", byteCount)
            w.field("digest", digest)
        }

        package static var examples: [File] {
            [
                File(
                    messageId: "pgb-20260302-claims", writtenAt: Sample.moment, byteCount: 48_120,
                    digest: Sample.digest)
            ]
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("run", run)
        w.field("position", position.rawValue)
        w.field("openedAt", openedAt)
        w.field("kind", kind)
        w.field("executeOn", executeOn)
        w.field("format", format)
        w.field("status", status)
        w.field("maker", maker)
        w.field("releaser", releaser)
        w.field("releasedAt", releasedAt)
        w.field("payments", payments)
        w.field("amountCents", cents)
        w.field("file", row: file)
    }

    /// The runs, newest first. `before` is the position of the last one of the page before.
    package static func page(
        _ s: Snapshot, status: RunStatus? = nil, before: Position? = nil, limit: Int = Page.max
    ) throws(DatabaseError) -> [Run] {
        let most = Page.limit(limit)
        var last = before ?? Position(.max)
        var page: [Run] = []
        while true {
            let rows = try s.db.all(
                "SELECT * FROM run WHERE number < ? ORDER BY number DESC LIMIT ?", last, most, body: RunRow.init)
            for row in rows where page.count < most && (status == nil || row.status == status) {
                page.append(try Run(row, s))
            }
            guard let oldest = rows.last, page.count < most else { return page }
            last = Position(oldest.number)
        }
    }

    /// One run; nil when there is none with this id.
    package static func one(_ s: Snapshot, _ run: RunID) throws(DatabaseError) -> Run? {
        guard let row = try RunRow.find(run, in: s.db) else { return nil }
        return try Run(row, s)
    }

    /// The runs with which the system has to go on, the oldest first: open ones, ones without a file, and ones that were
    /// cancelled with payments in them.
    package static func unfinished(_ s: Snapshot) throws(DatabaseError) -> [Run] {
        try s.db.all(
            """
            SELECT * FROM run WHERE written = 0 AND cancelled = 0
                OR cancelled > 0 AND EXISTS (SELECT 1 FROM payment WHERE payment.run = run.id AND payment.returned = 0)
            ORDER BY number
            """, body: RunRow.init
        ).map { (row) throws(DatabaseError) in try Run(row, s) }
    }

    /// Whether there is a run of that day and kind that was not cancelled. `limit` newest runs are looked at: a run is
    /// opened a few days before its day.
    package static func isStanding(
        _ s: Snapshot, _ kind: RunKind, on day: Day, limit: Int = 100
    ) throws(DatabaseError) -> Bool {
        try page(s, limit: limit).contains { $0.kind == kind && $0.executeOn == day && $0.status != .cancelled }
    }

    package static var examples: [Run] {
        [
            Run(
                run: Sample.id(10), position: Position(50), openedAt: Sample.moment, kind: .claims,
                executeOn: Sample.day, format: .pain001v09, status: .released, maker: Sample.id(11),
                releaser: Sample.id(12), releasedAt: Sample.moment, payments: 120, cents: Cents(6_000_000),
                file: File.examples.first, taken: nil)
        ]
    }
}

extension RunRow {
    fileprivate var status: RunStatus {
        if cancelled > 0 { return .cancelled }
        if released > 0 { return .released }
        if written > 0 { return .written }
        return collected > 0 ? .collected : .open
    }
}

extension Run {
    private init(_ row: RunRow, _ s: Snapshot) throws(DatabaseError) {
        let envelope = try s.event(row.number)
        guard case .run(.opened(let opened)) = envelope.event else { throw .missing("run-opened") }
        run = row.key
        position = envelope.position
        openedAt = envelope.recordedAt
        kind = opened.kind
        executeOn = opened.executeOn
        format = opened.format
        status = row.status
        maker = opened.maker
        let release = row.released == 0 ? nil : try s.event(row.released)
        releaser = release?.principal.party
        releasedAt = release?.recordedAt
        var payments: Int64?
        var cents: Cents?
        if row.collected > 0, case .run(.collected(let fact)) = try s.event(row.collected).event {
            payments = fact.payments
            cents = fact.cents
        }
        self.payments = payments
        self.cents = cents
        let last = row.collected > 0 ? row.collected : row.cancelled
        taken = last == 0 ? nil : Taken(through: Position(last), at: try s.event(last).recordedAt)
        file = row.written == 0 ? nil : try File(s.event(row.written))
    }
}

extension Run.File {
    fileprivate init(_ envelope: EventEnvelope) throws(DatabaseError) {
        guard case .run(.written(let written)) = envelope.event else { throw .missing("payment-file-written") }
        messageId = written.messageId
        writtenAt = envelope.recordedAt
        byteCount = written.byteCount
        digest = written.digest
    }
}
