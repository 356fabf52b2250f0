/// One kind of event in the catalogue: its stored name, its schema number and how its body is read.
package struct EventType: Sendable {
    package let name: StaticString
    package let version: Int64
    package let schema: JSONSchema
    /// Reads a stored body; nil when that is none, and then the reader says why.
    package let read: @Sendable (inout JSONReader, UnsafeRawBufferPointer) -> Event?

    fileprivate init<F: Fact>(_ fact: F.Type, _ wrap: @escaping @Sendable (F) -> Event) {
        name = F.name
        version = F.version
        schema = F.schema
        read = { reader, body in reader.record(fact, from: body).map(wrap) }
    }
}

/// Every kind of event there is. A new kind is one line here, one case in its family and one golden body.
package enum EventCatalogue {
    package static let types: [EventType] = [
        EventType(PersonRegistered.self) { .party(.personRegistered($0)) },
        EventType(OrganisationRegistered.self) { .party(.organisationRegistered($0)) },
        EventType(ContactChanged.self) { .party(.contactChanged($0)) },
        EventType(BankAccountChanged.self) { .party(.bankAccountChanged($0)) },
        EventType(RegistrationRecorded.self) { .party(.registrationRecorded($0)) },
        EventType(BankAccountConfirmed.self) { .party(.bankAccountConfirmed($0)) },
        EventType(OfficeRegistered.self) { .office(.registered($0)) },
        EventType(EmployeeAppointed.self) { .office(.employeeAppointed($0)) },
        EventType(EmployeeReleased.self) { .office(.employeeReleased($0)) },
        EventType(PolicySet.self) { .office(.policySet($0)) },
        EventType(RepresentativeAppointed.self) { .representation(.appointed($0)) },
        EventType(RepresentativeRemoved.self) { .representation(.removed($0)) },
        EventType(BudgetGranted.self) { .budget(.granted($0)) },
        EventType(BudgetChanged.self) { .budget(.changed($0)) },
        EventType(BudgetEnded.self) { .budget(.ended($0)) },
        EventType(SpendingConflictFound.self) { .budget(.conflictFound($0)) },
        EventType(ClaimStopSet.self) { .budget(.claimStopSet($0)) },
        EventType(ClaimStopLifted.self) { .budget(.claimStopLifted($0)) },
        EventType(OpeningBalanceLoaded.self) { .budget(.openingLoaded($0)) },
        EventType(BudgetCredited.self) { .budget(.credited($0)) },
        EventType(DepositReceived.self) { .budget(.depositReceived($0)) },
        EventType(BudgetWarned.self) { .budget(.warned($0)) },
        EventType(BudgetClosed.self) { .budget(.closed($0)) },
        EventType(BudgetFixed.self) { .budget(.fixed($0)) },
        EventType(ContractDrafted.self) { .contract(.drafted($0)) },
        EventType(ContractRevised.self) { .contract(.revised($0)) },
        EventType(ContractShared.self) { .contract(.shared($0)) },
        EventType(ContractSigned.self) { .contract(.signed($0)) },
        EventType(SignatureVoided.self) { .contract(.signatureVoided($0)) },
        EventType(ContractSubmitted.self) { .contract(.submitted($0)) },
        EventType(ContractAssessed.self) { .contract(.assessed($0)) },
        EventType(ContractApproved.self) { .contract(.approved($0)) },
        EventType(ContractRejected.self) { .contract(.rejected($0)) },
        EventType(ContractReturned.self) { .contract(.returned($0)) },
        EventType(ContractEnded.self) { .contract(.ended($0)) },
        EventType(AssessmentAssigned.self) { .contract(.assigned($0)) },
        EventType(ContractReopened.self) { .contract(.reopened($0)) },
        EventType(ExceptionGranted.self) { .contract(.exceptionGranted($0)) },
        EventType(ContractWarned.self) { .contract(.warned($0)) },
        EventType(ChangeProposed.self) { .contract(.changeProposed($0)) },
        EventType(ChangeWithdrawn.self) { .contract(.changeWithdrawn($0)) },
        EventType(ContractChanged.self) { .contract(.changed($0)) },
        EventType(ContractExtended.self) { .contract(.extended($0)) },
        EventType(RenewalNotified.self) { .contract(.renewalNotified($0)) },
        EventType(SicknessReported.self) { .contract(.sicknessReported($0)) },
        EventType(RecoveryReported.self) { .contract(.recoveryReported($0)) },
        EventType(ClaimFiled.self) { .claim(.filed($0)) },
        EventType(ClaimAgreed.self) { .claim(.agreed($0)) },
        EventType(ClaimDeclined.self) { .claim(.declined($0)) },
        EventType(ClaimAccepted.self) { .claim(.accepted($0)) },
        EventType(ClaimRefused.self) { .claim(.refused($0)) },
        EventType(ClaimHeld.self) { .claim(.held($0)) },
        EventType(ClaimWithdrawn.self) { .claim(.withdrawn($0)) },
        EventType(ClaimCorrected.self) { .claim(.corrected($0)) },
        EventType(PaymentScheduled.self) { .payment(.scheduled($0)) },
        EventType(WageWithheld.self) { .payment(.wageWithheld($0)) },
        EventType(PaymentPaid.self) { .payment(.paid($0)) },
        EventType(PaymentReturned.self) { .payment(.returned($0)) },
        EventType(PaymentSuspended.self) { .payment(.suspended($0)) },
        EventType(PaymentResumed.self) { .payment(.resumed($0)) },
        EventType(PaymentWithdrawn.self) { .payment(.withdrawn($0)) },
        EventType(PaymentFiled.self) { .payment(.filed($0)) },
        EventType(PaymentUnfiled.self) { .payment(.unfiled($0)) },
        EventType(PaymentOffset.self) { .payment(.offset($0)) },
        EventType(PayrollSettled.self) { .payment(.payrollSettled($0)) },
        EventType(DifferenceSettled.self) { .payment(.differenceSettled($0)) },
        EventType(ReceivableRaised.self) { .receivable(.raised($0)) },
        EventType(ReceivablePlanned.self) { .receivable(.planned($0)) },
        EventType(ReceivablePaid.self) { .receivable(.paid($0)) },
        EventType(ReceivableWrittenOff.self) { .receivable(.writtenOff($0)) },
        EventType(RunOpened.self) { .run(.opened($0)) },
        EventType(RunCollected.self) { .run(.collected($0)) },
        EventType(PaymentFileWritten.self) { .run(.written($0)) },
        EventType(PaymentFileReleased.self) { .run(.released($0)) },
        EventType(RunCancelled.self) { .run(.cancelled($0)) },
        EventType(BankFileRead.self) { .bank(.read($0)) },
        EventType(BankEntryOpen.self) { .bank(.entryOpen($0)) },
        EventType(BankEntrySettled.self) { .bank(.entrySettled($0)) },
        EventType(MessageRead.self) { .inbox(.messageRead($0)) },
        EventType(DocumentAttached.self) { .document(.attached($0)) },
        EventType(PersonChanged.self) { .party(.changed($0)) },
        EventType(DeathRecorded.self) { .party(.died($0)) },
        EventType(DeathWithdrawn.self) { .party(.deathWithdrawn($0)) },
        EventType(AgbCodeAdded.self) { .party(.agbAdded($0)) },
        EventType(AgbCodeRemoved.self) { .party(.agbRemoved($0)) },
        EventType(MemberAdded.self) { .party(.memberAdded($0)) },
        EventType(MemberRemoved.self) { .party(.memberRemoved($0)) },
        EventType(ContactConfirmed.self) { .party(.contactConfirmed($0)) },
        EventType(ContactCodeRefused.self) { .party(.codeRefused($0)) },
        EventType(HelperInvited.self) { .representation(.helperInvited($0)) },
        EventType(HelperJoined.self) { .representation(.helperJoined($0)) },
        EventType(HelperRevoked.self) { .representation(.helperRevoked($0)) },
        EventType(ApplicationFiled.self) { .application(.filed($0)) },
        EventType(SupplementAsked.self) { .application(.supplementAsked($0)) },
        EventType(ApplicationWithdrawn.self) { .application(.withdrawn($0)) },
        EventType(InterviewPlanned.self) { .application(.interviewPlanned($0)) },
        EventType(InterviewReported.self) { .application(.interviewReported($0)) },
        EventType(DecisionExtended.self) { .application(.extended($0)) },
        EventType(ApplicationDecided.self) { .application(.decided($0)) },
        EventType(RequestFiled.self) { .circumstance(.requestFiled($0)) },
        EventType(RequestWithdrawn.self) { .circumstance(.requestWithdrawn($0)) },
        EventType(RequestDecided.self) { .circumstance(.requestDecided($0)) },
        EventType(CircumstanceReported.self) { .circumstance(.reported($0)) },
        EventType(CircumstanceHandled.self) { .circumstance(.handled($0)) },
        EventType(VisitPlanned.self) { .circumstance(.visitPlanned($0)) },
        EventType(VisitReported.self) { .circumstance(.visitReported($0)) },
        EventType(PgbEnded.self) { .circumstance(.pgbEnded($0)) },
        EventType(PgbEndingRevised.self) { .circumstance(.endingRevised($0)) },
        EventType(LookedAlong.self) { .circumstance(.lookedAlong($0)) },
        EventType(ConsentGiven.self) { .rights(.consentGiven($0)) },
        EventType(ConsentWithdrawn.self) { .rights(.consentWithdrawn($0)) },
        EventType(RestrictionSet.self) { .rights(.restrictionSet($0)) },
        EventType(RestrictionLifted.self) { .rights(.restrictionLifted($0)) },
        EventType(HoldSet.self) { .rights(.holdSet($0)) },
        EventType(HoldLifted.self) { .rights(.holdLifted($0)) },
        EventType(PersonErased.self) { .rights(.erased($0)) },
        EventType(ErasureDue.self) { .rights(.erasureDue($0)) },
        EventType(MessageDispatched.self) { .dispatch(.dispatched($0)) },
        EventType(MessageBounced.self) { .dispatch(.bounced($0)) },
        EventType(LettersBundled.self) { .dispatch(.lettersBundled($0)) },
        EventType(LettersConfirmed.self) { .dispatch(.lettersConfirmed($0)) },
        EventType(LogRestored.self) { .system(.restored($0)) },
    ]

    private static let byName = NameTable(types)

    /// The kind with this stored name and schema number; nil when this build does not know it.
    package static func type(named name: UnsafeRawBufferPointer, version: Int64) -> EventType? {
        byName.find(name, version)
    }

    /// Finds a kind by the bytes of its name without making a String: this runs once per event of a replay.
    private struct NameTable: Sendable {
        private let slots: [Int16]
        private let types: [EventType]

        init(_ types: [EventType]) {
            self.types = types
            var slots = [Int16](repeating: -1, count: 256)
            for (index, type) in types.enumerated() {
                var slot = type.name.withUTF8Buffer { Self.slot(UnsafeRawBufferPointer($0)) }
                while slots[slot] >= 0 { slot = (slot + 1) & 255 }
                slots[slot] = Int16(index)
            }
            self.slots = slots
        }

        func find(_ name: UnsafeRawBufferPointer, _ version: Int64) -> EventType? {
            var slot = Self.slot(name)
            while slots[slot] >= 0 {
                let type = types[Int(slots[slot])]
                if type.version == version, Self.isNamed(type.name, name) { return type }
                slot = (slot + 1) & 255
            }
            return nil
        }

        private static func isNamed(_ known: StaticString, _ name: UnsafeRawBufferPointer) -> Bool {
            guard let start = name.baseAddress, name.count == known.utf8CodeUnitCount else { return false }
            return haveSameBytes(start, known.utf8Start, count: name.count)
        }

        /// The first and the last eight bytes mixed, and of that the highest byte; a shorter name is none of ours.
        private static func slot(_ name: UnsafeRawBufferPointer) -> Int {
            guard name.count >= 8 else { return 0 }
            let first = name.loadUnaligned(as: UInt64.self)
            let last = name.loadUnaligned(fromByteOffset: name.count - 8, as: UInt64.self)
            let mixed = (first &* 0x9e37_79b9_7f4a_7c15 ^ last) &* 0xbf58_476d_1ce4_e5b9
            return Int(truncatingIfNeeded: mixed >> 56)
        }
    }
}
