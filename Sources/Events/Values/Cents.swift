/// Money in whole euro cents; never a fraction, never a floating point number.
///
/// Adding traps on overflow: amounts from outside are held to `limit`, so only a mistake of ours gets there.
package struct Cents: Hashable, Comparable, Sendable {
    package let raw: Int64

    package init(_ raw: Int64) { self.raw = raw }

    package static let zero = Cents(0)

    /// The largest magnitude, in cents, that is accepted from outside: ten milliard euros.
    package static let limit: Int64 = 1_000_000_000_000

    package static func + (left: Cents, right: Cents) -> Cents { Cents(left.raw + right.raw) }
    package static func - (left: Cents, right: Cents) -> Cents { Cents(left.raw - right.raw) }
    package static func += (left: inout Cents, right: Cents) { left = left + right }
    package static func -= (left: inout Cents, right: Cents) { left = left - right }
    package static prefix func - (value: Cents) -> Cents { Cents(-value.raw) }
    package static func < (left: Cents, right: Cents) -> Bool { left.raw < right.raw }

    /// This amount times `numerator` divided by `denominator` (not zero), rounded once, half away from zero.
    ///
    /// The product is taken at full width, so the only rounding is the last one. Traps when the outcome does not fit.
    package func scaled(by numerator: Int64, over denominator: Int64) -> Cents {
        precondition(denominator != 0, "An amount cannot be divided by zero.")
        let product = raw.magnitude.multipliedFullWidth(by: numerator.magnitude)
        let divisor = denominator.magnitude
        precondition(product.high < divisor, "The scaled amount does not fit in 64 bits.")
        var (quotient, remainder) = divisor.dividingFullWidth(product)
        if remainder >= divisor - remainder { quotient += 1 }
        let isNegative = (raw < 0) != ((numerator < 0) != (denominator < 0))
        precondition(quotient <= UInt64(Int64.max), "The scaled amount does not fit in 64 bits.")
        return Cents(isNegative ? -Int64(quotient) : Int64(quotient))
    }
}

extension Cents: CustomStringConvertible {
    /// The bare number of cents: for our own eyes, not for letters to people.
    package var description: String { String(raw) }
}
