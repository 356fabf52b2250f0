package import Events

/// Who and what is registered: parties with references to what the vault knows of them, offices, employees with their
/// roles, and policies. Queries: `RegisteredParty`, `RegisteredOffice`.
package struct RegisterView: Projection {
    package static let name = "register-4"

    package static let tables: [StaticString] = [
        """
        CREATE TABLE party (
            number INTEGER PRIMARY KEY, id BLOB NOT NULL, kind TEXT NOT NULL, kvk TEXT, agb TEXT, full_name TEXT NOT NULL,
            birth_date TEXT, bsn TEXT, address TEXT, postcode TEXT, email TEXT, phone TEXT, channel TEXT, iban TEXT,
            account_name TEXT, registration TEXT, account_confirmed INTEGER NOT NULL, source TEXT,
            more_agbs TEXT NOT NULL, confirmed_email TEXT, died_on INTEGER, death_known_on INTEGER
        ) STRICT
        """,
        """
        CREATE TABLE member (
            number INTEGER PRIMARY KEY, party BLOB NOT NULL, id BLOB NOT NULL, may_add INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE office (
            number INTEGER PRIMARY KEY, id BLOB NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, code TEXT NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE employee (
            number INTEGER PRIMARY KEY, office BLOB NOT NULL, id BLOB NOT NULL, roles TEXT NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE policy (
            number INTEGER PRIMARY KEY, office BLOB NOT NULL, from_day INTEGER NOT NULL, policy TEXT NOT NULL
        ) STRICT
        """,
    ]

    package static let indexes: [StaticString] = [
        "CREATE UNIQUE INDEX party_id ON party (id)",
        "CREATE INDEX party_agb ON party (agb) WHERE agb IS NOT NULL",
        "CREATE INDEX party_kvk ON party (kvk) WHERE kvk IS NOT NULL",
        "CREATE INDEX party_death ON party (death_known_on) WHERE death_known_on IS NOT NULL",
        "CREATE UNIQUE INDEX member_id ON member (party, id)",
        "CREATE INDEX member_of ON member (id)",
        "CREATE UNIQUE INDEX office_id ON office (id)",
        "CREATE UNIQUE INDEX employee_id ON employee (id, office)",
        "CREATE INDEX employee_office ON employee (office)",
        "CREATE UNIQUE INDEX policy_from ON policy (office, from_day)",
    ]

    private var parties: Kept<PartyRow>
    private var members: Kept<MemberRow>
    private var offices: Kept<OfficeRow>
    private var employees: Kept<EmployeeRow>
    private var policies: Kept<PolicyRow>

    package init(_ filling: Filling) {
        parties = Kept(filling)
        members = Kept(filling)
        offices = Kept(filling)
        employees = Kept(filling)
        policies = Kept(filling)
    }

    package mutating func apply(_ envelope: EventEnvelope, to db: Connection) throws(DatabaseError) {
        let number = envelope.position.rawValue
        switch envelope.event {
        case .party(let fact): try apply(fact, number, on: envelope.recordedAt.day, to: db)
        case .office(let fact): try apply(fact, number, to: db)
        case .representation, .budget, .contract, .claim, .payment, .receivable, .run, .bank, .inbox, .document,
            .application, .circumstance, .rights, .dispatch,
            .system:
            return
        }
    }

    package mutating func flush(to db: Connection) throws(DatabaseError) {
        try parties.flush(to: db)
        try members.flush(to: db)
        try offices.flush(to: db)
        try employees.flush(to: db)
        try policies.flush(to: db)
    }

    package mutating func finish(to db: Connection) throws(DatabaseError) {
        try parties.finish(to: db)
        try members.finish(to: db)
        try offices.finish(to: db)
        try employees.finish(to: db)
        try policies.finish(to: db)
    }

    package mutating func forget() {
        parties.forget()
        members.forget()
        offices.forget()
        employees.forget()
        policies.forget()
    }

    private mutating func apply(
        _ fact: PartyFact, _ number: Int64, on day: Day, to db: Connection
    ) throws(DatabaseError) {
        switch fact {
        case .personRegistered(let person): try parties.insert(PartyRow(person, number: number), in: db)
        case .organisationRegistered(let organisation):
            try parties.insert(PartyRow(organisation, number: number), in: db)
        case .contactChanged(let change):
            try self.change(change.party, in: db) {
                // Without a code the address was known to be his.
                if change.code == nil { $0.confirmedEmail = change.email?.commitment }
                $0.email = change.email
                $0.phone = change.phone
                $0.channel = change.channel
            }
        case .bankAccountChanged(let change):
            try self.change(change.party, in: db) {
                // Nothing was paid to the first one before, so it needs no confirmation.
                $0.isAccountConfirmed = $0.iban == nil
                $0.iban = change.iban
                $0.accountName = change.accountName
            }
        case .bankAccountConfirmed(let confirmed):
            try self.change(confirmed.party, in: db) {
                if $0.iban?.commitment == confirmed.account { $0.isAccountConfirmed = true }
            }
        case .registrationRecorded(let record): try self.change(record.party, in: db) { $0.registration = record }
        case .changed(let change):
            try self.change(change.party, in: db) {
                $0.fullName = change.fullName
                $0.birthDate = change.birthDate
                $0.address = change.address
                $0.postcode = change.postcode
                $0.source = change.source
            }
        case .died(let death):
            try self.change(death.party, in: db) {
                $0.diedOn = death.diedOn
                $0.deathKnownOn = day
            }
        case .deathWithdrawn(let withdrawn):
            try self.change(withdrawn.party, in: db) {
                $0.diedOn = nil
                $0.deathKnownOn = nil
            }
        case .agbAdded(let added): try change(added.party, in: db) { $0.moreAgbs.append(added.agb) }
        case .agbRemoved(let removed):
            try change(removed.party, in: db) { row in row.moreAgbs.removeAll { $0 == removed.agb } }
        case .memberAdded(let added):
            let row = MemberRow(added, number: number)
            let known: Void? = try members.change(row.key, in: db) { $0.mayAdd = added.mayAdd }
            if known == nil { try members.insert(row, in: db) }
        case .memberRemoved(let removed):
            let key = MemberRow.Key(party: removed.party, member: removed.member)
            guard try members.remove(key, in: db) != nil else { throw .missing(MemberRow.table) }
        case .contactConfirmed(let confirmed):
            try change(confirmed.party, in: db) { $0.confirmedEmail = confirmed.email }
        case .codeRefused: return
        }
    }

    private mutating func change(
        _ party: PartyID, in db: Connection, _ body: (inout PartyRow) -> Void
    ) throws(DatabaseError) {
        let known: Void? = try parties.change(party, in: db, body)
        guard known != nil else { throw .missing(PartyRow.table) }
    }

    private mutating func apply(_ fact: OfficeFact, _ number: Int64, to db: Connection) throws(DatabaseError) {
        switch fact {
        case .registered(let office): try offices.insert(OfficeRow(office, number: number), in: db)
        case .employeeAppointed(let appointed):
            let row = EmployeeRow(appointed, number: number)
            let known: Void? = try employees.change(row.key, in: db) { $0.roles = appointed.roles }
            if known == nil { try employees.insert(row, in: db) }
        case .employeeReleased(let released):
            let key = EmployeeRow.Key(office: released.office, employee: released.employee)
            guard try employees.remove(key, in: db) != nil else { throw .missing(EmployeeRow.table) }
        case .policySet(let policy):
            let row = PolicyRow(policy, number: number)
            let known: Void? = try policies.change(row.key, in: db) { $0.policy = policy }
            if known == nil { try policies.insert(row, in: db) }
        }
    }
}
