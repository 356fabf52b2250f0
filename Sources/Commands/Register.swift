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
        package var birthDate: Personal<Day>?
        /// The commitment to the account that payments go to now.
        package var account: Digest?
        package var hasBankAccount: Bool { account != nil }
        /// Whether payments may go to that account: the first one a party has, or a later one that was confirmed.
        package var isAccountConfirmed = true
        package var hasContact = false
        package var revision = Revision(0)
        /// What the public registers say, as it was recorded last.
        package var registration: RegistrationRecorded?
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
            parties[change.party]?.hasContact = true
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
