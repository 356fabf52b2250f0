import Events
import Support

@testable import Commands

/// What is asked of money that is scheduled, in a run, paid or owed: mostly what could be asked now.
extension RandomCommands {
    typealias Request = (name: String, fields: String, asker: String)

    private static let maker = "employee:e6@o3"
    private static let releaser = "employee:e7@o3"

    /// A request about money of a dossier; nil when there is nothing to ask.
    mutating func money(_ bench: Bench, _ dossier: DossierState, _ today: Day) -> Request? {
        switch chance.number(1...6) {
        case 1: return difference(bench, dossier)
        case 2: return receivable(dossier, today)
        case 3: return raise(dossier)
        case 4: return hold(dossier, today)
        case 5: return payroll(dossier)
        default: return sickness(dossier, today)
        }
    }

    /// A request about a run of payments, which is nobody's dossier.
    mutating func run(_ bench: Bench, _ today: Day) -> Request? {
        let runs = bench.register.runs.sorted { $0.key.bits < $1.key.bits }
        guard let (id, run) = runs.last(where: { $0.value.status != .released && $0.value.status != .cancelled }) else {
            let number = runs.count + 1
            let day = BankingCalendar.next(after: today.adding(days: chance.number(2...15)))
            let kind = chance.once(in: 2) ? "claims" : "wages"
            return (
                "open-run", #""run":"rn\#(number)","kind":"\#(kind)","executeOn":"\#(day.text)""#, Self.maker
            )
        }
        let filed = bench.ledger.run(id) ?? (0, .zero)
        let totals = #","payments":\#(filed.payments),"cents":\#(filed.cents.raw)"#
        let fields = #""run":"\#(id.text)""#
        let digest = String(repeating: "ab", count: 32)
        if chance.once(in: 12) { return ("cancel-run", fields, Self.maker) }
        switch run.status {
        case .open where filed.payments > 0: return ("collect-run", fields + totals, "system")
        case .open: return nil
        case .collected:
            let message = #","messageId":"\#(Code(id).text)""#
            return ("record-file", fields + message + totals + #","byteCount":100,"digest":"\#(digest)""#, "system")
        case .written: return ("release-file", fields + #","digest":"\#(digest)""#, Self.releaser)
        case .released, .cancelled: return nil
        }
    }

    /// A payment goes into the run that is open, or out of one that was given up.
    mutating func filing(_ bench: Bench, _ dossier: DossierState) -> Request? {
        for payment in dossier.payments {
            guard case .filed(let run) = payment.status, bench.register.runs[run]?.status == .cancelled else {
                continue
            }
            return ("take-out-of-run", #""payment":"\#(payment.id.text)","run":"\#(run.text)""#, "system")
        }
        let open = bench.register.runs.filter { $0.value.status == .open }.min { $0.key.bits < $1.key.bits }
        let scheduled = dossier.payments.filter { $0.status == .scheduled }
        guard let open, !scheduled.isEmpty else { return nil }
        let payment = chance.one(of: scheduled)
        return ("take-into-run", #""payment":"\#(payment.id.text)","run":"\#(open.key.text)""#, "system")
    }

    private mutating func difference(_ bench: Bench, _ dossier: DossierState) -> Request? {
        guard !dossier.contracts.isEmpty else { return nil }
        let contract = chance.one(of: dossier.contracts)
        let found = bench.differences(of: contract.id, in: dossier.id)
        guard !found.isEmpty else { return nil }
        let one = chance.one(of: found)
        let claim = one.claim.map { #","claim":"\#($0.text)""# } ?? ""
        let off = chance.once(in: 8) ? 1 : 0
        return (
            "settle-difference",
            #""contract":"\#(contract.id.text)","month":"\#(one.month.text)""# + claim
                + #","beforeCents":\#(one.beforeCents.raw),"afterCents":\#(one.afterCents.raw + Int64(off))"#,
            Self.maker
        )
    }

    private mutating func receivable(_ dossier: DossierState, _ today: Day) -> Request? {
        guard !dossier.receivables.isEmpty else { return nil }
        let one = chance.one(of: dossier.receivables)
        let open = one.openCents.raw
        let fields = #""receivable":"\#(one.id.text)""#
        let part =
            open < 2 || chance.once(in: 4) ? open + Int64(chance.number(0...1)) : Int64(chance.number(1...Int(open)))
        switch chance.number(1...3) {
        case 1:
            let rest = open - part
            let second = rest > 0 ? #",{"dueOn":"\#(today.adding(days: 40).text)","cents":\#(rest)}"# : ""
            return (
                "plan-receivable",
                fields + #","instalments":[{"dueOn":"\#(today.adding(days: 9).text)","cents":\#(part)}\#(second)]"#,
                Self.maker
            )
        case 2:
            return (
                "record-repayment", fields + #","cents":\#(part),"on":"\#(today.text)","openCents":\#(open)"#,
                Self.maker
            )
        default:
            return (
                "write-off-receivable",
                fields + #","cents":\#(part),"openCents":\#(open),"ground":"small","explanation":"Te klein.""#,
                Self.releaser
            )
        }
    }

    private mutating func raise(_ dossier: DossierState) -> Request? {
        let paid = dossier.payments.filter { $0.status == .paid || $0.status == .offset }
        guard !paid.isEmpty, chance.once(in: 3) else { return nil }
        let payment = chance.one(of: paid)
        let most = Int(min(payment.amountCents.raw, 1_000_000))
        return (
            "raise-receivable",
            #""receivable":"rv\#(chance.number(1...30))","payment":"\#(payment.id.text)","#
                + #""amountCents":\#(chance.number(1...most + 1)),"explanation":"Ten onrechte betaald.""#, Self.maker
        )
    }

    private mutating func hold(_ dossier: DossierState, _ today: Day) -> Request? {
        let scheduled = dossier.payments.filter { $0.status == .scheduled }
        guard !scheduled.isEmpty else { return nil }
        let payment = chance.one(of: scheduled)
        let fields = #""payment":"\#(payment.id.text)""#
        switch chance.number(1...5) {
        case 1: return ("withdraw-payment", fields, Self.maker)
        case 2: return ("resume-payment", fields, Self.maker)
        default:
            let until = today.adding(days: chance.number(0...95)).text
            return ("suspend-payment", fields + #","until":"\#(until)","explanation":"Onderzoek.""#, Self.maker)
        }
    }

    private mutating func payroll(_ dossier: DossierState) -> Request? {
        let gross = dossier.payments.filter { $0.isPayroll && $0.status == .scheduled }
        guard !gross.isEmpty else { return nil }
        let payment = chance.one(of: gross)
        let amount = payment.amountCents.raw
        let net = chance.once(in: 2) ? 0 : amount * 3 / 4
        return (
            "settle-payroll",
            #""payment":"\#(payment.id.text)","netCents":\#(net),"withheldCents":\#(amount - net)"#, Self.maker
        )
    }

    private mutating func sickness(_ dossier: DossierState, _ today: Day) -> Request? {
        let held = dossier.contracts.filter { !$0.versions.isEmpty }
        guard !held.isEmpty else { return nil }
        let contract = chance.one(of: held)
        let holder = "holder:\(dossier.holder.text)"
        let fields = #""contract":"\#(contract.id.text)""#
        let day = today.adding(days: -chance.number(0...20)).text
        return contract.sickSince == nil
            ? ("report-sickness", fields + #","from":"\#(day)""#, holder)
            : ("report-recovery", fields + #","on":"\#(day)""#, holder)
    }
}
