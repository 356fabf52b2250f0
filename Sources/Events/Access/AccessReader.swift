/// Reads the access log over any connection, the writer's or a read-only one.
package final class AccessReader {
    package let db: Connection

    package init(_ db: Connection) { self.db = db }

    /// The name that was given to this access log when it was made: the source system of its lines.
    package func origin() throws -> String {
        guard let origin = try db.first("SELECT origin FROM access_log", body: { $0.text(0) }) else {
            throw AccessFault(nil, "it has no name")
        }
        return origin
    }

    /// The number of the newest line; 0 when there is none.
    package func last() throws(DatabaseError) -> Int64 {
        try db.first("SELECT coalesce(max(sequence), 0) FROM access") { $0.int64(0) } ?? 0
    }

    /// The line with a number; nil when it is not there. What is behind a cut is not there, also while it is on its way out.
    package func record(_ sequence: Int64) throws(DatabaseError) -> AccessRecord? {
        try db.first(
            """
            SELECT * FROM access WHERE sequence = ? AND sequence > (SELECT coalesce(max(sequence), 0) FROM access_cut)
            """, sequence
        ) { AccessRecord($0) }
    }

    /// Hands the lines behind `after`, and behind the newest cut, to `body`, in their order.
    package func scan(
        after: Int64, body: (AccessRecord) throws(DatabaseError) -> Void
    ) throws(DatabaseError) {
        try db.query(
            """
            SELECT * FROM access WHERE sequence > max(?, (SELECT coalesce(max(sequence), 0) FROM access_cut))
            ORDER BY sequence
            """, after
        ) {
            (row) throws(DatabaseError) in try body(AccessRecord(row))
        }
    }
}

extension AccessRecord {
    fileprivate init(_ row: Row) {
        place = AccessPlace(
            sequence: row.int64(0), beforeOfSubject: row.int64(21), beforeOfEmployee: row.int64(22),
            beforeOfOffice: row.int64(23))
        let code: OwnerlessCode? = row.optionalID(20)
        line = AccessLine(
            at: row.moment(1), trace: row.id(2, as: OwnerlessCode.self).bits,
            span: UInt64(bitPattern: row.int64(3)), parent: row.optionalInt64(4).map { UInt64(bitPattern: $0) },
            action: row.name(5), outcome: row.name(6), activity: row.text(7), subject: row.optionalID(8),
            dossier: row.optionalID(9), user: row.optionalID(10), actor: row.optionalText(11),
            quality: row.optionalName(12), roles: row.text(13), office: row.optionalID(14),
            onBehalfOf: row.optionalID(15), means: row.name(16), level: row.name(17), ground: row.name(18),
            refusal: row.optionalText(19), point: code.map { .network($0.bits) } ?? .local)
        hash = row.digest(24)
    }

    /// Sixteen bytes that are no id of anything.
    private enum CodeTag {}
    private typealias OwnerlessCode = ID<CodeTag>
}
