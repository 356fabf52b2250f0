import Events
import Projections

/// What the salary engine made of the gross wages of one month, as it hands it in.
struct PayrollResults: Record {
    let month: Month
    let results: [Line]

    /// What one payment comes to: net and withheld are together its gross amount.
    struct Line: Record {
        let dossier: DossierID
        let payment: PaymentID
        let netCents: Cents
        let withheldCents: Cents

        init(dossier: DossierID, payment: PaymentID, netCents: Cents, withheldCents: Cents) {
            self.dossier = dossier
            self.payment = payment
            self.netCents = netCents
            self.withheldCents = withheldCents
        }

        init(from r: inout JSONReader) {
            dossier = r("dossier")
            payment = r("payment")
            netCents = r("netCents")
            withheldCents = r("withheldCents")
            if netCents < .zero { r.refuse("netCents", .outOfRange, "Een nettoloon is nul of meer.") }
            if withheldCents < .zero { r.refuse("withheldCents", .outOfRange, "Een inhouding is nul of meer.") }
        }

        func writeFields(to w: inout JSONWriter) {
            w.field("dossier", dossier)
            w.field("payment", payment)
            w.field("netCents", netCents)
            w.field("withheldCents", withheldCents)
        }
    }

    init(month: Month, results: [Line]) {
        self.month = month
        self.results = results
    }

    init(from r: inout JSONReader) {
        month = r("month")
        results = r.list("results")
    }

    func writeFields(to w: inout JSONWriter) {
        w.field("month", month)
        w.field("results", results)
    }
}

/// What became of results that were handed in: all of them were taken up, now or before.
struct PayrollReceipt: Described, Equatable {
    let month: Month
    let payments: Int64
    let gross: Cents
    let net: Cents
    let withheld: Cents

    init(_ taken: PayrollResults) {
        month = taken.month
        payments = Int64(taken.results.count)
        net = taken.results.reduce(.zero) { $0 + $1.netCents }
        withheld = taken.results.reduce(.zero) { $0 + $1.withheldCents }
        gross = net + withheld
    }

    func writeFields(to w: inout JSONWriter) {
        w.field("month", month)
        w.field("payments", payments)
        w.field("grossCents", gross)
        w.field("netCents", net)
        w.field("withheldCents", withheld)
    }

    static var examples: [PayrollReceipt] {
        [
            PayrollReceipt(
                PayrollResults(
                    month: Sample.month,
                    results: [
                        PayrollResults.Line(
                            dossier: Sample.id(1), payment: Sample.id(7), netCents: Cents(88_000),
                            withheldCents: Cents(12_000))
                    ]))
        ]
    }
}
