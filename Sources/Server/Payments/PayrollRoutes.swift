import Commands
import Events
import Projections

/// What goes to the salary engine of the SVB and comes back from it (money 7). No personal data goes out: ids only.
extension Site {
    var payrollRoutes: [Route<Readers>] { [payroll, payrollResults] }

    private var payroll: Route<Readers> {
        let service = service
        return Route(
            .get, "/v1/payroll/{month}", needs: .employee,
            summary: "De brutolonen van een maand voor de salarisadministratie, in de volgorde van inplannen.",
            query: Self.following, response: .page(PayrollLine.self), records: .access(.export, about: .named)
        ) { call, readers, _ in
            let after = Position(Int64(try call.query("after", in: 0...Int.max) ?? 0))
            let limit = try call.query("limit", in: 1...200) ?? 50
            return try service.look(call, readers) { caller, readers, s, reflection in
                try Self.require([.paymentsMaker, .paymentsReleaser, .auditor], caller, s)
                guard let month = Month(call.path("month")) else { throw Problem(.notFound) }
                let page = try PayrollLine.page(
                    s, month: month, on: service.clock.now().day, after: after, limit: limit)
                return .page(page, limit: limit, reflection) { $0.position.rawValue }
            }
        }
    }

    private var payrollResults: Route<Readers> {
        let service = service
        let example = Array(
            #"""
            {"month":"2026-02","results":[{"dossier":"a1b2c3d4-0000-4000-8000-000000000001",
            "payment":"a1b2c3d4-0000-4000-8000-000000000007","netCents":88000,"withheldCents":12000}]}
            """#.utf8.filter { $0 != UInt8(ascii: "\n") })
        return Route(
            .post, "/v1/payroll-results", needs: .employee,
            summary: "Verwerkt wat de salarisadministratie van brutolonen maakte. Alle regels of geen enkele.",
            request: Content("PayrollResults", PayrollResults.schema, example: example),
            response: .row(PayrollReceipt.self), records: .command
        ) { call, _, _ in
            .slow { readers in
                service.answering(call) {
                    let caller = try Caller(call.caller, readers.vault)
                    call.trail.saw(caller)
                    try readers.live { s in
                        try caller.requireRegistered(s)
                        try Self.require([.paymentsMaker], caller, s)
                    }
                    // It may have been read into much, which would be kept.
                    defer { readers.json = JSONReader() }
                    readers.json.load(call.request.body)
                    guard let results = readers.json.record(PayrollResults.self) else {
                        throw Problem(readers.json.errors)
                    }
                    let principal = try caller.principal(nil, on: .system)
                    let receipt = try PayrollImport(service: service, readers: readers, principal: principal)
                        .take(results, SHA256.hash(call.request.body))
                    return .json(Site.json { receipt.write(to: &$0) })
                }
            }
        }
    }
}
