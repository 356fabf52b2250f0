import Commands
import Events
import Foundation
import Projections
import Synchronization
import Testing

@testable import Server

/// Facts put straight into the log, for what the rules would not let happen this fast.
struct Say: Command {
    static let name: StaticString = "say"
    static let allowed: [Actor] = [.system]
    let stream: StreamID
    let events: [Event]

    init(_ stream: StreamID, _ events: [Event]) {
        self.stream = stream
        self.events = events
    }

    init(from r: inout JSONReader) { self.init(.system, []) }

    func writeFields(to w: inout JSONWriter) {}

    func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] { events }
}

/// A service with people, a clock that stands still, and a sender that has to be told to go round.
final class PostHouse {
    let folder: String
    let service: Service
    private let clock: Clock
    private var number: UInt64 = 0

    private final class Clock: Sendable {
        let now: Mutex<Moment>
        init(_ moment: Moment) { now = Mutex(moment) }
    }

    static func with<Value>(_ body: (PostHouse) throws -> Value) throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pgb-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let house = try PostHouse(folder)
        defer { house.removeFolders() }
        defer { house.service.stop() }
        return try body(house)
    }

    /// The same, and gives the folder as it is after the service was stopped.
    static func filled(_ body: (PostHouse) throws -> Void) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pgb-\(UUID().uuidString)").path
        let house = try PostHouse(folder)
        defer { house.service.stop() }
        try body(house)
        return folder
    }

    private init(_ folder: String) throws {
        guard let start = Moment("2026-03-02T09:00:00Z") else { preconditionFailure("a moment") }
        let clock = Clock(start)
        self.clock = clock
        self.folder = folder
        service = try Service(
            folder, origin: "pgb-test-of-post", clock: ServiceClock { clock.now.withLock { $0 } }, debtor: .demo)
        service.waitForReadableViews()
    }

    var now: Moment { clock.now.withLock { $0 } }

    func pass(seconds: Int64) { clock.now.withLock { $0 = $0.adding(seconds: seconds) } }

    // MARK: What happens

    func say(_ stream: StreamID, _ events: Event...) throws {
        number += 1
        let answer = try service.ask(asSystem: Say(stream, events), named: "say/\(number)")
        guard case .accepted = answer else { throw Missing("\(answer)") }
        try service.catchUp(LogReader(try Connection(.reader(service.folder.log))))
    }

    func seal<Value>(_ value: Value, of party: PartyID) -> Personal<Value> {
        number += 1
        return .seal(value, of: party, salt: UInt128(number) << 64 | 7)
    }

    /// A person with an address, and with an e-mail address that he confirmed if one is given.
    @discardableResult
    func person(_ number: Int, email: String? = nil, hasAddress: Bool = true) throws -> PartyID {
        let party = PartyID(bits: 0x68 << 96 | UInt128(number))
        let address = try hasAddress ? Text("Straat \(number), Meerdam").wanted : nil
        let registered = PersonRegistered(
            party: party, fullName: seal(try Name("Persoon Nr\(number)").wanted, of: party),
            birthDate: seal(try BirthDate("1980-01-01").wanted, of: party), bsn: nil,
            address: address.map { seal($0, of: party) },
            postcode: try address.map { _ in seal(try Postcode("2500AA").wanted, of: party) })
        try say(.party(party), .party(.personRegistered(registered)))
        if let email { try confirm(try contact(party, email)) }
        return party
    }

    func contact(_ party: PartyID, _ email: String, code: String? = "482177") throws -> ContactChanged {
        let change = ContactChanged(
            party: party, email: seal(try EmailAddress(email).wanted, of: party), phone: nil, channel: .email,
            code: try code.map { seal(try Text($0).wanted, of: party) })
        try say(.party(party), .party(.contactChanged(change)))
        return change
    }

    func confirm(_ change: ContactChanged) throws {
        let commitment = try change.email.wanted.commitment
        try say(
            .party(change.party),
            .party(.contactConfirmed(ContactConfirmed(party: change.party, email: commitment))))
    }

    func changeAccount(of party: PartyID) throws {
        let change = BankAccountChanged(
            party: party, iban: seal(try Iban("NL91ABNA0417164300").wanted, of: party),
            accountName: seal(Name("P"), of: party))
        try say(.party(party), .party(.bankAccountChanged(change)))
    }

    /// The registry tells the new address of the first person.
    func move(_ party: PartyID, to address: String) throws {
        let person = PersonChanged(
            party: party, fullName: seal(Name("Persoon Nr1"), of: party),
            birthDate: seal(try BirthDate("1980-01-01").wanted, of: party),
            address: seal(try Text(address).wanted, of: party),
            postcode: seal(try Postcode("2500AA").wanted, of: party), source: .registry)
        try say(.party(party), .party(.changed(person)))
    }

    /// Gives somebody so many messages, and their positions.
    @discardableResult
    func give(_ party: PartyID, _ count: Int = 1) throws -> [Position] {
        let digest = SHA256.hash([])
        return try (0..<count).map { _ in
            try say(
                .party(party),
                .party(.bankAccountConfirmed(BankAccountConfirmed(party: party, account: digest, check: nil))))
            return try LogReader(try Connection(.reader(service.folder.log))).lastPosition()
        }
    }

    /// What an operator asks.
    func ask(_ command: any Command) throws {
        let id = CommandID(bits: .random(in: 1...UInt128.max))
        let answer = try service.submit(
            Submission(
                request: CommandRequest(id: id, actingAs: nil, revision: nil, command: command),
                digest: SHA256.hash(Array(id.text.utf8)),
                stamp: Stamp(
                    command: id, now: now, principal: .operator, means: .operator, level: .hoog, seed: 0, user: nil)))
        guard case .accepted = answer else { throw Missing("\(answer)") }
        try service.catchUp(LogReader(try Connection(.reader(service.folder.log))))
    }

    func confirmBundle(_ name: String) throws {
        var reader = JSONReader()
        reader.load(Array(#"{"batch":"\#(name)"}"#.utf8))
        try ask(try reader.record(ConfirmDispatch.self).wanted)
    }

    // MARK: The sender

    var spool: String { folder + ".spool" }
    var letters: String { folder + ".letters" }

    func settings(_ words: [String] = []) throws -> PostSettings {
        let given =
            words + ["--mail-from", "post@pgb.example", "--site", "https://pgb.example", "--letters", letters]
            + ["--letters-from", "SVB|Postbus 1, 1000 AA Meerdam", "--mail-rate", "60000"]
            + (words.contains("--sendmail") ? [] : ["--mail-spool", spool])
        return try PostSettings(Arguments(given, options: PostSettings.options, flags: []))
    }

    /// A sender as a process has it that has just started.
    func sender(_ words: [String] = []) throws -> PostRound {
        try PostSender(service, try settings(words)).first()
    }

    /// Goes round until nothing more happens.
    func go(_ round: PostRound) throws {
        for _ in 0..<3 {
            try round.run()
            try service.catchUp(round.readers.log)
        }
    }

    // MARK: What came of it

    /// The mails in the spool: to whom, and the whole of each.
    func mails() throws -> [(to: String, text: String)] {
        guard Files.exists(spool + "/new") else { return [] }
        return try Files.names(in: spool + "/new").map { name in
            let text = try Files.read("\(spool)/new/\(name)") ?? ""
            let to = text.firstMatch(of: #/\nTo: <(.*)>\n/#).map { String($0.1) }
            return (to ?? "", text)
        }
    }

    func words() throws -> [String] {
        try mails().filter { $0.text.contains("Er staat een bericht") }.map(\.to).sorted()
    }

    /// What the log says was sent: party, message and channel of each.
    func dispatched() throws -> [MessageDispatched] {
        let reader = LogReader(try Connection(.reader(service.folder.log)))
        var decoder = EventDecoder()
        return try reader.batch(after: .start, limit: 100_000).compactMap {
            guard case .dispatch(.dispatched(let sent)) = try decoder.envelope($0).event else { return nil }
            return sent
        }
    }

    func bounced() throws -> [MessageBounced] {
        let reader = LogReader(try Connection(.reader(service.folder.log)))
        var decoder = EventDecoder()
        return try reader.batch(after: .start, limit: 100_000).compactMap {
            guard case .dispatch(.bounced(let bounced)) = try decoder.envelope($0).event else { return nil }
            return bounced
        }
    }

    func bundles() throws -> [String] {
        Files.exists(letters) ? try Files.names(in: letters) : []
    }

    func removeFolders() {
        for path in [spool, letters] { try? FileManager.default.removeItem(atPath: path) }
    }
}

struct Missing: Error {
    let what: String
    init(_ what: String) { self.what = what }
}

extension Optional {
    /// The value, which a test knows is there.
    var wanted: Wrapped {
        get throws {
            guard let self else { throw Missing("a value of a test") }
            return self
        }
    }
}
