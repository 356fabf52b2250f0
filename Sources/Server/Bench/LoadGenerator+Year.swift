import Commands
import Events

extension LoadGenerator {
    /// Something that happens about the claim of one month.
    struct Turn: Sendable {
        enum What: Sendable { case file, fileByCaregiver, agree, confirm }

        let what: What
        let at: Moment
        let agreement: Int
        let claim: ClaimID
        let command: CommandID
        /// The command by which the claim was accepted, and the day its payment runs; what a confirmation is about.
        let accepting: CommandID
        let runOn: Day
    }

    /// What happens about one month, in the order of time: claims on the first twelve days of the month after, mostly by
    /// the holder; every sixth is filed by the caregiver and agreed to the next day. Each is paid by the next run.
    /// - Parameter paysToo: whether the bank statements come in.
    mutating func turns(of month: Month, paysToo: Bool) -> [Turn] {
        var turns: [Turn] = []
        turns.reserveCapacity(agreements.count * 5 / 2)
        for index in agreements.indices {
            let claim = ClaimID(bits: turnRandom.id())
            let filing = CommandID(bits: turnRandom.id())
            let byCaregiver = turnRandom.next() % 6 == 0
            let filed = month.last.adding(days: 1 + Int(turnRandom.next() % 12))
            let decided = byCaregiver ? filed.adding(days: 1) : filed
            let accepting = byCaregiver ? CommandID(bits: turnRandom.id()) : filing
            let runOn = BankingCalendar.next(after: decided)
            func turn(_ what: Turn.What, _ day: Day, _ command: CommandID, _ offset: UInt64) -> Turn {
                let at = Self.morning(of: day).microseconds + Int64(offset % 28_800_000_000)
                return Turn(
                    what: what, at: Moment(microseconds: at), agreement: index, claim: claim, command: command,
                    accepting: accepting, runOn: runOn)
            }
            turns.append(turn(byCaregiver ? .fileByCaregiver : .file, filed, filing, turnRandom.next()))
            if byCaregiver { turns.append(turn(.agree, decided, accepting, turnRandom.next())) }
            if paysToo { turns.append(turn(.confirm, runOn, CommandID(bits: turnRandom.id()), turnRandom.next())) }
        }
        return turns.sorted { $0.at < $1.at }
    }

    /// The request of a turn.
    mutating func ask(_ turn: Turn, _ month: Month) -> Ask {
        let agreement = agreements[turn.agreement]
        let holder = Principal.holder(agreement.dossier.holder)
        switch turn.what {
        case .file: return claim(turn, month, by: holder)
        case .fileByCaregiver: return claim(turn, month, by: .caregiver(agreement.caregiver))
        case .agree:
            return ask(
                turn.command, holder, turn.at, "agree-claim",
                #""dossier":"\#(agreement.dossier.text)","claim":"\#(turn.claim.text)""#)
        case .confirm:
            return confirm(
                payment(of: turn.accepting), agreement.dossier, on: turn.runOn, command: turn.command, at: turn.at)
        }
    }

    /// The statement of the bank for a payment.
    func confirm(
        _ payment: PaymentID, _ dossier: DossierID, on day: Day, command: CommandID, at: Moment
    ) -> Ask {
        ask(
            command, .employee(svbReleaser, at: svb), at, "confirm-payment",
            #""dossier":"\#(dossier.text)","payment":"\#(payment.text)","on":"\#(day.text)""#)
    }

    /// The payment that followed from a command that accepted a claim.
    func payment(of command: CommandID) -> PaymentID { Stamp.id(of: command, 0) }

    /// Some hours in every week of the month that begins in it.
    private mutating func claim(_ turn: Turn, _ month: Month, by principal: Principal) -> Ask {
        let agreement = agreements[turn.agreement]
        var entries = ""
        var monday = month.first.adding(days: (8 - month.first.weekday) % 7)
        while monday <= month.last {
            let minutes = 120 + Int(turnRandom.next() % 30) * 15
            if !entries.isEmpty { entries += "," }
            entries += #"{"week":"\#(monday.text)","line":1,"minutes":\#(minutes)}"#
            monday = monday.adding(days: 7)
        }
        return ask(
            turn.command, principal, turn.at, "file-claim",
            #""dossier":"\#(agreement.dossier.text)","claim":"\#(turn.claim.text)","#
                + #""contract":"\#(agreement.contract.text)","month":"\#(month.text)","entries":[\#(entries)]"#)
    }
}
