import Events

/// What it costs to write down who saw what: the same questions to the same server, with the access log and without it, by
/// turns. What the machine does besides falls on both alike; what the server does besides, such as its work of the day,
/// runs on other threads than those that are counted.
struct AccessScenario {
    let seconds: Int
    let key: String
    let filled: BenchFolder.Filled

    /// So many pairs; each begins with the other of the two.
    private static let pairs = 6

    /// The threads that answer and the one that records.
    private static let (edge, log) = ("pgb edge", "pgb access log")

    private struct Half {
        var nanoseconds: [Int64] = []
        /// Of these, on the thread of the access log.
        var ofLog: [Int64] = []
        var requests: Int64 = 0
        var failures: Int64 = 0
        var perSecond: [Int64] = []
        var median: [Int64] = []
    }

    func run(_ report: inout BenchReport) throws {
        try cost(&report)
        try wait(&report)
    }

    private func halves(connections: Int, pairs: Int) throws -> (with: Half, without: Half) {
        var (with, without) = (Half(), Half())
        for pair in 0..<pairs {
            for isFirst in [true, false] {
                let records = isFirst == pair.isMultiple(of: 2)
                if records {
                    try measure(&with, true, connections)
                } else {
                    try measure(&without, false, connections)
                }
            }
        }
        return (with, without)
    }

    /// How much longer one who asks alone waits.
    private func wait(_ report: inout BenchReport) throws {
        let (with, without) = try halves(connections: 1, pairs: 2)
        report.add(
            BenchRow(
                name: "access-wait", what: "access: how much later the answer of one read comes, 1 connection",
                figure: Self.median(with.median) - Self.median(without.median), unit: .nanoseconds,
                details: [
                    ("failures", with.failures + without.failures),
                    ("withMedianLatencyNanoseconds", Self.median(with.median)),
                    ("withoutMedianLatencyNanoseconds", Self.median(without.median)),
                ], note: "a write and a sync of the disk"))
    }

    private func cost(_ report: inout BenchReport) throws {
        let (with, without) = try halves(connections: 64, pairs: Self.pairs)
        let costs = zip(with.nanoseconds, without.nanoseconds).map(-).sorted()
        let unit = BenchRow.Unit.nanoseconds
        var row = BenchRow(
            name: "access-cpu", what: "access: processor of the server to record one read, 64 connections",
            figure: Self.median(costs), unit: .nanoseconds, target: .atMost(10_000))
        row.details = [
            ("pairs", Int64(Self.pairs)), ("requestsWith", with.requests), ("requestsWithout", without.requests),
            ("failures", with.failures + without.failures), ("lowestNanoseconds", costs.first ?? 0),
            ("highestNanoseconds", costs.last ?? 0), ("withNanoseconds", Self.median(with.nanoseconds)),
            ("withoutNanoseconds", Self.median(without.nanoseconds)), ("logThreadNanoseconds", Self.median(with.ofLog)),
            ("withPerSecond", Self.median(with.perSecond)), ("withoutPerSecond", Self.median(without.perSecond)),
            ("withMedianLatencyNanoseconds", Self.median(with.median)),
            ("withoutMedianLatencyNanoseconds", Self.median(without.median)),
        ]
        row.note =
            "of \(unit.text(Self.median(with.nanoseconds))) a read; \(Self.pairs) pairs from "
            + "\(unit.text(costs.first ?? 0)) to \(unit.text(costs.last ?? 0)); "
            + "\(unit.text(Self.median(with.ofLog))) on the log's own thread"
        report.add(row)
    }

    private func measure(_ half: inout Half, _ records: Bool, _ connections: Int) throws {
        let server = try BenchServer(data: filled.data, key: key, now: CommandMix.now(2026), recordsAccess: records)
        try server.waitForViews()
        let agreements = filled.year.generator.agreements
        var scripts = [BenchScript](repeating: BenchScript(), count: connections)
        for number in 0..<min(2_048, agreements.count) {
            let agreement = agreements[number * 7_919 % agreements.count]
            scripts[number % connections].get(
                "/v1/dossiers/\(agreement.dossier.text)/budgets/\(agreement.budget.text)",
                token: server.token(agreement.dossier.holder))
        }
        let warming = try BenchClient(to: server.address, scripts).run(seconds: seconds)
        let client = try BenchClient(to: server.address, scripts, repeats: true)
        let before = try server.figures.nanosecondsByThread()
        let outcome = try client.run(seconds: seconds)
        let requests = Int64(max(1, outcome.requests))
        let after = try server.figures.nanosecondsByThread()
        let spent = [Self.edge, Self.log].map { (after[$0] ?? 0) - (before[$0] ?? 0) }
        half.nanoseconds.append(spent.reduce(0, +) / requests)
        half.ofLog.append(spent[1] / requests)
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
