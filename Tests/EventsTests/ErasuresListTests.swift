import Events
import Testing

/// The list of who was erased, as it is kept beside the heads.
@Suite struct ErasuresListTests {
    private static let text = """
        pgb-erasures-1
        00000000-0000-0000-0000-000000000001 2026-05-04T10:00:00.000000Z
        00000000-0000-0000-0000-000000000002 2026-05-05T10:00:00.000000Z
        persons: 2

        """

    @Test func itIsReadAsItWasWritten() throws {
        let list = try #require(Erasures(Self.text))
        #expect(list.people.map(\.subject) == [PartyID(bits: 1), PartyID(bits: 2)])
        #expect(list.text == Self.text)
        #expect(Erasures("pgb-erasures-1\npersons: 0\n")?.people.isEmpty == true)
    }

    /// A list of which something is missing would let somebody come back.
    @Test func whatIsCutOffIsNone() {
        let lines = Self.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for gone in lines.indices.dropLast() {
            var rest = lines
            rest.remove(at: gone)
            #expect(Erasures(rest.joined(separator: "\n")) == nil, "without line \(gone + 1)")
        }
        for length in 0..<Self.text.utf8.count { #expect(Erasures(String(Self.text.prefix(length))) == nil) }
        #expect(Erasures(Self.text + "x") == nil)
        #expect(Erasures("") == nil)
    }
}
