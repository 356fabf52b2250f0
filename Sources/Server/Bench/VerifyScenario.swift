import Events

/// How fast every link of a log is checked, on one thread.
enum VerifyScenario {
    static func run(_ filled: BenchFolder.Filled, _ report: inout BenchReport) throws {
        let reader = LogReader(try Connection(.reader(filled.data + "/log.db")))
        let began = MachineClock.nanoseconds()
        let progress = BenchProgress("verify")
        let found = LogVerifier(reader).verify(progress: { progress("\($0) events") })
        progress.end()
        guard found.isSound else { throw BenchFault("The generated log does not verify: \(found.faults)") }
        let nanoseconds = MachineClock.nanoseconds() - began
        report.add(
            BenchRow(
                name: "verify", what: "verify: events, with their commands and the tree, one core",
                figure: filled.events * 1_000_000_000 / max(1, nanoseconds), unit: .perSecond,
                target: .atLeast(400_000),
                details: [
                    ("events", filled.events), ("commands", Int64(filled.commands)), ("nanoseconds", nanoseconds),
                ]))
    }
}
