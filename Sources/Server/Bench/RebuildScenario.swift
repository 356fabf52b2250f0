import Events

/// How fast all views are made anew from the log: `pgb rebuild`, which is two threads.
enum RebuildScenario {
    static func run(_ filled: BenchFolder.Filled, _ report: inout BenchReport) throws {
        let usage = try BenchChild.run(["rebuild", "--data", filled.data])
        let unit = BenchRow.Unit.self
        report.add(
            BenchRow(
                name: "rebuild", what: "rebuild: events into all views, two cores",
                figure: filled.events * 1_000_000_000 / max(1, usage.nanoseconds), unit: .perSecond,
                target: .atLeast(500_000),
                details: [
                    ("events", filled.events), ("nanoseconds", usage.nanoseconds),
                    ("processorNanoseconds", usage.processorNanoseconds), ("peakKibibytes", usage.peakKibibytes),
                ],
                note:
                    "processor \(unit.nanoseconds.text(usage.processorNanoseconds / max(1, filled.events))) an event, "
                    + "at most \(unit.kibibytes.text(usage.peakKibibytes)) of memory"))
    }
}
