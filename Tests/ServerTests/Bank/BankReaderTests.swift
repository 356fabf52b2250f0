import Events
import Support
import Testing

@testable import Server

/// What good files of a bank say, value for value.
@Suite struct BankReaderTests {
    private func statements(_ name: String) throws -> BankStatementFile {
        try BankStatementReader.read(try BankFixture.bytes(name))
    }

    @Test func readsABatchAReturnAnUnknownCreditAndWhatIsPending() throws {
        let file = try statements("camt053-08-batch.xml")
        #expect(file.kind == .statement && file.message == "BANK-053-2026-03-05" && file.statements.count == 1)
        let statement = try #require(file.statements.first)
        #expect(statement.id == "053-2026-064" && statement.sequence == 64 && statement.account == BankFixture.iban(1))
        let day = BankFixture.day("2026-03-05")
        #expect(statement.opening == .init(cents: Cents(100_000_000), day: day))
        #expect(statement.closing == .init(cents: Cents(99_977_545), day: day))
        #expect(statement.entries.map(\.number) == [1, 2, 3] && statement.pending.map(\.number) == [4])

        let batch = statement.entries[0]
        #expect(batch.cents == Cents(37_035) && batch.direction == .debit && batch.status == .booked)
        #expect(batch.bookedOn == day && batch.bankReference == "BANKREF0001" && !batch.isReversal)
        #expect(
            batch.batch == "pgb-2026-03-05-1" && batch.batchMessage == "pgb-2026-03-05-claims-1" && batch.line == 34)
        #expect(batch.details.map(\.endToEnd) == ["e000000001", "e000000002", "e000000003"])
        #expect(batch.details.allSatisfy { $0.cents == Cents(12_345) && $0.direction == .debit && !$0.isReturn })
        #expect(batch.details[2].counterpartyName == "Thuiszorg & Co")
        #expect(batch.details[2].counterpartyIban == BankFixture.iban(1_003) && batch.details[2].line == 68)

        let returned = statement.entries[1].details[0]
        #expect(returned.returnReason == "AC04" && returned.direction == .credit && returned.endToEnd == "e000000002")
        // The parties stand as on the way out: the other one is not us.
        #expect(returned.counterpartyIban == BankFixture.iban(1_002) && statement.entries[1].bookedOn == day)

        let deposit = statement.entries[2].details[0]
        #expect(deposit.endToEnd == nil && deposit.cents == Cents(2_235) && !deposit.isReturn)
        #expect(deposit.remittance == "VWS 1234567 storting maart" && deposit.counterpartyName == "Mw. Ş. Yıldız")
        #expect(deposit.counterpartyIban == BankFixture.iban(2_001))

        let pending = statement.pending[0]
        #expect(pending.status == .pending && pending.cents == Cents(50_000) && pending.bookedOn == nil)
        #expect(pending.details.isEmpty)
    }

    @Test func readsTheOlderVersionAndTwoAccounts() throws {
        let file = try statements("camt053-02-single.xml")
        #expect(file.statements.map(\.id) == ["053-2026-065", "053-2026-066"])
        let first = file.statements[0]
        #expect(first.opening?.cents == Cents(10_000) && first.closing?.cents == Cents(-5_000) && first.sequence == nil)
        #expect(first.entries[0].details[0].cents == Cents(15_000))
        #expect(first.entries[0].details[0].counterpartyName == "J. de Vries")
        #expect(first.entries[0].details[0].counterpartyIban == nil)
        #expect(first.entries[1].isReversal && first.entries[1].cents == .zero && first.entries[1].bankReference == nil)
        #expect(file.statements[1].entries.isEmpty && file.statements[1].account == BankFixture.iban(2))
    }

    @Test func readsNotifications() throws {
        let back = try statements("camt054-08-return.xml")
        #expect(back.kind == .notification && back.statements[0].opening == nil && back.statements[0].closing == nil)
        let detail = back.statements[0].entries[0].details[0]
        // A reason in the bank's own words has no code.
        #expect(detail.returnReason == "MS02" && detail.endToEnd == "e000000003" && detail.cents == Cents(12_345))

        let credit = try statements("camt054-02-credit.xml")
        let details = credit.statements[0].entries[0].details
        #expect(details.map(\.cents) == [Cents(5_025), Cents(2_525)])
        // What others write on their payments may repeat.
        #expect(details.map(\.endToEnd) == ["KLANT-7", "KLANT-7"] && details[0].remittance == "RF18539007547034")
    }

    @Test func readsStatusReports() throws {
        let rejected = try StatusReportReader.read(try BankFixture.bytes("pain002-03-rejected.xml"))
        #expect(rejected.message == "BANK-STS-0001" && rejected.original == "pgb-2026-03-05-claims-1")
        #expect(rejected.status?.meaning == .refused && rejected.reasons == ["AM10"] && rejected.batches.isEmpty)

        let accepted = try StatusReportReader.read(try BankFixture.bytes("pain002-12-accepted.xml"))
        #expect(accepted.status?.code == "ACCP" && accepted.status?.meaning == .underway)
        #expect(accepted.batches.map(\.batch) == ["pgb-2026-03-05-1"] && accepted.batches[0].transfers.isEmpty)

        let partial = try StatusReportReader.read(try BankFixture.bytes("pain002-03-partial.xml"))
        #expect(partial.status?.meaning == .partly && partial.batches[0].status?.meaning == .partly)
        let transfers = partial.batches[0].transfers
        #expect(transfers.map(\.endToEnd) == ["e000000001", "e000000002", nil])
        #expect(transfers.map { $0.status?.code } == ["RJCT", "ACSP", "RJCT"])
        #expect(transfers.map(\.reasons) == [["AC04"], [], []])
        #expect(transfers[0].instruction == "run 7/2" && transfers[0].line == 17)
    }

    /// What we write is read back as it was meant, element for element.
    @Test(arguments: ["pain001-09-claims.xml", "pain001-03-wages.xml"])
    func readsWhatWeWrite(_ name: String) throws {
        var reader = try XMLReader(try BankFixture.bytes(name), XMLReader.Limits(bytesMost: 1 << 20))
        reader.keepsText = true
        var path: [String] = []
        var found: [String: [String]] = [:]
        while true {
            switch try reader.next() {
            case .start: path.append(reader.name)
            case .end: path.removeLast()
            case .text: found[path.last ?? "", default: []].append(String(decoding: reader.text, as: UTF8.self))
            case .finished:
                let isWages = name.contains("wages")
                #expect(found["NbOfTxs"] == (isWages ? ["2", "2"] : ["3", "3"]))
                #expect(found["CtrlSum"] == (isWages ? ["3000.00", "3000.00"] : ["1000000001.00", "1000000001.00"]))
                #expect(
                    found["InstdAmt"] == (isWages ? ["1500.00", "1500.00"] : ["0.01", "999999999.99", "1.00"]))
                #expect(found["Cd"] == (isWages ? ["SEPA", "SALA"] : ["SEPA"]))
                #expect(found["Dt"] == (name.contains("-09-") ? ["2026-03-05"] : nil))
                #expect(found["IBAN"]?.first == BankFixture.iban(1).text)
                return
            }
        }
    }
}
