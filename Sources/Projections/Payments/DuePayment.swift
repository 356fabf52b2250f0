package import Events

/// A payment that is scheduled for a run on or before a day and is in no file.
package struct DuePayment: Sendable, Equatable {
    package let payment: PaymentID
    package let dossier: DossierID
    private let runOn: Day
    private let number: Int64

    /// How many rows are looked at at once: a run takes up a hundred thousand.
    package static let rowsMost = 1_000

    /// Where a page ends.
    package struct Place: Sendable {
        fileprivate let runOn: Day
        fileprivate let number: Int64
    }

    /// The payments of one kind that are due by a day and not suspended on it, the longest due first, and where to go on;
    /// nil behind the last page. `today` decides what is suspended.
    package static func page(
        _ s: Snapshot, _ kind: RunKind, until day: Day, today: Day, after: Place? = nil, rows: Int = rowsMost
    ) throws(DatabaseError) -> (due: [DuePayment], next: Place?) {
        let rows = try s.db.all(
            """
            SELECT * FROM payment
            WHERE paid = 0 AND returned = 0 AND withdrawn = 0 AND filed = 0 AND run_on <= ? AND (run_on, number) > (?, ?)
            ORDER BY run_on, number LIMIT ?
            """, day, after?.runOn ?? .first, after?.number ?? 0, rows, body: PaymentRow.init)
        var due: [DuePayment] = []
        for row in rows where row.status(on: today) == .scheduled {
            let envelope = try s.event(row.number)
            guard let dossier = envelope.stream.dossier, try PaymentRow.scheduled(envelope).runKind == kind
            else { continue }
            due.append(DuePayment(payment: row.key, dossier: dossier, runOn: row.runOn, number: row.number))
        }
        let next = rows.count == rowsMost ? rows.last.map { Place(runOn: $0.runOn, number: $0.number) } : nil
        return (due, next)
    }

    /// Whether a payment of that kind is due.
    package static func isAny(_ s: Snapshot, _ kind: RunKind, until day: Day) throws(DatabaseError) -> Bool {
        var after: Place?
        repeat {
            let (due, next) = try page(s, kind, until: day, today: day, after: after)
            if !due.isEmpty { return true }
            after = next
        } while after != nil
        return false
    }
}

extension PaymentScheduled {
    /// In which run it goes: a wage, and the difference of one, with the wages; all else with the claims. Decisions say the
    /// same of their own state (`PaymentState.runKind`); a run takes up nothing of another kind.
    fileprivate var runKind: RunKind {
        switch source {
        case .wage: .wages
        case .backPayment: claim == nil ? .wages : .claims
        case .claim, .freeAmount, .depositRefund: .claims
        }
    }
}

/// Where a payment that was ever scheduled stands.
package enum KnownPayment {
    /// The fact of its scheduling with its dossier; nil when there never was one with this id.
    package static func one(_ s: Snapshot, _ payment: PaymentID) throws(DatabaseError) -> EventEnvelope? {
        guard let number = try s.db.first("SELECT number FROM payment WHERE id = ?", payment, body: { $0.int64(0) })
        else { return nil }
        return try s.event(number)
    }

    /// Whether it is in a file or was paid, and did not come back.
    package static func stands(_ s: Snapshot, _ payment: PaymentID) throws(DatabaseError) -> Bool {
        guard let row = try PaymentRow.find(payment, in: s.db) else { return false }
        return row.returned == 0 && row.withdrawn == 0 && (row.paid > 0 || row.run != nil)
    }
}

/// The references to the account of a payee and to the name on it, as they are now.
package struct PayeeAccount {
    package let iban: Personal<Iban>
    package let name: Personal<Name>

    /// Nil when nobody knows an account of this party.
    package static func one(_ s: Snapshot, _ party: PartyID) throws(DatabaseError) -> PayeeAccount? {
        try s.db.first(
            "SELECT iban, account_name FROM party WHERE id = ? AND iban IS NOT NULL AND account_name IS NOT NULL", party
        ) { PayeeAccount(iban: $0.json(0), name: $0.json(1)) }
    }
}
