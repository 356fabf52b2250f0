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
        let contract: ContractID
        let caregiver: PartyID
    }

    private var random: SplitMix
    private let year: Int
    private(set) var agreements: [Agreement] = []

    let careOffice: OfficeID
    let municipality: OfficeID
    let svb: OfficeID
    private let careStaff: PartyID
    private let townStaff: PartyID
    private let svbStaff: PartyID
    private let svbReleaser: PartyID

    init(seed: UInt64, year: Int = 2026) {
        random = SplitMix(seed: seed)
        self.year = year
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
        let at = moment(year - 1, 12, 1)
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
    mutating func dossier() -> [Ask] {
        let holder = PartyID(bits: random.id())
        let isWlz = random.next() % 3 != 0
        let staff = Principal.employee(isWlz ? careStaff : townStaff, at: isWlz ? careOffice : municipality)
        var at = moment(year - 1, 12, 2 + Int(random.next() % 20))
        let budget = BudgetID(bits: random.id())
        var asks = [person(holder, staff, at)]
        let cents = 6_000_000 + Int64(random.next() % 40) * 100_000
        let function = isWlz ? "total" : "individual-support"
        asks.append(
            ask(
                staff, at, "grant-budget",
                #""dossier":"\#(holder.text)","budget":"\#(budget.text)","law":"\#(isWlz ? "wlz" : "wmo")","#
                    + #""from":"\#(year)-01-01","until":"\#(year)-12-31","grantedCents":\#(cents),"#
                    + #""functions":[{"function":"\#(function)","cents":\#(cents)}]"#))
        for _ in 0..<(1 + random.next() % 2) {
            at = Moment(microseconds: at.microseconds + 3_600_000_000)
            asks += contract(DossierID(holder: holder), budget, staff, isWlz, at)
        }
        return asks
    }

    /// The claim of one month under one contract, filed by the holder on a day of the month after.
    mutating func claim(_ agreement: Agreement, _ month: Month) -> Ask {
        let claim = ClaimID(bits: random.id())
        var entries: [String] = []
        var monday = month.first
        while monday.weekday != 1 { monday = monday.adding(days: 1) }
        while monday <= month.last {
            let minutes = 120 + Int(random.next() % 30) * 15
            entries.append(#"{"week":"\#(monday.text)","line":1,"minutes":\#(minutes)}"#)
            monday = monday.adding(days: 7)
        }
        let filed = month.last.adding(days: 1 + Int(random.next() % 12))
        return ask(
            .holder(agreement.dossier.holder), moment(filed), "file-claim",
            #""dossier":"\#(agreement.dossier.text)","claim":"\#(claim.text)","contract":"\#(agreement.contract.text)","#
                + #""month":"\#(month.text)","entries":[\#(entries.joined(separator: ","))]"#)
    }

    /// The statement of the bank for a payment.
    mutating func statement(_ payment: PaymentID, _ dossier: DossierID, on day: Day) -> Ask {
        ask(
            .employee(svbReleaser, at: svb), moment(day), "confirm-payment",
            #""dossier":"\#(dossier.text)","payment":"\#(payment.text)","on":"\#(day.text)""#)
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
        agreements.append(Agreement(dossier: dossier, contract: contract, caregiver: caregiver))
        let holder = Principal.holder(dossier.holder)
        let giver = Principal.caregiver(caregiver)
        let place = #""dossier":"\#(dossier.text)","contract":"\#(contract.text)""#
        let rate = 1_800 + random.next() % 80 * 10
        var asks = [person(caregiver, staff, at)]
        asks.append(
            ask(
                giver, at, "change-bank-account",
                #""party":"\#(caregiver.text)","iban":"NL02ABNA0123456789","accountName":"Proefpersoon""#))
        asks.append(
            ask(
                holder, at, "draft-contract",
                place + #","caregiver":"\#(caregiver.text)","terms":{"kind":"family","relation":"first-degree","#
                    + #""formal":false,"start":"\#(year)-01-01","lines":[{"budget":"\#(budget.text)","#
                    + #""function":"individual-support","unit":"hour","rateCents":\#(rate),"#
                    + #""description":"Begeleiding bij de dag, drie keer per week."}]}"#))
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

    private mutating func ask(_ principal: Principal, _ at: Moment, _ type: String, _ fields: String) -> Ask {
        let id = CommandID(bits: random.id())
        return Ask(
            principal: principal, at: at, body: Array(#"{"id":"\#(id.text)","type":"\#(type)",\#(fields)}"#.utf8))
    }

    private mutating func moment(_ year: Int, _ month: Int, _ day: Int) -> Moment {
        guard let day = Day(year: year, month: month, day: day) else {
            preconditionFailure("The load stays in the calendar.")
        }
        return moment(day)
    }

    /// Some moment in office hours of a day.
    private mutating func moment(_ day: Day) -> Moment {
        Moment(microseconds: (Int64(day.number) * 24 + 8) * 3_600_000_000 + Int64(random.next() % 28_800_000_000))
    }
}
