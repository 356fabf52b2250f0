import Events
import Projections

/// The arguments of a query in a fixture; each query takes those it knows.
struct QueryArguments: Record {
    let dossier: DossierID?
    let budget: BudgetID?
    let contract: ContractID?
    let claim: ClaimID?
    let payment: PaymentID?
    let party: PartyID?
    let office: OfficeID?
    let onlyCaregiver: PartyID?
    let onlyOffice: OfficeID?
    let reader: PartyID?
    let on: Day?
    let status: String?
    let kind: String?
    let before: Int64?
    let limit: Int?
    let from: Int64?
    let to: Int64?
    let number: Int64?
    let assigned: String?
    let notFirst: PartyID?
    let run: RunID?
    let file: BankFileID?
    let granter: OfficeID?
    let privacy: OfficeID?
    let own: PartyID?
    let receivable: ReceivableID?
    let line: String?
    let year: Int64?
    let withExtras: Bool?
    let side: String?
    let source: String?
    let caregiver: PartyID?
    let monthFrom: Month?
    let monthUntil: Month?
    let unread: Bool?

    init(from r: inout JSONReader) {
        dossier = r.optional("dossier")
        budget = r.optional("budget")
        contract = r.optional("contract")
        claim = r.optional("claim")
        payment = r.optional("payment")
        party = r.optional("party")
        office = r.optional("office")
        onlyCaregiver = r.optional("onlyCaregiver")
        onlyOffice = r.optional("onlyOffice")
        reader = r.optional("reader")
        on = r.optional("on")
        status = r.optional("status")
        kind = r.optional("kind")
        before = r.optional("before")
        limit = r.optional("limit")
        from = r.optional("from")
        to = r.optional("to")
        number = r.optional("number")
        assigned = r.optional("assigned")
        notFirst = r.optional("notFirst")
        run = r.optional("run")
        file = r.optional("file")
        granter = r.optional("granter")
        privacy = r.optional("privacy")
        own = r.optional("self")
        receivable = r.optional("receivable")
        line = r.optional("line")
        year = r.optional("year")
        withExtras = r.optional("withExtras")
        side = r.optional("side")
        source = r.optional("source")
        caregiver = r.optional("caregiver")
        monthFrom = r.optional("monthFrom")
        monthUntil = r.optional("monthUntil")
        unread = r.optional("unread")
    }

    func writeFields(to w: inout JSONWriter) {}

    var reading: Contract.Reader {
        onlyCaregiver.map { .caregiver($0) } ?? onlyOffice.map { .office($0) } ?? .all
    }
    var payments: PaymentSchedule.Filter {
        var filter = PaymentSchedule.Filter(
            onlyCaregiver: onlyCaregiver, onlyOffice: onlyOffice, status: status.flatMap(PaymentStatus.init),
            contract: contract, claim: claim, on: on ?? .first)
        filter.source = source.flatMap(PaymentSource.init)
        filter.payee = party
        filter.months = Months(from: monthFrom, until: monthUntil)
        return filter
    }
    var claims: Claim.Filter {
        var filter = Claim.Filter(
            onlyCaregiver: onlyCaregiver, onlyOffice: onlyOffice, status: status.flatMap(ClaimStatus.init),
            contract: contract)
        filter.kind = kind.flatMap(ClaimKind.init)
        filter.side = side.flatMap(Side.init)
        filter.caregiver = caregiver
        filter.months = Months(from: monthFrom, until: monthUntil)
        return filter
    }
    var cases: CaseFilter {
        CaseFilter(
            onlyOffice: onlyOffice, status: status.flatMap(CaseStatus.init), law: source.flatMap(Law.init), form: kind)
    }
    var beforePosition: Position? { before.map { Position($0) } }
    var most: Int { limit ?? Page.max }
    var stream: StreamID {
        dossier.map(StreamID.dossier) ?? run.map(StreamID.run) ?? file.map(StreamID.bank) ?? office.map(StreamID.office)
            ?? .party(party ?? PartyID(bits: 0))
    }
    var mailboxes: [Mailbox] {
        (dossier.map { [.holderSide($0)] } ?? []) + (party.map { [.party($0)] } ?? [])
    }
    var waiter: WorkItem.Waiter {
        if let office { return .office(office) }
        if let granter { return .granter(granter) }
        if let privacy { return .privacy(privacy) }
        if let own { return .party(own) }
        if let party { return .caregiver(party) }
        return dossier.map { .holderSide($0) } ?? .svb
    }
}

/// The queries by the names that fixtures call them.
struct QueryTable: Sendable {
    /// From what an earlier state can be asked.
    enum AsOf: Sendable {
        /// From the events of one stream.
        case stream
        /// From the live tables, whose rows tell from which to which position they hold.
        case live
        /// From neither: asked on the live tables of that position only.
        case now
    }

    let asOf: AsOf
    let run: @Sendable (Snapshot, QueryArguments) throws -> [any Shown]

    static let all: [String: QueryTable] = [
        "looking-along": QueryTable(asOf: .stream) { s, a in try LookingAlong.list(s, dossier: a.dossier!) },
        "members": QueryTable(asOf: .stream) { s, a in try OrganisationMember.list(s, of: a.party!) },
        "members-of": QueryTable(asOf: .now) { s, a in try OrganisationMember.list(s, member: a.party!) },
        "helpers": QueryTable(asOf: .stream) { s, a in try HelperInvitation.list(s, dossier: a.dossier!) },
        "budgets": QueryTable(asOf: .stream) { s, a in
            try BudgetBalance.list(
                s, dossier: a.dossier!, onlyOffice: a.onlyOffice, withExtras: a.withExtras ?? true)
        },
        "overview": QueryTable(asOf: .stream) { s, a in
            try BudgetOverview.list(s, dossier: a.dossier!, on: a.on!, onlyOffice: a.onlyOffice)
        },
        "budget-statements": QueryTable(asOf: .stream) { s, a in
            try BudgetStatement.list(s, dossier: a.dossier!, year: Int(a.year!), onlyOffice: a.onlyOffice)
        },
        "payee-statements": QueryTable(asOf: .now) { s, a in
            try PayeeStatement.list(s, payee: a.party!, year: Int(a.year!))
        },
        "receivables": QueryTable(asOf: .stream) { s, a in
            try Receivable.list(
                s, dossier: a.dossier!,
                Receivable.Filter(
                    onlyCaregiver: a.onlyCaregiver, onlyOffice: a.onlyOffice,
                    status: a.status.flatMap(ReceivableStatus.init)))
        },
        "open-receivables": QueryTable(asOf: .now) { s, a in try Receivable.open(s, limit: a.most) },
        "debts": QueryTable(asOf: .now) { s, a in try Receivable.list(s, debtor: a.party!) },
        "explanation": QueryTable(asOf: .stream) { s, a in
            try [
                PaymentExplanation.one(
                    s, a.payment!, dossier: a.dossier!,
                    PaymentSchedule.Filter(
                        onlyCaregiver: a.onlyCaregiver, onlyOffice: a.onlyOffice, on: a.on ?? .first))
            ].compactMap { $0 }
        },
        "claims-and-wages": QueryTable(asOf: .stream) { s, a in
            try Declared.page(
                s, dossier: a.dossier!,
                Declared.Filter(
                    onlyCaregiver: a.onlyCaregiver, onlyOffice: a.onlyOffice, kind: a.kind.flatMap(Declared.Kind.init),
                    contract: a.contract, paymentStatus: a.status.flatMap(PaymentStatus.init)),
                before: a.beforePosition, limit: a.most)
        },
        "runs": QueryTable(asOf: .now) { s, a in
            try Run.page(
                s, status: a.status.flatMap(RunStatus.init), before: a.beforePosition, limit: a.most)
        },
        "run-payments": QueryTable(asOf: .now) { s, a in try PaymentSchedule.page(s, run: a.run!, limit: a.most) },
        "payroll": QueryTable(asOf: .now) { s, a in
            try PayrollLine.page(s, month: a.monthFrom!, on: a.on ?? .first, limit: a.most)
        },
        "bank-files": QueryTable(asOf: .now) { s, a in
            try BankFile.page(s, before: a.beforePosition, limit: a.most)
        },
        "bank-entries": QueryTable(asOf: .now) { s, a in
            try OpenEntry.page(s, all: a.kind == "all", limit: a.most)
        },
        "granter-dashboard": QueryTable(asOf: .now) { s, a in
            try [Dashboard.granter(s, office: a.office!, year: Int(a.year!), on: a.on!)]
        },
        "svb-dashboard": QueryTable(asOf: .now) { s, a in
            try [Dashboard.svb(s, office: a.office!, year: Int(a.year!), on: a.on!)]
        },
        "office-budgets": QueryTable(asOf: .now) { s, a in try BudgetBalance.page(s, office: a.office!, limit: a.most)
        },
        "rights": QueryTable(asOf: .stream) { s, a in try [PersonRights.one(s, a.party!)].compactMap { $0 } },
        "erasure-work": QueryTable(asOf: .now) { s, a in
            try ErasureWork.page(s, for: a.office!, limit: a.most)
        },
        "movements": QueryTable(asOf: .stream) { s, a in
            try Movement.page(
                s, budget: a.budget!, line: a.line.flatMap(Movement.Line.init), before: a.before, limit: a.most)
        },
        "payments": QueryTable(asOf: .stream) { s, a in
            try PaymentSchedule.page(
                s, dossier: a.dossier!, a.payments, before: a.beforePosition, limit: a.most)
        },
        "payee-payments": QueryTable(asOf: .now) { s, a in
            try PaymentSchedule.page(s, payee: a.party!, before: a.beforePosition, limit: a.most)
        },
        "due-payments": QueryTable(asOf: .now) { s, a in
            try PaymentSchedule.due(s, until: a.on!, after: a.payment, limit: a.most)
        },
        "contracts": QueryTable(asOf: .stream) { s, a in
            try Contract.list(s, dossier: a.dossier!, on: a.on!, for: a.reading)
        },
        "caregiver-contracts": QueryTable(asOf: .now) { s, a in
            try Contract.page(s, caregiver: a.party!, on: a.on!, after: a.beforePosition, limit: a.most)
        },
        "contract": QueryTable(asOf: .stream) { s, a in
            try [Contract.one(s, a.contract!, dossier: a.dossier!, on: a.on!, for: a.reading)].compactMap { $0 }
        },
        "versions": QueryTable(asOf: .stream) { s, a in
            try ContractVersion.list(s, a.contract!, dossier: a.dossier!, for: a.reading) ?? []
        },
        "version": QueryTable(asOf: .stream) { s, a in
            try [ContractVersion.one(s, a.contract!, number: a.number!, dossier: a.dossier!, for: a.reading)]
                .compactMap { $0 }
        },
        // In a fixture the same text is sealed with the same commitment.
        "differences": QueryTable(asOf: .stream) { s, a in
            try ContractDifference.list(
                s, a.contract!, from: a.from, to: a.to, dossier: a.dossier!, for: a.reading, same: ==) ?? []
        },
        "revisions": QueryTable(asOf: .stream) { s, a in
            try ContractRevision.list(s, a.contract!, dossier: a.dossier!, for: a.reading, same: ==) ?? []
        },
        "claims": QueryTable(asOf: .stream) { s, a in
            try Claim.page(s, dossier: a.dossier!, a.claims, before: a.beforePosition, limit: a.most)
        },
        "caregiver-claims": QueryTable(asOf: .now) { s, a in
            try Claim.page(s, caregiver: a.party!, before: a.beforePosition, limit: a.most)
        },
        "inbox": QueryTable(asOf: .live) { s, a in
            try Message.page(
                s, in: a.mailboxes, for: a.reader!, onlyUnread: a.unread ?? false, before: a.beforePosition,
                limit: a.most)
        },
        "dossier-inbox": QueryTable(asOf: .stream) { s, a in
            try Message.page(s, in: [.holderSide(a.dossier!)], for: a.reader!, before: a.beforePosition, limit: a.most)
        },
        "work": QueryTable(asOf: .live) { s, a in
            try WorkItem.page(
                s, for: a.waiter, kind: a.kind.flatMap(WorkItem.Kind.init),
                assigned: a.assigned.map { $0 == "nobody" ? .nobody : .to(PartyID($0)!) }, notFirst: a.notFirst,
                on: a.on,
                limit: a.most)
        },
        "work-queue": QueryTable(asOf: .now) { s, a in
            try DatedWork.list(WorkItem.page(s, for: a.waiter, on: a.on), on: a.on!, s)
        },
        "dossier-work": QueryTable(asOf: .stream) { s, a in
            try WorkItem.list(s, dossier: a.dossier!, for: a.reading, on: a.on)
        },
        "applications": cases(PgbApplication.self),
        "requests": cases(PgbRequest.self),
        "circumstances": cases(Circumstance.self),
        "visits": cases(HomeVisit.self),
        "endings": cases(PgbEnding.self),
        "office-applications": officeCases(PgbApplication.self),
        "office-requests": officeCases(PgbRequest.self),
        "office-circumstances": officeCases(Circumstance.self),
        "office-visits": officeCases(HomeVisit.self),
        "timeline": QueryTable(asOf: .stream) { s, a in
            try TimelineEntry.page(
                s, stream: a.stream, for: a.reading, before: a.beforePosition, limit: a.most)
        },
        "relations": QueryTable(asOf: .stream) { s, a in try Involvement.list(s, dossier: a.dossier!) },
        "relations-of": QueryTable(asOf: .live) { s, a in
            try Involvement.page(
                s, of: a.office?.owner ?? a.party!.owner,
                kind: a.kind.flatMap(Involvement.Kind.init) ?? .representative,
                limit: a.most)
        },
        "party": QueryTable(asOf: .stream) { s, a in try [RegisteredParty.one(s, a.party!)].compactMap { $0 } },
        "addressee": QueryTable(asOf: .stream) { s, a in try [Addressee.one(s, a.party!)].compactMap { $0 } },
        "given-messages": QueryTable(asOf: .now) { s, a in
            try GivenMessage.page(s, after: Position(a.from ?? 0), through: Position(a.to ?? .max)).map {
                GivenRow(message: $0, readers: try $0.readers(s, on: a.on!))
            }
        },
        "offices": QueryTable(asOf: .now) { s, a in try RegisteredOffice.page(s, limit: a.most) },
        "employees": QueryTable(asOf: .stream) { s, a in
            try OfficeEmployee.page(s, office: a.office!, limit: a.most)
        },
    ]

    private static func cases<Shown: ShownCase>(_ type: Shown.Type) -> QueryTable {
        QueryTable(asOf: .stream) { s, a in
            try Shown.page(s, dossier: a.dossier!, a.cases, before: a.before, limit: a.most)
        }
    }

    private static func officeCases<Shown: ShownCase>(_ type: Shown.Type) -> QueryTable {
        QueryTable(asOf: .now) { s, a in
            try Shown.page(s, office: a.office!, a.cases, after: a.number ?? 0, limit: a.most)
        }
    }

    /// The rows of a query as JSON, with the ids that stand for short ones written short.
    func rows(_ s: Snapshot, _ arguments: QueryArguments) throws -> [String] {
        try run(s, arguments).map { row in
            var writer = JSONWriter()
            row.write(to: &writer)
            return String(decoding: writer.bytes, as: UTF8.self)
        }
    }
}

/// A message that was given, as fixtures show it.
private struct GivenRow: Shown {
    let message: GivenMessage
    let readers: [PartyID]

    func writeFields(to w: inout JSONWriter) {
        w.field("position", message.position.rawValue)
        w.field("holderSide", message.holderSide)
        w.field("party", message.party)
        w.field("readers", readers)
    }
}
