import Events

/// Employment contracts between the holder and one caregiver that follow each other with gaps of at most six months
/// (BW 7:668a(1) and (4)): they count as one service, and together decide when a fixed term is no longer one.
struct EmploymentChain {
    /// The first day of the service that a contract is the last part of.
    let serviceFrom: Day
    /// The fixed terms of that service, in order, those of the contract itself last.
    let terms: [ChainRule.Term]

    init(_ contract: ContractState, _ dossier: DossierState) {
        let others = dossier.contracts.filter {
            $0.id != contract.id && $0.caregiver == contract.caregiver && !$0.versions.isEmpty
                && $0.terms.kind == .employment
        }
        var from = contract.start
        var terms = contract.fixedTerms
        while let before = others.first(where: { $0.start < from && ($0.finalDay?.isFollowed(by: from) ?? false) }) {
            from = before.start
            terms = before.fixedTerms + terms
        }
        serviceFrom = from
        self.terms = terms
    }

    /// What the chain rule says once another term is added; not met when that makes it indefinite from some day on.
    func reason(adding next: ChainRule.Term) -> Reason {
        let judged = ChainRule.judge(terms + [next])
        return Reason(
            rule: .chainRule, met: judged.indefiniteFrom == nil, figures: Figures(judged.figures),
            source: judged.source)
    }
}

extension Day {
    /// Whether work that began on the other day follows work that ended on this one, without too long a gap.
    fileprivate func isFollowed(by day: Day) -> Bool {
        self < day && day <= adding(days: 1).adding(months: ChainRule.gapMonthsMost)
    }
}

extension ContractState {
    /// The fixed terms it ran for as employment: the first one, and one for each time it was extended.
    var fixedTerms: [ChainRule.Term] {
        guard terms.kind == .employment else { return [] }
        var terms: [ChainRule.Term] = []
        var from = start
        var end = versions.first?.terms.end
        for version in versions.dropFirst() {
            guard let before = end else { break }
            if version.terms.end.map({ $0 > before }) ?? true {
                terms.append(ChainRule.Term(from: from, until: before))
                from = before.adding(days: 1)
            }
            end = version.terms.end
        }
        if let end { terms.append(ChainRule.Term(from: from, until: lastDay.map { min($0, end) } ?? end)) }
        return terms
    }
}
