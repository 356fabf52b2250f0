import Commands
import Events
import Foundation
import Projections
import Testing

@testable import Server

/// What is refused, and that nothing of it stays.
@Suite struct BankImportTests {
    private func refused(_ bytes: [UInt8], as principal: Principal? = nil) throws -> String {
        try RunBench.withFolder { folder in
            let year = try RunBench.fill(folder, dossiers: 2)
            return try RunBench.open(folder, year) { bench in
                let before = try bench.readers.log.lastPosition()
                var code = "taken"
                do {
                    _ = try bench.take(bytes, as: principal)
                } catch let problem as Problem {
                    code = problem.items.first.map { "\($0.pointer) \($0.code)" } ?? problem.kind.code
                }
                let after = try bench.readers.log.lastPosition()
                #expect(after == before)
                #expect(!Files.exists(bench.service.folder.bankFiles))
                return code
            }
        }
    }

    @Test func aBrokenFileIsRefusedWithItsLine() throws {
        var statement = StatementText()
        statement.add(-1_250)
        let text = String(decoding: statement.bytes, as: UTF8.self)
        let cut = text.replacingOccurrences(of: "</Stmt></BkToCstmrStmt></Document>", with: "")
        #expect(try refused(Array(cut.utf8)).hasSuffix("cut-off"))
        let wrong = text.replacingOccurrences(of: "12.50", with: "12.51")
        #expect(try refused(Array(wrong.utf8)).hasSuffix("balance-differs"))
        #expect(try refused(Array("geen xml".utf8)).hasPrefix("line 1"))
    }

    @Test func aFileOfAnotherAccountIsRefused() throws {
        var statement = StatementText()
        statement.account = BankFixture.iban(2).text
        statement.add(-1_250)
        #expect(try refused(statement.bytes) == "foreign-bank-file")
        // A report about a file that we never wrote.
        #expect(try refused(try BankFixture.bytes("pain002-03-rejected.xml")) == "foreign-bank-file")
    }

    @Test func whoMayNotHandsInNothing() throws {
        var statement = StatementText()
        statement.add(-1_250)
        #expect(try refused(statement.bytes, as: .operator) == "not-allowed")
    }

    /// The bank refuses one payment of a file, and then the file as a whole.
    @Test func whatTheBankRefusesIsFreeAgain() throws {
        try RunBench.withFolder { folder in
            let year = try RunBench.fill(folder, dossiers: 5)
            try RunBench.open(folder, year) { bench in
                try bench.look()
                let run = try #require(try bench.runs().first)
                let through = try #require(run.taken?.through)
                let contents = try RunContents(of: run.run, bench.readers.log, after: run.position, through: through)
                let first = try #require(contents.payments.first)
                let one = try bench.take(report(run, status: "PART", refused: Code(first.payment).text))
                #expect(one.matched == 1 && one.open == 0)
                #expect(try bench.events("payment-returned").count == 1)
                // The file is booked without it.
                var statement = StatementText()
                statement.add(-(try #require(run.cents).raw - first.cents.raw), batch: Code(run.run).text)
                #expect(try bench.take(statement.bytes).matched == 1)
                #expect(try bench.events("payment-paid").count == Int(run.payments ?? 0) - 1)
                // Another amount than was in the file waits for a person.
                statement = StatementText()
                statement.id = "2"
                statement.add(-1, batch: Code(run.run).text)
                #expect(try bench.take(statement.bytes).open == 1)
            }
        }
    }

    @Test func aWholeFileCanBeRefused() throws {
        try RunBench.withFolder { folder in
            let year = try RunBench.fill(folder, dossiers: 5)
            try RunBench.open(folder, year) { bench in
                try bench.look()
                let run = try #require(try bench.runs().first)
                #expect(try bench.take(report(run, status: "RJCT", refused: nil)).matched == 1)
                let returned = try bench.events("payment-returned")
                #expect(returned.count == Int(run.payments ?? 0))
                for envelope in returned {
                    guard case .payment(.returned(let fact)) = envelope.event else { continue }
                    #expect(fact.shares.isEmpty && fact.bankReason == "am10")
                }
            }
        }
    }

    private func report(_ run: Run, status: String, refused: String?) -> [UInt8] {
        let message = Code(run.run).text
        let reason = "<StsRsnInf><Rsn><Cd>AM10</Cd></Rsn></StsRsnInf>"
        let transfer = refused.map {
            """
            <OrgnlPmtInfAndSts><OrgnlPmtInfId>\(message)-1</OrgnlPmtInfId><TxInfAndSts><OrgnlEndToEndId>\($0)</OrgnlEndToEndId>
            <TxSts>RJCT</TxSts>\(reason)</TxInfAndSts></OrgnlPmtInfAndSts>
            """
        }
        return Array(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"><CstmrPmtStsRpt>
            <GrpHdr><MsgId>report-\(status)</MsgId><CreDtTm>2026-02-16T12:00:00+01:00</CreDtTm></GrpHdr>
            <OrgnlGrpInfAndSts><OrgnlMsgId>\(message)</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>
            <GrpSts>\(status)</GrpSts>\(refused == nil ? reason : "")</OrgnlGrpInfAndSts>\(transfer ?? "")
            </CstmrPmtStsRpt></Document>
            """.utf8)
    }
}
