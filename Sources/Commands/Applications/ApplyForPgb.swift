package import Events

/// A person asks a care office or municipality for a pgb, with a budget plan (Wlz 3.3.3, Wmo 2.3.6, Jeugdwet 8.1.1). Filed
/// again under the same id it takes the place of what was filed before, which is also how it is supplemented.
///
/// Who asks for somebody of whom there is no dossier yet proposes himself as representative; the granter looks at his
/// ground, and records him by `appoint-representative`.
package struct ApplyForPgb: Command {
    package static let name: StaticString = "apply-for-pgb"
    package static let allowed: [Actor] = [.applicant, .proposer]

    package let dossier: DossierID
    package let application: ApplicationID
    package let office: OfficeID
    package let law: Law
    package let from: Day
    package let plan: [PlanLine]
    package let totalCents: Cents
    package let motivation: Text
    package let representative: PartyID?
    package let ground: RepresentationGround?
    package let documents: [DocumentID]

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        application = r("application")
        office = r("office")
        law = r("law")
        from = r("from")
        plan = r.list("plan")
        totalCents = r("totalCents")
        motivation = r("motivation")
        representative = r.optional("representative")
        ground = r.optional("ground")
        documents = r.optionalList("documents")
        refusePlan(&r)
        if (representative == nil) != (ground == nil) {
            r.refuse("ground", .missing, "Noem de vertegenwoordiger en waarom hij dat is, of geen van beide.")
        }
        for place in documents.repeats(of: \.self) {
            r.refuse("documents", element: place, .invalidValue, "Dit document staat er twee keer in.")
        }
    }

    /// Every line comes to its rate times its units, and the plan to the sum of its lines: to the cent.
    private func refusePlan(_ r: inout JSONReader) {
        if plan.isEmpty { r.refuse("plan", .missing, "Vul minstens één regel in.") }
        var sum = Cents.zero
        for (index, line) in plan.enumerated() {
            sum += line.totalCents
            if line.function == .total {
                r.refuse("plan", element: index, .invalidValue, "Kies de soort zorg: het totaal is de som.")
            } else if line.rateCents <= .zero || line.unitsPerYear <= 0 {
                r.refuse("plan", element: index, .outOfRange, "Vul een tarief en een aantal boven nul in.")
            } else {
                let (total, overflow) = line.rateCents.raw.multipliedReportingOverflow(by: line.unitsPerYear)
                if overflow || total != line.totalCents.raw {
                    r.refuse("plan", element: index, .invalidValue, "Het totaal is het tarief keer het aantal.")
                }
            }
        }
        if sum != totalCents {
            r.refuse("totalCents", .invalidValue, "Het totaal van het plan is de som van de regels. Reken het na.")
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("application", application)
        w.field("office", office)
        w.field("law", law)
        w.field("from", from)
        w.field("plan", plan)
        w.field("totalCents", totalCents)
        w.field("motivation", motivation)
        w.present("representative", representative)
        w.present("ground", ground)
        w.present("documents", list: documents)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let person = world.register.parties[dossier.holder], person.kind == .person else { throw .unknownDossier }
        guard person.people.diedOn == nil else { throw .applicantDied }
        let speaksForHim =
            stamp.principal.kind == .holder || world.dossier.isHolderSide(stamp.principal, on: stamp.today)
        guard speaksForHim || representative == stamp.principal.party else { throw .nameYourself }
        guard let granter = world.register.offices[office] else { throw .unknownOffice }
        guard granter.kind == (law == .wlz ? .careOffice : .municipality) else { throw .officeHasNoLaw }
        if let representative {
            guard world.register.parties[representative] != nil else { throw .unknownParty }
            guard representative != dossier.holder else { throw .representsHimself }
        }
        try world.dossier.requireAttached(documents)
        guard let known = world.dossier.application(application) else { return try first(stamp, world.dossier) }
        return try again(known, stamp, world)
    }

    private func first(_ stamp: Stamp, _ dossier: DossierState) throws(Rejection) -> [Event] {
        guard stamp.today <= from else { throw .beforeApplication }
        guard !dossier.applications.contains(where: { $0.isOpen && $0.filed.office == office && $0.filed.law == law })
        else { throw .applicationOpen }
        let term = DecisionTerm.application(law, receivedOn: stamp.today).value
        return [
            filed(stamp, on: stamp.today, decideBy: DecisionTerm.working(stamp.today.adding(days: term)))
        ]
    }

    private func again(
        _ known: ApplicationState, _ stamp: Stamp, _ world: borrowing World
    ) throws(Rejection) -> [Event] {
        let known = try world.dossier.application(known.id, for: stamp.principal, on: stamp.today)
        guard known.isOpen else { throw .applicationClosed }
        if isSame(as: known.filed, world) { return [] }
        guard known.filed.office == office, known.filed.law == law else { throw .applicationElsewhere }
        guard known.filed.receivedOn <= from else { throw .beforeApplication }
        let paused = known.pausedDays(answeredOn: stamp.today)
        return [
            filed(
                stamp, on: known.filed.receivedOn, pausedDays: paused, decideBy: known.decideBy(pausedFor: paused))
        ]
    }

    private func isSame(as filed: ApplicationFiled, _ world: borrowing World) -> Bool {
        filed.office == office && filed.law == law && filed.from == from && filed.plan == plan
            && filed.totalCents == totalCents && filed.representative == representative && filed.ground == ground
            && filed.documents == documents && world.text(filed.motivation) == motivation
    }

    private func filed(_ stamp: Stamp, on day: Day, pausedDays: Int64 = 0, decideBy: Day) -> Event {
        .application(
            .filed(
                ApplicationFiled(
                    application: application, office: office, law: law, from: from, plan: plan, totalCents: totalCents,
                    motivation: stamp.seal(motivation, of: dossier.holder, use: 0), representative: representative,
                    ground: ground, documents: documents, receivedOn: day, pausedDays: pausedDays, decideBy: decideBy)))
    }
}

extension Rejection {
    package static let applicantDied = Rejection(
        "applicant-died", "Deze persoon is overleden. Een pgb aanvragen kan niet meer.")
    package static let nameYourself = Rejection(
        "name-yourself", .forbidden, "U vraagt dit aan voor iemand anders. Noem uzelf als vertegenwoordiger.")
    package static let officeHasNoLaw = Rejection(
        "office-has-no-law",
        "Deze organisatie geeft geen pgb uit deze wet. Kies een zorgkantoor voor de Wlz, of uw gemeente.")
    package static let beforeApplication = Rejection(
        "before-application", "Een pgb begint niet eerder dan de dag van de aanvraag. Kies een latere dag.")
    package static let applicationOpen = Rejection(
        "application-open", "U hebt hier al een aanvraag lopen. Vul die aan, of trek haar eerst in.")
    package static let applicationElsewhere = Rejection(
        "application-elsewhere",
        "Een aanvraag blijft bij dezelfde organisatie en wet. Trek deze in en dien een nieuwe in.")
}
