import Testing

@testable import Events

@Suite struct PersonalTests {
    private let subject = PartyID(bits: 0x0190_a6f2_7c1b_7d3e_9f00_1234_5678_90ab)
    private let salt: UInt128 = 0x0001_0203_0405_0607_0809_0a0b_0c0d_0e0f

    /// The commitment was made with `printf` and `sha256sum`.
    @Test func commitmentIsTheHashOfTagSaltAndJSON() {
        let name: Name = "Ans"
        let sealed = Personal.seal(name, of: subject, salt: salt)
        let expected = "cdacc9dd9fe9a19e09968935e8379d4c113732924ac155c34381cc0070abd996"
        #expect(sealed.commitment.hex == expected)
        let form = #"{"subject":"0190a6f2-7c1b-7d3e-9f00-1234567890ab","commitment":"\#(expected)"}"#
        #expect(jsonText(sealed) == form)
    }

    @Test func writingHandsTheOpenValueToTheVault() throws {
        let sealed = Personal.seal(try #require(Bsn("999993653")), of: subject, salt: salt)
        var writer = JSONWriter()
        writer.value(7)
        writer.removeAll()
        sealed.write(to: &writer)
        let row = try #require(writer.sealed.first)
        #expect(writer.sealed.count == 1)
        #expect(row.subject == subject && row.commitment == sealed.commitment && row.salt == salt)
        #expect(row.json == Array(#""999993653""#.utf8))
        #expect(!String(decoding: writer.bytes, as: UTF8.self).contains("999993653"))
        writer.removeAll()
        #expect(writer.sealed.isEmpty)
    }

    @Test func whatTheLogHoldsIsOpenedWithTheRowOfTheVaultOnly() throws {
        let sealed = Personal.seal(try #require(Bsn("999993653")), of: subject, salt: salt)
        var writer = JSONWriter()
        sealed.write(to: &writer)
        var reader = JSONReader()
        reader.load(writer.bytes)
        let loaded = reader.record(Personal<Bsn>.self)
        let read = try #require(loaded)
        #expect(read == sealed)
        #expect(read.open == nil)
        let row = try #require(writer.sealed.first)
        let opened = read.opened(with: row, &reader)
        #expect(opened?.open?.value.text == "999993653")
        let wrong = [
            SealedValue(subject: PartyID(bits: 1), commitment: row.commitment, salt: row.salt, json: row.json),
            SealedValue(subject: subject, commitment: .zero, salt: row.salt, json: row.json),
            SealedValue(subject: subject, commitment: row.commitment, salt: row.salt + 1, json: row.json),
            SealedValue(
                subject: subject, commitment: row.commitment, salt: row.salt, json: Array(#""111222333""#.utf8)),
        ]
        for row in wrong {
            let opened = read.opened(with: row, &reader)
            #expect(opened == nil)
        }
    }

    @Test func closedValueLeavesNothingForTheVault() {
        let closed: Personal<Bsn> = .placeholder
        var writer = JSONWriter()
        closed.write(to: &writer)
        #expect(writer.sealed.isEmpty)
    }

    @Test func otherSaltIsAnotherCommitment() {
        let name: Name = "Ans"
        #expect(Personal.seal(name, of: subject, salt: 1) != Personal.seal(name, of: subject, salt: 2))
        #expect(Personal.seal(name, of: subject, salt: 1) != Personal.seal(name, of: PartyID(bits: 1), salt: 1))
        #expect(Personal.seal(name, of: subject, salt: 1) == Personal.seal(name, of: subject, salt: 1))
    }

    @Test func printingShowsNothing() throws {
        struct Holder {
            let bsn: Bsn
            let name: Name
            let sealed: Personal<Name>
        }
        let name: Name = "Geheim"
        let holder = Holder(
            bsn: try #require(Bsn("999993653")), name: name, sealed: .seal(name, of: subject, salt: salt))
        var dumped = ""
        dump(holder, to: &dumped)
        for text in ["\(holder)", String(reflecting: holder), dumped] {
            #expect(!text.contains("999993653") && !text.contains("Geheim"))
        }
    }
}
