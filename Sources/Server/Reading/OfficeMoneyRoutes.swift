import Events
import Projections

/// What can be asked about money over all dossiers: by somebody about himself, by a granter about its budgets, and by the
/// SVB about payments.
extension Site {
    var officeMoneyRoutes: [Route<Readers>] {
        [payments, receivables, statement, dashboard, runs, run, runPayments, bankFiles, bankEntries]
    }

    /// The amounts, states and planned days of somebody's own payments: no reasons and no balances.
    private var payments: Route<Readers> {
        let service = service
        return Route(
            .get, "/v1/payments", needs: .signedIn, summary: "De betalingen aan uzelf, de nieuwste eerst.",
            query: Question.paging + [
                QueryParameter("status", PaymentStatus.schema, "Alleen betalingen met deze status."),
                Question.minPosition,
            ], response: .page(PaymentSchedule.self), records: .access(.read, about: .caller)
        ) { call, readers, _ in
            let limit = try call.query("limit", in: 1...200) ?? 50
            let before = try call.query("before", in: 1...Int.max).map { Position(Int64($0)) }
            let status = try call.query("status", PaymentStatus.init(rawValue:))
            return try service.look(call, readers) { caller, readers, s, reflection in
                guard let party = caller.party, caller.identity.means != .employee else { throw Problem(.notAllowed) }
                let page = try PaymentSchedule.page(
                    s, payee: party, status: status, on: service.clock.now().day, before: before, limit: limit)
                return .page(page, limit: limit, reflection) { $0.position.rawValue }
            }
        }
    }

    /// What somebody owes himself; for the SVB what is open in all dossiers.
    private var receivables: Route<Readers> {
        let service = service
        return Route(
            .get, "/v1/receivables", needs: .signedIn,
            summary: "Wat u moet terugbetalen; voor de SVB alle openstaande vorderingen, de oudste eerst.",
            query: Self.following, response: .page(Receivable.self), records: .access(.read, about: .named)
        ) { call, readers, _ in
            let after = Position(Int64(try call.query("after", in: 0...Int.max) ?? 0))
            let limit = try call.query("limit", in: 1...200) ?? 50
            return try service.look(call, readers) { caller, readers, s, reflection in
                guard let party = caller.party else { throw Problem(.notAllowed) }
                if caller.identity.means == .employee {
                    try Self.requirePayments(caller, s)
                    let page = try Receivable.open(s, after: after, limit: limit)
                    return .page(page, limit: limit, reflection) { $0.position.rawValue }
                }
                let own = try Receivable.list(s, debtor: party).filter { $0.position > after }
                let page = Array(own.prefix(limit))
                return .page(page, limit: limit, reflection) { $0.position.rawValue }
            }
        }
    }

    private var statement: Route<Readers> {
        let service = service
        return Route(
            .get, "/v1/statements/{year}", needs: .signedIn,
            summary: "Uw jaaroverzicht: wat u per zorgovereenkomst kreeg, naar de dag van betalen.",
            query: [Question.minPosition],
            response: .list(PayeeStatement.self), records: .access(.read, about: .caller)
        ) { call, readers, _ in
            try service.look(call, readers, isSlow: true) { caller, readers, s, reflection in
                guard let party = caller.party, caller.identity.means != .employee else { throw Problem(.notAllowed) }
                let statements = try PayeeStatement.list(s, payee: party, year: try call.year())
                return .json(Site.json { $0.list(statements, reflection) })
            }
        }
    }

    private var dashboard: Route<Readers> {
        let service = service
        return Route(
            .get, "/v1/dashboard", needs: .employee,
            summary: "Hoe uw organisatie ervoor staat: uitgaven, budgetten, betalingen, afwijzingen en wachtend werk.",
            query: [
                QueryParameter("year", .integer(1900...2200), "Het jaar; anders dit jaar."), Question.minPosition,
            ], response: .one(Dashboard.self), records: .nothing("aantallen en bedragen van een organisatie")
        ) { call, readers, _ in
            let asked = try call.query("year", in: 1900...2200)
            return try service.look(call, readers) { caller, readers, s, reflection in
                let today = service.clock.now().day
                let year = asked ?? today.year
                guard let party = caller.party,
                    let (office, roles) = try Viewing.employment(party, caller.identity.office, s),
                    roles.contains(where: { $0 != .registrar })
                else { throw Problem(.notAllowed) }
                let dashboard =
                    office.kind == .svb
                    ? try Dashboard.svb(s, office: office.office, year: year, on: today)
                    : try Dashboard.granter(s, office: office.office, year: year, on: today)
                return .json(Site.json { $0.one(dashboard, reflection) })
            }
        }
    }

    private var runs: Route<Readers> {
        let service = service
        return Route(
            .get, "/v1/runs", needs: .employee, summary: "De betaalruns, de nieuwste eerst.",
            query: Question.paging + [
                QueryParameter("status", RunStatus.schema, "Alleen runs met deze status."), Question.minPosition,
            ], response: .page(Run.self), records: .nothing("aantallen en bedragen van betaalrondes")
        ) { call, readers, _ in
            let limit = try call.query("limit", in: 1...200) ?? 50
            let before = try call.query("before", in: 1...Int.max).map { Position(Int64($0)) }
            let status = try call.query("status", RunStatus.init(rawValue:))
            return try service.look(call, readers) { caller, readers, s, reflection in
                try Self.requirePayments(caller, s)
                let page = try Run.page(s, status: status, before: before, limit: limit)
                return .page(page, limit: limit, reflection) { $0.position.rawValue }
            }
        }
    }

    private var run: Route<Readers> {
        let service = service
        return Route(
            .get, "/v1/runs/{run}", needs: .employee, summary: "Eén betaalrun, met zijn bestand.",
            query: [Question.minPosition], response: .one(Run.self),
            records: .nothing("aantallen en bedragen van een betaalronde")
        ) { call, readers, _ in
            let id: RunID = try call.id("run")
            return try service.look(call, readers) { caller, readers, s, reflection in
                try Self.requirePayments(caller, s)
                guard let run = try Run.one(s, id) else { throw Problem(.notFound) }
                return .json(Site.json { $0.one(run, reflection) })
            }
        }
    }

    private var runPayments: Route<Readers> {
        let service = service
        return Route(
            .get, "/v1/runs/{run}/payments", needs: .employee, summary: "De betalingen in het bestand van een run.",
            query: Self.following, response: .page(PaymentSchedule.self), records: .access(.read, about: .named)
        ) { call, readers, _ in
            let id: RunID = try call.id("run")
            let after = Position(Int64(try call.query("after", in: 0...Int.max) ?? 0))
            let limit = try call.query("limit", in: 1...200) ?? 50
            return try service.look(call, readers) { caller, readers, s, reflection in
                try Self.requirePayments(caller, s)
                guard try Run.one(s, id) != nil else { throw Problem(.notFound) }
                let page = try PaymentSchedule.page(s, run: id, after: after, limit: limit)
                return .page(page, limit: limit, reflection) { $0.position.rawValue }
            }
        }
    }

    private var bankFiles: Route<Readers> {
        let service = service
        return Route(
            .get, "/v1/bank-files", needs: .employee, summary: "De bestanden van de bank, de nieuwste eerst.",
            query: Question.paging + [Question.minPosition], response: .page(BankFile.self),
            records: .nothing("aantallen en bedragen van bestanden")
        ) { call, readers, _ in
            let limit = try call.query("limit", in: 1...200) ?? 50
            let before = try call.query("before", in: 1...Int.max).map { Position(Int64($0)) }
            return try service.look(call, readers) { caller, readers, s, reflection in
                try Self.requirePayments(caller, s)
                let page = try BankFile.page(s, before: before, limit: limit)
                return .page(page, limit: limit, reflection) { $0.position.rawValue }
            }
        }
    }

    private var bankEntries: Route<Readers> {
        let service = service
        return Route(
            .get, "/v1/bank-entries", needs: .employee,
            summary: "De boekingen van de bank die bij niets pasten, de oudste eerst.",
            query: Self.following + [
                QueryParameter(
                    "which", .names(["open", "all"]), "Alleen wat nog wacht (open), of ook wat is uitgezocht (all).")
            ], response: .page(OpenEntry.self), records: .access(.read, about: .named)
        ) { call, readers, _ in
            let after = Position(Int64(try call.query("after", in: 0...Int.max) ?? 0))
            let limit = try call.query("limit", in: 1...200) ?? 50
            let which = try call.query("which") { ["open", "all"].contains($0) ? $0 : nil }
            return try service.look(call, readers) { caller, readers, s, reflection in
                try Self.requirePayments(caller, s)
                let page = try OpenEntry.page(s, all: which == "all", after: after, limit: limit)
                return .page(page, limit: limit, reflection) { $0.position.rawValue }
            }
        }
    }

    /// Only for who makes, releases or audits payments at the SVB.
    private static func requirePayments(_ caller: Caller, _ s: Snapshot) throws {
        let paying: [Role] = [.paymentsMaker, .paymentsReleaser, .auditor]
        guard let party = caller.party, let (office, roles) = try Viewing.employment(party, caller.identity.office, s),
            office.kind == .svb, roles.contains(where: paying.contains)
        else { throw Problem(.notAllowed) }
    }
}
