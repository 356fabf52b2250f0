import Events

/// What it costs to write down who saw what: the same questions to two servers on folders with the same content, one with
/// the access log and one without it, in short slices by turns. What the machine does besides falls on both alike; what a
/// server does besides, such as its work of the day, runs on other threads than those that are counted.
struct AccessScenario {
    let seconds: Int
    let key: String
    /// Two folders that were filled alike.
    let filled: (with: BenchFolder.Filled, without: BenchFolder.Filled)

    /// For each second that a load lasts so many pairs of slices of one second; each begins with the other of the two.
    private static let pairsPerSecond = 6

    /// The threads that answer and the one that records.
    private static let (edge, log) = ("pgb edge", "pgb access log")

    /// One of the two servers, and what came of its slices.
    private final class Side {
        let server: BenchServer
        let scripts: [[BenchScript]]
        var nanoseconds: [Int64] = []
        /// Of these, on the thread of the access log.
        var ofLog: [Int64] = []
        var requests: Int64 = 0
        var failures: Int64 = 0
        var perSecond: [Int64] = []
        var median: [Int64] = []

        init(_ filled: BenchFolder.Filled, _ key: String, records: Bool, connections: [Int]) throws {
            let server = try BenchServer(data: filled.data, key: key, now: CommandMix.now(2026), recordsAccess: records)
            try server.waitForViews()
            let agreements = filled.year.generator.agreements
            self.server = server
            scripts = connections.map { connections in
                var scripts = [BenchScript](repeating: BenchScript(), count: connections)
                for number in 0..<min(2_048, agreements.count) {
                    let agreement = agreements[number * 7_919 % agreements.count]
                    scripts[number % connections].get(
                        "/v1/dossiers/\(agreement.dossier.text)/budgets/\(agreement.budget.text)",
                        token: server.token(agreement.dossier.holder))
                }
                return scripts
            }
        }

        func forget() {
            (nanoseconds, ofLog, perSecond, median) = ([], [], [], [])
            requests = 0
        }

        func measure(_ scripts: [BenchScript], seconds: Int) throws {
            let client = try BenchClient(to: server.address, scripts, repeats: true)
            let before = try server.figures.nanosecondsByThread()
            let outcome = try client.run(seconds: seconds)
            let count = Int64(max(1, outcome.requests))
            let after = try server.figures.nanosecondsByThread()
            let spent = [AccessScenario.edge, AccessScenario.log].map { (after[$0] ?? 0) - (before[$0] ?? 0) }
            nanoseconds.append(spent.reduce(0, +) / count)
            ofLog.append(spent[1] / count)
            requests += count
            failures += Int64(outcome.failures)
            perSecond.append(outcome.perSecond)
            median.append(outcome.latency.nanoseconds(permille: 500))
        }
    }

    func run(_ report: inout BenchReport) throws {
        let connections = [64, 1]
        let with = try Side(filled.with, key, records: true, connections: connections)
        let without = try Side(filled.without, key, records: false, connections: connections)
        let sides = [with, without]
        for side in sides { try side.measure(side.scripts[0], seconds: seconds) }
        try slices(sides, 0, pairs: seconds * Self.pairsPerSecond)
        report.add(cost(with, without))
        try slices(sides, 1, pairs: max(1, seconds))
        report.add(wait(with, without))
        for side in sides { try side.server.stop() }
    }

    private func slices(_ sides: [Side], _ load: Int, pairs: Int) throws {
        for side in sides { side.forget() }
        for pair in 0..<pairs {
            for side in pair.isMultiple(of: 2) ? sides : sides.reversed() {
                try side.measure(side.scripts[load], seconds: 1)
            }
        }
    }

    private func cost(_ with: Side, _ without: Side) -> BenchRow {
        let costs = zip(with.nanoseconds, without.nanoseconds).map(-).sorted()
        let unit = BenchRow.Unit.nanoseconds
        var row = BenchRow(
            name: "access-cpu", what: "access: processor of the server to record one read, 64 connections",
            figure: Self.share(costs, 500), unit: .nanoseconds, target: .atMost(10_000))
        row.details = [
            ("pairs", Int64(costs.count)), ("requestsWith", with.requests), ("requestsWithout", without.requests),
            ("failures", with.failures + without.failures), ("lowestNanoseconds", costs.first ?? 0),
            ("highestNanoseconds", costs.last ?? 0), ("quarterNanoseconds", Self.share(costs, 250)),
            ("threeQuartersNanoseconds", Self.share(costs, 750)),
            ("withNanoseconds", Self.median(with.nanoseconds)),
            ("withoutNanoseconds", Self.median(without.nanoseconds)), ("logThreadNanoseconds", Self.median(with.ofLog)),
            ("withPerSecond", Self.median(with.perSecond)), ("withoutPerSecond", Self.median(without.perSecond)),
            ("withMedianLatencyNanoseconds", Self.median(with.median)),
            ("withoutMedianLatencyNanoseconds", Self.median(without.median)),
        ]
        row.note =
            "of \(unit.text(Self.median(with.nanoseconds))) a read; half of \(costs.count) pairs from "
            + "\(unit.text(Self.share(costs, 250))) to \(unit.text(Self.share(costs, 750))); "
            + "\(unit.text(Self.median(with.ofLog))) on the log's own thread"
        return row
    }

    /// How much longer one who asks alone waits.
    private func wait(_ with: Side, _ without: Side) -> BenchRow {
        BenchRow(
            name: "access-wait", what: "access: how much later the answer of one read comes, 1 connection",
            figure: Self.median(with.median) - Self.median(without.median), unit: .nanoseconds,
            details: [
                ("failures", with.failures + without.failures),
                ("withMedianLatencyNanoseconds", Self.median(with.median)),
                ("withoutMedianLatencyNanoseconds", Self.median(without.median)),
            ], note: "a write and a sync of the disk")
    }

    private static func median(_ figures: [Int64]) -> Int64 { share(figures.sorted(), 500) }

    /// Below which figure this share of the sorted ones lies; between the two that are nearest.
    private static func share(_ sorted: [Int64], _ permille: Int) -> Int64 {
        guard let last = sorted.last else { return 0 }
        let (index, rest) = ((sorted.count - 1) * permille).quotientAndRemainder(dividingBy: 1_000)
        guard rest > 0, index + 1 < sorted.count else { return index < sorted.count ? sorted[index] : last }
        return sorted[index] + (sorted[index + 1] - sorted[index]) * Int64(rest) / 1_000
    }
}
