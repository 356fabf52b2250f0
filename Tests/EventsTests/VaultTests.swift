import Events
import Testing

@Suite struct VaultTests {
    private let folder: TemporaryFolder
    private let db: Connection
    private let vault: Vault

    init() throws {
        folder = try TemporaryFolder()
        db = try Connection(.writer(folder.file("vault.db")))
        try Vault.create(in: db)
        vault = try Vault(db)
    }

    private func value(_ number: Int, of subject: PartyID) -> SealedValue {
        SealedValue(
            subject: subject, commitment: SHA256.hash(Array("\(subject)\(number)".utf8)),
            salt: UInt128(number) << 100 | 7,
            json: Array("\"geheim-\(number)-van-\(subject.text)\"".utf8))
    }

    private let anna = PartyID(bits: 1)
    private let bram = PartyID(bits: 2)

    @Test func aValueIsFoundByItsCommitment() throws {
        let values = (1...3).map { value($0, of: anna) }
        try vault.seal(values, at: Position(1))
        try vault.seal([values[0]], at: Position(2))
        try vault.commit()
        let reader = try Vault(try Connection(.reader(folder.file("vault.db"))))
        for value in values { #expect(try reader.value(value.commitment) == value) }
        #expect(try reader.value(.zero) == nil)
        #expect(try reader.count() == 3)
    }

    @Test func aNumberBelongsToOneParty() throws {
        #expect(try vault.identify(anna, by: .bsn, "123456782", at: Position(1)) == anna)
        #expect(try vault.identify(bram, by: .bsn, "123456782", at: Position(2)) == anna)
        #expect(try vault.identify(bram, by: .kvk, "123456782", at: Position(2)) == bram)
        try vault.commit()
        #expect(try vault.party(.bsn, "123456782") == anna)
        #expect(try vault.party(.agb, "123456782") == nil)
        #expect(try vault.identities(of: bram).map(\.scheme) == [.kvk])
    }

    @Test func whatWasNotCommittedIsGone() throws {
        try vault.seal([value(1, of: anna)], at: Position(1))
        try vault.rollBack()
        try vault.commit()
        #expect(try vault.count() == 0)
    }

    /// Nothing of an erased person is left in any byte of any file, and nothing comes back.
    @Test func erasedIsErased() throws {
        let (gone, kept) = ((1...200).map { value($0, of: anna) }, (1...200).map { value($0, of: bram) })
        for (index, pair) in zip(gone, kept).enumerated() {
            try vault.seal([pair.0, pair.1], at: Position(Int64(index + 1)))
        }
        _ = try vault.identify(anna, by: .bsn, "123456782", at: Position(1))
        try vault.commit()
        try db.checkpoint()
        try vault.seal([value(201, of: anna)], at: Position(201))
        try vault.commit()
        #expect(try folder.output(of: "grep -c 'van-\(anna.text)' vault.db vault.db-wal | grep -v ':0'").count == 2)

        try vault.erase(anna, at: Moment(microseconds: 9))
        try vault.commit()
        #expect(try vault.finishErasing())
        #expect(try folder.output(of: "cat vault.db* | grep -c -e 'van-\(anna.text)' -e 123456782 || true") == ["0"])
        #expect(try vault.count() == 200)
        #expect(try vault.value(gone[0].commitment) == nil && vault.value(kept[0].commitment) == kept[0])
        #expect(try vault.party(.bsn, "123456782") == nil)

        try vault.seal([gone[0], value(202, of: bram)], at: Position(202))
        #expect(try vault.identify(anna, by: .bsn, "123456782", at: Position(202)) == nil)
        try vault.commit()
        #expect(try vault.value(gone[0].commitment) == nil)
        #expect(try vault.count() == 201)
        #expect(try vault.fences().map(\.subject) == [anna])
        #expect(try db.integrityFaults() == [])
    }

    @Test func aReaderHoldsTheErasingUpUntilItIsDone() throws {
        try vault.seal([value(1, of: anna)], at: Position(1))
        try vault.commit()
        let reader = try Connection(.reader(folder.file("vault.db")))
        try reader.read {
            _ = try Vault(reader).count()
            try vault.erase(anna, at: Moment(microseconds: 9))
            try vault.commit()
            #expect(try !vault.finishErasing())
        }
        #expect(try vault.finishErasing())
        #expect(try folder.output(of: "cat vault.db* | grep -c 'van-\(anna.text)' || true") == ["0"])
    }

    @Test func theRestOfAnUnfinishedBatchIsSweptAway() throws {
        for number in 1...9 {
            try vault.seal([value(number, of: anna)], at: Position(Int64(number)))
            _ = try vault.identify(PartyID(bits: UInt128(number)), by: .kvk, "\(number)", at: Position(Int64(number)))
        }
        try vault.commit()
        #expect(try vault.sweep(behind: Position(6)) == 3)
        #expect(try vault.count() == 6)
        #expect(try vault.value(value(6, of: anna).commitment) != nil)
        #expect(try vault.value(value(7, of: anna).commitment) == nil)
        #expect(try vault.party(.kvk, "6") != nil && vault.party(.kvk, "7") == nil)
        #expect(try vault.sweep(behind: Position(6)) == 0)
    }

    @Test func aValueNeverChanges() throws {
        try vault.seal([value(1, of: anna)], at: Position(1))
        try vault.erase(bram, at: Moment(microseconds: 9))
        try vault.commit()
        for sql in ["UPDATE sealed SET json = ''", "DELETE FROM fence"] {
            #expect(throws: DatabaseError.self, "\(sql)") { try db.execute(sql) }
        }
    }

    @Test func anotherFileIsNoVault() throws {
        #expect(throws: LogFault.self) { try Vault(try Connection(.memory)) }
    }
}
