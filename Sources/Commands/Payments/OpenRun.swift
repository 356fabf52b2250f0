package import Events

/// A payment run is opened: what is due by its day and of its kind goes to the bank in one file.
///
/// One file for each day and kind (decisions 6). The system opens the runs of a banking day by itself; an employee does so
/// when he wants one earlier, and may then not release it.
package struct OpenRun: Command {
    package static let name: StaticString = "open-run"
    package static let allowed: [Actor] = [.svb(.paymentsMaker), .system]

    package let run: RunID
    package let kind: RunKind
    /// The banking day on which the bank pays.
    package let executeOn: Day
    package let format: PaymentFormat

    package init(from r: inout JSONReader) {
        run = r("run")
        kind = r("kind")
        executeOn = r("executeOn")
        format = r.optional("format") ?? .pain001v09
        if !BankingCalendar.isBankingDay(executeOn) {
            r.refuse("executeOn", .invalidValue, "Kies een dag waarop banken betalen: geen weekend en geen feestdag.")
        }
    }

    package init(run: RunID, kind: RunKind, executeOn: Day, format: PaymentFormat) {
        self.run = run
        self.kind = kind
        self.executeOn = executeOn
        self.format = format
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("run", run)
        w.field("kind", kind)
        w.field("executeOn", executeOn)
        w.field("format", format)
    }

    package var stream: StreamID { .run(run) }

    /// A run is opened at most so many days before it is paid: what is due later would be in none.
    private static let mostDaysAhead = 7

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let maker = stamp.principal.kind == .system ? nil : stamp.principal.party
        if let known = world.register.runs[run] {
            guard known.kind == kind, known.executeOn == executeOn, known.format == format, known.maker == maker
            else { throw .runExists }
            return []
        }
        guard executeOn >= stamp.today else { throw .runDayPassed }
        guard executeOn <= stamp.today.adding(days: Self.mostDaysAhead) else { throw .runTooEarly }
        let isTaken = world.register.runs.values.contains {
            $0.kind == kind && $0.executeOn == executeOn && $0.status != .cancelled
        }
        guard !isTaken else { throw .runOfDayExists }
        return [
            .run(.opened(RunOpened(run: run, kind: kind, executeOn: executeOn, format: format, maker: maker)))
        ]
    }
}

extension Rejection {
    package static let runExists = Rejection(
        "run-exists", "Onder dit nummer is er al een andere betaalronde. Kies een nieuw willekeurig nummer.")
    package static let runDayPassed = Rejection(
        "run-day-passed", "Deze dag is voorbij. Kies vandaag of een latere bankdag.")
    package static let runTooEarly = Rejection(
        "run-too-early", "Open een betaalronde ten hoogste zeven dagen voor de dag waarop de bank betaalt.")
    package static let runOfDayExists = Rejection(
        "run-of-day-exists", "Voor deze dag en deze soort is er al een betaalronde. Gebruik die, of trek die eerst in.")
}
