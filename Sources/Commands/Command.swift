package import Events

/// Something a person asks for. It is read from the request as it stands there, in plain form; the decision seals
/// what is personal.
///
/// `decide` is a pure function of the command, the stamp and the state: it returns the facts that follow, none when
/// what is asked already holds, and throws when the command cannot be accepted at all. What the domain answers "no" to
/// is a fact with its reasons, not an error.
package protocol Command: Record {
    /// The `type` in a request, and the name in the log's command rows. Never changes.
    static var name: StaticString { get }
    /// Who may ask for this; see `Access`.
    static var allowed: [Actor] { get }
    /// The lowest assurance level of the sign-in.
    static var level: AssuranceLevel { get }
    /// The stream the facts go to. Its state is what `decide` sees.
    var stream: StreamID { get }
    func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event]
}

extension Command {
    package static var level: AssuranceLevel { .substantieel }
}

/// What comes from outside a decision: the clock, the ids, who asks and how he signed in.
package struct Stamp: Sendable {
    package let command: CommandID
    package let now: Moment
    /// The civil day of `now` in the Netherlands.
    package let today: Day
    package let principal: Principal
    package let means: SignInMeans
    package let level: AssuranceLevel
    /// Random bits that are kept nowhere; the salts of sealed values come from them.
    package let seed: UInt128

    package init(
        command: CommandID, now: Moment, principal: Principal, means: SignInMeans, level: AssuranceLevel, seed: UInt128
    ) {
        self.command = command
        self.now = now
        self.today = now.day
        self.principal = principal
        self.means = means
        self.level = level
        self.seed = seed
    }

    /// Seals a personal value. `use` numbers the values of one command, so that no two share a salt.
    func seal<Value>(_ value: Value, of subject: PartyID, use: Int) -> Personal<Value> {
        Personal.seal(value, of: subject, salt: Self.derive(seed, "salt", UInt64(use)))
    }

    func seal<Value>(_ value: Value?, of subject: PartyID, use: Int) -> Personal<Value>? {
        value.map { seal($0, of: subject, use: use) }
    }

    /// An id that follows from the command and a number: the same command never makes two.
    func id<Subject>(_ use: Int) -> ID<Subject> { Self.id(of: command, use) }

    /// The id that a command's decision gives to its `use`-th new thing.
    package static func id<Subject>(of command: CommandID, _ use: Int) -> ID<Subject> {
        ID(bits: derive(command.bits, "id", UInt64(use)))
    }

    /// The first 128 bits of SHA-256 over the seed, the purpose and the number.
    private static func derive(_ seed: UInt128, _ purpose: String, _ number: UInt64) -> UInt128 {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        bytes += purpose.utf8
        for shift in stride(from: 120, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: seed >> shift)) }
        for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
        return SHA256.hash(bytes).first128
    }
}

/// The state a decision sees: the dossier the command is about and the register of parties and offices, both as of
/// this moment.
package struct World: ~Copyable {
    /// The dossier; empty when the stream does not exist yet or is of another kind.
    package let dossier: DossierState
    package let register: Register
    /// Who is registered under a citizen service number; asked of the vault, the only place that knows.
    package let identified: (Bsn) -> PartyID?
    /// The event of the dossier at a position, with the revision it gave the dossier; nil when there is none of this
    /// dossier. Asked of the log.
    package let happened: (Position) -> (event: Event, revision: Revision)?
    /// A claim of the dossier as it was filed, with its weeks and costs, which the state no longer holds once it is
    /// decided; nil when there is none. Asked of the log: only for what is worked out anew.
    package let filed: (ClaimID) -> ClaimFiled?
    /// Opens a sealed day of birth; nil when it was erased.
    private let opened: (Personal<Day>) -> Day?
    /// Opens a sealed indication; nil when it was erased.
    private let indicated: (Personal<Indication>) -> Indication?

    package init(
        dossier: DossierState, register: Register, identified: @escaping (Bsn) -> PartyID?,
        happened: @escaping (Position) -> (event: Event, revision: Revision)?,
        filed: @escaping (ClaimID) -> ClaimFiled?, opened: @escaping (Personal<Day>) -> Day?,
        indicated: @escaping (Personal<Indication>) -> Indication? = { _ in nil }
    ) {
        self.dossier = dossier
        self.register = register
        self.identified = identified
        self.happened = happened
        self.filed = filed
        self.opened = opened
        self.indicated = indicated
    }

    /// When a person was born, for the rules that ask for an age; nil for an organisation, and when it was erased.
    func birthDate(of party: PartyID) -> Day? { register.parties[party]?.birthDate.flatMap(opened) }

    /// The indication a budget rests on; nil when there is none, and when it was erased.
    func indication(of budget: BudgetState) -> Indication? { budget.indication.flatMap(indicated) }
}
