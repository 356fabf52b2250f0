import Events

/// A history of several dossiers by seed, in which the same few caregivers work for all holders.
struct RandomHistory {
    private var random: SeededNumbers
    private var dossiers: [RandomDossier]
    private var bank: RandomBank
    let holders: [PartyID]
    let caregivers: [PartyID]
    let office: OfficeID
    let svb: OfficeID

    init(seed: UInt64, dossiers count: Int, caregivers caregiverCount: Int = 3) {
        var random = SeededNumbers(seed: seed)
        let office: OfficeID = random.id()
        let svb: OfficeID = random.id()
        let caregivers = (0..<caregiverCount).map { _ in random.id() as PartyID }
        let holders = (0..<count).map { _ in random.id() as PartyID }
        dossiers = holders.map { holder in
            let mine = (0..<2).map { _ in random.pick(caregivers) }
            return RandomDossier(holder: holder, office: office, svb: svb, caregivers: mine)
        }
        bank = RandomBank(svb: svb)
        self.random = random
        self.office = office
        self.svb = svb
        self.caregivers = caregivers
        self.holders = holders
    }

    /// How the parties and offices come into the register.
    mutating func register() -> [Happening] {
        var happened: [Happening] = []
        for (office, kind) in [(office, OfficeKind.careOffice), (svb, .svb)] {
            let fact = OfficeRegistered(office: office, kind: kind, officeName: "Kantoor", code: "5599")
            happened.append(
                Happening(event: .office(.registered(fact)), stream: .office(office), principal: .operator))
        }
        for party in holders + caregivers {
            let person = PersonRegistered(
                party: party, fullName: random.sealed(of: party), birthDate: random.sealed(of: party),
                bsn: random.sealed(of: party), address: nil, postcode: nil)
            let account = BankAccountChanged(
                party: party, iban: random.sealed(of: party), accountName: random.sealed(of: party))
            happened.append(
                Happening(event: .party(.personRegistered(person)), stream: .party(party), principal: .operator))
            happened.append(
                Happening(event: .party(.bankAccountChanged(account)), stream: .party(party), principal: .operator))
        }
        return happened
    }

    /// The events of the next command: mostly in some dossier.
    mutating func step(at position: Position) -> [Happening] {
        if random.isLucky(1, of: 12) { return bank.step(&random) }
        if random.isLucky(1, of: 40) { return [account(of: random.pick(holders + caregivers))] }
        let index = random.below(dossiers.count)
        dossiers[index].openRuns = bank.open
        dossiers[index].releasedRuns = bank.released
        dossiers[index].cancelledRuns = bank.cancelled
        return dossiers[index].step(&random, at: position)
    }

    /// Somebody changes the account his payments go to, or confirms the one he has.
    private mutating func account(of party: PartyID) -> Happening {
        if random.isLucky(1, of: 2) {
            let confirmed = BankAccountConfirmed(
                party: party, account: Digest(bigEndian: random.next(), 0, 0, 0), check: nil)
            return Happening(
                event: .party(.bankAccountConfirmed(confirmed)), stream: .party(party), principal: .holder(party))
        }
        let changed = BankAccountChanged(
            party: party, iban: random.sealed(of: party), accountName: random.sealed(of: party))
        return Happening(event: .party(.bankAccountChanged(changed)), stream: .party(party), principal: .holder(party))
    }

    /// The whole history as a log of at least so many events.
    static func events(seed: UInt64, dossiers: Int, count: Int) -> (RandomHistory, [EventEnvelope]) {
        var source = RandomHistory(seed: seed, dossiers: dossiers)
        var history = History()
        for happening in source.register() {
            history.append(happening.event, to: happening.stream, by: happening.principal)
        }
        while history.events.count < count {
            for happening in source.step(at: history.last) {
                history.append(happening.event, to: happening.stream, by: happening.principal)
            }
        }
        return (source, history.events)
    }
}
