import Commands
import Events

/// A file of the bank as one list of lines, each with what it says of payments of ours.
struct BankMessage {
    /// What a line says.
    enum Says: Hashable, Sendable {
        /// A payment left our account.
        case paid(PaymentID)
        /// A payment came back, or will not be made.
        case returned(PaymentID, Code)
        /// All payments of one file left our account in one booking.
        case batchPaid(String)
        /// A whole file, or the batch in it, is refused.
        case batchRefused(String, Code)
        /// Money came in or went out, or the bank asks us to look: not about a payment that it names.
        case other
        /// Nothing to do: it is on its way, or it is told otherwise.
        case nothing
    }

    /// One payment in a booking, or a booking without; one transfer in a report.
    struct Line: Hashable, Sendable {
        /// Its place in the file, from 1.
        let number: Int
        /// Nil where the bank gives none.
        let cents: Cents?
        let isCredit: Bool
        let on: Day
        let says: Says
        let remittance: String
        /// Who is on the other side, where the bank says.
        var other: String?
        var otherIban: Iban?
    }

    let kind: BankFileKind
    /// Follows from what the bank calls the file: the same statement in other bytes is known again.
    let file: BankFileID
    /// The accounts that it is about; empty for a report.
    let accounts: [Iban]
    /// The file of ours that a report is about.
    let original: String?
    let lines: [Line]
    let openingCents: Cents?
    let closingCents: Cents?

    /// Reads any file that we know, or refuses it whole with its fault and line.
    init(_ bytes: [UInt8], day: Day) throws(Problem) {
        do throws(BankFileFault) {
            self.init(try BankStatementReader.read(bytes))
        } catch {
            guard error.kind == .otherDocument else { throw Problem(error) }
            do throws(BankFileFault) {
                self.init(try StatusReportReader.read(bytes), day: day)
            } catch {
                throw Problem(error)
            }
        }
    }

    /// What is asked of the writer when the file was read.
    func command(_ digest: Digest, _ byteCount: Int, matched: Int, open: [ReadBankFile.OpenEntry]) -> ReadBankFile {
        ReadBankFile(
            file: file, kind: kind, digest: digest, byteCount: Int64(byteCount),
            entries: Int64(lines.count { $0.says != .nothing }), matched: Int64(matched), openingCents: openingCents,
            closingCents: closingCents, open: open)
    }

    private static func file(_ parts: [String]) -> BankFileID {
        var hash = SHA256()
        for part in parts {
            Array("\(part.utf8.count) \(part) ".utf8).withUnsafeBytes { hash.update($0) }
        }
        return BankFileID(bits: hash.finish().first128)
    }
}

extension BankMessage {
    private init(_ statements: BankStatementFile) {
        kind = statements.kind == .statement ? .statement : .notification
        file = Self.file(
            ["\(kind.rawValue)", statements.message] + statements.statements.flatMap { [$0.account.text, $0.id] })
        accounts = statements.statements.map(\.account)
        original = nil
        openingCents = statements.statements.first?.opening?.cents
        closingCents = statements.statements.last?.closing?.cents
        var lines: [Line] = []
        for statement in statements.statements {
            for entry in statement.entries { lines += Self.lines(of: entry, after: lines.count, in: statement) }
        }
        self.lines = lines
    }

    private static func lines(of entry: StatementEntry, after count: Int, in statement: BankStatement) -> [Line] {
        let on = entry.bookedOn ?? statement.closing?.day ?? Day.first
        guard !entry.details.isEmpty else {
            let says: Says =
                entry.direction == .debit && !entry.isReversal
                ? (entry.batchMessage ?? entry.batch.map { String($0.prefix(32)) }).map(Says.batchPaid) ?? .other
                : .other
            return [
                Line(
                    number: count + 1, cents: entry.cents, isCredit: entry.direction == .credit, on: on, says: says,
                    remittance: "")
            ]
        }
        return entry.details.enumerated().map { index, detail in
            Line(
                number: count + index + 1, cents: detail.cents, isCredit: detail.direction == .credit, on: on,
                says: says(detail, isReversal: entry.isReversal), remittance: detail.remittance,
                other: detail.counterpartyName, otherIban: detail.counterpartyIban)
        }
    }

    private static func says(_ detail: StatementDetail, isReversal: Bool) -> Says {
        guard let payment = detail.endToEnd.flatMap(PaymentID.init(reference:)) else { return .other }
        switch detail.direction {
        case .debit: return isReversal || detail.isReturn ? .other : .paid(payment)
        case .credit:
            guard isReversal || detail.isReturn else { return .other }
            return .returned(payment, Code.reason(detail.returnReason))
        }
    }

    private init(_ report: StatusReport, day: Day) {
        kind = .status
        file = Self.file(["status", report.message, report.original])
        accounts = []
        original = report.original
        openingCents = nil
        closingCents = nil
        var lines: [Line] = []
        func add(_ says: Says) {
            lines.append(
                Line(number: lines.count + 1, cents: nil, isCredit: false, on: day, says: says, remittance: ""))
        }
        if report.status?.meaning == .refused {
            add(.batchRefused(report.original, Code.reason(report.reasons.first)))
        } else {
            if report.status?.meaning == .toLookAt { add(.other) }
            for batch in report.batches {
                if batch.status?.meaning == .refused {
                    add(.batchRefused(report.original, Code.reason(batch.reasons.first)))
                    continue
                }
                for transfer in batch.transfers {
                    switch transfer.status?.meaning {
                    case .refused:
                        let payment = transfer.endToEnd.flatMap(PaymentID.init(reference:))
                        add(payment.map { .returned($0, Code.reason(transfer.reasons.first)) } ?? .other)
                    case .toLookAt: add(.other)
                    case .underway, .settled, .partly, nil: add(.nothing)
                    }
                }
            }
        }
        self.lines = lines
    }

    /// What could be the number of a dossier: runs of 32 hexadecimal digits, dashes and blanks between them left out.
    static func numbers(in text: String) -> [UInt128] {
        var digits = ""
        var numbers: [UInt128] = []
        for byte in text.utf8 + [UInt8(ascii: "!")] {
            switch byte {
            case 0x30...0x39, 0x41...0x46, 0x61...0x66: digits.append(Character(UnicodeScalar(byte)))
            case UInt8(ascii: "-"), UInt8(ascii: " "): continue
            default:
                if digits.utf8.count == 32, let number = UInt128(digits, radix: 16) { numbers.append(number) }
                digits = ""
            }
        }
        return numbers
    }
}

extension PaymentID {
    /// Reads the end-to-end reference of a payment of ours.
    init?(reference: String) {
        guard reference.utf8.count == 32, let bits = UInt128(reference, radix: 16) else { return nil }
        self.init(bits: bits)
    }
}

extension Code {
    /// The reason of a bank in small letters; `ms02`, no reason given, where it gives none or one of its own making.
    static func reason(_ text: String?) -> Code { text.flatMap { Code($0.lowercased()) } ?? "ms02" }
}

extension Problem {
    /// Why a file of the bank is refused, with the line.
    init(_ fault: BankFileFault) {
        self.init(
            .badBankFile, items: [Item(pointer: "line \(fault.line)", code: fault.code, detail: fault.sentence)])
    }
}
