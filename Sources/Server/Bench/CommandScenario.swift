import Events

/// Durable commands over HTTP: how many a second, and how long each takes.
struct CommandScenario {
    let server: BenchServer
    let seconds: Int
    let filled: BenchFolder.Filled

    /// So many requests are made beforehand for each second, on one connection and on many. When they run out before the
    /// time is over, the rate is that of the time they lasted.
    private static let prepared = (one: 3_000, many: 25_000)

    /// One connection and 64, on a log with little in it; gives the rate of the latter.
    func runOnNewLog(_ report: inout BenchReport, isFastDisk: Bool) throws -> Int64 {
        var mix = CommandMix(filled, server.signIn)
        let one = try run(&mix, connections: 1)
        report.add(row("commands-1", "commands: 1 connection, new log", one))
        let many = try run(&mix, connections: 64)
        var row = row("commands-64", "commands: 64 connections, new log", many)
        // The issue asks for this rate where the disk is that fast.
        if isFastDisk { row.target = .atLeast(20_000) }
        report.add(row)
        report.add(
            BenchRow(
                name: "commands-64-to-1", what: "commands: 64 connections to 1", figure: Self.permille(many, one),
                unit: .permille, target: .atLeast(8_000)))
        return many.client.perSecond
    }

    /// 64 connections on a log with all the events of the size.
    func runOnLargeLog(_ report: inout BenchReport, newRate: Int64?) throws {
        var mix = CommandMix(filled, server.signIn)
        let many = try run(&mix, connections: 64)
        report.add(row("commands-64-large", "commands: 64 connections, \(filled.events) events there", many))
        guard let newRate, newRate > 0 else { return }
        report.add(
            BenchRow(
                name: "commands-64-large-to-new", what: "commands: large log to new log",
                figure: many.client.perSecond * 1_000 / newRate, unit: .permille, target: .atLeast(800)))
    }

    private struct Measured {
        let client: BenchClient.Outcome
        /// Processor time by the server's threads.
        let threads: [String: Int64]
        /// How many events the views were behind at the end.
        let lag: Int64

        var serverNanoseconds: Int64 { threads.values.reduce(0, +) }
    }

    private func run(_ mix: inout CommandMix, connections: Int) throws -> Measured {
        let expected = connections == 1 ? Self.prepared.one : Self.prepared.many
        let progress = BenchProgress("commands, \(connections) connections")
        progress("preparing requests")
        let scripts = mix.scripts(connections: connections, commands: expected * seconds)
        let client = try BenchClient(to: server.address, scripts)
        progress("sending")
        let before = try server.figures.nanosecondsByThread()
        let outcome = try client.run(seconds: seconds)
        progress.end()
        let after = try server.figures.nanosecondsByThread()
        let lag = try server.viewsLag() ?? 0
        // The next run begins with nothing left to do.
        try server.waitForViews()
        return Measured(client: outcome, threads: after.merging(before) { $0 - $1 }, lag: lag)
    }

    private static func permille(_ many: Measured, _ one: Measured) -> Int64 {
        many.client.perSecond * 1_000 / max(1, one.client.perSecond)
    }

    private func row(_ name: String, _ what: String, _ measured: Measured) -> BenchRow {
        let client = measured.client
        let requests = Int64(max(1, client.requests))
        var row = BenchRow(name: name, what: what, figure: client.perSecond, unit: .perSecond)
        row.details = [
            ("requests", Int64(client.requests)), ("failures", Int64(client.failures)),
            ("nanoseconds", client.nanoseconds), ("medianNanoseconds", client.latency.nanoseconds(permille: 500)),
            ("p99Nanoseconds", client.latency.nanoseconds(permille: 990)),
            ("longestNanoseconds", client.latency.longest),
            ("serverNanosecondsPerRequest", measured.serverNanoseconds / requests),
            ("clientNanosecondsPerRequest", client.clientNanoseconds / requests),
        ]
        row.details.append(("viewsLagEvents", measured.lag))
        for (name, label) in [("pgb writer", "writer"), ("pgb edge", "edge"), ("pgb views", "views")] {
            row.details.append(("\(label)NanosecondsPerRequest", (measured.threads[name] ?? 0) / requests))
        }
        let unit = BenchRow.Unit.nanoseconds
        row.note =
            "median \(unit.text(client.latency.nanoseconds(permille: 500))), p99 "
            + "\(unit.text(client.latency.nanoseconds(permille: 990))); processor per request: server "
            + "\(unit.text(measured.serverNanoseconds / requests)) (writer "
            + "\(unit.text((measured.threads["pgb writer"] ?? 0) / requests)), edge "
            + "\(unit.text((measured.threads["pgb edge"] ?? 0) / requests)), views "
            + "\(unit.text((measured.threads["pgb views"] ?? 0) / requests))), client "
            + "\(unit.text(client.clientNanoseconds / requests))"
            + (measured.lag > 0 ? "; the views were \(measured.lag) events behind" : "")
            + (client.failures > 0 ? "; \(client.failures) failed, first: \(client.firstFailure ?? "")" : "")
        return row
    }
}
