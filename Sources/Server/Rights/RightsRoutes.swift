import Events
import Projections

/// What somebody can ask about his own data, and who looks after rights at an office for him.
extension Site {
    var rightsRoutes: [Route<Readers>] { [rights, erasures, export, exportDocument] }

    private var rights: Route<Readers> {
        let service = service
        return Route(
            .get, "/v1/parties/{party}/rights", needs: .signedIn,
            summary:
                "Of het gebruik van iemands gegevens is beperkt, wie ze vasthoudt en of ze gewist mogen worden of zijn.",
            query: [Question.minPosition], response: .one(PersonRights.self), records: .access(.read, about: .named)
        ) { call, readers, _ in
            let party: PartyID = try call.id("party")
            return try service.look(call, readers) { caller, readers, s, reflection in
                _ = try RightsSight(caller, of: party, s)
                call.trail.see(party)
                guard let rights = try PersonRights.one(s, party) else { throw Problem(.notFound) }
                return try Response.json(Site.json { $0.one(rights, reflection) }).unsealed(readers.vault)
            }
        }
    }

    private var erasures: Route<Readers> {
        let service = service
        return Route(
            .get, "/v1/erasures-due", needs: .employee,
            summary: "Van wie alle bewaartermijnen voorbij zijn: werk voor wie bij uw organisatie over privacy gaat.",
            query: Self.following, response: .page(ErasureWork.self), records: .access(.read, about: .named)
        ) { call, readers, _ in
            let after = Int64(try call.query("after", in: 0...Int.max) ?? 0)
            let limit = try call.query("limit", in: 1...200) ?? 50
            return try service.look(call, readers) { caller, _, s, reflection in
                let office = try RightsSight.office(caller, s)
                let page = try ErasureWork.page(s, for: office.office, after: after, limit: limit)
                return .page(page, limit: limit, reflection) { $0.number }
            }
        }
    }

    private var export: Route<Readers> {
        let service = service
        return Route(
            .get, "/v1/parties/{party}/export", needs: .signedIn,
            summary:
                "Alles wat er over iemand is vastgelegd, van oud naar nieuw, ook wat later is veranderd; en wie ernaar keek.",
            query: Self.following + [Self.exportedAt], response: .page(ExportLine.self),
            records: .access(.export, about: .named)
        ) { call, readers, _ in
            let party: PartyID = try call.id("party")
            let limit = try call.query("limit", in: 1...200) ?? 50
            return try service.look(call, readers, isSlow: true) { caller, readers, s, reflection in
                let (page, moment) = try exportPage(of: party, limit: limit, call, caller, readers, s)
                var response = Response.page(page.lines, next: page.next, reflection)
                response.past = moment.text
                // What is opened no longer says whose it is.
                response.subjects = AnswerSubjects.of(response)
                response.body = try PersonExport(of: party, readers.vault).open(response.body)
                return response
            }
        }
    }

    private var exportDocument: Route<Readers> {
        let service = service
        return Route(
            .get, "/v1/parties/{party}/export/document", needs: .signedIn,
            summary:
                "Hetzelfde om af te drukken. Boven de \(PersonExport.printedMost) regels staat onderaan het vervolg.",
            query: [
                QueryParameter("after", .integer(0 ... .max), "De regels na deze: het vervolg."), Self.exportedAt,
                Question.minPosition,
            ], produces: "text/html", records: .access(.export, about: .named)
        ) { call, readers, _ in
            let party: PartyID = try call.id("party")
            return try service.look(call, readers, isSlow: true) { caller, readers, s, _ in
                let (page, moment) = try exportPage(
                    of: party, limit: PersonExport.printedMost, call, caller, readers, s)
                let export = PersonExport(of: party, readers.vault)
                var response = Response(
                    status: 200, contentType: "text/html; charset=utf-8",
                    body: Array(try export.page(page, of: moment).utf8))
                response.contentSecurityPolicy =
                    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
                return response
            }
        }
    }

    private static let exportedAt = QueryParameter(
        "asOf", Question.asOfSchema,
        "Alles tot en met dit moment, deze dag of deze positie. Een vervolg vraagt hetzelfde.",
        form: Question.asOfForm)

    /// A page of an export, and the moment that it is about: the one that is asked, or now.
    private func exportPage(
        of party: PartyID, limit: Int, _ call: Call, _ caller: Caller, _ readers: Readers, _ s: Snapshot
    ) throws -> (page: ExportPage, moment: Moment) {
        let after = Int64(try call.query("after", in: 0...Int.max) ?? 0)
        let sight = try RightsSight(caller, of: party, s)
        call.trail.see(party)
        let now = service.clock.now()
        let asOf = try call.query("asOf") { AsOf($0) } ?? .moment(now)
        if asOf.isFuture(now: now, last: try readers.log.lastPosition()) {
            throw call.badQuery(
                "asOf", "out-of-range", "Dit is nog niet geweest. Kies bij asOf een eerder moment, of laat asOf weg.")
        }
        let through = try readers.moment(asOf, now: now)
        let page = try ExportPage(of: party, sight, s, through: through, after: after, limit: limit) {
            try accessRows(of: .subject(party), $0, before: $1, limit: $2, readers, s)
        }
        return (page, through.moment)
    }
}

/// Who may ask about somebody's rights and data: he himself, and who looks after them at an office that has to do with
/// him. For everybody else he is not there.
struct RightsSight {
    /// The granter for whom is asked; nil for the person himself and for the SVB.
    let granter: OfficeID?

    init(_ caller: Caller, of party: PartyID, _ s: Snapshot) throws {
        if caller.identity.means != .employee {
            guard caller.party == party else { throw Problem(.notFound) }
            granter = nil
            return
        }
        let office = try Self.office(caller, s)
        guard try office.kind == .svb || Self.hasToDo(office.office, with: party, s) else { throw Problem(.notFound) }
        granter = office.kind == .svb ? nil : office.office
    }

    /// The office of somebody who looks after rights there.
    static func office(_ caller: Caller, _ s: Snapshot) throws -> RegisteredOffice {
        guard let party = caller.party, let (office, roles) = try Viewing.employment(party, caller.identity.office, s),
            roles.contains(.privacy)
        else { throw Problem(.notAllowed) }
        return office
    }

    private static func hasToDo(_ office: OfficeID, with party: PartyID, _ s: Snapshot) throws -> Bool {
        if try OfficeEmployee.list(s, employee: party).contains(where: { $0.office == office }) { return true }
        var dossiers = [DossierID(holder: party)]
        for kind in [Involvement.Kind.caregiver, .representative, .helper] {
            dossiers += try Involvement.page(s, of: party.owner, kind: kind).map(\.dossier)
        }
        var isInNone = true
        for dossier in dossiers {
            if try Involvement.isGranter(s, office, in: dossier) { return true }
            if try Involvement.exists(s, dossier) { isInNone = false }
        }
        return isInNone
    }
}
