package import Events

/// Somebody shows that his new e-mail address is his: he gives the code that was sent there, in time. A wrong one is kept,
/// and after a few of them even the right one is of no use: he asks for a new one (`ChangeContact` with the same address).
package struct ConfirmContact: Command {
    package static let name: StaticString = "confirm-contact"
    package static let allowed: [Actor] = [.oneself, .holderSide]

    package let party: PartyID
    package let code: Text

    package init(from r: inout JSONReader) {
        party = r("party")
        code = r("code")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("code", code)
    }

    package var stream: StreamID { .party(party) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let people = world.register.parties[party]?.people else { throw .unknownParty }
        guard let email = people.email else { throw .nothingToConfirm }
        if people.confirmedEmail == email { return [] }
        guard let sent = people.emailCode else { throw .nothingToConfirm }
        if let until = people.emailCodeUntil, until < stamp.now { throw .codeExpired }
        let row = EmailCode.row(on: stamp.today)
        guard people.wrongCodes < row.value.tries else { throw .codeUsedUp }
        guard HandedCode.isSame(code, world.value(sent)) else {
            let figures: Figures = [
                Figure("tries", Int64(people.wrongCodes + 1)), Figure("most-tries", Int64(row.value.tries)),
            ]
            let reason = Reason(rule: .emailCode, met: false, figures: figures, source: row.source)
            return [.party(.codeRefused(ContactCodeRefused(party: party, reasons: [reason])))]
        }
        return [.party(.contactConfirmed(ContactConfirmed(party: party, email: email)))]
    }
}

/// Codes that people give back, as they typed them.
enum HandedCode {
    /// Whether it is the code that was made. Small letters, blanks and hyphens are how people copy it. Digests are
    /// compared, so that the time it takes tells nothing of how much was right.
    static func isSame(_ given: Text, _ made: Text?) -> Bool {
        guard let made else { return false }
        return SHA256.hash(plain(given)) == SHA256.hash(plain(made))
    }

    private static func plain(_ code: Text) -> [UInt8] {
        code.text.utf8.compactMap { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - 32
            case UInt8(ascii: " "), UInt8(ascii: "-"): nil
            default: byte
            }
        }
    }
}

extension Rejection {
    package static let nothingToConfirm = Rejection(
        "nothing-to-confirm", "Er is geen e-mailadres om te bevestigen. Vul eerst een e-mailadres in.")
    package static let codeExpired = Rejection(
        "code-expired", "Deze code is te oud. Vul uw e-mailadres opnieuw in, dan krijgt u een nieuwe code.")
    package static let noDryRun = Rejection(
        "no-dry-run", "Een code kunt u niet uitproberen. Vul hem echt in, zonder dryRun.")
    package static let codeUsedUp = Rejection(
        "code-used-up",
        "Er is te vaak een verkeerde code ingevuld. Vul uw e-mailadres opnieuw in, dan krijgt u een nieuwe code.")
}
