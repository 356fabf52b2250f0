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
    /// Whether the person must have signed in just now: for a signature, and for where money goes.
    static var asksFreshSignIn: Bool { get }
    /// Whether an office may still do this while the use of the person's data is restricted; see `Restriction`.
    static var goesOnWhenRestricted: Bool { get }
    /// Whether it may name somebody who was erased, because its decision leaves him out: what others are owed waits for
    /// nobody.
    static var leavesOutErased: Bool { get }
    /// The stream the facts go to. Its state is what `decide` sees.
    var stream: StreamID { get }
    func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event]
}

extension Command {
    package static var level: AssuranceLevel { .substantieel }
    package static var asksFreshSignIn: Bool { false }
    package static var goesOnWhenRestricted: Bool { false }
    package static var leavesOutErased: Bool { false }
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
    /// When he last proved who he is: signing asks for a fresh proof.
    package let signedInAt: Moment
    /// The citizen service number that the sign-in proved; nil for who did not sign in with one.
    package let bsn: Bsn?
    /// The name that eHerkenning or VECOZO gives the person behind an organisation; nil for who is nobody else.
    package let user: String?
    /// Whether that number is in no register: the party he acts as is the one he is to become.
    package let isNewcomer: Bool
    /// Random bits that are kept nowhere; the salts of sealed values come from them.
    package let seed: UInt128

    package init(
        command: CommandID, now: Moment, principal: Principal, means: SignInMeans, level: AssuranceLevel, seed: UInt128,
        signedInAt: Moment? = nil, bsn: Bsn? = nil, isNewcomer: Bool = false, user: String?
    ) {
        self.command = command
        self.now = now
        self.today = now.day
        self.principal = principal
        self.means = means
        self.level = level
        self.seed = seed
        self.signedInAt = signedInAt ?? now
        self.bsn = bsn
        self.isNewcomer = isNewcomer
        self.user = user
    }

    /// How long, in seconds, a sign-in is fresh. Whoever sits down at a screen that somebody else signed in at must not
    /// sign in that person's name by accident (portal 2.1).
    package static let freshSeconds: Int64 = 300

    /// Whether he proved just now who he is.
    package var isFresh: Bool { now <= signedInAt.adding(seconds: Self.freshSeconds) }

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

    /// A code to hand over to somebody: twelve letters and digits that cannot be mistaken for one another, 58 random bits.
    package func code(_ use: Int) -> Text {
        let alphabet = Array("23456789BCDFGHJKLMNPQRSTVWXYZ".utf8)
        var bits = Self.derive(seed, "code", UInt64(use))
        var letters: [UInt8] = []
        for _ in 0..<12 {
            let (quotient, rest) = bits.quotientAndRemainder(dividingBy: UInt128(alphabet.count))
            letters.append(alphabet[Int(rest)])
            bits = quotient
        }
        guard let code = Text(String(decoding: letters, as: UTF8.self)) else { preconditionFailure("a code is a text") }
        return code
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
    /// Whether somebody by that name may act for an organisation; asked of the vault, the only place that knows the names.
    package let membership: (_ organisation: PartyID, _ user: String?) -> Membership
    /// The event of the stream at a position, with the revision it gave the stream; nil when there is none of this
    /// stream. What happened to the holder himself counts as of his dossier. Asked of the log.
    package let happened: (Position) -> (event: Event, revision: Revision)?
    /// A claim of the dossier as it was filed, with its weeks and costs, which the state no longer holds once it is
    /// decided; nil when there is none. Asked of the log: only for what is worked out anew.
    package let filed: (ClaimID) -> ClaimFiled?
    /// The JSON of a sealed value by its commitment; nil when it was erased.
    private let unsealed: (Digest) -> [UInt8]?
    /// Everything in which somebody appears, in all dossiers. Asked of the log: only for what decides on erasing him.
    package let traced: (PartyID) -> Footprint

    package init(
        dossier: DossierState, register: Register, identified: @escaping (Bsn) -> PartyID?,
        membership: @escaping (PartyID, String?) -> Membership,
        happened: @escaping (Position) -> (event: Event, revision: Revision)?,
        filed: @escaping (ClaimID) -> ClaimFiled?, unsealed: @escaping (Digest) -> [UInt8]?,
        traced: @escaping (PartyID) -> Footprint = { _ in Footprint() }
    ) {
        self.dossier = dossier
        self.register = register
        self.identified = identified
        self.membership = membership
        self.happened = happened
        self.filed = filed
        self.unsealed = unsealed
        self.traced = traced
    }

    /// A sealed text; nil when it was erased.
    func text(_ sealed: Personal<Text>) -> Text? { value(sealed.commitment) }

    /// A sealed value by its commitment; nil when it was erased.
    func value<Value: Stored>(_ commitment: Digest) -> Value? {
        guard let json = unsealed(commitment) else { return nil }
        var reader = JSONReader()
        reader.load(json)
        return reader.value(Value.self)
    }

    /// When a person was born, for the rules that ask for an age; nil for an organisation, and when it was erased. Of a
    /// day that is not wholly known it is the first that it can have been: he then has the rights of an age, such as the
    /// wage of an adult, not later than anybody of that year.
    func birthDate(of party: PartyID) -> Day? {
        guard let sealed = register.parties[party]?.birthDate else { return nil }
        let birthDate: BirthDate? = value(sealed.commitment)
        return birthDate?.span.lowerBound
    }

    /// The indication a budget rests on; nil when there is none, and when it was erased.
    func indication(of budget: BudgetState) -> Indication? {
        guard let sealed = budget.indication else { return nil }
        return value(sealed.commitment)
    }
}
