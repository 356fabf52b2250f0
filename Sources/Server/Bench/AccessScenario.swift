import Events

/// What it costs to write down who saw what: the same questions to the same server, with the access log and without it, by
/// turns. What the machine does besides falls on both alike.
struct AccessScenario {
    let seconds: Int
    let key: String
    let filled: BenchFolder.Filled

    /// So many pairs; each begins with the other of the two.
    private static let pairs = 6

    private struct Half {
        var nanoseconds: [Int64] = []
        var requests: Int64 = 0
        var failures: Int64 = 0
        var perSecond: [Int64] = []
        var median: [Int64] = []
    }

    func run(_ report: inout BenchReport) throws {
        var (with, without) = (Half(), Half())
        for pair in 0..<Self.pairs {
            for isFirst in [true, false] {
                let records = isFirst == pair.isMultiple(of: 2)
                if records { try measure(&with, true) } else { try measure(&without, false) }
            }
        }
        let costs = zip(with.nanoseconds, without.nanoseconds).map(-).sorted()
        let unit = BenchRow.Unit.nanoseconds
        var row = BenchRow(
            name: "access-cpu", what: "access: processor of the server to record one read, 64 connections",
            figure: Self.median(costs), unit: .nanoseconds, target: .atMost(10_000))
        row.details = [
            ("pairs", Int64(Self.pairs)), ("requestsWith", with.requests), ("requestsWithout", without.requests),
            ("failures", with.failures + without.failures), ("lowestNanoseconds", costs.first ?? 0),
            ("highestNanoseconds", costs.last ?? 0), ("withNanoseconds", Self.median(with.nanoseconds)),
            ("withoutNanoseconds", Self.median(without.nanoseconds)),
            ("withPerSecond", Self.median(with.perSecond)), ("withoutPerSecond", Self.median(without.perSecond)),
            ("withMedianLatencyNanoseconds", Self.median(with.median)),
            ("withoutMedianLatencyNanoseconds", Self.median(without.median)),
        ]
        row.note =
            "of \(unit.text(Self.median(with.nanoseconds))) a read; \(Self.pairs) pairs from "
            + "\(unit.text(costs.first ?? 0)) to \(unit.text(costs.last ?? 0))"
        report.add(row)
    }

    private func measure(_ half: inout Half, _ records: Bool) throws {
        let server = try BenchServer(data: filled.data, key: key, now: CommandMix.now(2026), recordsAccess: records)
        try server.waitForViews()
        let agreements = filled.year.generator.agreements
        var scripts = [BenchScript](repeating: BenchScript(), count: 64)
        for number in 0..<min(2_048, agreements.count) {
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
        half.nanoseconds.append((try server.figures.nanoseconds() - before) / requests)
        half.requests += requests
        half.failures += Int64(outcome.failures + warming.failures)
        half.perSecond.append(outcome.perSecond)
        half.median.append(outcome.latency.nanoseconds(permille: 500))
        try server.stop()
    }

    private static func median(_ figures: [Int64]) -> Int64 {
        let sorted = figures.sorted()
        return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    }
}
