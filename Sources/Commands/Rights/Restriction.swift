import Events

/// While the use of a person's data is restricted, they are kept and used for nothing new (AVG art. 18(2)).
///
/// Refused is what an office asks in his own stream or in his dossier, and what it asks in the dossier of another about
/// him: about the contract, claim, payment or debt of a caregiver, or to make him a representative. What goes on: what the
/// person or his caregiver asks (the first is his consent, the second the right of another), what the system does by
/// itself, such as wages, and of an office what is listed here: money that is owed or was paid too much (the right of
/// another, a legal claim), what protects him, and his rights themselves. A correction waits: what is contested is
/// settled first, then the restriction is lifted.
enum Restriction {
    /// What a command comes to. What somebody may not know of, and what is not his to do, is answered as ever: that his data
    /// are restricted would tell him that there is somebody.
    static func decide(
        _ command: some Command, _ stamp: Stamp, _ world: borrowing World
    ) throws(Rejection) -> [Event] {
        let events: [Event]
        do {
            events = try command.decide(stamp, world)
        } catch {
            if error.kind == .conflict { try check(command, stamp, world) }
            throw error
        }
        try check(command, stamp, world)
        return events
    }

    private static func check(
        _ command: some Command, _ stamp: Stamp, _ world: borrowing World
    ) throws(Rejection) {
        guard stamp.principal.kind == .employee, !type(of: command).goesOnWhenRestricted else { return }
        let stream = command.stream
        guard stream.kind == .dossier || stream.kind == .party else { return }
        var writer = JSONWriter()
        let named = NamedIDs(command, &writer).all
        guard isRestricted(PartyID(bits: stream.bits), world) || isAboutRestricted(named, stamp.principal.office, world)
        else { return }
        throw .dataRestricted
    }

    private static func isRestricted(_ party: PartyID, _ world: borrowing World) -> Bool {
        world.register.parties[party]?.people.restriction != nil
    }

    /// Whether one of these is a restricted person, or something of his in this dossier. An employee of the office that
    /// asks is none here: that he does his work is no use of what he had restricted.
    private static func isAboutRestricted(
        _ named: [UInt128], _ office: OfficeID?, _ world: borrowing World
    ) -> Bool {
        let colleagues = office.flatMap { world.register.offices[$0]?.employees } ?? [:]
        let dossier = world.dossier
        for id in named {
            var about = colleagues[PartyID(bits: id)] == nil ? [PartyID(bits: id)] : []
            let claim = dossier.claims.first { $0.id.bits == id }
            let contract = dossier.contracts.first { $0.id.bits == id || $0.id == claim?.contract }
            about += [
                contract?.caregiver, dossier.payments.first { $0.id.bits == id }?.payee,
                dossier.receivables.first { $0.id.bits == id }?.debtor,
            ].compactMap(\.self)
            for party in about where isRestricted(party, world) { return true }
        }
        return false
    }
}

// Money that is owed, by whom and to whom.
extension DecideClaim { package static var goesOnWhenRestricted: Bool { true } }
extension FileClaim { package static var goesOnWhenRestricted: Bool { true } }
extension ClaimOneOff { package static var goesOnWhenRestricted: Bool { true } }
extension ClaimHolidayAllowance { package static var goesOnWhenRestricted: Bool { true } }
extension ClaimTransport { package static var goesOnWhenRestricted: Bool { true } }
extension CorrectClaim { package static var goesOnWhenRestricted: Bool { true } }
extension WithdrawClaim { package static var goesOnWhenRestricted: Bool { true } }
extension LiftClaimStop { package static var goesOnWhenRestricted: Bool { true } }
extension ScheduleWage { package static var goesOnWhenRestricted: Bool { true } }
extension SettlePayroll { package static var goesOnWhenRestricted: Bool { true } }
extension FindDifferences { package static var goesOnWhenRestricted: Bool { true } }
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
// What protects the person: nobody else acts for him or for his organisation, nothing runs on after its law ended it or
// after a death, and who was taken for dead can be taken back.
extension RecordDeath { package static var goesOnWhenRestricted: Bool { true } }
extension WithdrawDeath { package static var goesOnWhenRestricted: Bool { true } }
extension RemoveMember { package static var goesOnWhenRestricted: Bool { true } }
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
