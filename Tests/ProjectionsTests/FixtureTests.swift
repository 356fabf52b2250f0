import Events
import Support
import Testing

@Suite struct FixtureTests {
    @Test func lines_haveKeywordNameAndJSON() {
        let lines = Fixture.parse(
            """
            # the rule
            given claim-agreed  {"claim": "c1"}
            by    employee:e1@o12
            then  rejected not-allowed
            {"a": [1, 2],
              "b": "two  words"}
            """)
        #expect(lines.map(\.keyword) == ["given", "by", "then", "row"])
        #expect(lines[0].name == "claim-agreed")
        #expect(lines[0].json == #"{"claim":"00000063-0000-4000-8000-000000000001"}"#)
        #expect(lines[1].name == "employee:00000065-0000-4000-8000-000000000001@\(Fixture.uuid("o12")!)")
        #expect(lines[2].name == "rejected not-allowed")
        #expect(lines[3].json == #"{"a":[1,2],"b":"two  words"}"#)
        #expect(lines.map(\.number) == [2, 3, 4, 5])
    }

    @Test func shortIDs_areWrittenOutAndBack() {
        #expect(Fixture.uuid("abc999") == "00616263-0000-4000-8000-000000000999")
        for other in ["", "k", "1", "k0", "k01", "K1", "abcd1", "k1234", "ac-1"] { #expect(Fixture.uuid(other) == nil) }
        #expect(Fixture.shortened("x \(Fixture.uuid("k1")!),\(Fixture.uuid("zz45")!)") == "x k1,zz45")
    }

    @Test func someValues_areNotIDs() {
        let line = Fixture.parse(#"given x {"bankReason":"ac13","text":"sealed h1 zorg thuis","k1":"2026"}"#)[0]
        let commitment = SHA256.hash(Array("zorg thuis".utf8)).hex
        let text = #"{"subject":"\#(Fixture.uuid("h1")!)","commitment":"\#(commitment)"}"#
        #expect(line.json == #"{"bankReason":"ac13","text":\#(text),"k1":"2026"}"#)
    }
}
