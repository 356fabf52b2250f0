package import Events

/// What payments from a budget came to for who was paid: gross, and net where the salary engine worked that out. What came
/// back of a payment is not in it.
package struct PaySum: Equatable {
    /// Without the employer's charges.
    package private(set) var gross = Cents.zero
    /// The employer's charges, which the budget paid on top.
    package private(set) var charges = Cents.zero
    /// What was withheld for the tax office.
    package private(set) var withheld = Cents.zero

    /// What was left of it for who was paid, before anything was kept for receivables.
    package var net: Cents { gross - withheld }

    init(gross: Cents = .zero) { self.gross = gross }

    /// That of the share of a payment that a movement books. Charges and withholding are of the whole payment: each share
    /// has its part of them, and the parts of all shares come to them to the cent.
    init(of movement: Movement, _ s: Snapshot) throws(DatabaseError) {
        guard let payment = movement.payment, let row = try PaymentRow.find(payment, in: s.db) else {
            throw .missing(PaymentRow.table)
        }
        let shares = row.shares.map(\.cents)
        charges = try Self.part(movement.share, of: shares, in: row.scheduled(s).chargesCents ?? .zero)
        withheld = try Self.part(movement.share, of: shares, in: row.bank(s).withheldCents ?? .zero)
        gross = movement.cents - charges
    }

    /// That of a share that came back. Of what the bank had paid the net wage comes back and no more: what was withheld
    /// and the charges are with the tax office, and who is paid again is paid that net wage.
    init(returned movement: Movement, _ s: Snapshot) throws(DatabaseError) {
        guard let payment = movement.payment, let row = try PaymentRow.find(payment, in: s.db) else {
            throw .missing(PaymentRow.table)
        }
        self = row.course.returnedShares.isEmpty ? try PaySum(of: movement, s) : PaySum(gross: movement.cents)
    }

    mutating func add(_ other: PaySum) {
        gross += other.gross
        charges += other.charges
        withheld += other.withheld
    }

    mutating func takeOff(_ other: PaySum) {
        gross -= other.gross
        charges -= other.charges
        withheld -= other.withheld
    }

    /// The part of an amount that falls on one share, in proportion: what falls on all up to it, less what falls on
    /// those before it, each rounded down.
    static func part(_ index: Int, of shares: [Cents], in amount: Cents) -> Cents {
        let all = shares.reduce(Int128(0)) { $0 + Int128($1.raw) }
        guard all > 0, amount != .zero else { return .zero }
        func through(_ count: Int) -> Int128 {
            Int128(amount.raw) * shares.prefix(count).reduce(Int128(0)) { $0 + Int128($1.raw) } / all
        }
        return Cents(Int64(through(index + 1) - through(index)))
    }

    func writeFields(to w: inout JSONWriter) {
        w.field("grossCents", gross)
        w.field("chargesCents", charges)
        w.field("withheldCents", withheld)
        w.field("netCents", net)
    }

    static var example: PaySum {
        var sum = PaySum()
        sum.gross = Cents(102_100)
        sum.charges = Cents(17_900)
        sum.withheld = Cents(12_100)
        return sum
    }
}
