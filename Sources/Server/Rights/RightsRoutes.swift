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
                let sight = try RightsSight(caller, of: party, s)
                call.trail.see(party)
                guard let rights = try PersonRights.one(s, party, seenBy: sight.granter) else {
                    throw Problem(.notFound)
                }
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
                let (page, through, export) = try exportPage(of: party, limit: limit, call, caller, readers, s)
                var response = Response.page(page.lines, next: page.next, reflection)
                response.past = through.text
                // What is opened no longer says whose it is.
                response.subjects = AnswerSubjects.of(response)
                response.body = try export.open(response.body)
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
                let (page, through, export) = try exportPage(
                    of: party, limit: PersonExport.printedMost, call, caller, readers, s)
                var response = Response(
                    status: 200, contentType: "text/html; charset=utf-8",
                    body: Array(try export.page(page, of: through.moment, past: through.text).utf8))
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

    /// A page of an export, until when it goes, and what opens and prints it.
    private func exportPage(
        of party: PartyID, limit: Int, _ call: Call, _ caller: Caller, _ readers: Readers, _ s: Snapshot
    ) throws -> (page: ExportPage, through: ExportedThrough, export: PersonExport) {
        let after = Int64(try call.query("after", in: 0...Int.max) ?? 0)
        let sight = try RightsSight(caller, of: party, s)
        call.trail.see(party)
        let through = try ExportedThrough(call, service, readers, s)
        let page = try ExportPage(of: party, sight, s, through: through, after: after, limit: limit) {
            try accessRows(of: .subject(party), $0, before: $1, limit: $2, readers, s)
        }
        return (page, through, PersonExport(of: party, readers.vault, endings: sight.endings))
    }
}

/// Who may ask about somebody's rights and data: he himself, and who looks after them at an office that has to do with
/// him. For everybody else he is not there.
struct RightsSight {
    /// The granter for whom is asked; nil for the person himself and for the SVB.
    let granter: OfficeID?
    /// The fields of whose number only the end is his. Of who gets its budget a granter knows by which BSN he was
    /// registered; the table says nothing of anybody's whole account (portal 2.3).
    let endings: [String]

    init(_ caller: Caller, of party: PartyID, _ s: Snapshot) throws {
        if caller.identity.means != .employee {
            guard caller.party == party else { throw Problem(.notFound) }
            (granter, endings) = (nil, [])
            return
        }
        let office = try Self.office(caller, s)
        guard office.kind != .svb else {
            (granter, endings) = (nil, [])
            return
        }
        guard try Self.hasToDo(office.office, with: party, s) else { throw Problem(.notFound) }
        granter = office.office
        endings =
            try Involvement.isGranter(s, office.office, in: DossierID(holder: party)) ? ["iban"] : ["bsn", "iban"]
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
        let granters = try Involvement.granters(s, whereIs: party)
        return granters.isEmpty || granters.contains(office)
    }
}
