import Commands
import Events
import Projections
import Synchronization

/// Who looked: for a person about himself, for the holder's side about a dossier, and for who guards privacy in an office
/// about its own people. Looking at it is recorded like any other look.
extension Site {
    var accessRoutes: [Route<Readers>] { [ownRecords, dossierRecords, officeRecords] }

    private static let period = [
        QueryParameter("from", Day.schema, "Vanaf deze dag.", form: "een dag (2026-03-02)"),
        QueryParameter("until", Day.schema, "Tot en met deze dag.", form: "een dag (2026-03-02)"),
    ]

    private static let paging = [
        QueryParameter("limit", .integer(1...200), "Hoeveel regels ten hoogste."),
        QueryParameter("before", .integer(1 ... .max), "De regels voor dit nummer: de volgende bladzijde."),
    ]

    private static let byOthers = QueryParameter(
        "byOthers", .names(["true", "false"]), "Alleen wat anderen bekeken, niet wat u zelf bekeek.")

    private var ownRecords: Route<Readers> {
        let service = service
        return Route(
            .get, "/v1/access-records", needs: .signedIn,
            summary: "Wie uw gegevens bekeek, het nieuwste eerst. Gelijke regels van één dag staan bij elkaar.",
            query: Self.period + Self.paging + [Self.byOthers], response: .page(AccessRow.self),
            records: .access(.read, about: .caller)
        ) { call, readers, _ in
            try service.look(call, readers, isSlow: true) { caller, readers, s, reflection in
                guard let party = caller.party else { throw Problem(.notAllowed) }
                return try records(of: .subject(party), try Self.filter(call), call, readers, s, reflection)
            }
        }
    }

    private var dossierRecords: Route<Readers> {
        let service = service
        return Route(
            .get, "/v1/dossiers/{dossier}/access-records", needs: .signedIn,
            summary: "Wie een dossier bekeek, het nieuwste eerst. Gelijke regels van één dag staan bij elkaar.",
            query: [QueryParameter("actingAs", ActingAs.schema, "In welke hoedanigheid u kijkt.")]
                + Self.period + Self.paging + [Self.byOthers], response: .page(AccessRow.self),
            records: .access(.read, about: .dossier)
        ) { call, readers, completion in
            try service.ask(call, readers, completion, of: [], isSlow: true) { question, readers in
                let looker = question.viewing
                guard looker.reader == .all, looker.roles.isEmpty, looker.quality != .helper else {
                    throw Problem(.notAllowed)
                }
                var filter = try Self.filter(call)
                filter.dossier = question.dossier
                return try records(
                    of: .subject(question.dossier.holder), filter, call, readers, question.live, question.reflection)
            }
        }
    }

    private var officeRecords: Route<Readers> {
        let service = service
        return Route(
            .get, "/v1/offices/{office}/access-records", needs: .employee,
            summary: "Wat de medewerkers van een organisatie bekeken, het nieuwste eerst.",
            query: [
                QueryParameter("employee", PartyID.schema, "Alleen van deze medewerker.", form: "een id"),
                QueryParameter("client", PartyID.schema, "Alleen over deze persoon.", form: "een id"),
            ] + Self.period + Self.paging, response: .page(AccessRow.self), records: .access(.read, about: .named)
        ) { call, readers, _ in
            try service.look(call, readers, isSlow: true) { caller, readers, s, reflection in
                let office: OfficeID = try call.id("office")
                guard let party = caller.party,
                    let (own, roles) = try Viewing.employment(party, caller.identity.office, s), own.office == office
                else { throw Problem(.notFound) }
                guard roles.contains(.privacy) || roles.contains(.auditor) else { throw Problem(.notAllowed) }
                var filter = try Self.filter(call)
                filter.office = office
                filter.subject = try call.query("client", PartyID.init)
                let chain: AccessChain
                if let employee = try call.query("employee", PartyID.init) {
                    chain = .employee(employee, office)
                } else {
                    chain = filter.subject.map { .subject($0) } ?? .office(office)
                }
                return try records(of: chain, filter, call, readers, s, reflection)
            }
        }
    }

    private static func filter(_ call: Call) throws(Problem) -> AccessHistory.Filter {
        var filter = AccessHistory.Filter()
        filter.from = try call.query("from", Day.init)
        filter.until = try call.query("until", Day.init)
        if call.declares("byOthers") { filter.isByOthers = try call.query("byOthers", Bool.init) ?? false }
        return filter
    }

    /// A page of a chain, as it stands on the disk now.
    private func records(
        of chain: AccessChain, _ filter: AccessHistory.Filter, _ call: Call, _ readers: Readers, _ s: Snapshot,
        _ reflection: Reflection
    ) throws -> Response {
        let limit = try call.query("limit", in: 1...200) ?? 50
        let before = try call.query("before", in: 1...Int.max).map(Int64.init)
        let page = try accessRows(of: chain, filter, before: before, limit: limit, readers, s)
        return .page(page.rows, next: page.next, reflection)
    }

    /// The rows of a page, and the cursor of the next one.
    func accessRows(
        of chain: AccessChain, _ filter: AccessHistory.Filter, before: Int64?, limit: Int, _ readers: Readers,
        _ s: Snapshot
    ) throws -> (rows: [AccessRow], next: Int64?) {
        guard let writer = service.accessDesk?.writer else { throw Problem(.notFound) }
        let newest: Int64
        do {
            newest = try writer.newest(chain)
        } catch is WriterFailure {
            throw Problem.retry(.notRecorded, afterSeconds: 5)
        }
        let access = try readers.access()
        let page = try AccessHistory(reader: access, chain: chain, filter: filter)
            .page(from: newest, before: before, limit: limit)
        let source = try access.origin()
        var names: [OfficeID: String] = [:]
        let rows = try page.groups.map { group in
            let line = group.record.line
            if let office = line.office, names[office] == nil {
                names[office] = try RegisteredOffice.one(s, office)?.name
            }
            return AccessRow(
                group: group, what: summary(of: line.activity), officeName: line.office.flatMap { names[$0] },
                source: source)
        }
        return (rows, page.next)
    }

    /// What a route says of itself, by its name: the first sentence, what comes behind it is for who builds with it. The
    /// table is the same for as long as the program runs.
    private func summary(of activity: String) -> String {
        Self.summaries.withLock { summaries in
            if summaries.isEmpty {
                summaries = Dictionary(routes.map { ($0.name, Self.firstSentence($0.summary)) }) { first, _ in first }
            }
            return summaries[activity] ?? activity
        }
    }

    private static func firstSentence(_ text: String) -> String {
        text.firstRange(of: ". ").map { text[..<$0.lowerBound] + "." } ?? text
    }

    private static let summaries = Mutex<[String: String]>([:])
}
