import Commands
import Events
import Projections
import Synchronization

/// Takes up what the salary engine made of the gross wages of a month: all lines or none.
///
/// Every line is tried before one is kept. What is kept has an id that follows from the bytes of the request and the
/// payment, so that a request that was interrupted is made again and goes on, and one that was taken up changes nothing.
struct PayrollImport {
    let service: Service
    let readers: Readers
    /// Who brought the results.
    let principal: Principal

    /// So many faults are named at most.
    private static let faultsMost = 100

    func take(_ results: PayrollResults, _ digest: Digest) throws -> PayrollReceipt {
        try service.catchUp(readers.log)
        try refuse(faults(results))
        let (open, wrong) = try tried(results, digest)
        try refuse(wrong)
        // What changed since it was tried is said too; a request with the other lines can follow.
        try refuse(try settled(results, digest, open))
        try service.catchUp(readers.log)
        try refuse(overtaken(results))
        return PayrollReceipt(results)
    }

    private func refuse(_ faults: [Int: Rejection]) throws {
        guard !faults.isEmpty else { return }
        let items = faults.sorted { $0.key < $1.key }.prefix(Self.faultsMost).map { index, fault in
            Problem.Item(pointer: "/results/\(index)", code: fault.code, detail: fault.detail)
        }
        throw Problem(.payrollResultsRefused, items: items)
    }

    /// What can be said of the lines without asking: each names another payment, and one of that month. What names no gross
    /// payment at all is left to the command, which says so.
    private func faults(_ results: PayrollResults) throws -> [Int: Rejection] {
        var faults: [Int: Rejection] = [:]
        var seen: Set<PaymentID> = []
        try readers.live { s in
            for (index, line) in results.results.enumerated() {
                if !seen.insert(line.payment).inserted { faults[index] = .payrollTwice }
                guard let known = try PayrollLine.standing(s, line.payment) else { continue }
                if known.month != results.month { faults[index] = .payrollOtherMonth }
            }
        }
        return faults
    }

    /// Tries every line and keeps nothing: the lines that would change something, and those that cannot be taken up.
    private func tried(
        _ results: PayrollResults, _ digest: Digest
    ) throws -> (open: Set<Int>, wrong: [Int: Rejection]) {
        let heard = Mutex<(open: Set<Int>, wrong: [Int: Rejection])>(([], [:]))
        let asks = try PipelinedAsks(service)
        for index in results.results.indices {
            try asks.ask(named(results, index, digest, .dryRun)) { answer in
                heard.withLock { heard in
                    if let rejection = answer.rejection {
                        heard.wrong[index] = rejection
                    } else if case .tried(let dryRun) = answer, !dryRun.events.isEmpty {
                        heard.open.insert(index)
                    }
                }
            }
        }
        try asks.finish()
        return heard.withLock { $0 }
    }

    /// Settles the lines that change something. Gives those that were refused after all.
    private func settled(_ results: PayrollResults, _ digest: Digest, _ open: Set<Int>) throws -> [Int: Rejection] {
        let refused = Mutex<[Int: Rejection]>([:])
        let asks = try PipelinedAsks(service)
        for index in open.sorted() {
            try asks.ask(named(results, index, digest, .keep)) { answer in
                guard let rejection = answer.rejection else { return }
                refused.withLock { $0[index] = rejection }
            }
        }
        try asks.finish()
        return refused.withLock { $0 }
    }

    /// Lines of a request that was taken up before and of which another outcome stands now: their ids were used, so
    /// nothing was changed, and to call that taken up would be untrue.
    private func overtaken(_ results: PayrollResults) throws -> [Int: Rejection] {
        var faults: [Int: Rejection] = [:]
        try readers.live { s in
            for (index, line) in results.results.enumerated()
            where try PayrollLine.standing(s, line.payment)?.net != line.netCents {
                faults[index] = .payrollOvertaken
            }
        }
        return faults
    }

    private func named(
        _ results: PayrollResults, _ index: Int, _ digest: Digest, _ purpose: Submission.Purpose
    ) -> NamedAsk {
        let line = results.results[index]
        let command = SettlePayroll(
            dossier: line.dossier, payment: line.payment, netCents: line.netCents, withheldCents: line.withheldCents)
        return NamedAsk(
            command: command, name: "payroll/\(digest.hex)/\(line.payment.text)", principal: principal,
            purpose: purpose)
    }
}

extension Answer {
    /// Why it was not accepted or would not be; nil when it was or would be.
    fileprivate var rejection: Rejection? {
        switch self {
        case .rejected(let rejection), .denied(let rejection): return rejection
        case .tried(let dryRun):
            guard case .rejected(let rejection) = dryRun.outcome else { return nil }
            return rejection
        case .accepted, .looked, .otherRequest: return nil
        }
    }
}

extension Rejection {
    fileprivate static let payrollTwice = Rejection(
        "payment-named-twice", "Deze betaling staat al eerder in de lijst. Noem elke betaling een keer.")
    fileprivate static let payrollOtherMonth = Rejection(
        "payroll-other-month", "Deze betaling is van een andere maand. Stuur haar met de uitkomsten van die maand.")
    fileprivate static let payrollOvertaken = Rejection(
        "payroll-overtaken",
        "Deze uitkomst is eerder verwerkt en daarna vervangen door een andere. De nieuwste uitkomst blijft staan.")
}

extension ProblemKind {
    static let payrollResultsRefused = ProblemKind(
        "payroll-results-refused", 409, "Deze uitkomsten kloppen niet",
        "Bij elke regel die niet klopt staat waarom. Verbeter die regels en stuur alles opnieuw.")
}
