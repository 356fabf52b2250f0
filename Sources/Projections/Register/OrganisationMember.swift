package import Events

/// A person who may act for an organisation.
package struct OrganisationMember: Described, Equatable {
    /// The organisation.
    package let party: PartyID
    package let member: PartyID
    /// Whether he may add and remove others.
    package let mayAdd: Bool

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("member", member)
        w.field("mayAdd", mayAdd)
    }

    package static var examples: [OrganisationMember] {
        [OrganisationMember(MemberRow(MemberAdded(party: Sample.id(3), member: Sample.id(9), mayAdd: true), number: 1))]
    }

    /// Who acts for an organisation, in the order in which they came.
    package static func list(_ s: Snapshot, of party: PartyID) throws(DatabaseError) -> [OrganisationMember] {
        try s.db.all("SELECT * FROM member WHERE party = ? ORDER BY number LIMIT 1000", party) {
            OrganisationMember(MemberRow($0))
        }
    }

    /// For which organisations somebody acts, in the order in which he came there.
    package static func list(_ s: Snapshot, member: PartyID) throws(DatabaseError) -> [OrganisationMember] {
        try s.db.all("SELECT * FROM member WHERE id = ? ORDER BY number LIMIT ?", member, Page.max) {
            OrganisationMember(MemberRow($0))
        }
    }

    private init(_ row: MemberRow) {
        party = row.key.party
        member = row.key.member
        mayAdd = row.mayAdd
    }
}
