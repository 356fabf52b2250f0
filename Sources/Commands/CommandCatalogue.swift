package import Events

/// One kind of command in the catalogue: its name, who may ask for it, its fields and how it is read.
package struct CommandType: Sendable {
    package let name: StaticString
    package let allowed: [Actor]
    package let level: AssuranceLevel
    package let asksFreshSignIn: Bool
    package let schema: JSONSchema
    /// Reads a whole request of this kind; nil when it has faults, which the reader then holds.
    package let read: @Sendable (inout JSONReader) -> CommandRequest?

    fileprivate init<C: Command>(_ command: C.Type) {
        name = C.name
        allowed = C.allowed
        level = C.level
        asksFreshSignIn = C.asksFreshSignIn
        schema = CommandBody<C>.schema.replacing("type", with: .names([C.name.description]))
        read = { reader in reader.record(CommandBody<C>.self)?.request }
    }
}

/// A command as it was asked: with the id that makes a repeat harmless and the revision the asker has seen.
package struct CommandRequest: Sendable {
    package let id: CommandID
    package let actingAs: ActingAs?
    /// The revision of the dossier the asker has seen; nil when he does not mind.
    package let revision: Int64?
    package let command: any Command

    package init(id: CommandID, actingAs: ActingAs?, revision: Int64?, command: any Command) {
        self.id = id
        self.actingAs = actingAs
        self.revision = revision
        self.command = command
    }
}

/// In which quality somebody acts when it is not his own.
package enum ActingAs: String, StoredName, CaseIterable {
    case holder, representative, caregiver, helper, employee
}

/// The body of `POST /v1/commands` for one kind of command: the envelope's fields and the command's, side by side.
struct CommandBody<C: Command>: Record {
    let request: CommandRequest
    private let command: C

    init(from r: inout JSONReader) {
        let id: CommandID = r("id")
        _ = r("type", as: Code.self)
        let actingAs: ActingAs? = r.optional("actingAs")
        let revision: Int64? = r.optional("revision")
        command = C(from: &r)
        request = CommandRequest(id: id, actingAs: actingAs, revision: revision, command: command)
    }

    func writeFields(to w: inout JSONWriter) {
        w.field("id", request.id)
        w.key("type")
        w.value(C.name.description)
        w.field("actingAs", request.actingAs)
        w.field("revision", request.revision)
        command.writeFields(to: &w)
    }
}

/// Every command there is. A new one is a file in its family, one line here, and its fixtures.
package enum CommandCatalogue {
    package static let types: [CommandType] = [
        CommandType(RegisterOffice.self),
        CommandType(AppointEmployee.self),
        CommandType(ReleaseEmployee.self),
        CommandType(SetPolicy.self),
        CommandType(RegisterPerson.self),
        CommandType(RegisterOrganisation.self),
        CommandType(RecordRegistration.self),
        CommandType(ChangeContact.self),
        CommandType(ChangeBankAccount.self),
        CommandType(GrantBudget.self),
        CommandType(ChangeBudget.self),
        CommandType(EndBudget.self),
        CommandType(SetClaimStop.self),
        CommandType(LiftClaimStop.self),
        CommandType(LoadOpeningBalance.self),
        CommandType(CreditBudget.self),
        CommandType(RecordDeposit.self),
        CommandType(RefundDeposit.self),
        CommandType(CloseBudget.self),
        CommandType(FixBudget.self),
        CommandType(LookAtBudget.self),
        CommandType(AppointRepresentative.self),
        CommandType(RemoveRepresentative.self),
        CommandType(DraftContract.self),
        CommandType(ReviseContract.self),
        CommandType(ShareContract.self),
        CommandType(SignContract.self),
        CommandType(SubmitContract.self),
        CommandType(AssessContract.self),
        CommandType(AssignAssessment.self),
        CommandType(ReopenContract.self),
        CommandType(ChangeContract.self),
        CommandType(WithdrawChange.self),
        CommandType(ExtendContract.self),
        CommandType(NotifyRenewal.self),
        CommandType(EndContract.self),
        CommandType(EndByLaw.self),
        CommandType(ReportSickness.self),
        CommandType(ReportRecovery.self),
        CommandType(GrantException.self),
        CommandType(RecheckContract.self),
        CommandType(AttachDocument.self),
        CommandType(FileClaim.self),
        CommandType(AgreeClaim.self),
        CommandType(DeclineClaim.self),
        CommandType(WithdrawClaim.self),
        CommandType(CorrectClaim.self),
        CommandType(DecideClaim.self),
        CommandType(ClaimTransport.self),
        CommandType(ClaimHolidayAllowance.self),
        CommandType(ClaimOneOff.self),
        CommandType(RequestFreeAmount.self),
        CommandType(ScheduleWage.self),
        CommandType(ConfirmPayment.self),
        CommandType(ReturnPayment.self),
        CommandType(RepeatPayment.self),
        CommandType(SuspendPayment.self),
        CommandType(ResumePayment.self),
        CommandType(WithdrawPayment.self),
        CommandType(ConfirmBankAccount.self),
        CommandType(OpenRun.self),
        CommandType(TakeIntoRun.self),
        CommandType(TakeOutOfRun.self),
        CommandType(CollectRun.self),
        CommandType(RecordFile.self),
        CommandType(ReleaseFile.self),
        CommandType(CancelRun.self),
        CommandType(ReadBankFile.self),
        CommandType(SettleEntry.self),
        CommandType(ReadMessage.self),
        CommandType(SettleDifference.self),
        CommandType(SettlePayroll.self),
        CommandType(RaiseReceivable.self),
        CommandType(PlanReceivable.self),
        CommandType(RecordRepayment.self),
        CommandType(WriteOffReceivable.self),
        CommandType(LookAlong.self),
        CommandType(ApplyForPgb.self),
        CommandType(AskSupplement.self),
        CommandType(WithdrawApplication.self),
        CommandType(PlanInterview.self),
        CommandType(ReportInterview.self),
        CommandType(ExtendDecision.self),
        CommandType(DecideApplication.self),
        CommandType(FileRequest.self),
        CommandType(WithdrawRequest.self),
        CommandType(DecideRequest.self),
        CommandType(ReportCircumstance.self),
        CommandType(HandleCircumstance.self),
        CommandType(PlanVisit.self),
        CommandType(ReportVisit.self),
        CommandType(GiveConsent.self),
        CommandType(WithdrawConsent.self),
        CommandType(EndPgb.self),
        CommandType(ReviseEnding.self),
        CommandType(RegisterSelf.self),
        CommandType(RecordPerson.self),
        CommandType(RecordDeath.self),
        CommandType(WithdrawDeath.self),
        CommandType(SettleDeath.self),
        CommandType(AddAgbCode.self),
        CommandType(RemoveAgbCode.self),
        CommandType(AddMember.self),
        CommandType(RemoveMember.self),
        CommandType(ConfirmContact.self),
        CommandType(InviteToHelp.self),
        CommandType(AcceptInvitation.self),
        CommandType(RevokeHelp.self),
        CommandType(RestrictProcessing.self),
        CommandType(LiftRestriction.self),
        CommandType(SetHold.self),
        CommandType(LiftHold.self),
        CommandType(ErasePerson.self),
        CommandType(LookAtRetention.self),
        CommandType(RecordDispatch.self),
        CommandType(RecordBounce.self),
        CommandType(RecordLetters.self),
        CommandType(ConfirmDispatch.self),
    ]

    private static let byName: [String: CommandType] = Dictionary(
        uniqueKeysWithValues: types.map { ($0.name.description, $0) })

    package static func type(named name: String) -> CommandType? { byName[name] }
}
