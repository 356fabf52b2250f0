package import Events

/// A person may act for an organisation from now on. An office records the first contact person; a contact person may then
/// add and remove others himself (ZV-07). The same again with another `mayAdd` or `user` changes that.
///
/// From the first one on the organisation keeps a list: nobody else can sign in or ask for anything in its name.
package struct AddMember: Command {
    package static let name: StaticString = "add-member"
    package static let allowed: [Actor] = [.anyOffice(.registrar), .operator, .member]

    /// The organisation.
    package let party: PartyID
    package let member: PartyID
    /// Whether he is a contact person.
    package let mayAdd: Bool
    /// By what name eHerkenning or VECOZO calls him. Left out it stays what it was, at first his number here.
    package let user: Text?

    package init(from r: inout JSONReader) {
        party = r("party")
        member = r("member")
        mayAdd = r.flag("mayAdd")
        user = r.optional("user")
        if let user, !Self.isName(user) {
            r.refuse(
                "user", .invalidValue,
                "Vul de naam in zoals de inlogdienst die geeft: letters, cijfers en -._:@, hoogstens 128.")
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("member", member)
        w.present("mayAdd", mayAdd)
        w.present("user", user)
    }

    package var stream: StreamID { .party(party) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let known = world.register.parties[party] else { throw .unknownParty }
        guard known.kind == .organisation else { throw .notAnOrganisation }
        guard known.people.mayAdd(stamp.principal) else { throw .notAllowed }
        guard let person = world.register.parties[member] else { throw .unknownParty }
        guard person.kind == .person else { throw .notAPerson }
        guard person.people.diedOn == nil else { throw .personDied }
        let members = known.people.members
        let before = members.first { $0.member == member }
        let taken = user.map { world.membership(party, $0.text) } ?? .stranger
        if case .member(let other) = taken, other != member { throw .userTaken }
        // The number of another is what he signs in by when he has no name.
        if let other = user.flatMap({ PartyID($0.text) }), other != member, world.register.parties[other] != nil {
            throw .userTaken
        }
        let isSameUser = user == nil || taken == .member(member)
        if let before, before.mayAdd == mayAdd, isSameUser { return [] }
        let added = MemberAdded(
            party: party, member: member, mayAdd: mayAdd,
            user: isSameUser ? before?.user : stamp.seal(user, of: member, use: 0))
        if !mayAdd, known.people.isLastContact(member), stamp.principal.kind != .employee,
            stamp.principal.kind != .operator
        {
            throw .lastContact
        }
        guard members.count < Self.most || members.contains(where: { $0.member == member }) else { throw .membersFull }
        return [.party(.memberAdded(added))]
    }

    /// What a name of the broker is made of: 1 to 128 letters, digits and `-._:@`, as in its assertions.
    private static func isName(_ user: Text) -> Bool {
        user.text.utf8.count <= 128
            && user.text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "A")...UInt8(ascii: "Z"):
                    true
                default: "-._:@".utf8.contains(byte)
                }
            }
    }

    /// How many may act for one organisation.
    static let most = 1_000
}

extension Register.People {
    /// Whether the asker may add and remove others: an office, or a contact person.
    func mayAdd(_ principal: Principal) -> Bool {
        if principal.kind == .employee || principal.kind == .operator { return true }
        return members.contains { $0.member == principal.party && $0.mayAdd }
    }

    /// Whether there would be no contact person without him.
    func isLastContact(_ member: PartyID) -> Bool {
        members.contains { $0.member == member && $0.mayAdd }
            && !members.contains { $0.member != member && $0.mayAdd }
    }
}

extension Rejection {
    package static let personDied = Rejection(
        "person-died", "Deze persoon is overleden. Kies iemand anders.")
    package static let lastContact = Rejection(
        "last-contact", "Dit is de laatste contactpersoon van de organisatie. Maak eerst iemand anders contactpersoon.")
    package static let userTaken = Rejection(
        "user-taken", "Onder deze naam logt al iemand anders in voor deze organisatie. Controleer de naam.")
    package static let membersFull = Rejection(
        "members-full", "Er handelen te veel mensen voor deze organisatie. Verwijder eerst wie er niet meer werkt.")
}
