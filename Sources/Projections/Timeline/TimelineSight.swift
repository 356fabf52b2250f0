import Events

/// Which lines of a dossier a reader may see, and what of its work.
struct TimelineSight {
    private let stream: StreamID
    private let reader: Contract.Reader
    private let office: OfficeView?
    private let contracts: Set<ContractID>
    private let seesAsked: Bool

    /// - Parameter seesAsked: whether who sees all also sees what is asked of a granter and what it decides: the holder side
    ///   does, the SVB does not.
    init(
        _ s: Snapshot, _ stream: StreamID, _ reader: Contract.Reader, seesAsked: Bool = true
    ) throws(DatabaseError) {
        self.stream = stream
        self.reader = reader
        self.seesAsked = seesAsked
        var office: OfficeView?
        var contracts: Set<ContractID> = []
        if let dossier = stream.dossier {
            switch reader {
            case .all: break
            case .office(let id): office = try OfficeView(s, dossier, id)
            case .caregiver(let party):
                let rows = try ContractRow.list(s, dossier)
                contracts = Set(rows.filter { $0.caregiver == party && $0.wasShared }.map(\.key))
            }
        }
        self.office = office
        self.contracts = contracts
    }

    func sees(_ entry: TimelineEntry, _ s: Snapshot) throws(DatabaseError) -> Bool {
        let subject = entry.subject.bits
        switch entry.kind {
        case .personRegistered, .organisationRegistered, .contactChanged, .bankAccountChanged, .officeRegistered,
            .employeeAppointed, .employeeReleased, .policySet, .messageRead, .registrationRecorded, .logRestored,
            .bankAccountConfirmed, .runOpened, .runCollected, .paymentFileWritten, .paymentFileReleased,
            .runCancelled, .bankFileRead, .bankEntryOpen, .bankEntrySettled, .personChanged, .deathRecorded,
            .deathWithdrawn,
            .agbCodeAdded, .agbCodeRemoved, .memberAdded, .memberRemoved, .contactConfirmed, .contactCodeRefused,
            .consentGiven,
            .consentWithdrawn, .restrictionSet, .restrictionLifted, .holdSet, .holdLifted, .personErased, .erasureDue,
            .messageDispatched, .messageBounced, .lettersBundled, .lettersConfirmed, .helperInvited, .helperJoined,
            .helperRevoked, .lookedAlong:
            return reader == .all
        case .exceptionGranted:
            switch reader {
            case .all: return true
            case .caregiver(let party): return party.bits == subject
            case .office(let office): return office == entry.office
            }
        case .applicationFiled, .supplementAsked, .applicationWithdrawn, .interviewPlanned, .interviewReported,
            .decisionExtended, .applicationDecided, .requestFiled, .requestWithdrawn, .requestDecided,
            .circumstanceReported, .circumstanceHandled, .visitPlanned, .visitReported, .pgbEnded,
            .pgbEndingRevised:
            // What one granter is asked or decides is not for another, nor for who does not grant.
            switch reader {
            case .all: return seesAsked
            case .caregiver: return false
            case .office(let office):
                if let own = entry.office { return own == office }
                return try CaseRow.isAbout(OwnerID(bits: subject), office, in: s.db)
            }
        case .documentAttached: return !isAnothers(entry) && sees(entry.contract, nil)
        case .paymentFiled, .paymentUnfiled, .paymentPaid, .paymentOffset:
            // That a payment never went to the bank, because all of it was kept, would tell a granter what somebody owes
            // another one: where there is one, the list alone says that it is paid.
            return office?.isAlone ?? true ? try sees(PaymentID(bits: subject), s) : false
        case .representativeAppointed, .representativeRemoved:
            if case .caregiver = reader { return false }
            return true
        case .budgetGranted, .budgetChanged, .budgetEnded, .spendingConflictFound, .claimStopSet, .claimStopLifted,
            .openingBalanceLoaded, .budgetCredited, .depositReceived, .budgetWarned, .budgetClosed, .budgetFixed:
            if case .caregiver = reader { return false }
            return office?.sees(nil, BudgetID(bits: subject)) ?? true
        case .contractRevised, .changeProposed, .changeWithdrawn:
            guard sees(ContractID(bits: subject), nil) else { return false }
            guard case .caregiver = reader else { return true }
            return try ContractPlan(ContractID(bits: subject), in: stream).isKnown(at: entry.position, s)
        case .contractAssessed, .assessmentAssigned:
            // What another granter said of its part is not for this one, nor what the SVB said of it; what came of it is.
            let contract = ContractID(bits: subject)
            let isOthers = office?.isShared(contract) ?? false ? hidesWho(entry) : isAnothers(entry)
            return !isOthers && sees(contract, nil)
        case .contractDrafted, .contractShared, .contractSigned, .signatureVoided, .contractSubmitted,
            .contractApproved, .contractRejected, .contractReturned, .contractEnded, .wageWithheld, .contractReopened,
            .contractWarned, .contractChanged, .contractExtended,
            .renewalNotified, .sicknessReported, .recoveryReported,
            .differenceSettled:
            return sees(ContractID(bits: subject), nil)
        case .claimFiled, .claimAgreed, .claimDeclined, .claimAccepted, .claimRefused, .claimHeld, .claimWithdrawn,
            .claimCorrected:
            return try sees(ClaimID(bits: subject), s)
        case .paymentScheduled, .paymentReturned, .paymentSuspended, .paymentResumed, .paymentWithdrawn,
            .payrollSettled:
            return try sees(PaymentID(bits: subject), s)
        case .receivableRaised, .receivablePlanned, .receivablePaid, .receivableWrittenOff:
            return try sees(ReceivableID(bits: subject), s)
        }
    }

    /// Whether another granter pays a part of what an event is about, so that its amounts are not for this reader.
    func sharesMoney(of event: Event, _ s: Snapshot) throws(DatabaseError) -> Bool {
        try office?.isShared(event, s) ?? false
    }

    /// Whether another granter did it.
    private func isAnothers(_ entry: TimelineEntry) -> Bool { office?.isAnother(entry.principal) ?? false }

    /// Whether somebody of another office did it: a granter does not read who.
    func hidesWho(_ entry: TimelineEntry) -> Bool { !(office?.names(entry.principal) ?? true) }

    /// Whether something that waits in the dossier may be known: as the lines about it.
    func sees(_ item: WorkItem, _ s: Snapshot) throws(DatabaseError) -> Bool {
        let subject = item.subject.bits
        // What waits at another office is not for this one: who has it in hand there, and how long.
        if case .office(let own) = reader, [.office, .granter].contains(item.waiter.kind), item.waiter.who != own.owner
        {
            return false
        }
        return switch item.kind {
        case .contractDraft, .contractToSign, .contractToSubmit, .contractToCorrect, .contractToAssess, .changeDraft,
            .contractWarned, .wageWithheld:
            sees(ContractID(bits: subject), nil)
        case .claimToAgree, .claimHeld: try sees(ClaimID(bits: subject), s)
        case .paymentReturned, .paymentSuspended, .payrollAwaited: try sees(PaymentID(bits: subject), s)
        case .receivableOpen: try sees(ReceivableID(bits: subject), s)
        case .spendingConflict, .budgetToClose, .budgetToFix: sees(nil, BudgetID(bits: subject))
        case .runToCollect, .runToRelease, .bankEntryOpen, .accountToConfirm, .addressMissing, .emailToConfirm,
            .holderDied, .representativeDied, .erasureDue, .restrictionToSettle, .holdPassed:
            reader == .all
        case .applicationToDecide, .budgetToGrant, .supplementToGive, .interviewToPlan, .interviewToReport,
            .requestToDecide,
            .circumstanceToHandle, .visitToReport:
            try seesOwn(item, s)
        }
    }

    /// What one granter is asked is not for another, nor for a caregiver.
    private func seesOwn(_ item: WorkItem, _ s: Snapshot) throws(DatabaseError) -> Bool {
        switch reader {
        case .all: return seesAsked
        case .caregiver: return false
        case .office(let office):
            if item.waiter.kind == .granter { return true }
            return try WorkCase.find(item.subject, in: s.db)?.office == office
        }
    }

    private func sees(_ claim: ClaimID, _ s: Snapshot) throws(DatabaseError) -> Bool {
        guard reader != .all else { return true }
        guard let row = try ClaimRow.find(claim, in: s.db) else { return false }
        let filed = try row.filed(s)
        if let office { return try office.sees(row, filed, office.entries(of: filed, s), s) }
        return sees(filed.contract, filed.budget)
    }

    /// A caregiver sees what is paid to him, a granter what its budgets pay.
    private func sees(_ payment: PaymentID, _ s: Snapshot) throws(DatabaseError) -> Bool {
        guard reader != .all else { return true }
        guard let row = try PaymentRow.find(payment, in: s.db) else { return false }
        if case .caregiver(let party) = reader { return row.payee == party }
        return row.shares.contains { share in office?.budgets.contains(share.budget) ?? false }
    }

    /// A caregiver sees what he himself has to pay back, a granter what was paid from its budgets.
    private func sees(_ receivable: ReceivableID, _ s: Snapshot) throws(DatabaseError) -> Bool {
        guard reader != .all else { return true }
        guard let row = try TimelineReceivable.find(receivable, in: s.db) else { return false }
        if case .caregiver(let party) = reader { return row.debtor == party }
        guard case .receivable(.raised(let raised)) = try s.event(row.number).event else { return false }
        return raised.shares.contains { share in office?.budgets.contains(share.budget) ?? false }
    }

    private func sees(_ contract: ContractID?, _ budget: BudgetID?) -> Bool {
        switch reader {
        case .all: true
        case .caregiver: contract.map(contracts.contains) ?? false
        case .office: office?.sees(contract, budget) ?? false
        }
    }
}
