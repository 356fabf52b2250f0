import Commands
import Events

/// Fills a log with the dossiers of a generator and their year, in the order of time, as far as is asked.
struct LoadYear {
    /// How much there is to be.
    struct Size: Sendable {
        var dossiers: Int
        /// Stops behind the command with which the log has so many events.
        var mostEvents = Int64.max
        /// How many months are claimed; the payments of the last of them are left unpaid when `paysLast` is false.
        var months = 12
        var paysLast = true
        /// The contracts of one more dossier, the last: it has about 48 events a year for each.
        var contractsOfLargest = 0
        /// Every contract has a fixed monthly wage in place of a rate by the hour.
        var hasWages = false
    }

    /// A payment that was scheduled and not paid yet.
    struct Unpaid: Sendable {
        let dossier: DossierID
        let payment: PaymentID
        let runOn: Day
    }

    private(set) var generator: LoadGenerator
    private(set) var unpaid: [Unpaid] = []
    /// The first month that nobody has claimed.
    private(set) var freeMonth: Month
    private let size: Size

    init(_ size: Size, seed: UInt64) {
        self.size = size
        generator = LoadGenerator(seed: seed, expecting: size.dossiers, hasWages: size.hasWages)
        guard let january = Month("\(generator.year)-01") else { preconditionFailure("Every year has a January.") }
        freeMonth = january
    }

    /// Generates into the run; `progress` hears the number of events now and then.
    mutating func fill(_ run: inout LoadRun, progress: (Int64) -> Void) throws {
        for ask in generator.offices() { try run.run(ask) }
        for number in 0..<size.dossiers {
            for ask in generator.dossier() { try run.run(ask) }
            if number % 256 == 0 { progress(run.events) }
            if run.events >= size.mostEvents { break }
        }
        if size.contractsOfLargest > 0 {
            for ask in generator.dossier(contracts: size.contractsOfLargest) { try run.run(ask) }
        }
        for number in 0..<size.months where run.events < size.mostEvents {
            let month = freeMonth
            freeMonth = month.adding(months: 1)
            try fill(&run, month, isLast: number == size.months - 1, progress)
        }
        try run.flush()
        progress(run.events)
    }

    private mutating func fill(
        _ run: inout LoadRun, _ month: Month, isLast: Bool, _ progress: (Int64) -> Void
    ) throws {
        let paysToo = size.paysLast || !isLast
        var paid: Set<PaymentID> = []
        var accepted: [Unpaid] = []
        for (number, turn) in generator.turns(of: month, paysToo: paysToo).enumerated() {
            try run.run(generator.ask(turn, month))
            let payment = generator.payment(of: turn.accepting)
            switch turn.what {
            case .file, .agree:
                accepted.append(
                    Unpaid(
                        dossier: generator.agreements[turn.agreement].dossier, payment: payment, runOn: turn.runOn))
            case .confirm: paid.insert(payment)
            case .fileByCaregiver: break
            }
            if number % 1_024 == 0 { progress(run.events) }
            if run.events >= size.mostEvents { break }
        }
        unpaid = accepted.filter { !paid.contains($0.payment) }
    }
}
