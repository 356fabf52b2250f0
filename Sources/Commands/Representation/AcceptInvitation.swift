package import Events

/// A person takes up an invitation to look along, with the code that he got from the holder.
///
/// Whoever has no code that fits is told the same in every case: also when the dossier does not exist.
package struct AcceptInvitation: Command {
    package static let name: StaticString = "accept-invitation"
    package static let allowed: [Actor] = [.anybody]

    package let dossier: DossierID
    package let code: Text

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        code = r("code")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("code", code)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let helper = stamp.principal.party else { throw .wrongInvitation }
        let fitting = world.dossier.helpers.first { invited in
            HandedCode.isSame(code, world.text(invited.invited.code))
        }
        guard let fitting else { throw .wrongInvitation }
        if fitting.helper == helper { return [] }
        guard fitting.helper == nil, stamp.today <= fitting.invited.until else { throw .wrongInvitation }
        guard helper != dossier.holder else { throw .helpsHimself }
        guard !world.dossier.isHelper(helper) else { throw .alreadyHelper }
        return [
            .representation(
                .helperJoined(HelperJoined(invitation: fitting.invited.invitation, helper: helper)))
        ]
    }
}

extension Rejection {
    package static let wrongInvitation = Rejection(
        "wrong-invitation", .unknown,
        "Deze uitnodiging is er niet of geldt niet meer. Controleer het dossier en de code, of vraag een nieuwe.")
    package static let helpsHimself = Rejection(
        "helps-himself", "U ziet uw eigen dossier al. Geef de code aan wie u wilt laten meekijken.")
    package static let alreadyHelper = Rejection(
        "already-helper", "U kijkt al mee in dit dossier. Een tweede uitnodiging is niet nodig.")
}
