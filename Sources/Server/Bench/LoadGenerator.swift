import Commands
import Events

/// Realistic load by seed: dossiers with a holder, caregivers, a budget, contracts that walk to approval, and a year of
/// claims and payments. It makes requests as clients send them; the real deciders decide on them.
struct LoadGenerator {
    /// One request: who asks, when, and the body of the command.
    struct Ask: Sendable {
        let principal: Principal
        let at: Moment
        let body: [UInt8]
    }

    /// One contract under which claims are filed.
    struct Agreement: Sendable {
        let dossier: DossierID
        let budget: BudgetID
        let contract: ContractID
        let caregiver: PartyID
    }

    private var random: SplitMix
    /// Claims have numbers of their own, so that the people are the same however many claims there are.
    var turnRandom: SplitMix
    let year: Int
    /// When the next dossier begins: time rises from dossier to dossier.
    private var clock: Moment
    private let pauseMicroseconds: Int64
    private let hasWages: Bool
    private(set) var agreements: [Agreement] = []
    private(set) var dossiers: [DossierID] = []

    let careOffice: OfficeID
    let municipality: OfficeID
    let svb: OfficeID
    let careStaff: PartyID
    private let townStaff: PartyID
    let svbStaff: PartyID
    let svbReleaser: PartyID

    /// - Parameters:
    ///   - expected: about how many dossiers there will be; they are spread over December of the year before.
    ///   - hasWages: contracts have a fixed monthly wage in place of a rate by the hour.
    init(seed: UInt64, year: Int = 2026, expecting expected: Int = 1_000, hasWages: Bool = false) {
        self.hasWages = hasWages
        random = SplitMix(seed: seed)
        turnRandom = SplitMix(seed: ~seed)
        self.year = year
        clock = Self.morning(year - 1, 12, 2)
        pauseMicroseconds = 20 * 86_400_000_000 / Int64(max(1, expected))
        careOffice = OfficeID(bits: random.id())
        municipality = OfficeID(bits: random.id())
        svb = OfficeID(bits: random.id())
        careStaff = PartyID(bits: random.id())
        townStaff = PartyID(bits: random.id())
        svbStaff = PartyID(bits: random.id())
        svbReleaser = PartyID(bits: random.id())
    }

    /// The three offices and their employees.
    mutating func offices() -> [Ask] {
        let at = Self.morning(year - 1, 12, 1)
        var asks: [Ask] = []
        let offices = [
            (careOffice, "care-office", "5599"), (municipality, "municipality", "9999"), (svb, "svb", "svb"),
        ]
        for (office, kind, code) in offices {
            asks.append(
                ask(
                    .operator, at, "register-office",
                    #""office":"\#(office.text)","kind":"\#(kind)","officeName":"Proef \#(kind)","code":"\#(code)""#))
        }
        let staff: [(PartyID, OfficeID, String)] = [
            (careStaff, careOffice, #""registrar","grants","assessor""#),
            (townStaff, municipality, #""registrar","grants","assessor""#),
            (svbStaff, svb, #""registrar","assessor","payments-maker""#), (svbReleaser, svb, #""payments-releaser""#),
        ]
        for (person, office, roles) in staff {
            asks.append(
                ask(
                    .operator, at, "register-person",
                    #""party":"\#(person.text)","fullName":"Medewerker Proef","birthDate":"1985-05-05""#))
            asks.append(
                ask(
                    .operator, at, "appoint-employee",
                    #""office":"\#(office.text)","employee":"\#(person.text)","roles":[\#(roles)]"#))
        }
        return asks
    }

    /// One dossier from the registration of its people to its approved contracts. Every third is a Wmo dossier, which
    /// two offices assess.
    /// - Parameter contracts: how many contracts; nil is one, and two for every eighth dossier.
    mutating func dossier(contracts: Int? = nil) -> [Ask] {
        let holder = PartyID(bits: random.id())
        // Municipalities allow a monthly wage only by a policy of theirs.
        let isWlz = random.next() % 3 != 0 || hasWages
        let staff = Principal.employee(isWlz ? careStaff : townStaff, at: isWlz ? careOffice : municipality)
        let at = clock
        clock = Moment(microseconds: clock.microseconds + pauseMicroseconds)
        let budget = BudgetID(bits: random.id())
        dossiers.append(DossierID(holder: holder))
        var asks = [person(holder, staff, at)]
        let count = contracts ?? (random.next() % 8 == 0 ? 2 : 1)
        let cents = (6_000_000 + Int64(random.next() % 40) * 100_000) * Int64(count)
        let function = isWlz ? "total" : "individual-support"
        asks.append(
            ask(
                staff, at, "grant-budget",
                #""dossier":"\#(holder.text)","budget":"\#(budget.text)","law":"\#(isWlz ? "wlz" : "wmo")","#
                    + #""from":"\#(year)-01-01","until":"\#(year)-12-31","grantedCents":\#(cents),"#
                    + #""functions":[{"function":"\#(function)","cents":\#(cents)}]"#))
        for _ in 0..<count { asks += contract(DossierID(holder: holder), budget, staff, isWlz, at) }
        return asks
    }

    /// A second contract in a dossier, with the caregiver of another one: drafted and shared, and never signed.
    mutating func draft(_ agreement: Agreement, with caregiver: PartyID, at: Moment) -> [Ask] {
        let contract = ContractID(bits: turnRandom.id())
        return [
            draft(contract, agreement.dossier, agreement.budget, caregiver, turnRandom.next(), at),
            ask(
                .holder(agreement.dossier.holder), at, "share-contract",
                #""dossier":"\#(agreement.dossier.text)","contract":"\#(contract.text)""#),
        ]
    }

    private mutating func person(_ party: PartyID, _ by: Principal, _ at: Moment) -> Ask {
        let day = String(1 + random.next() % 28)
        let birth = "\(1930 + random.next() % 70)-0\(1 + random.next() % 9)-\(day.count == 1 ? "0" + day : day)"
        return ask(
            by, at, "register-person",
            #""party":"\#(party.text)","fullName":"Proefpersoon \#(random.next() % 100_000)","birthDate":"\#(birth)""#)
    }

    private mutating func contract(
        _ dossier: DossierID, _ budget: BudgetID, _ staff: Principal, _ isWlz: Bool, _ at: Moment
    ) -> [Ask] {
        let caregiver = PartyID(bits: random.id())
        let contract = ContractID(bits: random.id())
        agreements.append(Agreement(dossier: dossier, budget: budget, contract: contract, caregiver: caregiver))
        let holder = Principal.holder(dossier.holder)
        let giver = Principal.caregiver(caregiver)
        let place = #""dossier":"\#(dossier.text)","contract":"\#(contract.text)""#
        var asks = [person(caregiver, staff, at)]
        asks.append(
            ask(
                giver, at, "change-bank-account",
                #""party":"\#(caregiver.text)","iban":"NL02ABNA0123456789","accountName":"Proefpersoon""#))
        asks.append(draft(contract, dossier, budget, caregiver, random.next(), at))
        asks.append(ask(holder, at, "share-contract", place))
        asks.append(ask(giver, at, "sign-contract", place + #","termsDigest":"@digest""#))
        asks.append(ask(holder, at, "submit-contract", place + #","termsDigest":"@digest""#))
        let parts = isWlz ? #""care","labour""# : #""care""#
        asks.append(
            ask(staff, at, "assess-contract", place + #","parts":[\#(parts)],"outcome":"approve","grounds":[]"#))
        if !isWlz {
            asks.append(
                ask(
                    .employee(svbStaff, at: svb), at, "assess-contract",
                    place + #","parts":["labour"],"outcome":"approve","grounds":[]"#))
        }
        return asks
    }

    private mutating func draft(
        _ contract: ContractID, _ dossier: DossierID, _ budget: BudgetID, _ caregiver: PartyID, _ number: UInt64,
        _ at: Moment
    ) -> Ask {
        let pay =
            hasWages
            ? #""unit":"month","rateCents":\#(80_000 + number % 80 * 200),"weeklyMinutes":600,"#
            : #""unit":"hour","rateCents":\#(1_800 + number % 80 * 10),"#
        return ask(
            .holder(dossier.holder), at, "draft-contract",
            #""dossier":"\#(dossier.text)","contract":"\#(contract.text)","caregiver":"\#(caregiver.text)","#
                + #""terms":{"kind":"family","relation":"first-degree","start":"\#(year)-01-01","#
                + #""lines":[{"budget":"\#(budget.text)","function":"individual-support","# + pay
                + #""description":"Begeleiding bij de dag, drie keer per week."}]}"#)
    }

    private mutating func ask(_ principal: Principal, _ at: Moment, _ type: String, _ fields: String) -> Ask {
        ask(CommandID(bits: random.id()), principal, at, type, fields)
    }

    func ask(_ id: CommandID, _ principal: Principal, _ at: Moment, _ type: String, _ fields: String) -> Ask {
        Ask(principal: principal, at: at, body: Array(#"{"id":"\#(id.text)","type":"\#(type)",\#(fields)}"#.utf8))
    }

    /// Eight o'clock in UTC.
    private static func morning(_ year: Int, _ month: Int, _ day: Int) -> Moment {
        guard let day = Day(year: year, month: month, day: day) else {
            preconditionFailure("The load stays in the calendar.")
        }
        return morning(of: day)
    }

    static func morning(of day: Day) -> Moment {
        Moment(microseconds: (Int64(day.number) * 24 + 8) * 3_600_000_000)
    }
}
