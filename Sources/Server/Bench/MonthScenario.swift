import Events
import Glibc
import Projections
import Synchronization

/// A month's wages, from the look that schedules them to the file for the bank: what the system does by itself, on the log,
/// the views and the disk of a real service.
enum MonthScenario {
    static func run(_ folder: BenchFolder, contracts: Int, _ report: inout BenchReport) throws {
        // Every eighth dossier has two.
        let filled = try folder.fill(
            "month", LoadYear.Size(dossiers: max(1, contracts * 8 / 9), months: 0, hasWages: true))
        let now = Mutex(Moment("2026-01-20T08:00:00Z") ?? Moment(microseconds: 0))
        let service = try Service(
            filled.data, origin: "bench", clock: ServiceClock { now.withLock { $0 } }, debtor: .demo)
        defer { service.stop() }
        let progress = BenchProgress("month")
        progress("making the views")
        let readers = try Readers(service)
        try service.catchUp(readers.log)
        let count = filled.year.generator.agreements.count

        progress("scheduling \(count) wages")
        let began = MachineClock.nanoseconds()
        try TimedWork(service, [WageLook()]).look(readers)
        try service.catchUp(readers.log)
        let scheduled = MachineClock.nanoseconds()
        now.withLock { $0 = Moment("2026-01-23T08:00:00Z") ?? $0 }
        progress("collecting and writing")
        let filing = MachineClock.nanoseconds()
        try TimedWork(service, [RunLook()]).look(readers)
        try service.catchUp(readers.log)
        let ended = MachineClock.nanoseconds()
        progress.end()
        guard let run = try readers.live({ try Run.page($0) }).first, run.status == .written,
            run.payments == Int64(count)
        else { throw BenchFault("The wages of the month are not all in one file.") }
        let nanoseconds = scheduled - began + ended - filing
        let unit = BenchRow.Unit.nanoseconds
        var row = BenchRow(
            name: "month", what: "month: \(count) wages scheduled, collected and in a file", figure: nanoseconds,
            unit: .nanoseconds,
            details: [
                ("wages", Int64(count)), ("scheduling", scheduled - began), ("filing", ended - filing),
                ("bytes", run.file?.byteCount ?? 0),
            ],
            note: "scheduling \(unit.text(scheduled - began)), collecting and writing \(unit.text(ended - filing))")
        // The issue asks for a minute for a hundred thousand.
        row.target = .atMost(60_000_000_000 * Int64(max(count, 10_000)) / 100_000)
        report.add(row)
        report.add(
            BenchRow(
                name: "month-memory", what: "month: most memory of the process",
                figure: ProcessFigures(process: getpid()).status("VmHWM"), unit: .kibibytes))
    }
}
