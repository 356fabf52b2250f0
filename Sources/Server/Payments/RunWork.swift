import Commands
import Events
import Projections

/// Goes on with payment runs: takes up what is due, writes the file, says what it wrote, and takes payments out again when a
/// run was cancelled.
///
/// Everything it does follows from the log and can be done again: commands have ids that follow from run and payment, and
/// a file that no event names yet is written anew, to the same bytes. So it can be interrupted at any point.
struct RunWork {
    let service: Service
    let readers: Readers
    let debtor: Debtor
    /// The server stops: the rest is for the next start.
    var stops: () -> Bool = { false }
    /// Where a test interrupts it.
    var at: (Point) throws -> Void = { _ in }

    /// Points between two steps.
    enum Point: Hashable {
        case taken(Int)
        case allTaken, collected, fileWritten, fileRecorded
        case takenOut(Int)
    }

    /// Goes on with a run as far as the system can.
    func goOn(with run: Run) throws {
        var run = run
        while !stops() {
            switch run.status {
            case .open: try collect(run)
            case .collected: try writeFile(run)
            case .cancelled: return try takeOut(run)
            case .written, .released: return
            }
            try service.catchUp(readers.log)
            guard let next = try readers.live({ try Run.one($0, run.run) }), next.status != run.status else {
                return
            }
            run = next
        }
    }

    private func collect(_ run: Run) throws {
        try service.catchUp(readers.log)
        let asks = try PipelinedAsks(service)
        let today = service.clock.now().day
        var after: DuePayment.Place?
        var count = 0
        repeat {
            let (page, next) = try readers.live {
                try DuePayment.page($0, run.kind, until: run.executeOn, today: today, after: after)
            }
            for due in page {
                if stops() { return try asks.finish() }
                let command = TakeIntoRun(dossier: due.dossier, payment: due.payment, run: run.run)
                try asks.ask(NamedAsk(command: command, name: "run/\(run.run.text)/\(due.payment.text)"))
                count += 1
                try at(.taken(count))
            }
            after = next
        } while after != nil
        try asks.finish()
        try at(.allTaken)
        let contents = try contents(of: run, through: readers.log.lastPosition())
        let command: any Command =
            contents.payments.isEmpty
            ? CancelRun(run: run.run)
            : CollectRun(run: run.run, payments: Int64(contents.payments.count), cents: contents.cents)
        try service.ask(asSystem: command, named: "run/\(run.run.text)/collected")
        try at(.collected)
    }

    private func writeFile(_ run: Run) throws {
        guard let taken = run.taken else { throw RunFault.contentsDiffer }
        let contents = try contents(of: run, through: taken.through)
        guard Int64(contents.payments.count) == run.payments, contents.cents == run.cents else {
            throw RunFault.contentsDiffer
        }
        guard let message = BankReference(Code(run.run)), let batch = BankReference(Code(run.run).text + "-1"),
            let version = PaymentFile.Version(rawValue: run.format.rawValue),
            let kind = PaymentFile.Kind(rawValue: run.kind.rawValue)
        else { throw RunFault.badReference }
        let file = PaymentFile(
            version: version, message: message, batch: batch, createdAt: taken.at, kind: kind,
            executeOn: run.executeOn, debtorName: debtor.name.text, debtorIban: debtor.iban, debtorBic: debtor.bic,
            count: contents.payments.count, sum: contents.cents)
        if !Files.exists(service.folder.paymentFiles) {
            try Files.makeFolder(service.folder.paymentFiles)
            try Files.syncFolder(service.folder.path)
        }
        // One that stands there and that no event names was left by an interruption: nobody has seen it.
        let path = service.folder.paymentFile(of: run.run)
        try Files.remove(path)
        var transfers = Transfers(contents, run.kind, readers)
        let written = try PaymentFileOnDisk.write(file, to: path) { try transfers.transfer() }
        try at(.fileWritten)
        let answer = try service.ask(
            asSystem: RecordFile(
                run: run.run, messageId: Code(run.run), payments: Int64(contents.payments.count), cents: contents.cents,
                byteCount: Int64(written.byteCount), digest: written.digest),
            named: "run/\(run.run.text)/file/\(written.digest.hex)")
        guard case .accepted = answer else { throw RunFault.notRecorded }
        try at(.fileRecorded)
    }

    private func takeOut(_ run: Run) throws {
        guard let through = run.taken?.through else { throw RunFault.contentsDiffer }
        let asks = try PipelinedAsks(service)
        for (count, filed) in try contents(of: run, through: through).payments.enumerated() {
            if stops() { break }
            let command = TakeOutOfRun(dossier: filed.dossier, payment: filed.payment, run: run.run)
            try asks.ask(NamedAsk(command: command, name: "run/\(run.run.text)/out/\(filed.payment.text)"))
            try at(.takenOut(count + 1))
        }
        try asks.finish()
    }

    private func contents(of run: Run, through last: Position) throws -> RunContents {
        try RunContents(of: run.run, readers.log, after: run.position, through: last)
    }
}

extension DataFolder {
    /// Where the file of a run is.
    func paymentFile(of run: RunID) -> String { "\(paymentFiles)/\(run.text).xml" }
}
