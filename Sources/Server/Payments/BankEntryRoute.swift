import Events
import Projections

/// What the bank says of an entry that matched nothing: who paid and what he wrote. It stands in the file of the bank and
/// nowhere else, and is read from there for each question.
extension Site {
    var bankEntryRoute: Route<Readers> {
        let service = service
        return Route(
            .get, "/v1/bank-entries/{file}/{number}", needs: .employee,
            summary: "Wat de bank zegt van een boeking die nog wacht: wie er betaalde en wat hij schreef.",
            query: [Question.minPosition], response: .row(EntryText.self), alsoFails: [409, 500],
            records: .access(.read, about: .named)
        ) { call, readers, _ in
            try service.look(call, readers) { caller, s in
                try Self.require([.paymentsMaker, .paymentsReleaser], caller, s)
                guard let number = Int64(call.path("number")), number > 0 else { throw Problem(.notFound) }
                let id: BankFileID = try call.id("file")
                // What somebody has settled needs nobody's name any more.
                guard let file = try BankFile.one(s, id), let entry = try OpenEntry.waiting(s, id, number) else {
                    throw Problem(.notFound)
                }
                return (file, entry)
            } answer: { (file, entry) in
                let text = try EntryText(entry, in: Self.message(file, service))
                return .json(Site.json { text.write(to: &$0) })
            }
        }
    }

    /// The file as it was read, when it is there and is what the log says.
    private static func message(_ file: BankFile, _ service: Service) throws -> BankMessage {
        let path = service.folder.bankFile(file.digest)
        guard Files.exists(path) else { throw Problem(.bankFileGone) }
        let bytes = try Files.bytes(path, most: BankFileLimits.bytesMost)
        guard SHA256.hash(bytes) == file.digest else {
            throw LogFault(.file, "a file of the bank is not the one that was read")
        }
        return try BankMessage(bytes, day: file.readAt.day)
    }
}

/// One entry as it stands in the file of the bank.
struct EntryText: Described {
    let file: BankFileID
    let number: Int64
    let cents: Cents
    let isCredit: Bool
    let on: Day
    /// Who is on the other side; nil where the bank does not say.
    let other: String?
    let otherIban: Iban?
    /// What he wrote; empty when nothing.
    let text: String

    init(_ entry: OpenEntry, in message: BankMessage) throws {
        guard let line = message.lines.first(where: { Int64($0.number) == entry.number }) else {
            throw LogFault(.file, "a file of the bank has fewer entries than were read")
        }
        (file, number, cents, isCredit, on) = (entry.file, entry.number, entry.cents, entry.isCredit, entry.on)
        other = line.other
        otherIban = line.otherIban
        text = line.remittance
    }

    func writeFields(to w: inout JSONWriter) {
        w.field("file", file)
        w.field("number", number)
        w.field("amountCents", cents)
        w.field("credit", isCredit)
        w.field("on", on)
        w.field("otherName", other)
        w.field("otherIban", otherIban)
        w.field("text", text)
    }

    private init(_ entry: OpenEntry) {
        (file, number, cents, isCredit, on) = (entry.file, entry.number, entry.cents, entry.isCredit, entry.on)
        other = "J. Jansen"
        otherIban = Iban("NL81PGBT0000000001")
        text = "VWS klantnummer en naam"
    }

    static var examples: [EntryText] { OpenEntry.examples.map(EntryText.init) }
}

extension ProblemKind {
    static let bankFileGone = ProblemKind(
        "bank-file-gone", 409, "Dit bestand van de bank is er niet meer",
        "Het bestand waarin deze boeking staat is niet bewaard. Kijk in het systeem van de bank.")
}
