package import Events

/// Somebody shows that his new e-mail address is his: he gives the code that was sent there.
package struct ConfirmContact: Command {
    package static let name: StaticString = "confirm-contact"
    package static let allowed: [Actor] = [.oneself]

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
        guard let sent = people.emailCode, HandedCode.isSame(code, world.value(sent)) else { throw .wrongCode }
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
    package static let wrongCode = Rejection(
        "wrong-code", "Deze code klopt niet. Neem de code uit de laatste e-mail, of vraag een nieuwe code aan.")
}
