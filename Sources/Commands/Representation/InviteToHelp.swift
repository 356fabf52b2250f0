package import Events

/// The holder side invites somebody to look along, without any right to act (decisions 8). The answer holds a code; whoever
/// gives it in time, becomes the helper. So the code is handed over in person, and never by us.
package struct InviteToHelp: Command {
    package static let name: StaticString = "invite-helper"
    package static let allowed: [Actor] = [.holderSide]

    /// How many days a code is taken when nothing else is said, and at the most.
    static let days = 14
    static let daysMost = 30
    /// How many may look along or are invited, in one dossier.
    static let most = 10

    package let dossier: DossierID
    package let invitation: InvitationID
    /// What the holder calls him.
    package let helperName: Name
    /// The last day on which the code is taken.
    package let until: Day?

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        invitation = r("invitation")
        helperName = r("helperName")
        until = r.optional("until")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("invitation", invitation)
        w.field("helperName", helperName)
        w.field("until", until)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let helpers = world.dossier.helpers
        guard !helpers.contains(where: { $0.invited.invitation == invitation }) else { throw .invitationExists }
        let until = until ?? stamp.today.adding(days: Self.days)
        guard stamp.today <= until, until <= stamp.today.adding(days: Self.daysMost) else { throw .invitationTerm }
        // Who was invited and let the code lapse takes no place.
        let taken = helpers.count { $0.helper != nil || $0.invited.until >= stamp.today }
        guard taken < Self.most else { throw .helpersFull }
        return [
            .representation(
                .helperInvited(
                    HelperInvited(
                        invitation: invitation, helperName: stamp.seal(helperName, of: dossier.holder, use: 0),
                        code: stamp.seal(stamp.code(0), of: dossier.holder, use: 1), until: until)))
        ]
    }
}

extension Rejection {
    package static let invitationExists = Rejection(
        "invitation-exists", "Er is al een uitnodiging met dit nummer. Gebruik een nieuw nummer.")
    package static let invitationTerm = Rejection(
        "invitation-term", "Een uitnodiging geldt tot en met vandaag of een latere dag, en hoogstens 30 dagen.")
    package static let helpersFull = Rejection(
        "helpers-full", "Er kijken al tien mensen mee, of zij zijn uitgenodigd. Trek eerst een uitnodiging in.")
}
