import Commands
import Events

/// What drafting and checking a contract of ten lines costs: the two commands as the writer's thread handles them, from the
/// text of the request to the rows of log and vault.
enum ContractScenario {
    private static let lines = 10
    private static let dossiers = 1_000

    /// After all that was generated, and before the contracts begin.
    private static func now(_ year: Int) -> Moment {
        guard let day = Day(year: year, month: 2, day: 20) else { preconditionFailure("February has 20 days.") }
        return LoadGenerator.morning(of: day)
    }

    static func run(_ folder: BenchFolder, _ report: inout BenchReport) throws {
        let filled = try folder.fill("contracts", LoadYear.Size(dossiers: dossiers, months: 1, paysLast: false))
        let store = try Store(
            in: try DataFolder(filled.data),
            Store.Opening(origin: "bench-\(folder.seed)", now: now(filled.year.generator.year)))
        var run = try LoadRun(store, seed: folder.seed ^ 0x1D872B41, mostDossiers: dossiers + 1)
        var random = SplitMix(seed: folder.seed ^ 0x2545F491)
        let generator = filled.year.generator
        // The first pass folds every dossier and is not counted.
        _ = try pass(3, &run, generator, &random)
        let count = Int64(generator.agreements.count)
        let nanoseconds = try pass(7, &run, generator, &random)
        try store.close(at: store.log.latest)
        report.add(
            BenchRow(
                name: "contracts-draft-and-check", what: "contracts: draft and check \(lines) lines, processor",
                figure: nanoseconds / count, unit: .nanoseconds, target: .atMost(200_000),
                details: [("contracts", count), ("lines", Int64(lines)), ("processorNanoseconds", nanoseconds)],
                note: "per contract, both commands with sealing, vault and log"))
    }

    /// Drafts and shares one contract in the dossier of each agreement, with a caregiver of another one so many places on,
    /// which is never a dossier of one or two agreements itself; gives the processor
    /// time of this thread.
    private static func pass(
        _ step: Int, _ run: inout LoadRun, _ generator: LoadGenerator, _ random: inout SplitMix
    ) throws -> Int64 {
        let agreements = generator.agreements
        let asks = agreements.indices.flatMap { index in
            ask(
                generator, agreements[index], with: agreements[(index + step) % agreements.count].caregiver, &random)
        }
        let before = BenchClient.threadNanoseconds()
        for ask in asks { try run.run(ask) }
        try run.flush()
        return BenchClient.threadNanoseconds() - before
    }

    private static func ask(
        _ generator: LoadGenerator, _ agreement: LoadGenerator.Agreement, with caregiver: PartyID,
        _ random: inout SplitMix
    ) -> [LoadGenerator.Ask] {
        let contract = ContractID(bits: random.id())
        let place = #""dossier":"\#(agreement.dossier.text)","contract":"\#(contract.text)""#
        let lines = (0..<lines).map { line in
            #"{"budget":"\#(agreement.budget.text)","function":"individual-support","unit":"hour","#
                + #""rateCents":\#(1_800 + line * 10),"weeklyMinutes":60,"#
                + #""description":"Begeleiding bij de dag, op een vast moment in de week."}"#
        }
        let terms =
            #""caregiver":"\#(caregiver.text)","terms":{"kind":"family","relation":"sibling","#
            + #""start":"\#(generator.year)-03-01","end":"\#(generator.year)-12-31","#
            + #""lines":[\#(lines.joined(separator: ","))],"work":{"kilometreCents":23,"weeklyKilometres":40}}"#
        let holder = Principal.holder(agreement.dossier.holder)
        let now = now(generator.year)
        return [
            generator.ask(CommandID(bits: random.id()), holder, now, "draft-contract", place + "," + terms),
            generator.ask(CommandID(bits: random.id()), holder, now, "share-contract", place),
        ]
    }
}
