package import Events

/// What decisions need to know of parties and offices, folded from their streams. It is small and lives in memory as
/// a whole, so that a dossier's decision can look across streams at one position of the log.
package struct Register: Sendable {
    package struct Party: Sendable, Equatable {
        package enum Kind: Sendable { case person, organisation }
        package let kind: Kind
        package let kvk: KvkNumber?
        package let agb: AgbCode?
        /// A person's day of birth, sealed.
        package var birthDate: Personal<BirthDate>?
        /// The commitment to the account that payments go to now.
        package var account: Digest?
        package var hasBankAccount: Bool { account != nil }
        /// Whether payments may go to that account: the first one a party has, or a later one that was confirmed.
        package var isAccountConfirmed = true
        package var hasContact = false
        package var revision = Revision(0)
        /// What the public registers say, as it was recorded last.
        package var registration: RegistrationRecorded?
        package var people = People()
    }

    /// What came to be known of a person or organisation after it was registered.
    package struct People: Sendable, Equatable {
        package var died: DeathRecorded?
        package var diedOn: Day? { died?.diedOn }
        /// Codes besides the one it was registered with.
        package var moreAgbs: [AgbCode] = []
        package var members: [MemberAdded] = []
        /// Whether it ever kept a list of who may act for it; from then on nobody else may.
        package var keepsMembers = false
        /// The commitment to the e-mail address he gave last.
        package var email: Digest?
        /// The commitment to the code that was sent there and has to be given back.
        package var emailCode: Digest?
        /// Until when that code is good; nil for one from before codes ended.
        package var emailCodeUntil: Moment?
        /// How many wrong ones were given since it was sent.
        package var wrongCodes = 0
        /// The commitment to the e-mail address that was shown to be his.
        package var confirmedEmail: Digest?
        package var consents: [ConsentGiven] = []
        package var restriction: RestrictionSet?
        package var holds: [HoldSet] = []
        package var isErased = false
        /// Whether the offices were told that the terms have passed.
        package var isErasureDue = false

        /// Whether somebody holds his data on a day.
        package func holds(on day: Day) -> [HoldSet] { holds.filter { $0.until.map { day <= $0 } ?? true } }
    }

    package struct Office: Sendable, Equatable {
        package let kind: OfficeKind
        package let code: Code
        package var employees: [PartyID: [Role]] = [:]
        /// By first day, rising.
        package var policies: [PolicySet] = []

        /// The policy that holds on a day; nil when the granter has set none that early.
        package func policy(on day: Day) -> PolicySet? { policies.last { $0.from <= day } }
    }

    package private(set) var parties: [PartyID: Party] = [:]
    package private(set) var offices: [OfficeID: Office] = [:]
    /// The one SVB, once it is registered.
    package private(set) var svb: OfficeID?
    package private(set) var runs: [RunID: RunState] = [:]
    package private(set) var bankFiles: [BankFileID: BankFileState] = [:]
    /// From when until when somebody stands for a holder.
    private struct Representing: Sendable {
        let from: Day
        let until: Day?

        func holds(on day: Day) -> Bool { from <= day && (until.map { day <= $0 } ?? true) }
    }

    /// Whom somebody represents, in all dossiers.
    private var representing: [PartyID: [DossierID: Representing]] = [:]
    /// The bundles of letters, and whether the print service confirmed each.
    package private(set) var letters: [Code: LettersState] = [:]
    private var kvks: [KvkNumber: PartyID] = [:]
    private var agbs: [AgbCode: PartyID] = [:]

    package init() {}

    /// Who is registered under an AGB code.
    package func party(agb: AgbCode) -> PartyID? { agbs[agb] }
    /// Who is registered under a KvK number without an AGB code.
    package func party(kvk: KvkNumber) -> PartyID? { kvks[kvk] }

    /// Whether the employee has the role at the office now.
    package func has(_ role: Role, _ employee: PartyID?, at office: OfficeID?) -> Bool {
        guard let employee, let office else { return false }
        return offices[office]?.employees[employee]?.contains(role) ?? false
    }

    package mutating func evolve(_ fact: PartyFact) {
        switch fact {
        case .personRegistered(let person):
            parties[person.party] = Party(kind: .person, kvk: nil, agb: nil, birthDate: person.birthDate.closed)
        case .organisationRegistered(let organisation):
            parties[organisation.party] = Party(kind: .organisation, kvk: organisation.kvk, agb: organisation.agb)
            if let agb = organisation.agb {
                agbs[agb] = organisation.party
            } else {
                kvks[organisation.kvk] = organisation.party
            }
        case .contactChanged(let change):
            guard var party = parties[change.party] else { return }
            party.hasContact = true
            party.people.email = change.email?.commitment
            party.people.emailCode = change.code?.commitment
            party.people.emailCodeUntil = change.codeUntil
            party.people.wrongCodes = 0
            // Without a code the address was known to be his, or was taken up before codes were sent.
            if change.code == nil { party.people.confirmedEmail = change.email?.commitment }
            parties[change.party] = party
        case .bankAccountChanged(let change):
            guard var party = parties[change.party] else { return }
            party.isAccountConfirmed = party.account == nil
            party.account = change.iban.commitment
            parties[change.party] = party
        case .bankAccountConfirmed(let confirmed):
            guard parties[confirmed.party]?.account == confirmed.account else { return }
            parties[confirmed.party]?.isAccountConfirmed = true
        case .registrationRecorded(let registration):
            parties[registration.party]?.registration = registration
        case .changed(let change): parties[change.party]?.birthDate = change.birthDate.closed
        case .died(let death): parties[death.party]?.people.died = death
        case .deathWithdrawn(let withdrawn): parties[withdrawn.party]?.people.died = nil
        case .agbAdded(let added):
            agbs[added.agb] = added.party
            parties[added.party]?.people.moreAgbs.append(added.agb)
        case .agbRemoved(let removed):
            agbs[removed.agb] = nil
            parties[removed.party]?.people.moreAgbs.removeAll { $0 == removed.agb }
        case .memberAdded(let added):
            parties[added.party]?.people.members.removeAll { $0.member == added.member }
            parties[added.party]?.people.members.append(
                MemberAdded(
                    party: added.party, member: added.member, mayAdd: added.mayAdd, user: added.user?.closed))
            parties[added.party]?.people.keepsMembers = true
        case .memberRemoved(let removed):
            parties[removed.party]?.people.members.removeAll { $0.member == removed.member }
        case .contactConfirmed(let confirmed):
            parties[confirmed.party]?.people.confirmedEmail = confirmed.email
            parties[confirmed.party]?.people.emailCode = nil
        case .codeRefused(let refused): parties[refused.party]?.people.wrongCodes += 1
        }
    }

    /// Takes up who represents the holder of a dossier: the one thing of dossiers that decisions about others ask.
    package mutating func evolve(_ fact: RepresentationFact, in dossier: DossierID) {
        switch fact {
        case .appointed(let appointed):
            representing[appointed.representative, default: [:]][dossier] = Representing(
                from: appointed.from, until: appointed.until)
        case .removed(let removed):
            representing[removed.representative]?[dossier] = nil
            if representing[removed.representative]?.isEmpty ?? false { representing[removed.representative] = nil }
        case .helperInvited, .helperJoined, .helperRevoked: break
        }
    }

    /// How many other holders somebody stands for at the same time, at the most, on a day of the span.
    func mostHolders(of representative: PartyID, besides dossier: DossierID, from: Day, until: Day?) -> Int {
        let spans = (representing[representative] ?? [:]).filter { $0.key != dossier }.values
        // The number rises only on a first day, so no other day need be looked at.
        let days = [from] + spans.map(\.from).filter { day in from <= day && (until.map { day <= $0 } ?? true) }
        return days.map { day in spans.count { $0.holds(on: day) } }.max() ?? 0
    }

    package mutating func evolve(_ fact: RightsFact) {
        switch fact {
        case .consentGiven(let given):
            parties[given.party]?.people.consents.removeAll { $0.purpose == given.purpose && $0.office == given.office }
            parties[given.party]?.people.consents.append(given)
        case .consentWithdrawn(let back):
            parties[back.party]?.people.consents.removeAll { $0.purpose == back.purpose && $0.office == back.office }
        case .restrictionSet(let set): parties[set.party]?.people.restriction = set
        case .restrictionLifted(let lifted): parties[lifted.party]?.people.restriction = nil
        case .holdSet(let set):
            // Stated again it has another last day.
            parties[set.party]?.people.holds.removeAll { $0.office == set.office && $0.reason == set.reason }
            parties[set.party]?.people.holds.append(set)
        case .holdLifted(let lifted):
            parties[lifted.party]?.people.holds.removeAll { $0.office == lifted.office && $0.reason == lifted.reason }
        case .erased(let erased): parties[erased.party]?.people.isErased = true
        case .erasureDue(let due): parties[due.party]?.people.isErasureDue = due.due
        }
    }

    package mutating func evolve(_ fact: DispatchFact) {
        switch fact {
        case .lettersBundled(let bundle): letters[bundle.batch] = LettersState(count: bundle.letters)
        case .lettersConfirmed(let confirmed): letters[confirmed.batch]?.isConfirmed = true
        // What was sent to whom decides nothing: to remember it would cost more than all else that is known of a party.
        case .dispatched, .bounced: break
        }
    }

    package mutating func evolve(_ fact: RunFact) {
        switch fact {
        case .opened(let opened): runs[opened.run] = RunState(opened)
        case .collected(let collected): runs[collected.run]?.take(collected)
        case .written(let written): runs[written.run]?.take(written)
        case .released(let released): runs[released.run]?.status = .released
        case .cancelled(let cancelled): runs[cancelled.run]?.status = .cancelled
        }
    }

    package mutating func evolve(_ fact: BankFact) {
        switch fact {
        case .read(let read): bankFiles[read.file] = BankFileState(digest: read.digest)
        case .entryOpen(let open): bankFiles[open.entry.file]?.take(open)
        case .entrySettled(let settled):
            bankFiles[settled.entry.file]?.open.removeAll { $0.entry == settled.entry }
        }
    }

    package mutating func evolve(_ fact: OfficeFact) {
        switch fact {
        case .registered(let office):
            offices[office.office] = Office(kind: office.kind, code: office.code)
            if office.kind == .svb { svb = office.office }
        case .employeeAppointed(let appointment):
            offices[appointment.office]?.employees[appointment.employee] = appointment.roles
        case .employeeReleased(let release):
            offices[release.office]?.employees[release.employee] = nil
        case .policySet(let policy):
            guard var policies = offices[policy.office]?.policies else { return }
            policies.removeAll { $0.from == policy.from }
            policies.append(policy)
            policies.sort { $0.from < $1.from }
            offices[policy.office]?.policies = policies
        }
    }
}
