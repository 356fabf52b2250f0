import Events

/// While the use of a person's data is restricted, they are kept and used for nothing new (AVG art. 18(2)).
///
/// Refused is what an office asks in his own stream or in his dossier. What goes on: what the person or his caregiver asks
/// (the first is his consent, the second the right of another), what the system does by itself, such as wages, and of an
/// office what is listed here: money that is owed or was paid too much (the right of another, a legal claim), corrections,
/// what protects him, and his rights themselves.
enum Restriction {
    static func check(
        _ command: some Command, _ stamp: Stamp, _ world: borrowing World
    ) throws(Rejection) {
        guard stamp.principal.kind == .employee, !type(of: command).goesOnWhenRestricted else { return }
        let stream = command.stream
        guard stream.kind == .dossier || stream.kind == .party,
            world.register.parties[PartyID(bits: stream.bits)]?.people.restriction != nil
        else { return }
        throw .dataRestricted
    }
}

// Money that is owed, by whom and to whom.
extension DecideClaim { package static var goesOnWhenRestricted: Bool { true } }
extension FileClaim { package static var goesOnWhenRestricted: Bool { true } }
extension ClaimOneOff { package static var goesOnWhenRestricted: Bool { true } }
extension SettlePayroll { package static var goesOnWhenRestricted: Bool { true } }
extension SettleDifference { package static var goesOnWhenRestricted: Bool { true } }
extension ConfirmPayment { package static var goesOnWhenRestricted: Bool { true } }
extension ReturnPayment { package static var goesOnWhenRestricted: Bool { true } }
extension RepeatPayment { package static var goesOnWhenRestricted: Bool { true } }
extension SuspendPayment { package static var goesOnWhenRestricted: Bool { true } }
extension ResumePayment { package static var goesOnWhenRestricted: Bool { true } }
extension WithdrawPayment { package static var goesOnWhenRestricted: Bool { true } }
extension TakeIntoRun { package static var goesOnWhenRestricted: Bool { true } }
extension TakeOutOfRun { package static var goesOnWhenRestricted: Bool { true } }
extension ConfirmBankAccount { package static var goesOnWhenRestricted: Bool { true } }
extension RecordDeposit { package static var goesOnWhenRestricted: Bool { true } }
extension RefundDeposit { package static var goesOnWhenRestricted: Bool { true } }
extension CreditBudget { package static var goesOnWhenRestricted: Bool { true } }
extension RaiseReceivable { package static var goesOnWhenRestricted: Bool { true } }
extension PlanReceivable { package static var goesOnWhenRestricted: Bool { true } }
extension RecordRepayment { package static var goesOnWhenRestricted: Bool { true } }
extension WriteOffReceivable { package static var goesOnWhenRestricted: Bool { true } }
// What protects the person: nobody else acts for him, nothing runs on after its law ended it.
extension RemoveRepresentative { package static var goesOnWhenRestricted: Bool { true } }
extension EndByLaw { package static var goesOnWhenRestricted: Bool { true } }
// His rights.
extension RestrictProcessing { package static var goesOnWhenRestricted: Bool { true } }
extension LiftRestriction { package static var goesOnWhenRestricted: Bool { true } }
extension SetHold { package static var goesOnWhenRestricted: Bool { true } }
extension LiftHold { package static var goesOnWhenRestricted: Bool { true } }
extension ErasePerson { package static var goesOnWhenRestricted: Bool { true } }

extension Rejection {
    package static let dataRestricted = Rejection(
        "data-restricted",
        "Deze persoon heeft zijn gegevens laten beperken. Ze mogen nu niet voor iets nieuws worden gebruikt. Wacht tot de "
            + "beperking is opgeheven. Betalingen gaan door.")
}
