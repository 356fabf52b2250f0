import Events
import Projections

/// Applications for a pgb and what goes on around a running one: in a dossier for the holder side and for each granter its
/// own, and over all dossiers for who grants at an office. Neither a caregiver nor the SVB has to do with these.
extension Site {
    var applicationRoutes: [Route<Readers>] {
        [
            cases(
                PgbApplication.self, "/applications", "De aanvragen voor een pgb, de nieuwste eerst.",
                filters: [.status(.open, .supplementAsked, .withdrawn, .granted, .refused), .law]),
            oneCase("/applications/{application}", "Eén aanvraag voor een pgb.") { question in
                try PgbApplication.one(
                    question.snapshot, try question.call.id("application") as ApplicationID, dossier: question.dossier,
                    onlyOffice: question.viewing.office)
            },
            cases(
                PgbRequest.self, "/requests", "De verzoeken rond een pgb, de nieuwste eerst.",
                filters: [.status(.open, .withdrawn, .granted, .refused), .law, .kind(RequestKind.self)]),
            oneCase("/requests/{request}", "Eén verzoek.") { question in
                try PgbRequest.one(
                    question.snapshot, try question.call.id("request") as RequestID, dossier: question.dossier,
                    onlyOffice: question.viewing.office)
            },
            cases(
                Circumstance.self, "/circumstances", "Wat er is gemeld, de nieuwste eerst.",
                filters: [.status(.open, .handled), .kind(CircumstanceKind.self)]),
            cases(
                HomeVisit.self, "/visits", "De huisbezoeken, de nieuwste eerst.",
                filters: [.status(.planned, .reported)]),
            cases(
                PgbEnding.self, "/endings", "De besluiten dat een pgb stopt, de nieuwste eerst.", filters: [.law]),
            officeCases(
                PgbApplication.self, "/applications", "De aanvragen bij uw organisatie, de oudste eerst.",
                filters: [.status(.open, .supplementAsked, .withdrawn, .granted, .refused), .law]),
            officeCases(
                PgbRequest.self, "/requests", "De verzoeken aan uw organisatie, de oudste eerst.",
                filters: [.status(.open, .withdrawn, .granted, .refused), .law, .kind(RequestKind.self)]),
            officeCases(
                Circumstance.self, "/circumstances", "Wat aan uw organisatie is gemeld, het oudste eerst.",
                filters: [.status(.open, .handled), .kind(CircumstanceKind.self)]),
            officeCases(
                HomeVisit.self, "/visits", "De huisbezoeken van uw organisatie, de oudste eerst.",
                filters: [.status(.planned, .reported)]),
        ]
    }

    /// The list of a dossier: for a granter its own.
    private func cases<Row: ShownCase>(
        _ type: Row.Type, _ path: String, _ summary: String, filters: [CaseParameter]
    ) -> Route<Readers> {
        ask(
            path, of: [ApplicationsView.self], summary, .page(Row.self),
            query: Question.paging + filters.map(\.described)
        ) { question, readers in
            try question.requireApplications()
            let limit = try question.limit()
            let page = try Row.page(
                question.snapshot, dossier: question.dossier,
                try CaseParameter.filter(filters, question.call, onlyOffice: question.viewing.office),
                before: try question.before()?.rawValue, limit: limit)
            return try question.list(page, limit: limit, next: { Position($0.number) }).unsealed(readers.vault)
        }
    }

    private func oneCase<Row: ShownCase>(
        _ path: String, _ summary: String, _ find: @escaping @Sendable (Question) throws -> Row?
    ) -> Route<Readers> {
        ask(path, of: [ApplicationsView.self], summary, .one(Row.self)) { question, readers in
            try question.requireApplications()
            return try question.one(try find(question)).unsealed(readers.vault)
        }
    }

    /// The list over all dossiers of the caller's own office.
    private func officeCases<Row: ShownCase>(
        _ type: Row.Type, _ path: String, _ summary: String, filters: [CaseParameter]
    ) -> Route<Readers> {
        let service = service
        return Route(
            .get, "/v1/offices/{office}" + path, needs: .employee, summary: summary,
            query: Self.following + [Question.asOf] + filters.map(\.described), response: .page(Row.self),
            records: .access(.read, about: .named)
        ) { call, readers, _ in
            let asked: OfficeID = try call.id("office")
            let after = Int64(try call.query("after", in: 0...Int.max) ?? 0)
            let limit = try call.query("limit", in: 1...200) ?? 50
            let filter = try CaseParameter.filter(filters, call, onlyOffice: nil)
            let asOf = try service.asOf(call, readers)
            return try service.look(call, readers, isSlow: asOf != nil) { caller, readers, s, reflection in
                guard let party = caller.party,
                    let (office, roles) = try Viewing.employment(party, caller.identity.office, s),
                    office.office == asked
                else { throw Problem(.notFound) }
                guard office.kind != .svb, roles.contains(.grants) else { throw Problem(.notAllowed) }
                guard let asOf else {
                    let page = try Row.page(s, office: asked, filter, after: after, limit: limit)
                    return try Response.page(page, limit: limit, reflection) { $0.number }.unsealed(readers.vault)
                }
                let position = try readers.resolve(asOf, today: service.clock.now().day).position
                let page: (rows: [Row], next: Int64?) = try Self.past(
                    OfficePast(office: asked, position: position, filter: filter), after: after, limit: limit, readers,
                    s)
                let then = Reflection(
                    try readers.past(at: position, of: [], [ApplicationsView.self], s), service, isPast: true)
                return try Response.page(page.rows, next: page.next, then).unsealed(readers.vault)
            }
        }
    }

    /// Which past of an office is asked for.
    private struct OfficePast {
        let office: OfficeID
        let position: Position
        let filter: CaseFilter
    }

    /// So many cases are gone through at a time, and so many for one page.
    private static let (casesAtATime, casesForAPage) = (20, 200)
    /// When going through them has taken so long, the page is given as it is: a read of five seconds is broken off.
    private static let longestNanoseconds: Int64 = 1_000_000_000

    /// What an office had then, the oldest first. How far each was follows from its dossier at that position, so a few
    /// dossiers are gone through at a time, until the page is full. When few of many are wanted it is given before that:
    /// `next` then leads on from where it got, so that who follows it comes to the end, however many there are.
    private static func past<Row: ShownCase>(
        _ asked: OfficePast, after: Int64, limit: Int, _ readers: Readers, _ live: Snapshot
    ) throws -> (rows: [Row], next: Int64?) {
        let start = MachineClock.nanoseconds()
        var page: [Row] = []
        var behind = after
        for _ in 0..<(casesForAPage / casesAtATime) {
            let (dossiers, last) = try Row.dossiers(
                live, office: asked.office, after: behind, by: asked.position, limit: casesAtATime)
            guard let last else { return (page, nil) }
            let then = try readers.past(at: asked.position, of: dossiers, [ApplicationsView.self], live)
            page += try Row.page(then, office: asked.office, asked.filter, after: behind, limit: limit)
                .filter { $0.number <= last }
            behind = last
            if page.count >= limit { return (Array(page.prefix(limit)), page[limit - 1].number) }
            if MachineClock.nanoseconds() - start > longestNanoseconds { break }
        }
        return (page, behind)
    }
}

extension Question {
    /// Only the holder side, and who grants at a granter: what they read of one another goes to nobody else.
    func requireApplications() throws(Problem) {
        guard viewing.seesAsked, viewing.roles.isEmpty || viewing.roles.contains(.grants)
        else { throw Problem(.notAllowed) }
    }
}

/// By what a list of cases can be narrowed down.
private enum CaseParameter {
    case statuses([CaseStatus])
    case law
    /// The kind of a request or a circumstance, by its stored names.
    case kinds([String])

    static func status(_ statuses: CaseStatus...) -> CaseParameter { .statuses(statuses) }
    static func kind<Name: StoredName & CaseIterable>(_ type: Name.Type) -> CaseParameter {
        .kinds(Name.allCases.map(\.rawValue))
    }

    var described: QueryParameter {
        switch self {
        case .statuses(let statuses):
            QueryParameter("status", .names(statuses.map(\.rawValue)), "Alleen wat zo ver is.")
        case .law: QueryParameter("law", Law.schema, "Alleen wat bij deze wet hoort.")
        case .kinds(let names): QueryParameter("kind", .names(names), "Alleen deze soort.")
        }
    }

    static func filter(_ parameters: [CaseParameter], _ call: Call, onlyOffice: OfficeID?) throws -> CaseFilter {
        var filter = CaseFilter(onlyOffice: onlyOffice)
        for parameter in parameters {
            switch parameter {
            case .statuses(let statuses):
                filter.status = try call.query("status") { text in statuses.first { $0.rawValue == text } }
            case .law: filter.law = try call.query("law", Law.init(rawValue:))
            case .kinds(let names): filter.form = try call.query("kind") { names.contains($0) ? $0 : nil }
            }
        }
        return filter
    }
}
