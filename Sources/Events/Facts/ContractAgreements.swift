/// How long is worked on one day of a fixed week.
package struct WorkDay: Record, Equatable {
    /// 1 is Monday, 7 is Sunday.
    package let weekday: Int64
    package let minutes: Int64

    package init(weekday: Int64, minutes: Int64) {
        self.weekday = weekday
        self.minutes = minutes
    }

    package init(from r: inout JSONReader) {
        weekday = r("weekday")
        minutes = r("minutes")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("weekday", weekday)
        w.field("minutes", minutes)
    }
}

/// What the parties agree about the work (werkafspraken, contracts 3.2), besides the lines.
package struct WorkAgreements: Record, Equatable {
    /// A temporary replacement: the contract of the regular caregiver, of the same holder. It ends when he resumes.
    package let replaces: ContractID?
    /// A fixed term of employment: already said that it will not be extended.
    package let notRenewed: Bool
    /// Probation in whole months (proeftijd).
    package let probationMonths: Int64?
    /// The days of a fixed week; empty when the hours are irregular.
    package let week: [WorkDay]
    /// On how many days a week is worked, where the week is not fixed.
    package let daysPerWeek: Int64?
    /// Employment: whether the hourly wage includes the pay for vacation hours.
    package let includesVacation: Bool
    /// Assignment: whether the caregiver is an entrepreneur for the tax office.
    package let entrepreneur: Bool
    /// Whether holder and caregiver live in one household.
    package let household: Bool
    /// The notice both agreed on, in whole months; nil for what the law or the model says.
    package let noticeMonths: Int64?
    /// Travel costs per kilometre.
    package let kilometreCents: Cents?
    /// How many kilometres a week are expected.
    package let weeklyKilometres: Int64?

    package init(
        replaces: ContractID? = nil, notRenewed: Bool = false, probationMonths: Int64? = nil, week: [WorkDay] = [],
        daysPerWeek: Int64? = nil, includesVacation: Bool = false, entrepreneur: Bool = false,
        household: Bool = false, noticeMonths: Int64? = nil, kilometreCents: Cents? = nil,
        weeklyKilometres: Int64? = nil
    ) {
        self.replaces = replaces
        self.notRenewed = notRenewed
        self.probationMonths = probationMonths
        self.week = week
        self.daysPerWeek = daysPerWeek
        self.includesVacation = includesVacation
        self.entrepreneur = entrepreneur
        self.household = household
        self.noticeMonths = noticeMonths
        self.kilometreCents = kilometreCents
        self.weeklyKilometres = weeklyKilometres
    }

    /// The same for who sees only some of the lines: without what is of all lines together or of one nobody knows which, the
    /// days that are worked and the travel costs, and without the contract it replaces, which may be another granter's.
    package var ofSomeLines: WorkAgreements {
        WorkAgreements(
            notRenewed: notRenewed, probationMonths: probationMonths, includesVacation: includesVacation,
            entrepreneur: entrepreneur, household: household, noticeMonths: noticeMonths)
    }

    package init(from r: inout JSONReader) {
        replaces = r.optional("replaces")
        notRenewed = r.flag("notRenewed")
        probationMonths = r.optional("probationMonths")
        week = r.optionalList("week")
        daysPerWeek = r.optional("daysPerWeek")
        includesVacation = r.flag("includesVacation")
        entrepreneur = r.flag("entrepreneur")
        household = r.flag("household")
        noticeMonths = r.optional("noticeMonths")
        kilometreCents = r.optional("kilometreCents")
        weeklyKilometres = r.optional("weeklyKilometres")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.present("replaces", replaces)
        w.present("notRenewed", notRenewed)
        w.present("probationMonths", probationMonths)
        w.present("week", list: week)
        w.present("daysPerWeek", daysPerWeek)
        w.present("includesVacation", includesVacation)
        w.present("entrepreneur", entrepreneur)
        w.present("household", household)
        w.present("noticeMonths", noticeMonths)
        w.present("kilometreCents", kilometreCents)
        w.present("weeklyKilometres", weeklyKilometres)
    }

    package var isEmpty: Bool { self == WorkAgreements() }

    /// On how many days a week is worked: counted where the week is fixed, else as agreed; nil when neither is known.
    package var workDays: Int64? { week.isEmpty ? daysPerWeek : Int64(week.count) }
}

/// What the parties agree besides the work (algemene afspraken, contracts 3.3).
package struct GeneralAgreements: Record, Equatable {
    /// The version of the SVB model whose clauses are part of the contract (Rlz 5.16(2)).
    package let model: Code?
    /// Whether the SVB keeps the salary administration.
    package let payroll: Bool
    /// Whether the caregiver wants the wage-tax credit here (loonheffingskorting); nil when not asked.
    package let taxCredit: Bool?
    /// The copy of the caregiver's identity document (ZO-18).
    package let identityDocument: DocumentID?
    /// Other agreements (overige afspraken).
    package let other: Personal<Text>?
    /// What an institution calls this contract or client.
    package let reference: Personal<Name>?

    package init(
        model: Code? = nil, payroll: Bool = false, taxCredit: Bool? = nil, identityDocument: DocumentID? = nil,
        other: Personal<Text>? = nil, reference: Personal<Name>? = nil
    ) {
        self.model = model
        self.payroll = payroll
        self.taxCredit = taxCredit
        self.identityDocument = identityDocument
        self.other = other
        self.reference = reference
    }

    package init(from r: inout JSONReader) {
        model = r.optional("model")
        payroll = r.flag("payroll")
        taxCredit = r.optional("taxCredit")
        identityDocument = r.optional("identityDocument")
        other = r.optional("other")
        reference = r.optional("reference")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.present("model", model)
        w.present("payroll", payroll)
        w.present("taxCredit", taxCredit)
        w.present("identityDocument", identityDocument)
        w.present("other", other)
        w.present("reference", reference)
    }

    package var isEmpty: Bool { self == GeneralAgreements() }
}
