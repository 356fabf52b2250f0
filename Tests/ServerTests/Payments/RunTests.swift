import Commands
import Events
import Foundation
import Projections
import Testing

@testable import Server

/// A run from what is due to the statement of the bank.
@Suite struct RunTests {
    @Test func aMonthGoesToTheBankAndComesBack() throws {
        try RunBench.withFolder { folder in
            let year = try RunBench.fill(folder, dossiers: 12)
            try RunBench.open(folder, year) { bench in
                try bench.look()
                let run = try #require(try bench.runs().first)
                #expect(run.status == .written && run.maker == nil && run.kind == .claims)
                #expect(Int(run.payments ?? 0) == year.unpaid.count)
                let filed = try bench.events("payment-filed")
                #expect(filed.count == year.unpaid.count)
                // The file is what the log says of it, and only its owner can read it.
                let path = bench.service.folder.paymentFile(of: run.run)
                let bytes = try Files.bytes(path, most: 1 << 20)
                #expect(SHA256.hash(bytes) == run.file?.digest && Int64(bytes.count) == run.file?.byteCount)
                let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
                #expect(mode == 0o600)
                let text = String(decoding: bytes, as: UTF8.self)
                #expect(text.components(separatedBy: "<CdtTrfTxInf>").count - 1 == year.unpaid.count)
                #expect(text.contains("<CtrlSum>\(StatementText.euros(try #require(run.cents).raw))</CtrlSum>"))
                // Looked at again, nothing more happens.
                let before = try bench.readers.log.lastPosition()
                try bench.look()
                let after = try bench.readers.log.lastPosition()
                #expect(before == after)

                let digest = try #require(run.file?.digest).hex
                let release = #""run":"\#(run.run.text)","digest":"\#(digest)""#
                guard case .accepted = try bench.ask("release-file", release, as: bench.releaser) else {
                    Issue.record("The file was not released.")
                    return
                }
                try pay(run, bench)
            }
        }
    }

    /// The bank books the whole file at once, and sends one payment back.
    private func pay(_ run: Run, _ bench: RunBench) throws {
        let cents = try #require(run.cents).raw
        var statement = StatementText()
        statement.add(-cents, batch: Code(run.run).text)
        let outcome = try bench.take(statement.bytes)
        #expect(outcome.entries == 1 && outcome.matched == 1 && outcome.open == 0)
        #expect(try bench.events("payment-paid").count == Int(run.payments ?? 0))
        let position = try bench.readers.log.lastPosition()
        // The same file again, and the same statement in other bytes.
        #expect(try bench.take(statement.bytes) == outcome)
        #expect(throws: Problem.self) { try bench.take(statement.bytes + [UInt8(ascii: "\n")]) }
        let unchanged = try bench.readers.log.lastPosition()
        #expect(unchanged == position)

        guard case .payment(.filed(let first)) = try bench.events("payment-filed")[0].event else { return }
        let reference = Code(first.payment).text
        var back = StatementText()
        back.id = "2"
        back.add(first.bankCents.raw, details: [(reference, first.bankCents.raw)], reason: "AC04")
        // Somebody deposits, with the number of the dossier; the bank takes its costs.
        let dossier = bench.year.generator.dossiers[0]
        back.add(30_000, details: [("NOTPROVIDED", 30_000)], text: "storting \(dossier.text)")
        back.add(-1_250)
        let second = try bench.take(back.bytes)
        #expect(second.entries == 3 && second.matched == 1 && second.open == 2)
        let returned = try bench.events("payment-returned")
        guard case .payment(.returned(let fact)) = try #require(returned.first).event else { return }
        #expect(fact.payment == first.payment && fact.bankReason == "ac04")
        let open = try bench.readers.live { try OpenEntry.page($0) }
        #expect(open.map(\.isCredit) == [true, false] && open.map(\.dossier) == [dossier, nil])
        // A person says what the costs are; once.
        let settle = #""entry":{"file":"\#(second.file.text)","number":3},"use":"bank-costs""#
        guard case .accepted = try bench.ask("settle-entry", settle, as: bench.releaser) else {
            Issue.record("The entry was not settled.")
            return
        }
        #expect(try bench.readers.live { try OpenEntry.page($0) }.count == 1)
    }

    /// Interrupted between any two steps, the run goes on to the same file, and nothing happens twice.
    @Test(arguments: [
        RunWork.Point.taken(1), .taken(5), .allTaken, .collected, .fileWritten, .fileRecorded,
    ])
    func goesOnAfterAnInterruption(at point: RunWork.Point) throws {
        let whole = try written(interruptedAt: nil)
        let mended = try written(interruptedAt: point)
        #expect(mended == whole)
    }

    private struct Interruption: Error {}

    /// The bytes of the file of the one run.
    private func written(interruptedAt point: RunWork.Point?) throws -> [UInt8] {
        try RunBench.withFolder { folder in
            let year = try RunBench.fill(folder, dossiers: 9)
            let run = RunID(bits: 0x1234)
            try RunBench.open(folder, year) { bench in
                let open = OpenRun(
                    run: run, kind: .claims, executeOn: bench.service.clock.now().day, format: .pain001v09)
                try bench.service.ask(asSystem: open, named: "test")
                try bench.service.catchUp(bench.readers.log)
                guard let point else { return }
                let work = try bench.work { if $0 == point { throw Interruption() } }
                let opened = try #require(try bench.runs().first)
                #expect(throws: Interruption.self) { try work.goOn(with: opened) }
                // What an interrupted writer leaves beside the file.
                if point == .collected {
                    try Files.makeFolder(bench.service.folder.paymentFiles)
                    try Files.write("<?xml", to: bench.service.folder.paymentFile(of: run) + ".unfinished")
                }
            }
            return try RunBench.open(folder, year) { bench in
                try bench.look()
                let runs = try bench.runs()
                #expect(runs.map(\.status) == [.written])
                let filed = try bench.events("payment-filed")
                #expect(Set(filed.map { $0.event.paymentFiled }).count == filed.count)
                #expect(filed.count == year.unpaid.count)
                #expect(try bench.events("run-collected").count == 1)
                #expect(try bench.events("payment-file-written").count == 1)
                let names = try Files.names(in: bench.service.folder.paymentFiles)
                #expect(names == ["\(run.text).xml"])
                return try Files.bytes(bench.service.folder.paymentFile(of: run), most: 1 << 20)
            }
        }
    }

    /// A run that is cancelled gives its payments back, also when that was interrupted; another run takes them.
    @Test func aCancelledRunGivesItsPaymentsBack() throws {
        try RunBench.withFolder { folder in
            let year = try RunBench.fill(folder, dossiers: 6)
            try RunBench.open(folder, year) { bench in
                try bench.look()
                let run = try #require(try bench.runs().first)
                guard case .accepted = try bench.ask("cancel-run", #""run":"\#(run.run.text)""#, as: bench.releaser)
                else {
                    Issue.record("The run was not cancelled.")
                    return
                }
                let work = try bench.work { if $0 == .takenOut(2) { throw Interruption() } }
                let cancelled = try #require(try bench.runs().first)
                #expect(throws: Interruption.self) { try work.goOn(with: cancelled) }
            }
            try RunBench.open(folder, year) { bench in
                try bench.look()
                #expect(try bench.events("payment-unfiled").count == year.unpaid.count)
                // The system opens no other run of the day that a person cancelled.
                #expect(try bench.runs().count == 1)
            }
            let tuesday = try #require(Moment("2026-02-17T08:00:00Z"))
            try RunBench.open(folder, year, at: tuesday) { bench in
                try bench.look()
                let runs = try bench.runs()
                #expect(runs.map(\.status) == [.written, .cancelled])
                #expect(runs.first?.payments == Int64(year.unpaid.count))
            }
        }
    }

    /// Before five in the morning and on a Sunday nothing is opened.
    @Test(arguments: ["2026-02-16T03:30:00Z", "2026-02-15T10:00:00Z"])
    func opensOnlyOnBankingDays(at text: String) throws {
        try RunBench.withFolder { folder in
            let year = try RunBench.fill(folder, dossiers: 3)
            try RunBench.open(folder, year, at: try #require(Moment(text))) { bench in
                try bench.look()
                #expect(try bench.runs().isEmpty)
            }
        }
    }
}

extension Event {
    fileprivate var paymentFiled: PaymentID? {
        if case .payment(.filed(let filed)) = self { filed.payment } else { nil }
    }
}
