package import Events

/// The SVB agrees with a debtor that he pays in parts. A later plan replaces the one before.
package struct PlanReceivable: Command {
    package static let name: StaticString = "plan-receivable"
    package static let allowed: [Actor] = [.svb(.paymentsMaker)]

    /// More than three years of months is no plan; that is our own measure, no source states one.
    static let instalmentsMost = 36

    package let dossier: DossierID
    package let receivable: ReceivableID
    package let instalments: [Instalment]

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        receivable = r("receivable")
        instalments = r.list("instalments")
        if instalments.isEmpty || instalments.count > Self.instalmentsMost {
            r.refuse("instalments", .outOfRange, "Vul 1 tot en met \(Self.instalmentsMost) termijnen in.")
        }
        for (index, instalment) in instalments.enumerated() {
            if instalment.cents <= .zero {
                r.refuse("instalments", element: index, .outOfRange, "Een termijn is meer dan nul.")
            } else if index > 0, instalment.dueOn <= instalments[index - 1].dueOn {
                r.refuse("instalments", element: index, .invalidValue, "Deze termijn komt niet na de vorige.")
            }
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("receivable", receivable)
        w.field("instalments", instalments)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.openReceivable(receivable)
        guard known.instalments != instalments else { return [] }
        if let first = instalments.first, first.dueOn < stamp.today { throw .instalmentPassed }
        guard instalments.reduce(Cents.zero, { $0 + $1.cents }) == known.openCents else {
            throw .instalmentsDoNotAddUp
        }
        return [.receivable(.planned(ReceivablePlanned(receivable: receivable, instalments: instalments)))]
    }
}

extension DossierState {
    /// A receivable on which something has still to come in.
    func openReceivable(_ id: ReceivableID) throws(Rejection) -> ReceivableState {
        guard let known = receivable(id) else { throw .unknownReceivable }
        guard known.openCents > .zero else { throw .receivableSettled }
        return known
    }
}

extension Rejection {
    package static let unknownReceivable = Rejection(
        "unknown-receivable", .unknown, "Deze vordering is er niet. Controleer het nummer.")
    package static let receivableSettled = Rejection(
        "receivable-settled", "Op deze vordering staat niets meer open. Bekijk het overzicht.")
    package static let instalmentPassed = Rejection(
        "instalment-passed", "De eerste termijn ligt in het verleden. Kies vandaag of een latere dag.")
    package static let instalmentsDoNotAddUp = Rejection(
        "instalments-do-not-add-up", "De termijnen zijn samen niet het bedrag dat openstaat. Pas ze aan.")
}
