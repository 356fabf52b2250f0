// Whom the holder lets look along in his dossier: read only, invited and sent away by himself (decisions 8).

/// The holder side invited somebody to look along. Who gives the code becomes the helper.
package struct HelperInvited: Fact {
    package static let name: StaticString = "helper-invited"
    package let invitation: InvitationID
    /// What the holder calls him.
    package let helperName: Personal<Name>
    /// Kept about the holder, who hands it over himself.
    package let code: Personal<Text>
    /// The last day on which the code is taken.
    package let until: Day

    package init(invitation: InvitationID, helperName: Personal<Name>, code: Personal<Text>, until: Day) {
        self.invitation = invitation
        self.helperName = helperName
        self.code = code
        self.until = until
    }

    package init(from r: inout JSONReader) {
        invitation = r("invitation")
        helperName = r("helperName")
        code = r("code")
        until = r("until")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("invitation", invitation)
        w.field("helperName", helperName)
        w.field("code", code)
        w.field("until", until)
    }
}

/// Somebody gave the code of an invitation and may look from now on.
package struct HelperJoined: Fact {
    package static let name: StaticString = "helper-joined"
    package let invitation: InvitationID
    package let helper: PartyID

    package init(invitation: InvitationID, helper: PartyID) {
        self.invitation = invitation
        self.helper = helper
    }

    package init(from r: inout JSONReader) {
        invitation = r("invitation")
        helper = r("helper")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("invitation", invitation)
        w.field("helper", helper)
    }
}

/// The holder side or the helper himself ended it, at once.
package struct HelperRevoked: Fact {
    package static let name: StaticString = "helper-revoked"
    package let invitation: InvitationID
    /// Nil when nobody had joined yet.
    package let helper: PartyID?

    package init(invitation: InvitationID, helper: PartyID? = nil) {
        self.invitation = invitation
        self.helper = helper
    }

    package init(from r: inout JSONReader) {
        invitation = r("invitation")
        helper = r.optional("helper")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("invitation", invitation)
        w.present("helper", helper)
    }
}
