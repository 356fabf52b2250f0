import Testing

@testable import Events

@Suite struct CentsTests {
    @Test func sumsAreExact() {
        var sum = Cents(10) + Cents(5) - Cents(20)
        #expect(sum == Cents(-5))
        sum += Cents(6)
        sum -= Cents(1)
        #expect(sum == .zero)
        #expect(-Cents(7) == Cents(-7))
        #expect(Cents(-1) < Cents(0))
    }

    @Test(
        arguments: [
            (5, 1, 2, 3), (-5, 1, 2, -3), (5, -1, 2, -3), (5, 1, -2, -3), (-5, -1, 2, 3), (-5, 1, -2, 3),
            (4, 1, 3, 1), (5, 1, 3, 2), (1, 1, 3, 0), (2, 1, 3, 1), (100, 7, 7, 100), (0, 9, 4, 0), (7, 0, 3, 0),
            (1_000_000_000_000, 1_000_000_000, 1_000_000_000, 1_000_000_000_000),
            (.max, .max, .max, .max), (.max, -1, 1, -.max),
        ] as [(Int64, Int64, Int64, Int64)])
    func scalingRoundsHalfAwayFromZero(raw: Int64, by: Int64, over: Int64, expected: Int64) {
        #expect(Cents(raw).scaled(by: by, over: over) == Cents(expected))
    }

    @Test func scalingAgreesWithWiderArithmetic() {
        var random = SeededGenerator(seed: 2026)
        for _ in 0..<20_000 {
            let raw = Int64.random(in: -Cents.limit...Cents.limit, using: &random)
            let by = Int64.random(in: -100_000...100_000, using: &random)
            let over = Int64.random(in: 1...100_000, using: &random)
            let product = Int128(raw) * Int128(by)
            let doubled = (product.magnitude * 2 + UInt128(over)) / UInt128(2 * over)
            let expected = product < 0 ? -Int128(doubled) : Int128(doubled)
            #expect(Int128(Cents(raw).scaled(by: by, over: over).raw) == expected)
        }
    }
}
