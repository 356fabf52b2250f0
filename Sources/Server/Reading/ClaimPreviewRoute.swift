import Commands
import Events
import Projections

/// Help for who enters a claim: what it would come to, what each budget would have left, and what the checks say. It is
/// decided where commands are, on the state of that moment, and nothing of it is kept.
extension Site {
    var claimPreviewRoutes: [Route<Readers>] {
        let service = service
        return [
            Route(
                .post, "/v1/dossiers/{dossier}/claim-preview", needs: .signedIn,
                summary: "Rekent een declaratie uit en controleert haar, zonder haar in te dienen.",
                request: Content("ClaimDraft", ClaimDraft.schema, example: Self.draftExample),
                response: Content(ClaimPreview.self, example: Self.previewExample),
                records: .access(.read, about: .dossier)
            ) { call, readers, completion in
                try Self.preview(service, call, readers, completion)
            }
        ]
    }

    private static func preview(
        _ service: Service, _ call: Call, _ readers: Readers, _ completion: Completion
    ) throws -> Reply<Readers> {
        let dossier: DossierID = try call.id("dossier")
        readers.json.load(call.request.body)
        guard let draft = readers.json.record(ClaimDraft.self) else { throw Problem(readers.json.errors) }
        let caller = try Caller(call.caller, readers.vault)
        call.trail.saw(caller)
        let principal = try caller.principal(draft.actingAs, on: .dossier(dossier))
        call.trail.saw(principal)
        let seed = readers.seed()
        let request = CommandRequest(
            id: CommandID(bits: seed), actingAs: draft.actingAs, revision: nil,
            command: draft.claim(in: dossier, seed: seed))
        let submission = Submission(
            request: request, digest: CommandRoute.digest(principal, call.request.body),
            stamp: Stamp(
                command: request.id, now: service.clock.now(), principal: principal, means: call.caller.means,
                level: call.caller.level, seed: seed, user: call.caller.user), purpose: .preview)
        let trace = call.request.trace
        do {
            try service.writer.submit(submission) { result in completion(CommandRoute.response(to: result, trace)) }
        } catch {
            return .now(CommandRoute.problem(of: error).response(trace: trace))
        }
        return .later
    }

    /// Eleven hours and a journey by car.
    private static let draftExample = Array(
        #"""
        {"contract":"0000006b-0000-4000-8000-000000000001","month":"2026-04",
        "entries":[{"week":"2026-04-06","line":1,"minutes":660}],
        "costs":[{"on":"2026-04-07","cost":"kilometres","kilometres":28}]}
        """#.utf8.filter { $0 != UInt8(ascii: "\n") })

    private static let previewExample = ClaimPreview(
        outcome: .accepted,
        weeks: [ClaimPreview.Week(week: Day("2026-04-06") ?? .first, minutes: 660, count: 0, cents: Cents(27_500))],
        careCents: Cents(27_500), costCents: Cents(644), totalCents: Cents(28_144),
        budgets: [
            ClaimPreview.Left(
                budget: BudgetID(bits: 0x62_0000_4000_8000_000000000001), pot: .grant, paysCents: Cents(28_144),
                leftCents: Cents(3_971_856))
        ],
        reasons: [
            ExplainedReason(
                Reason(
                    rule: .balance, met: true,
                    figures: [
                        Figure("needed-cents", 28_144), Figure("left-cents", 4_000_000), Figure("short-cents", 0),
                    ], source: "Rlz 5.23(4)(d)"))
        ])
}
