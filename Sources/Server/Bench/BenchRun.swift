import Events

/// A run of the benchmarks: which scenarios, how large, and the report.
struct BenchRun {
    /// How large a run is.
    struct Size {
        let events: Int64
        let dossiers: Int
        /// The contracts of one more dossier of the large log, such that it comes to about 500 events.
        let largest: Int
        /// The dossiers of the new log that commands go to.
        let newDossiers: Int
        let seconds: Int
        /// The transfers of one payment file.
        let transfers: Int
        /// The contracts with a monthly wage of which a month is paid.
        let wages: Int

        static let small = Size(
            events: 300_000, dossiers: 12_000, largest: 26, newDossiers: 12_000, seconds: 5, transfers: 50_000,
            wages: 10_000)
        static let full = Size(
            events: 5_000_000, dossiers: 100_000, largest: 13, newDossiers: 30_000, seconds: 10, transfers: 500_000,
            wages: 100_000)
    }

    enum Scenario: String, CaseIterable {
        case commands, contracts, queries, access, rebuild, verify
        case paymentFile = "payment-file"
        case asOf = "as-of"
        case month
        case memory

        /// Whether it looks at the large log.
        var needsLarge: Bool {
            ![.queries, .access, .contracts, .paymentFile, .month].contains(self)
        }
    }

    let folder: BenchFolder
    let size: Size
    let seconds: Int
    private let scenarios: Set<Scenario>
    private let jsonPath: String?
    private let keeps: Bool
    private let commandLine: [String]

    init(_ arguments: Arguments) throws {
        var chosen: Set<Scenario> = []
        for word in arguments.words {
            guard let scenario = Scenario(rawValue: word) else { throw UsageFault("There is no scenario `\(word)`.") }
            chosen.insert(scenario)
        }
        scenarios = chosen.isEmpty ? Set(Scenario.allCases) : chosen
        let named = arguments.text("size") ?? "small"
        guard named == "small" || named == "full" else { throw UsageFault("--size must be small or full.") }
        size = named == "small" ? .small : .full
        seconds = try arguments.number("seconds", in: 1...600) ?? size.seconds
        let seed = try arguments.number("seed", in: 0...Int.max) ?? 1
        folder = try BenchFolder(arguments.text("work") ?? "bench-data", seed: UInt64(seed))
        jsonPath = arguments.text("json")
        keeps = arguments.has("keep")
        commandLine = CommandLine.arguments
    }

    func run() throws -> ExitCode {
        var report = BenchReport(
            seed: folder.seed, commandLine: commandLine,
            diskNanoseconds: try DiskProbe.medianNanoseconds(in: folder.path))
        if scenarios.contains(.paymentFile) {
            try PaymentFileScenario.run(folder, transfers: size.transfers, &report)
        }
        if scenarios.contains(.month) {
            defer { discard("month") }
            try MonthScenario.run(folder, contracts: size.wages, &report)
        }
        if scenarios.contains(.contracts) {
            defer { discard("contracts") }
            try ContractScenario.run(folder, &report)
        }
        if scenarios.contains(.access) {
            let year = LoadYear.Size(dossiers: size.newDossiers, months: 1, paysLast: false)
            let filled = (with: try folder.fill("access", year), without: try folder.fill("access-without", year))
            defer { for name in ["access", "access-without"] { discard(name) } }
            try AccessScenario(seconds: seconds, key: folder.key, filled: filled).run(&report)
        }
        var newRate: Int64?
        if scenarios.contains(.commands) || scenarios.contains(.queries) { newRate = try onNewLog(&report) }
        if scenarios.contains(where: \.needsLarge) { try onLargeLog(&report, newRate: newRate) }
        let json = String(decoding: report.json(), as: UTF8.self)
        if let jsonPath { try Files.write(json + "\n", to: jsonPath) } else { print(json) }
        return .success
    }

    /// What is measured on a log with little in it; gives the rate of commands on 64 connections.
    private func onNewLog(_ report: inout BenchReport) throws -> Int64? {
        let filled = try folder.fill(
            "new", LoadYear.Size(dossiers: size.newDossiers, months: 1, paysLast: false))
        defer { discard("new") }
        let server = try BenchServer(data: filled.data, key: folder.key, now: CommandMix.now(2026))
        var rate: Int64?
        if scenarios.contains(.queries) {
            try server.waitForViews()
            try QueryScenario(server: server, seconds: seconds, filled: filled).balances(&report)
        }
        if scenarios.contains(.commands) {
            rate = try CommandScenario(server: server, seconds: seconds, filled: filled)
                .runOnNewLog(&report, isFastDisk: report.isFastDisk)
        }
        try server.stop()
        return rate
    }

    private func onLargeLog(_ report: inout BenchReport, newRate: Int64?) throws {
        var large = LoadYear.Size(dossiers: size.dossiers, mostEvents: size.events)
        large.contractsOfLargest = size.largest
        let filled = try folder.fill("large", large)
        defer { discard("large") }
        report.add(
            BenchRow(
                name: "generate", what: "generate: \(filled.events) events through the deciders, batches of 256",
                figure: filled.events * 1_000_000_000 / max(1, filled.nanoseconds), unit: .perSecond,
                details: [("commands", Int64(filled.commands)), ("nanoseconds", filled.nanoseconds)]))
        if scenarios.contains(.verify) { try VerifyScenario.run(filled, &report) }
        if scenarios.contains(.rebuild) { try RebuildScenario.run(filled, &report) }
        guard !scenarios.isDisjoint(with: [.commands, .memory, .asOf]) else { return }
        let server = try BenchServer(data: filled.data, key: folder.key, now: CommandMix.now(2026))
        try server.waitForViews()
        let queries = QueryScenario(server: server, seconds: seconds, filled: filled)
        if scenarios.contains(.memory) { try queries.memory(&report) }
        if scenarios.contains(.asOf) { try queries.asOf(&report) }
        if scenarios.contains(.commands) {
            try CommandScenario(server: server, seconds: seconds, filled: filled)
                .runOnLargeLog(&report, newRate: newRate)
        }
        try server.stop()
    }

    private func discard(_ name: String) {
        guard !keeps else { return }
        do {
            try folder.remove(name)
        } catch {
            print("\(folder.path)/\(name) could not be removed: \(error)")
        }
    }
}
