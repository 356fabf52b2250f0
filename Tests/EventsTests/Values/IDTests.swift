import Testing

@testable import Events

@Suite struct IDTests {
    private let text = "0190a6f2-7c1b-7d3e-9f00-1234567890ab"

    @Test func textAndBytesGoBothWays() throws {
        let id = try #require(ClaimID(text))
        #expect(id.bits == 0x0190_a6f2_7c1b_7d3e_9f00_1234_5678_90ab)
        #expect(id.text == text)
        #expect("\(id)" == text)
        #expect(id.bytes.prefix(3) == [0x01, 0x90, 0xa6])
        #expect(ClaimID(bytes: id.bytes) == id)
        #expect(ClaimID(bytes: id.bytes.dropLast()) == nil)
        #expect(ClaimID(bytes: id.bytes + [0]) == nil)
        var random = SeededGenerator(seed: 9)
        for _ in 0..<2000 {
            let id = ClaimID(bits: .random(in: 0 ... .max, using: &random))
            #expect(ClaimID(id.text) == id)
            #expect(ClaimID(bytes: id.bytes) == id)
        }
    }

    @Test func idsSortAsTheirTexts() {
        var random = SeededGenerator(seed: 10)
        let ids = (0..<200).map { _ in ClaimID(bits: .random(in: 0 ... .max, using: &random)) }
        #expect(ids.sorted().map(\.text) == ids.map(\.text).sorted())
    }

    /// Each place of the text takes the sixteen small digits, or the hyphen where one belongs, and no other byte.
    @Test func everyPlaceTakesItsOwnBytesOnly() {
        let bytes = Array(text.utf8)
        for place in bytes.indices {
            for byte in UInt8.min...UInt8.max {
                var changed = bytes
                changed[place] = byte
                let isHyphen = bytes[place] == UInt8(ascii: "-")
                let fits = isHyphen ? byte == UInt8(ascii: "-") : "0123456789abcdef".utf8.contains(byte)
                #expect((changed.withUnsafeBytes { ClaimID(ascii: $0) } != nil) == fits)
            }
        }
        #expect(ClaimID(String(text.dropLast())) == nil)
        #expect(ClaimID(text + "0") == nil)
        #expect(ClaimID("") == nil)
    }

    @Test func dossierIsItsHolders() {
        let holder = PartyID(bits: 77)
        #expect(DossierID(holder: holder).bits == 77)
        #expect(DossierID(holder: holder).holder == holder)
    }

    @Test func digestGoesBothWays() throws {
        var random = SeededGenerator(seed: 12)
        for _ in 0..<500 {
            let bytes = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
            let digest = try #require(Digest(bytes: bytes))
            #expect(digest.bytes == bytes)
            #expect(Digest(hex: digest.hex) == digest)
            #expect(digest.withUnsafeBytes { Array($0) } == bytes)
        }
        let ordered = Digest(bigEndian: 0x0001_0203_0405_0607, 8, 9, 0xf0)
        #expect(ordered.bytes.prefix(8) == [0, 1, 2, 3, 4, 5, 6, 7])
        #expect(ordered.hex.hasPrefix("0001020304050607000000000000000800000000"))
        #expect(ordered.hex.hasSuffix("f0"))
    }

    @Test func digestsDifferInEveryByte() throws {
        for place in 0..<32 {
            var bytes = [UInt8](repeating: 0, count: 32)
            bytes[place] = 1
            #expect(try #require(Digest(bytes: bytes)) != .zero)
        }
        #expect(Digest(bytes: [1, 2, 3]) == nil)
        #expect(Digest(hex: String(repeating: "A", count: 64)) == nil)
        #expect(Digest(hex: String(repeating: "a", count: 63)) == nil)
        #expect(Digest(hex: String(repeating: "a", count: 65)) == nil)
    }

    @Test func positionsAndRevisionsHaveTheirBounds() {
        func read<Value: Stored>(_ text: String) -> Value? {
            var reader = JSONReader()
            reader.load(Array(text.utf8))
            return reader.value()
        }
        #expect(read("1") == Position(1))
        #expect(read("0") as Position? == nil)
        #expect(read("0") == Revision.none)
        #expect(read("-1") as Revision? == nil)
        #expect(read("1000000000000") == Cents(1_000_000_000_000))
        #expect(read("1000000000001") as Cents? == nil)
        #expect(read("-1000000000000") == Cents(-1_000_000_000_000))
        #expect(read("-1000000000001") as Cents? == nil)
        #expect(Position.start.next == Position(1))
        #expect(Revision.none.next == Revision(1))
    }
}
