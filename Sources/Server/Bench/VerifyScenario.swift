import Events

/// How fast every link of a log is checked: `pgb verify`, which is one thread.
enum VerifyScenario {
    static func run(_ filled: BenchFolder.Filled, _ report: inout BenchReport) throws {
        let usage = try BenchChild.run(["verify", "--data", filled.data])
        report.add(
            BenchRow(
                name: "verify", what: "verify: events, their commands and the tree, one core",
                figure: filled.events * 1_000_000_000 / max(1, usage.nanoseconds), unit: .perSecond,
                target: .atLeast(400_000),
                details: [
                    ("events", filled.events), ("commands", Int64(filled.commands)), ("nanoseconds", usage.nanoseconds),
                    ("processorNanoseconds", usage.processorNanoseconds), ("peakKibibytes", usage.peakKibibytes),
                ],
                note: "processor \(BenchRow.Unit.nanoseconds.text(usage.processorNanoseconds / max(1, filled.events)))"
                    + " an event"))
    }
}
