package import Events

/// The holder side takes back an invitation or sends a helper away, or the helper himself no longer wants to look along. It
/// holds at once.
package struct RevokeHelp: Command {
    package static let name: StaticString = "revoke-helper"
    package static let allowed: [Actor] = [.holderSide, .helper]

    package let dossier: DossierID
    package let invitation: InvitationID

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        invitation = r("invitation")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("invitation", invitation)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = world.dossier.helpers.first { $0.invited.invitation == invitation }
        // A helper is not told which others there are.
        let isOwn = stamp.principal.kind != .helper || known?.helper == stamp.principal.party
        guard let known, isOwn else { throw .unknownInvitation }
        return [
            .representation(.helperRevoked(HelperRevoked(invitation: invitation, helper: known.helper)))
        ]
    }
}

extension Rejection {
    package static let unknownInvitation = Rejection(
        "unknown-invitation", .unknown, "Deze uitnodiging staat niet in dit dossier. Controleer het nummer.")
}
