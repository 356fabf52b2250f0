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

    /// Puts on the lists by which people sign in whoever the log says is on them and who is missing there: when the list was
    /// kept before people were held to it, or when a removal was begun that the log never took up. At the start only.
    func mendMembers() throws {
        for party in register.parties.values {
            for added in party.people.members {
                let name = try name(of: added)
                if try vault.membership(of: added.party, as: name) == .member(added.member) { continue }
                try vault.enlist(added.member, at: added.party, as: name, from: log.position)
            }
        }
        try vault.commit()
    }
}
