import Events

/// A history of several dossiers by seed, in which the same few caregivers work for all holders.
struct RandomHistory {
    private var random: SeededNumbers
    private var dossiers: [RandomDossier]
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

    /// The events of the next command, in some dossier.
    mutating func step(at position: Position) -> [Happening] {
        let index = random.below(dossiers.count)
        return dossiers[index].step(&random, at: position)
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
