import Events

/// How a contract of a random dossier goes on once it holds.
extension RandomDossier {
    mutating func goOn(_ index: Int, _ random: inout SeededNumbers) -> [Event] {
        if contracts[index].change != nil, random.isLucky(2, of: 3) { return change(index, &random) }
        let id = contracts[index].id
        let day = start.adding(days: 60 + random.below(200))
        switch random.below(9) {
        case 0:
            contracts[index].isSick.toggle()
            return contracts[index].isSick
                ? [.contract(.sicknessReported(SicknessReported(contract: id, from: day)))]
                : [.contract(.recoveryReported(RecoveryReported(contract: id, on: day)))]
        case 1:
            return [
                .contract(
                    .renewalNotified(
                        RenewalNotified(contract: id, renews: random.isLucky(1, of: 2), toldOn: day, reasons: [])))
            ]
        case 2:
            let warned = ContractWarned(
                contract: id, contractVersion: contracts[index].versions, on: day.month.first,
                reasons: [Reason(rule: .balance, met: false, figures: [Figure("needed-cents", 100)], source: "Rlz")])
            return [.contract(.warned(warned))]
        case 3:
            return [
                .contract(
                    .exceptionGranted(
                        ExceptionGranted(
                            caregiver: contracts[index].caregiver, rule: "zo-13", most: 2_700, from: day, until: nil,
                            office: random.pick([office, svb]), explanation: random.sealed(of: holder))))
            ]
        case 4:
            contracts[index].versions += 1
            return [
                .contract(
                    .extended(
                        ContractExtended(
                            contract: id, contractVersion: contracts[index].versions, from: day,
                            until: random.isLucky(1, of: 2) ? day.adding(days: 90) : nil, reasons: [])))
            ]
        case 5 where contracts[index].change == nil:
            contracts[index].versions += 1
            contracts[index].terms = terms(&random)
            return [
                .contract(
                    .changed(
                        ContractChanged(
                            contract: id, contractVersion: contracts[index].versions, from: day.month.first,
                            changed: ["general"], terms: contracts[index].terms)))
            ]
        case 6:
            return [
                .document(
                    .attached(
                        DocumentAttached(
                            document: random.id(), contract: random.isLucky(1, of: 2) ? id : nil, purpose: .other,
                            mediaType: .pdf, byteCount: 3, digest: Digest(bigEndian: random.next(), 0, 0, 0),
                            title: random.sealed(of: holder), content: random.sealed(of: holder))))
            ]
        default: return change(index, &random)
        }
    }

    /// Takes a change a step further, or begins one.
    private mutating func change(_ index: Int, _ random: inout SeededNumbers) -> [Event] {
        let id = contracts[index].id
        let number = contracts[index].versions + 1
        let day = start.adding(days: 60 + random.below(200)).month.first
        guard let step = contracts[index].change else {
            let side = random.pick(Side.allCases)
            let needs =
                random.pick([[.caregiverSignature, .approval], [.approval], [.caregiverSignature]])
                as [ChangeNeed]
            contracts[index].change = side == .holder ? .draft : .shared
            contracts[index].changeNeeds = needs
            contracts[index].terms = terms(&random)
            return [
                .contract(
                    .changeProposed(
                        ChangeProposed(
                            contract: id, contractVersion: number, side: side, from: day, changed: ["lines"],
                            needs: needs, terms: contracts[index].terms)))
            ]
        }
        if random.isLucky(1, of: 8) {
            contracts[index].change = nil
            return [
                .contract(
                    .changeWithdrawn(
                        ChangeWithdrawn(contract: id, contractVersion: number, side: random.pick(Side.allCases))))
            ]
        }
        switch step {
        case .draft:
            if random.isLucky(1, of: 3) { return [revise(index, .holder, day, &random)] }
            contracts[index].change = .shared
            return [.contract(.shared(ContractShared(contract: id, reasons: [])))]
        case .shared:
            if random.isLucky(1, of: 3) { return [revise(index, random.pick(Side.allCases), day, &random)] }
            contracts[index].change = .signed
            return [sign(index, .caregiver, contracts[index].caregiver, &random)]
        case .signed:
            guard contracts[index].changeNeeds.contains(.approval) else {
                contracts[index].change = nil
                contracts[index].versions = number
                return [
                    sign(index, .holder, holder, &random),
                    .contract(
                        .changed(
                            ContractChanged(
                                contract: id, contractVersion: number, from: day, changed: ["lines"],
                                terms: contracts[index].terms))),
                ]
            }
            contracts[index].change = .submitted
            return [
                sign(index, .holder, holder, &random),
                .contract(
                    .submitted(
                        ContractSubmitted(
                            contract: id, assessments: [AssessmentDue(part: .care, office: office)]))),
            ]
        case .submitted: return assessChange(index, number, &random)
        case .returned:
            contracts[index].change = .draft
            return [revise(index, .holder, day, &random)]
        // It was rejected.
        case .approved, .closed:
            contracts[index].change = .submitted
            return [reopen(index, &random)]
        }
    }

    private mutating func assessChange(_ index: Int, _ number: Int64, _ random: inout SeededNumbers) -> [Event] {
        let id = contracts[index].id
        func assessed(_ outcome: AssessmentOutcome, second: Bool = false) -> Event {
            .contract(
                .assessed(
                    ContractAssessed(
                        contract: id, part: .care, office: office, outcome: outcome,
                        grounds: outcome == .approve ? [] : [.incomplete], explanation: nil, awaitsSecond: second,
                        assessor: second ? PartyID(bits: office.bits ^ 1) : nil)))
        }
        switch random.below(5) {
        case 0: return [hand(index, &random)]
        case 1: return [assessed(.approve, second: true)]
        case 2:
            contracts[index].change = .closed
            return [assessed(.reject), .contract(.rejected(ContractRejected(contract: id, grounds: [.incomplete])))]
        case 3:
            contracts[index].change = .returned
            return [
                assessed(.returnForCorrection),
                .contract(.returned(ContractReturned(contract: id, grounds: [.incomplete]))),
            ]
        default:
            contracts[index].change = nil
            contracts[index].versions = number
            return [
                assessed(.approve),
                .contract(
                    .approved(
                        ContractApproved(
                            contract: id, from: start, until: nil, reasons: [], contractVersion: number,
                            conditions: [random.sealed(of: holder)]))),
            ]
        }
    }

    private mutating func revise(
        _ index: Int, _ side: Side, _ from: Day, _ random: inout SeededNumbers
    ) -> Event {
        contracts[index].terms = terms(&random)
        return .contract(
            .revised(
                ContractRevised(
                    contract: contracts[index].id, side: side, changed: ["lines"], terms: contracts[index].terms,
                    from: from, needs: contracts[index].changeNeeds)))
    }

    /// Gives an assessment to somebody, or to nobody in particular.
    func hand(_ index: Int, _ random: inout SeededNumbers) -> Event {
        .contract(
            .assigned(
                AssessmentAssigned(
                    contract: contracts[index].id, part: .care, office: office,
                    employee: random.isLucky(2, of: 3) ? PartyID(bits: office.bits ^ UInt128(1 + random.below(2))) : nil
                )))
    }

    func reopen(_ index: Int, _ random: inout SeededNumbers) -> Event {
        .contract(
            .reopened(
                ContractReopened(
                    contract: contracts[index].id, ground: random.pick(ReopenGround.allCases), office: office,
                    explanation: random.sealed(of: holder), assessments: [AssessmentDue(part: .care, office: office)])))
    }
}
