package import Events

/// Somebody changes how he can be reached and how he wants his messages, or who represents him does so for him.
///
/// A code goes to a new e-mail address, which he gives back (`ConfirmContact`); the address before is told of the change.
/// Saying the same address again while it waits for its code makes a new code.
package struct ChangeContact: Command {
    package static let name: StaticString = "change-contact"
    package static let allowed: [Actor] = [.oneself, .holderSide]

    package let party: PartyID
    package let email: EmailAddress?
    package let phone: PhoneNumber?
    package let channel: MessageChannel

    package init(from r: inout JSONReader) {
        party = r("party")
        email = r.optional("email")
        phone = r.optional("phone")
        channel = r("channel")
        if channel == .email, email == nil {
            r.refuse("email", .missing, "Vul een e-mailadres in, of kies voor post.")
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("email", email)
        w.field("phone", phone)
        w.field("channel", channel)
    }

    package var stream: StreamID { .party(party) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let people = world.register.parties[party]?.people else { throw .unknownParty }
        let before: EmailAddress? = people.confirmedEmail.flatMap { world.value($0) }
        let isNew = email != nil && email != before
        return [
            .party(
                .contactChanged(
                    ContactChanged(
                        party: party, email: stamp.seal(email, of: party, use: 0),
                        phone: stamp.seal(phone, of: party, use: 1), channel: channel,
                        code: stamp.seal(isNew ? stamp.code(0) : nil, of: party, use: 2),
                        codeUntil: isNew ? EmailCode.until(stamp.now) : nil)))
        ]
    }
}
