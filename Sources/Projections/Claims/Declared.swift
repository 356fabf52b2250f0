package import Events

/// A claim or a month's wage, as the screen "Overzicht declaraties en maandlonen" shows both in one list.
package struct Declared: Described, Equatable {
    package enum Kind: String, StoredName, CaseIterable {
        case claim, wage
    }

    /// Where it was filed, scheduled or withheld; the key for the next page.
    package let position: Position
    package let kind: Kind
    package let claim: ClaimID?
    package let claimKind: ClaimKind?
    package let claimStatus: ClaimStatus?
    package let contract: ContractID?
    package let caregiver: PartyID?
    package let month: Month?
    /// As in the lists of claims and payments: a granter that pays a part sees that part. Nil for what it does not pay yet.
    package let amount: Cents?
    package let isLate: Bool
    /// Its payment; nil while there is none, and for a wage that was withheld.
    package let payment: PaymentID?
    package let paymentStatus: PaymentStatus?
    package let runOn: Day?
    package let paidOn: Day?
    /// Why a wage was withheld or a claim refused; nil for who may see the status only.
    package let reasons: [ExplainedReason]?

    package func writeFields(to w: inout JSONWriter) {
        w.field("position", position.rawValue)
        w.field("kind", kind)
        w.field("claim", claim)
        w.field("claimKind", claimKind)
        w.field("claimStatus", claimStatus)
        w.field("contract", contract)
        w.field("caregiver", caregiver)
        w.field("month", month)
        w.field("amountCents", amount)
        w.field("late", isLate)
        w.field("payment", payment)
        w.field("paymentStatus", paymentStatus)
        w.field("runOn", runOn)
        w.field("paidOn", paidOn)
        w.field("reasons", reasons)
    }

    /// What the list is limited to, besides its page.
    package struct Filter: Sendable {
        package var onlyCaregiver: PartyID?
        package var onlyOffice: OfficeID?
        package var kind: Kind?
        package var contract: ContractID?
        package var month: Month?
        package var paymentStatus: PaymentStatus?
        /// The day that decides whether a suspension of a payment still holds.
        package var day: Day

        package init(
            onlyCaregiver: PartyID? = nil, onlyOffice: OfficeID? = nil, kind: Kind? = nil,
            contract: ContractID? = nil, month: Month? = nil, paymentStatus: PaymentStatus? = nil, on day: Day = .first
        ) {
            self.onlyCaregiver = onlyCaregiver
            self.onlyOffice = onlyOffice
            self.kind = kind
            self.contract = contract
            self.month = month
            self.paymentStatus = paymentStatus
            self.day = day
        }

        fileprivate func takes(_ declared: Declared) -> Bool {
            (contract == nil || declared.contract == contract) && (month == nil || declared.month == month)
                && (paymentStatus == nil || declared.paymentStatus == paymentStatus)
        }
    }

    /// Both of a dossier, newest first. `before` is the position of the last one of the page before.
    package static func page(
        _ s: Snapshot, dossier: DossierID, _ filter: Filter = Filter(), before: Position? = nil, limit: Int = Page.max
    ) throws(DatabaseError) -> [Declared] {
        let most = Page.limit(limit)
        var found: [Declared] = []
        if filter.kind != .wage { found += try claims(s, dossier, filter, before, most) }
        if filter.kind != .claim {
            found += try wages(s, dossier, filter, before, most)
            found += try withheld(s, dossier, filter, before)
        }
        return Array(found.sorted { $0.position > $1.position }.prefix(most))
    }

    private static func claims(
        _ s: Snapshot, _ dossier: DossierID, _ filter: Filter, _ before: Position?, _ most: Int
    ) throws(DatabaseError) -> [Declared] {
        let claims = Claim.Filter(
            onlyCaregiver: filter.onlyCaregiver, onlyOffice: filter.onlyOffice, contract: filter.contract,
            on: filter.day)
        return try collect(most, filter, before) { (before, most) throws(DatabaseError) in
            try Claim.page(s, dossier: dossier, claims, before: before, limit: most).map { Declared($0) }
        }
    }

    private static func wages(
        _ s: Snapshot, _ dossier: DossierID, _ filter: Filter, _ before: Position?, _ most: Int
    ) throws(DatabaseError) -> [Declared] {
        let payments = PaymentSchedule.Filter(
            onlyCaregiver: filter.onlyCaregiver, onlyOffice: filter.onlyOffice, status: filter.paymentStatus,
            contract: filter.contract, source: .wage, on: filter.day)
        return try collect(most, filter, before) { (before, most) throws(DatabaseError) in
            try PaymentSchedule.page(s, dossier: dossier, payments, before: before, limit: most).map { Declared($0) }
        }
    }

    /// Pages of one of both until there are enough that the filter takes.
    private static func collect(
        _ most: Int, _ filter: Filter, _ before: Position?,
        _ page: (Position?, Int) throws(DatabaseError) -> [Declared]
    ) throws(DatabaseError) -> [Declared] {
        var (found, before) = ([Declared](), before)
        while true {
            let next = try page(before, most)
            found += next.filter { filter.takes($0) }
            guard next.count == most, found.count < most else { return found }
            before = next.last?.position
        }
    }

    /// The months that were withheld and not scheduled since.
    private static func withheld(
        _ s: Snapshot, _ dossier: DossierID, _ filter: Filter, _ before: Position?
    ) throws(DatabaseError) -> [Declared] {
        let own = try filter.onlyOffice.map { (office) throws(DatabaseError) in try OfficeView(s, dossier, office) }
        var found: [Declared] = []
        let wages = try s.db.all("SELECT * FROM wage WHERE dossier = ?", dossier, body: WageRow.init)
        for wage in wages where own?.contracts.contains(wage.key) ?? true {
            for month in wage.withheld where before.map({ month.position < $0.rawValue }) ?? true {
                guard let caregiver = try ContractRow.find(wage.key, in: s.db)?.caregiver,
                    filter.onlyCaregiver == nil || filter.onlyCaregiver == caregiver,
                    case .payment(.wageWithheld(let fact)) = try s.event(month.position).event
                else { continue }
                let isPart = own?.isShared(wage.key) ?? false
                let declared = Declared(
                    fact, at: Position(month.position), caregiver, amount: isPart ? nil : fact.amountCents,
                    reasons: filter.onlyCaregiver == nil
                        ? own.map { $0.told(fact.reasons.list, under: wage.key) } ?? fact.reasons.list : nil)
                if filter.takes(declared) { found.append(declared) }
            }
        }
        return found
    }

    package static var examples: [Declared] {
        [
            Declared(
                position: Position(41), kind: .claim, claim: Sample.id(6), claimKind: .care, claimStatus: .accepted,
                contract: Sample.id(5), caregiver: Sample.id(3), month: Sample.month, amount: Cents(50_000),
                isLate: false, payment: Sample.id(7), paymentStatus: .scheduled, runOn: Sample.day, paidOn: nil,
                reasons: [Sample.reason])
        ]
    }
}

extension Declared {
    fileprivate init(_ claim: Claim) {
        position = claim.position
        kind = .claim
        self.claim = claim.claim
        claimKind = claim.kind
        claimStatus = claim.status
        contract = claim.contract
        caregiver = claim.caregiver
        month = claim.month
        amount = claim.amount
        isLate = claim.isLate
        payment = claim.payment
        paymentStatus = claim.paymentStatus
        runOn = claim.runOn
        paidOn = claim.paidOn
        reasons = claim.status == .refused ? claim.reasons : claim.reasons.map { _ in [] }
    }

    fileprivate init(_ wage: PaymentSchedule) {
        position = wage.position
        kind = .wage
        claim = nil
        claimKind = nil
        claimStatus = nil
        contract = wage.contract
        caregiver = wage.payee
        month = wage.month
        amount = wage.amount
        isLate = false
        payment = wage.payment
        paymentStatus = wage.status
        runOn = wage.runOn
        paidOn = wage.paidOn
        reasons = wage.shares.map { _ in [] }
    }

    private init(
        _ withheld: WageWithheld, at position: Position, _ caregiver: PartyID, amount: Cents?, reasons: [Reason]?
    ) {
        self.position = position
        kind = .wage
        claim = nil
        claimKind = nil
        claimStatus = nil
        contract = withheld.contract
        self.caregiver = caregiver
        month = withheld.month
        self.amount = amount
        isLate = false
        payment = nil
        paymentStatus = nil
        runOn = nil
        paidOn = nil
        self.reasons = reasons?.map { ExplainedReason($0) }
    }
}
