import Commands
import Events

/// What a change with effect in the past did to the payments of a contract, before anybody decides.
extension Site {
    var differenceRoutes: [Route<Readers>] {
        let service = service
        return [
            Route(
                .get, "/v1/dossiers/{dossier}/differences", needs: .signedIn,
                summary: "Wat een wijziging met terugwerkende kracht doet met de betalingen van een zorgovereenkomst.",
                query: [
                    QueryParameter("contract", ContractID.schema, "De zorgovereenkomst.", isRequired: true),
                    QueryParameter("actingAs", ActingAs.schema, "In welke hoedanigheid u kijkt."),
                ], response: Content(ContractDifferences.self, example: ContractDifferences.example),
                records: .access(.read, about: .dossier)
            ) { call, readers, completion in
                let dossier: DossierID = try call.id("dossier")
                guard let contract = try call.query("contract", { ContractID($0) }) else {
                    throw call.badQuery("contract", "missing")
                }
                let caller = try Caller(call.caller, readers.vault)
                call.trail.saw(caller)
                let principal = try caller.principal(
                    try call.query("actingAs", ActingAs.init(rawValue:)), on: .dossier(dossier))
                call.trail.saw(principal)
                // It is worked out where decisions are made, on the state of this moment, and nothing of it is kept.
                let id = CommandID(bits: UInt128.random(in: 1...UInt128.max))
                let trace = call.request.trace
                let submission = Submission(
                    request: CommandRequest(
                        id: id, actingAs: nil, revision: nil,
                        command: FindDifferences(dossier: dossier, contract: contract)), digest: .zero,
                    stamp: Stamp(
                        command: id, now: service.clock.now(), principal: principal, means: call.caller.means,
                        level: call.caller.level, seed: readers.seed(), user: call.caller.user), purpose: .dryRun)
                do throws(WriterFailure) {
                    try service.writer.submit(submission) { result in
                        completion(ContractDifferences.response(to: result, trace))
                    }
                } catch {
                    return .now(CommandRoute.problem(of: error).response(trace: trace))
                }
                return .later
            }
        ]
    }
}

/// The differences of a contract: for each month or claim what was paid or scheduled, and what it should be. Where only
/// the money it came from is wrong, also which budgets paid.
private struct ContractDifferences: Record {
    struct Line: Record {
        let month: Month
        let claim: ClaimID?
        let beforeCents: Cents
        let afterCents: Cents
        /// What each budget should pay.
        let shares: [BudgetShare]
        /// What each budget paid, where the amount is the same; else left out.
        let paidShares: [BudgetShare]
        let reasons: [ExplainedReason]

        init(_ settled: DifferenceSettled) {
            month = settled.month
            claim = settled.claim
            beforeCents = settled.beforeCents
            afterCents = settled.afterCents
            shares = settled.shares
            paidShares = settled.paidShares
            reasons = settled.reasons.map(ExplainedReason.init)
        }

        init(from r: inout JSONReader) {
            month = r("month")
            claim = r.optional("claim")
            beforeCents = r("beforeCents")
            afterCents = r("afterCents")
            shares = r.list("shares")
            paidShares = r.optionalList("paidShares")
            reasons = r.list("reasons")
        }

        func writeFields(to w: inout JSONWriter) {
            w.field("month", month)
            w.field("claim", claim)
            w.field("beforeCents", beforeCents)
            w.field("afterCents", afterCents)
            w.field("shares", shares)
            w.present("paidShares", list: paidShares)
            w.field("reasons", reasons)
        }
    }

    let revision: Revision
    let differences: [Line]

    init(_ run: DryRun) {
        revision = run.revision
        differences = run.events.compactMap { event in
            if case .payment(.differenceSettled(let settled)) = event { Line(settled) } else { nil }
        }
    }

    init(from r: inout JSONReader) {
        revision = r("revision")
        differences = r.list("differences")
    }

    func writeFields(to w: inout JSONWriter) {
        w.field("revision", revision)
        w.field("differences", differences)
    }

    static var example: ContractDifferences {
        guard let month = Month(year: 2026, number: 3) else { preconditionFailure("March 2026 is a month.") }
        func reasons(_ before: Int64, _ after: Int64) -> Reasons {
            [
                Reason(
                    rule: .difference, met: true,
                    figures: [
                        Figure("before-cents", before), Figure("after-cents", after), Figure("version", 2),
                    ], source: "Rlz 5.23(4)(d)")
            ]
        }
        let due = BudgetShare(budget: BudgetID(bits: 2), cents: Cents(110_000))
        let raised = DifferenceSettled(
            contract: ContractID(bits: 1), month: month, beforeCents: Cents(100_000), afterCents: due.cents,
            shares: [due], reasons: reasons(100_000, 110_000))
        let moved = DifferenceSettled(
            contract: ContractID(bits: 1), month: month.adding(months: 1), beforeCents: due.cents,
            afterCents: due.cents, shares: [due], reasons: reasons(110_000, 110_000),
            paidShares: [BudgetShare(budget: BudgetID(bits: 3), cents: due.cents)])
        return ContractDifferences(
            DryRun(
                outcome: .facts([raised, moved].map { .payment(.differenceSettled($0)) }), revision: Revision(12)))
    }

    static func response(to result: Result<Answer, WriterFailure>, _ trace: TraceID) -> Response {
        switch result {
        case .success(.tried(let run)):
            if case .rejected(let rejection) = run.outcome { return Problem(rejection).response(trace: trace) }
            return .json(Site.json { ContractDifferences(run).write(to: &$0) })
        case .success(.denied(let rejection)): return Problem(rejection).response(trace: trace)
        case .success: return Problem(.internalError).response(trace: trace)
        case .failure(let failure): return CommandRoute.problem(of: failure).response(trace: trace)
        }
    }
}
