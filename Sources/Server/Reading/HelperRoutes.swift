import Commands
import Events
import Projections

/// Whom the holder lets look along.
extension Site {
    var helperRoutes: [Route<Readers>] {
        [
            ask(
                "/helpers", of: [RelationView.self], "Wie er meekijken, en wie zijn uitgenodigd.",
                .list(HelperLine.self)
            ) {
                question, readers in
                // The holder's own affair, and the helper's: no office and no caregiver.
                guard question.viewing.reader == .all, question.viewing.roles.isEmpty else {
                    throw Problem(.notAllowed)
                }
                let helpers = try HelperInvitation.list(question.snapshot, dossier: question.dossier).map {
                    invitation in
                    HelperLine(invitation, showsCode: question.viewing.isHolderSide, on: question.day)
                }
                return try question.list(helpers).unsealed(readers.vault)
            }
        ]
    }
}

/// Somebody who looks along or was invited to; with the code as long as it can be handed over.
struct HelperLine: Described {
    let invitation: HelperInvitation
    let code: Personal<Text>?

    init(_ invitation: HelperInvitation, showsCode: Bool, on day: Day) {
        self.invitation = invitation
        code = showsCode && invitation.helper == nil && day <= invitation.until ? invitation.code : nil
    }

    func writeFields(to w: inout JSONWriter) {
        invitation.writeFields(to: &w)
        w.field("code", code)
    }

    static var examples: [HelperLine] {
        HelperInvitation.examples.map { HelperLine($0, showsCode: true, on: $0.until) }
    }
}
