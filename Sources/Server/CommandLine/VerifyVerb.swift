import Events

extension Verb {
    static var verify: Verb {
        Verb(
            name: "verify", summary: "Proves that the log was not altered, link by link.",
            usage: """
                pgb verify [--data FOLDER] [--values] [--money] [--files] [--against FILE]… [--head FILE]
                pgb verify --access [--data FOLDER] [--against FILE] [--head FILE]

                Walks every event and command, checks each link, each stream, the tree and the kept checkpoints, and names
                the first bad position. Runs beside a server.

                --access         the access log in place of the log: who looked, line by line; --against and --head are then
                                 of the access log
                --values         also compares every personal value and document in the vault with what the log committed to
                --money          also keeps books of all money: for every budget granted + credits = paid + scheduled +
                                 available at every position, no payment takes more than there is, nothing is paid
                                 twice, each file is the sum of its payments
                --files          also compares every file for the bank and of the bank with its digest in the log
                --against FILE   a head that was kept elsewhere: the log must contain it
                --head FILE      writes the present head to a file, to be kept elsewhere, and who was erased to FILE.erasures

                Exit code 3 when anything does not verify.
                """,
            options: ["data", "against", "head"], flags: ["values", "money", "files", "access"], run: verify)
    }

    private static func verify(_ arguments: Arguments) throws -> ExitCode {
        if arguments.has("access") { return try verifyAccess(arguments) }
        let kept = try arguments.text("against").map { try readHead($0) }
        let reader = LogReader(try openLog(arguments))
        let progress = Progress("links checked")
        let report = LogVerifier(reader).verify(against: kept.map { [$0] } ?? []) { progress($0) }
        progress.end()
        print("\(report.links) links checked: \(report.events) events and \(report.commands) commands.")
        guard report.isSound else {
            for fault in report.faults { print("NOT SOUND: \(fault)") }
            return .notVerified
        }
        if arguments.has("values"), try !valuesAreTrue(reader, arguments) { return .notVerified }
        if arguments.has("money"), try !moneyIsRight(reader) { return .notVerified }
        if arguments.has("files"), try !filesAreWhole(reader, arguments) { return .notVerified }
        if let end = report.systemEnd {
            for record in try reader.stream(endingAt: end) { print("  \(try SystemLine(record).text)") }
        }
        if let head = report.checkpoint {
            print("The log is sound. Its head:\n\(head.text)")
            if let path = arguments.text("head") {
                try Files.write(head.text, to: path)
                let erasures = try Erasures(in: arguments.text("data") ?? defaultFolder)
                try Files.write(erasures.text, to: path + ".erasures")
            }
        }
        return .success
    }

    /// Proves the access log.
    private static func verifyAccess(_ arguments: Arguments) throws -> ExitCode {
        guard !["values", "money", "files"].contains(where: arguments.has) else {
            throw UsageFault("--access goes alone: the log has values and money, the access log has neither.")
        }
        let kept = try arguments.text("against").map { try readAccessHead($0) }
        let reader = AccessReader(try Connection(.reader(try folder(arguments, has: "access.db"))))
        let progress = Progress("lines checked")
        let report = AccessVerifier(reader).verify(against: kept.map { [$0] } ?? []) { progress($0) }
        progress.end()
        print("\(report.lines) lines of the access log checked.")
        if report.removed > 0 { print("\(report.removed) lines before them were removed when their term was over.") }
        if report.behindCut > 0 { print("The kept head is of one of those: only its time could be compared.") }
        guard report.isSound, let head = report.checkpoint else {
            for fault in report.faults { print("NOT SOUND: \(fault)") }
            return .notVerified
        }
        print("The access log is sound. Its head:\n\(head.text)")
        if let path = arguments.text("head") { try Files.write(head.text, to: path) }
        return .success
    }

    /// Whether the money is right at every position; says what it found. Asked only when the log itself is sound: books over
    /// facts that were altered say nothing.
    private static func moneyIsRight(_ reader: LogReader) throws -> Bool {
        let progress = Progress("events booked")
        let report = try LedgerVerifier(reader).verify { progress($0) }
        progress.end()
        guard let position = report.position else {
            print("The money is right at every position: \(report.events) events booked.")
            return true
        }
        for fault in report.faults { print("MONEY NOT RIGHT at position \(position): \(fault)") }
        return false
    }

    /// Whether the vault holds what the log committed to; says what it found.
    private static func valuesAreTrue(_ reader: LogReader, _ arguments: Arguments) throws -> Bool {
        let vault = try Vault(try Connection(.reader(try folder(arguments, has: "vault.db"))))
        let report = try VaultVerifier(reader, vault).verify()
        print("\(report.present) values are what was committed to; \(report.erased) are of persons who were erased.")
        for fault in report.faults { print("NOT SOUND: \(fault)") }
        return report.faults.isEmpty
    }

    /// Whether the files beside the log are those that it names; says what it found.
    private static func filesAreWhole(_ reader: LogReader, _ arguments: Arguments) throws -> Bool {
        let (compared, lacking) = try BankFileKept.compare(
            namedIn: reader, in: arguments.text("data") ?? defaultFolder, on: ServiceClock.machine.now().day)
        print("\(compared) files for and of the bank compared.")
        for file in lacking { print("NOT SOUND: \(file.path) is not there, or not the file that the log names.") }
        return lacking.isEmpty
    }

    static func readHead(_ path: String) throws -> Checkpoint {
        guard let text = try Files.read(path), let head = Checkpoint(text) else {
            throw UsageFault("\(path) is not a head that pgb wrote.")
        }
        return head
    }

    static func readAccessHead(_ path: String) throws -> AccessCheckpoint {
        guard let text = try Files.read(path), let head = AccessCheckpoint(text) else {
            throw UsageFault("\(path) is not a head of an access log that pgb wrote.")
        }
        return head
    }

    /// The log of the folder, only to be read: a server may be at work in it.
    static func openLog(_ arguments: Arguments) throws -> Connection {
        try Connection(.reader(try folder(arguments, has: "log.db")))
    }

    private static func folder(_ arguments: Arguments, has file: String) throws -> String {
        let path = (arguments.text("data") ?? defaultFolder) + "/" + file
        guard Files.exists(path) else { throw UsageFault("There is nothing at \(path).") }
        return path
    }
}
