import Commands
import Events
import Projections

/// What somebody can ask about himself: who he is, his dossiers, his messages, his work.
extension Site {
    var personalRoutes: [Route<Readers>] {
        [dossiers, inbox, workQueue, profile, search]
    }

    /// What a list that goes from old to new may say.
    static let following = [
        QueryParameter("after", .integer(0 ... .max), "De regels na deze: de volgende bladzijde."),
        QueryParameter("limit", .integer(1...200), "Hoeveel regels ten hoogste."),
        Question.minPosition,
    ]

    private var dossiers: Route<Readers> {
        let service = service
        return Route(
            .get, "/v1/dossiers", needs: .signedIn, summary: "De dossiers waar u bij hoort.",
            query: Self.following, response: .page(MyDossier.self), records: .access(.read, about: .named)
        ) { call, readers, _ in
            let after = Position(Int64(try call.query("after", in: 0...Int.max) ?? 0))
            let limit = try call.query("limit", in: 1...200) ?? 50
            return try service.look(call, readers) { caller, readers, s, reflection in
                try MyDossiers(caller, s, on: service.clock.now().day, after: after, limit: limit).response(reflection)
            }
        }
    }

    private var inbox: Route<Readers> {
        let service = service
        return Route(
            .get, "/v1/inbox", needs: .signedIn, summary: "Uw berichten, de nieuwste eerst.",
            query: Question.paging + [
                QueryParameter("unread", .names(["true", "false"]), "Alleen wat u nog niet hebt gelezen."),
                Question.minPosition,
            ], response: .page(Message.self), records: .access(.read, about: .caller)
        ) { call, readers, _ in
            let limit = try call.query("limit", in: 1...200) ?? 50
            let before = try call.query("before", in: 1...Int.max).map { Position(Int64($0)) }
            let onlyUnread = try call.query("unread", Bool.init) ?? false
            // The unread ones may stand far behind thousands that were read.
            return try service.look(call, readers, isSlow: onlyUnread) { caller, readers, s, reflection in
                guard let party = caller.party, caller.identity.means != .employee else { throw Problem(.notAllowed) }
                let mailboxes = try MyDossiers.mailboxes(party, s, on: service.clock.now().day)
                let page = try Message.page(
                    s, in: mailboxes, for: party, onlyUnread: onlyUnread, before: before, limit: limit)
                return try .page(page, limit: limit, reflection) { $0.position.rawValue }.unsealed(readers.vault)
            }
        }
    }

    private var workQueue: Route<Readers> {
        let service = service
        return Route(
            .get, "/v1/work-queue", needs: .signedIn, summary: "Wat er op u of uw organisatie wacht, het oudste eerst.",
            query: Self.following + [
                QueryParameter("kind", .names(WorkItem.Kind.allCases.map(\.rawValue)), "Alleen dit soort werk."),
                QueryParameter(
                    "assigned", .names(["me", "nobody"]), "Alleen de beoordelingen van uzelf, of die van niemand."),
            ], response: .page(DatedWork.self), records: .access(.read, about: .named)
        ) { call, readers, _ in
            let after = Int64(try call.query("after", in: 0...Int.max) ?? 0)
            let limit = try call.query("limit", in: 1...200) ?? 50
            let kind = try call.query("kind", WorkItem.Kind.init(rawValue:))
            let whose = try call.query("assigned") { ["me", "nobody"].contains($0) ? $0 : nil }
            return try service.look(call, readers) { caller, readers, s, reflection in
                let today = service.clock.now().day
                guard let party = caller.party else { throw Problem(.notAllowed) }
                let assigned = whose.map { $0 == "me" ? WorkItem.Assigned.to(party) : .nobody }
                var items: [WorkItem] = []
                for waiter in try MyDossiers.waiters(caller, s, on: today) {
                    items += try WorkItem.page(
                        s, for: waiter, kind: kind, assigned: assigned, notFirst: party, on: today, after: after,
                        limit: limit)
                }
                items.sort { $0.number < $1.number }
                let page = try DatedWork.list(Array(items.prefix(limit)), on: today, s)
                return .page(page, limit: limit, reflection) { $0.item.number }
            }
        }
    }

    private var profile: Route<Readers> {
        let service = service
        return Route(
            .get, "/v1/profile", needs: .signedIn, summary: "Uw eigen gegevens, en wat daarvan nog ontbreekt.",
            query: [Question.minPosition],
            response: .row(Profile.self), records: .access(.read, about: .caller)
        ) { call, readers, _ in
            try service.look(call, readers) { caller, readers, s, _ in
                guard let party = caller.party, let profile = try Profile(party, s) else {
                    throw Problem(.notFound)
                }
                return try Response.json(Site.json { profile.write(to: &$0) }).unsealed(readers.vault)
            }
        }
    }

    /// Finds a party by a number, in a body and not in an address. Only for who registers people.
    private var search: Route<Readers> {
        let service = service
        return Route(
            .post, "/v1/parties/_search", needs: .employee, summary: "Zoekt een persoon of organisatie op een nummer.",
            request: Content(PartySearch.self), response: .row(FoundParty.self),
            records: .access(.search, about: .named)
        ) { call, readers, _ in
            let search = try call.body(PartySearch.self)
            return try service.look(call, readers) { caller, readers, s, _ in
                guard let party = caller.party,
                    let (_, roles) = try Viewing.employment(party, caller.identity.office, s),
                    roles.contains(.registrar) || roles.contains(.grants)
                else { throw Problem(.notAllowed) }
                guard let found = try search.find(readers.vault), let registered = try RegisteredParty.one(s, found)
                else { throw Problem(.notFound) }
                let answer = FoundParty(registered, try OrganisationMember.list(s, of: found))
                return try Response.json(Site.json { answer.write(to: &$0) }).unsealed(readers.vault)
            }
        }
    }
}

/// Who has the number that was searched by.
struct FoundParty: Described {
    let party: PartyID
    let fullName: Personal<Name>
    let registration: RegisteredParty.Registration?
    /// The number in the register of care professionals.
    let big: BigNumber?
    let moreAgbs: [AgbCode]
    /// Where what is known of a person comes from.
    let source: PersonSource?
    let diedOn: Day?
    /// Who acts for an organisation.
    let members: [OrganisationMember]

    init(_ found: RegisteredParty, _ members: [OrganisationMember]) {
        party = found.party
        fullName = found.fullName
        registration = found.registration
        big = found.big
        moreAgbs = found.moreAgbs
        source = found.source
        diedOn = found.diedOn
        self.members = members
    }

    func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("fullName", fullName)
        w.field("registration", row: registration)
        w.field("big", big)
        w.field("moreAgbs", moreAgbs)
        w.field("source", source)
        w.field("diedOn", diedOn)
        w.field("members", rows: members)
    }

    static var examples: [FoundParty] {
        RegisteredParty.examples.map { FoundParty($0, OrganisationMember.examples) }
    }
}

/// A number to search by: one of the three.
struct PartySearch: Record {
    let bsn: Bsn?
    let kvk: KvkNumber?
    let agb: AgbCode?

    init(from r: inout JSONReader) {
        bsn = r.optional("bsn")
        kvk = r.optional("kvk")
        agb = r.optional("agb")
        if [bsn != nil, kvk != nil, agb != nil].count(where: { $0 }) != 1 {
            r.refuse("bsn", .missing, "Zoek op één nummer: bsn, kvk of agb.")
        }
    }

    func writeFields(to w: inout JSONWriter) {
        w.field("bsn", bsn)
        w.field("kvk", kvk)
        w.field("agb", agb)
    }

    func find(_ vault: Vault) throws(DatabaseError) -> PartyID? {
        if let bsn { return try vault.party(.bsn, bsn.text) }
        if let agb { return try vault.party(.agb, agb.text) }
        guard let kvk else { return nil }
        return try vault.party(.kvk, kvk.text)
    }
}
