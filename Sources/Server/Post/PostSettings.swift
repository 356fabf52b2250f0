import Events

/// What may leave the house, how, and from whom. Without a way for a kind of message that kind waits.
struct PostSettings: Sendable {
    /// How e-mail leaves.
    enum Mail: Sendable, Equatable {
        /// The program of the system's mail server, which takes a mail on its input: `sendmail -t -i`.
        case sendmail(String)
        /// A folder from which another program takes whole mails.
        case spool(String)
    }

    var mail: Mail?
    /// The sender of all e-mail.
    var from: EmailAddress?
    /// Where people sign in, as it stands in the texts.
    var site = ""
    /// The folder in which bundles of letters are put for the print service.
    var letters: String?
    /// The name and the address that letters come from.
    var letterSender: [String] = []
    /// The most messages in one bundle; what more there is on a day goes into a next one, and so on.
    var messagesPerBundle = 20_000
    /// How long a bundle stays after it was confirmed.
    var keepDays = 30
    /// The most mails that leave in a minute.
    var mailsPerMinute = 600
    /// The first position whose messages may be sent, at the first time that sending is switched on.
    var sendFrom: Position?

    /// Nothing leaves.
    static let off = PostSettings()

    static let options: Set<String> = [
        "sendmail", "mail-spool", "mail-from", "mail-rate", "site", "letters", "letters-from", "letters-keep",
        "letters-per-bundle", "send-from",
    ]

    static let usage = """
        --sendmail PATH    tells people by e-mail that a message waits, through this program (`PATH -t -i`)
        --mail-spool FOLDER   the same, as files in FOLDER/new that another program takes
        --mail-from ADDRESS   the sender of e-mail; --site URL: where people sign in, as the texts say
        --mail-rate N      e-mails a minute at most (default: 600)
        --letters FOLDER   puts letters there, in bundles by day, for who has no e-mail
        --letters-per-bundle N  messages in one bundle at most; a day may have several (default: 20000)
        --letters-from TEXT   the name and address they come from, the lines parted by a vertical bar
        --letters-keep DAYS   how long a bundle stays after the print service confirmed it (default: 30)
        --send-from POSITION  at the first switch-on: also sends the messages behind this position
        """

    private init() {}

    init(_ arguments: Arguments) throws(UsageFault) {
        if let path = arguments.text("sendmail") { mail = .sendmail(path) }
        if let folder = arguments.text("mail-spool") {
            guard mail == nil else { throw UsageFault("--sendmail and --mail-spool exclude each other.") }
            mail = .spool(folder)
        }
        from = try arguments.value("mail-from", "an e-mail address", { EmailAddress($0) })
        site = try arguments.value("site", "an address such as https://pgb.example", Self.site) ?? ""
        letters = arguments.text("letters")
        letterSender = try arguments.value("letters-from", "two to four lines, parted by |", Self.lines) ?? []
        keepDays = try arguments.number("letters-keep", in: 1...3_650) ?? 30
        messagesPerBundle = try arguments.number("letters-per-bundle", in: 1...100_000) ?? 20_000
        mailsPerMinute = try arguments.number("mail-rate", in: 1...100_000) ?? 600
        sendFrom = try arguments.number("send-from", in: 0...Int.max).map { Position(Int64($0)) }
        guard mail == nil || (from != nil && !site.isEmpty) else {
            throw UsageFault("E-mail needs --mail-from and --site.")
        }
        guard letters == nil || (!letterSender.isEmpty && !site.isEmpty) else {
            throw UsageFault("Letters need --letters-from and --site.")
        }
        guard sendFrom == nil || isOn else { throw UsageFault("--send-from needs a way to send.") }
    }

    /// Whether anything is to leave.
    var isOn: Bool { mail != nil || letters != nil }

    /// Visible ASCII only: it stands in mails that are not encoded.
    private static func site(_ text: String) -> String? {
        text.hasPrefix("https://") && text.utf8.count <= 200 && text.utf8.allSatisfy { 0x21...0x7e ~= $0 } ? text : nil
    }

    private static func lines(_ text: String) -> [String]? {
        let lines = text.split(separator: "|").map { $0.trimmed }.filter { !$0.isEmpty }
        return (2...4).contains(lines.count) && lines.allSatisfy { Name($0) != nil } ? lines : nil
    }
}

extension Substring {
    /// Without the blanks around it.
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
