import Events

extension CommandHandler {
    /// By what name a member signs in for his organisation: what was given, or else his number here.
    func name(of added: MemberAdded) throws -> String {
        guard let user = added.user else { return added.member.text }
        if let open = user.open { return open.value.text }
        guard let json = try vault.value(user.commitment)?.json else { return added.member.text }
        var reader = JSONReader()
        reader.load(json)
        return reader.value(Text.self)?.text ?? added.member.text
    }

    /// Brings what people and organisations sign in by to what the log says, where something is missing in the vault: a list
    /// was kept before people were held to it, also one on which nobody is left; or a batch took something away that the log
    /// never took up, because the vault is durable first. What is there too much went with the sweep before.
    func mendSignIns() throws {
        for (id, party) in register.parties where party.kind == .organisation || party.people.keepsMembers {
            for agb in [party.agb].compactMap(\.self) + party.people.moreAgbs where register.party(agb: agb) == id {
                if try vault.party(.agb, agb.text) != nil { continue }
                _ = try vault.identify(id, by: .agb, agb.text, at: log.position)
            }
            if party.people.keepsMembers, try vault.membership(of: id, as: nil) == .noList {
                try vault.keepList(of: id, from: log.position)
            }
            for added in party.people.members {
                let name = try name(of: added)
                if try vault.membership(of: id, as: name) == .member(added.member) { continue }
                try vault.enlist(added.member, at: id, as: name, from: log.position)
            }
        }
        try vault.commit()
    }
}
