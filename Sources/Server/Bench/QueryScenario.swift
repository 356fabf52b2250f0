import Events

/// Questions over HTTP: what each costs the server, how long the past takes, and how much memory answering needs.
struct QueryScenario {
    let server: BenchServer
    let seconds: Int
    let filled: BenchFolder.Filled

    private var generator: LoadGenerator { filled.year.generator }

    /// Processor time of the server for each balance of a budget, asked by holders over 64 connections.
    func balances(_ report: inout BenchReport) throws {
        let agreements = generator.agreements
        var scripts = [BenchScript](repeating: BenchScript(), count: 64)
        for number in 0..<min(2_048, agreements.count) {
            // A step that has no divisor in common with the count: holders from all over the log.
            let agreement = agreements[number * 7_919 % agreements.count]
            scripts[number % 64].get(
                "/v1/dossiers/\(agreement.dossier.text)/budgets/\(agreement.budget.text)",
                token: server.token(agreement.dossier.holder))
        }
        let warming = try BenchClient(to: server.address, scripts).run(seconds: seconds)
        let client = try BenchClient(to: server.address, scripts, repeats: true)
        let before = try server.figures.nanoseconds()
        let outcome = try client.run(seconds: seconds)
        let requests = Int64(max(1, outcome.requests))
        let each = (try server.figures.nanoseconds() - before) / requests
        let unit = BenchRow.Unit.self
        var row = BenchRow(
            name: "query-cpu", what: "query: processor of the server per balance, 64 connections", figure: each,
            unit: .nanoseconds, target: .atMost(20_000))
        row.details = [
            ("requests", requests), ("failures", Int64(outcome.failures + warming.failures)),
            ("perSecond", outcome.perSecond), ("medianNanoseconds", outcome.latency.nanoseconds(permille: 500)),
            ("p99Nanoseconds", outcome.latency.nanoseconds(permille: 990)),
            ("clientNanosecondsPerRequest", outcome.clientNanoseconds / requests),
        ]
        row.note =
            "\(unit.perSecond.text(outcome.perSecond)), median "
            + "\(unit.nanoseconds.text(outcome.latency.nanoseconds(permille: 500)))"
            + (outcome.firstFailure.map { "; failures, first: \($0)" } ?? "")
        report.add(row)
    }

    /// The balance and the timeline of the largest dossier as they were, one question after the other.
    func asOf(_ report: inout BenchReport) throws {
        guard let largest = generator.agreements.last else { return }
        let token = server.token(largest.dossier.holder)
        let events = try eventsOfLargest(largest)
        for (name, path) in [("as-of-balance", "budgets/\(largest.budget.text)"), ("as-of-claims", "claims")] {
            var script = BenchScript()
            for number in 0..<200 {
                script.get(
                    "/v1/dossiers/\(largest.dossier.text)/\(path)?asOf=\(filled.events - Int64(number))", token: token)
            }
            let outcome = try BenchClient(to: server.address, [script]).run(seconds: 60)
            let unit = BenchRow.Unit.nanoseconds
            var row = BenchRow(
                name: name, what: "as-of: \(name.dropFirst(6)) of a dossier of \(events) events, median",
                figure: outcome.latency.nanoseconds(permille: 500), unit: .nanoseconds, target: .atMost(5_000_000))
            row.details = [
                ("requests", Int64(outcome.requests)), ("failures", Int64(outcome.failures)), ("events", events),
                ("p99Nanoseconds", outcome.latency.nanoseconds(permille: 990)),
            ]
            row.note =
                "p99 \(unit.text(outcome.latency.nanoseconds(permille: 990)))"
                + (outcome.firstFailure.map { "; failures, first: \($0)" } ?? "")
            report.add(row)
        }
    }

    /// How much memory the server has in use when it has answered for every dossier.
    func memory(_ report: inout BenchReport) throws {
        var scripts = [BenchScript](repeating: BenchScript(), count: 64)
        for (number, dossier) in generator.dossiers.enumerated() {
            scripts[number % 64].get("/v1/dossiers/\(dossier.text)/budgets", token: server.token(dossier.holder))
        }
        let outcome = try BenchClient(to: server.address, scripts).run(seconds: 600)
        let figures = server.figures
        let unit = BenchRow.Unit.kibibytes
        let anonymous = figures.share("Anonymous")
        var row = BenchRow(
            name: "memory", what: "memory: resident, serving \(outcome.requests) dossiers",
            figure: figures.status("VmRSS"), unit: .kibibytes, target: .atMost(300 * 1_024))
        row.details = [
            ("requests", Int64(outcome.requests)), ("failures", Int64(outcome.failures)),
            ("anonymousKibibytes", anonymous), ("proportionalKibibytes", figures.share("Pss")),
            ("peakKibibytes", figures.status("VmHWM")), ("startNanoseconds", server.startNanoseconds),
        ]
        row.note =
            "of which \(unit.text(anonymous)) its own and the rest pages of files; at most "
            + "\(unit.text(figures.status("VmHWM"))); the server was there after "
            + BenchRow.Unit.nanoseconds.text(server.startNanoseconds)
            + (outcome.firstFailure.map { "; failures, first: \($0)" } ?? "")
        report.add(row)
    }

    private func eventsOfLargest(_ largest: LoadGenerator.Agreement) throws -> Int64 {
        let db = try Connection(.reader(filled.data + "/log.db"))
        var events: Int64 = 0
        try db.query(
            "SELECT revision FROM event WHERE stream = ? ORDER BY position DESC LIMIT 1",
            StreamID.dossier(largest.dossier)
        ) {
            events = $0.revision(0).rawValue
        }
        return events
    }
}
