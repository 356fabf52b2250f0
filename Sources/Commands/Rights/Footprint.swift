package import Events

/// Everything in which somebody appears, as far as it decides how long his data are kept.
package struct Footprint: Sendable {
    /// One dossier in which he is the holder, or gives care, represents or helps, or did.
    package struct Trace: Sendable {
        package let state: DossierState
        /// When anything was recorded in it last.
        package let lastOn: Day
        /// When money that moved was recorded last; nil when none ever did.
        package let lastMoneyOn: Day?

        package init(state: DossierState, lastOn: Day, lastMoneyOn: Day?) {
            self.state = state
            self.lastOn = lastOn
            self.lastMoneyOn = lastMoneyOn
        }
    }

    /// His own dossier, when it has anything, and those of others.
    package let traces: [Trace]
    /// When anything was recorded of himself last; nil when nobody registered him.
    package let lastOn: Day?

    package init(traces: [Trace] = [], lastOn: Day? = nil) {
        self.traces = traces
        self.lastOn = lastOn
    }

    /// The offices that granted a budget, were asked for one or recorded a representative where he appears.
    package var granters: [OfficeID] {
        var offices: [OfficeID] = []
        for office in traces.flatMap(\.state.granters) where !offices.contains(office) { offices.append(office) }
        return offices
    }

    /// Whose work it is to look after his rights: his granters and the SVB.
    package func offices(_ register: Register) -> [OfficeID] {
        var offices = granters
        if let svb = register.svb, !offices.contains(svb) { offices.append(svb) }
        return offices
    }

    /// Whether an event tells of money that moved, was asked back or came in; by its stored name.
    package static func isMoney(_ name: String) -> Bool { money.contains(name) }

    /// Whether an event only tells of keeping what is known, or of a message: by its stored name.
    package static func isUpkeep(_ name: String) -> Bool { upkeep.contains(name) }

    private static let upkeep: Set<String> = [
        RestrictionSet.name.description, RestrictionLifted.name.description, HoldSet.name.description,
        HoldLifted.name.description, ErasureDue.name.description, MessageDispatched.name.description,
        MessageBounced.name.description,
    ]

    private static let money: Set<String> = [
        PaymentPaid.name.description, PaymentReturned.name.description, PaymentOffset.name.description,
        PaymentFiled.name.description, PayrollSettled.name.description, ReceivableRaised.name.description,
        ReceivablePaid.name.description, ReceivableWrittenOff.name.description, DepositReceived.name.description,
        OpeningBalanceLoaded.name.description, BudgetCredited.name.description, BudgetFixed.name.description,
    ]
}

extension Footprint {
    /// What still runs or is open of somebody, counted: while there is any of it, nothing about him is erased.
    func open(of party: PartyID, on today: Day, _ register: Register) -> Figures {
        var (budgets, contracts, payments, receivables, claims, requests, appointments) = (0, 0, 0, 0, 0, 0, 0)
        for trace in traces {
            let state = trace.state
            let isHolder = state.holder == party
            let own = state.contracts.filter { isHolder || $0.caregiver == party }
            contracts += own.count { $0.isOpen(on: today) }
            payments += state.payments.count { payment in
                guard isHolder || payment.payee == party else { return false }
                switch payment.status {
                case .scheduled, .filed: return true
                case .paid, .returned, .withdrawn, .offset: return false
                }
            }
            receivables += state.receivables.count { (isHolder || $0.debtor == party) && $0.openCents > .zero }
            claims += state.claims.count { claim in
                guard claim.status == .waiting || claim.status == .held else { return false }
                return isHolder || own.contains { $0.id == claim.contract }
            }
            appointments += state.representatives.count {
                $0.representative == party && ($0.until.map { today <= $0 } ?? true)
            }
            appointments += state.helpers.count { $0.helper == party }
            guard isHolder else { continue }
            budgets += state.budgets.count { today <= $0.until }
            requests += state.applications.count(where: \.isOpen) + state.requests.count(where: \.isOpen)
        }
        let employments =
            register.offices.values.count { $0.employees[party] != nil }
            + register.parties.values.count { $0.people.members.contains { $0.member == party } }
        return [
            Figure("running-budgets", Int64(budgets)), Figure("open-contracts", Int64(contracts)),
            Figure("open-payments", Int64(payments)), Figure("open-receivables", Int64(receivables)),
            Figure("open-claims", Int64(claims)), Figure("requests-open", Int64(requests)),
            Figure("appointments", Int64(appointments)), Figure("employments", Int64(employments)),
        ]
    }

    /// The last day of each kind of data that he has.
    func lastDay(_ kind: RetentionKind, of party: PartyID) -> Day? {
        switch kind {
        case .money: traces.compactMap(\.lastMoneyOn).max()
        case .budget: traces.filter { $0.state.holder == party }.flatMap(\.state.budgets).map(\.until).max()
        case .contract:
            traces.flatMap { trace in
                trace.state.contracts.filter { trace.state.holder == party || $0.caregiver == party }
            }.compactMap(\.finalDay).max()
        case .dossier: traces.map(\.lastOn).max()
        case .registration: lastOn
        }
    }
}
