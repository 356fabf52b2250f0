import Commands
import Events
import Projections
import Synchronization

/// Takes up a file of the bank: what it says of payments goes to their dossiers, and what matches nothing waits for a person.
///
/// The whole file is read before anything is stored. Every command has an id that follows from the file and the place in it,
/// so a file that was interrupted is handed in again and goes on; one that was read gives the same answer again.
struct BankImport {
    let service: Service
    let readers: Readers
    /// Who brought the file.
    let principal: Principal

    /// Reads and stores the file and says what became of it.
    func take(_ bytes: [UInt8]) throws -> BankFile {
        guard let debtor = service.debtor else { throw Problem(.noDebtor) }
        let digest = SHA256.hash(bytes)
        let message = try BankMessage(bytes, day: service.clock.now().day)
        try requirePermission(message, digest, bytes.count)
        try service.catchUp(readers.log)
        if let known = try readers.live({ try BankFile.one($0, message.file) }) {
            guard known.digest == digest else { throw Problem(Rejection.otherBankFile) }
            // Whoever lost the file, or has it damaged, gets it back by handing it in again.
            try service.bankFiles.keep(bytes, digest)
            return known
        }
        try requireOurs(message, debtor)
        // The file itself: names and accounts of others stand in it and nowhere else.
        try service.bankFiles.keep(bytes, digest)
        let open = try match(message)
        try read(message, digest, bytes.count, open)
        try service.catchUp(readers.log)
        guard let outcome = try readers.live({ try BankFile.one($0, message.file) }) else {
            throw Problem.retry(.notThereYet, afterSeconds: 1)
        }
        return outcome
    }

    /// Asked of the writer, on the state of this moment, before anything of the file is believed.
    private func requirePermission(_ message: BankMessage, _ digest: Digest, _ byteCount: Int) throws {
        let command = message.command(digest, byteCount, matched: 0, open: [])
        let name = NamedAsk(command: command, name: "bank/\(message.file.text)/may", principal: principal)
        let asked = name.submission(at: service.clock.now())
        let answer = try service.submit(
            Submission(request: asked.request, digest: asked.digest, stamp: asked.stamp, purpose: .dryRun))
        if case .denied(let rejection) = answer { throw Problem(rejection) }
    }

    /// A file about another account, or about files that we never wrote, is not for us.
    private func requireOurs(_ message: BankMessage, _ debtor: Debtor) throws {
        let isOurs: Bool
        if let original = message.original {
            isOurs = try run(named: original) != nil
        } else {
            isOurs = message.accounts.allSatisfy { $0 == debtor.iban }
        }
        guard isOurs else { throw Problem(.foreignBankFile) }
    }

    /// The run that a message id of ours names.
    private func run(named reference: String) throws -> Run? {
        guard let id = RunID(reference: reference) else { return nil }
        return try readers.live { try Run.one($0, id) }
    }

    /// Asks what follows of every line, debits first: a payment leaves before it comes back. Gives what matches nothing.
    private func match(_ message: BankMessage) throws -> [BankMessage.Line: EntryTrouble] {
        let troubles = Mutex<[BankMessage.Line: EntryTrouble]>([:])
        let asks = try PipelinedAsks(service)
        for line in message.lines.filter({ !$0.isCredit }) + message.lines.filter(\.isCredit) {
            let heard: PipelinedAsks.Heard = { answer in
                guard let trouble = Self.trouble(answer) else { return }
                troubles.withLock { $0[line] = trouble }
            }
            let commands = try commands(line)
            if commands.isEmpty, line.says != .nothing { troubles.withLock { $0[line] = .unknown } }
            for (index, command) in commands.enumerated() {
                let name = "bank/\(message.file.text)/\(line.number)/\(index)"
                try asks.ask(NamedAsk(command: command, name: name, principal: principal), heard)
            }
        }
        try asks.finish()
        return troubles.withLock { $0 }
    }

    private static func trouble(_ answer: Answer) -> EntryTrouble? {
        switch answer {
        case .accepted: nil
        case .rejected(let rejection) where rejection.code == Rejection.bankAmountDiffers.code: .amountDiffers
        case .rejected(let rejection) where rejection.code == Rejection.unknownPayment.code: .unknown
        case .rejected, .denied, .otherRequest, .tried, .looked: .unexpected
        }
    }

    /// What a line says of payments of ours; nothing when it names none.
    private func commands(_ line: BankMessage.Line) throws -> [any Command] {
        switch line.says {
        case .nothing, .other: return []
        case .paid(let payment):
            return try dossier(of: payment).map {
                [ConfirmPayment(dossier: $0, payment: payment, on: line.on, bankCents: line.cents)]
            } ?? []
        case .returned(let payment, let reason):
            return try dossier(of: payment).map {
                [
                    ReturnPayment(
                        dossier: $0, payment: payment, on: line.on, bankReason: reason, bankCents: line.cents)
                ]
            } ?? []
        case .batchPaid(let reference):
            guard let run = try run(named: reference) else { return [] }
            let paid = try contents(of: run).filter(stands)
            guard paid.reduce(Cents.zero, { $0 + $1.cents }) == line.cents else { return [] }
            return paid.map {
                ConfirmPayment(dossier: $0.dossier, payment: $0.payment, on: line.on, bankCents: $0.cents)
            }
        case .batchRefused(let reference, let reason):
            guard let run = try run(named: reference) else { return [] }
            return try contents(of: run).map {
                ReturnPayment(
                    dossier: $0.dossier, payment: $0.payment, on: line.on, bankReason: reason, bankCents: $0.cents)
            }
        }
    }

    private func contents(of run: Run) throws -> [RunContents.Filed] {
        guard let through = run.taken?.through else { return [] }
        return try RunContents(of: run.run, readers.log, after: run.position, through: through).payments
    }

    /// What the bank had refused before is not in what it books. Told twice, a booking is as large as before.
    private func stands(_ filed: RunContents.Filed) throws -> Bool {
        try readers.live { try KnownPayment.stands($0, filed.payment) }
    }

    private func dossier(of payment: PaymentID) throws -> DossierID? {
        try readers.live { try KnownPayment.one($0, payment)?.stream.dossier }
    }

    private func read(
        _ message: BankMessage, _ digest: Digest, _ byteCount: Int, _ troubles: [BankMessage.Line: EntryTrouble]
    ) throws {
        let told = message.lines.filter { $0.says != .nothing }
        var open: [ReadBankFile.OpenEntry] = []
        // A notification is news: the statement brings it again, and only there it waits for a person.
        if message.kind != .notification {
            open = try told.compactMap { line in
                guard let why = troubles[line] else { return nil }
                return ReadBankFile.OpenEntry(
                    number: Int64(line.number), cents: line.cents ?? .zero, isCredit: line.isCredit, on: line.on,
                    why: why, dossier: try line.isCredit ? named(in: line.remittance) : nil)
            }
        }
        let command = message.command(digest, byteCount, matched: told.count - troubles.count, open: open)
        let asked = NamedAsk(command: command, name: "bank/\(message.file.text)/read", principal: principal)
        switch try service.submit(asked.submission(at: service.clock.now())) {
        case .accepted, .tried, .looked: return
        case .rejected(let rejection), .denied(let rejection): throw Problem(rejection)
        case .otherRequest: throw Problem(.idTaken)
        }
    }

    /// The one dossier whose number stands in what a payer wrote: 32 hexadecimal digits, with dashes or blanks or without.
    private func named(in remittance: String) throws -> DossierID? {
        let found = Set(BankMessage.numbers(in: remittance).map(DossierID.init(bits:)))
        let known = try readers.live { s in try found.filter { try Involvement.exists(s, $0) } }
        return known.count == 1 ? known.first : nil
    }
}

extension DataFolder {
    /// Where a file of the bank is.
    func bankFile(_ digest: Digest) -> String { "\(bankFiles)/\(digest.hex).xml" }
}

extension RunID {
    /// Reads the reference that the file of a run carries.
    init?(reference: String) {
        guard reference.utf8.count == 32, let bits = UInt128(reference, radix: 16) else { return nil }
        self.init(bits: bits)
    }
}

extension ProblemKind {
    static let noDebtor = ProblemKind(
        "no-debtor-account", 409, "Er is geen rekening ingesteld",
        "Voor deze dienst is nog geen bankrekening ingesteld. Vraag beheer om dat te doen.")
    static let foreignBankFile = ProblemKind(
        "foreign-bank-file", 409, "Dit bestand is niet voor ons",
        "Dit bestand gaat over een rekening of een betaalbestand dat niet van ons is. Er is niets opgeslagen.")
    static let badBankFile = ProblemKind(
        "bad-bank-file", 400, "Dit bestand kunnen wij niet lezen",
        "Het bestand van de bank klopt niet. Er is niets opgeslagen. Hieronder staat op welke regel.")
}
