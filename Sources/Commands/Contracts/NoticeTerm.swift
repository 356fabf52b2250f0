import Events

/// How much notice ends a contract, and so the earliest last day.
struct NoticeTerm {
    let noticeOn: Day
    let months: Int
    /// The first day of the service by which the length is told; nil when it was agreed, or is only usual.
    let serviceFrom: Day?
    let earliest: Day
    /// Employment: the term is the law's, and the last day the end of a month. Else it is agreed or usual, and only warned of.
    let isBinding: Bool

    init(_ contract: ContractState, _ dossier: DossierState, noticeOn: Day) {
        self.noticeOn = noticeOn
        let agreed = contract.terms.work.noticeMonths.map { Int($0) }
        isBinding = contract.terms.kind == .employment
        guard isBinding else {
            serviceFrom = nil
            months = agreed ?? 1
            earliest = noticeOn.adding(months: months)
            return
        }
        let service = EmploymentChain(contract, dossier).serviceFrom
        serviceFrom = agreed == nil ? service : nil
        months = agreed ?? Self.statutory(from: service, on: noticeOn)
        // Notice is given against the end of a month: the rest of this one comes on top (BW 7:672(1)).
        earliest = noticeOn.month.adding(months: months).last
    }

    /// BW 7:672(2): by the length of the service on the day of notice. A service of exactly five years counts as five.
    static func statutory(from service: Day, on notice: Day) -> Int {
        if notice < service.adding(months: 5 * 12) { return 1 }
        if notice < service.adding(months: 10 * 12) { return 2 }
        return notice < service.adding(months: 15 * 12) ? 3 : 4
    }

    /// Whether a last day keeps to it.
    func isKept(by lastDay: Day) -> Bool {
        lastDay >= earliest && (!isBinding || lastDay == lastDay.month.last)
    }

    func reason(_ lastDay: Day) -> Reason {
        Reason(
            rule: .noticeTerm, met: isKept(by: lastDay), figures: Figures(figures(lastDay)),
            source: isBinding ? "BW 7:672" : "SVB: opzegtermijn opdracht")
    }

    func figures(_ lastDay: Day) -> [Figure] {
        var figures = [
            Figure("notice-on", noticeOn.figure), Figure("notice-months", Int64(months)),
            Figure("earliest-on", earliest.figure), Figure("last-day", lastDay.figure),
        ]
        if let serviceFrom { figures.insert(Figure("service-from", serviceFrom.figure), at: 0) }
        return figures
    }
}
