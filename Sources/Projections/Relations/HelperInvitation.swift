package import Events

/// Whom the holder lets look along in a dossier, or invited to.
package struct HelperInvitation: Described, Equatable {
    package let invitation: InvitationID
    /// What the holder calls him.
    package let helperName: Personal<Name>
    /// The last day on which the code is taken.
    package let until: Day
    /// Who looks along; nil while nobody gave the code.
    package let helper: PartyID?
    /// Only for who may hand it over: it is not among the fields.
    package let code: Personal<Text>

    package func writeFields(to w: inout JSONWriter) {
        w.field("invitation", invitation)
        w.field("helperName", helperName)
        w.field("until", until)
        w.field("helper", helper)
    }

    package static var examples: [HelperInvitation] {
        [
            HelperInvitation(
                HelperRow(
                    HelperInvited(
                        invitation: Sample.id(12), helperName: Sample.personal("Buurvrouw Hennie"),
                        code: Sample.personal(Sample.read("23456789BCDF", Text.init)), until: Sample.day),
                    in: Sample.id(1), number: 1))
        ]
    }

    /// The invitations of a dossier that were not taken back, in their order.
    package static func list(_ s: Snapshot, dossier: DossierID) throws(DatabaseError) -> [HelperInvitation] {
        try s.db.all("SELECT * FROM helper WHERE dossier = ? ORDER BY number", dossier) {
            HelperInvitation(HelperRow($0))
        }
    }

    private init(_ row: HelperRow) {
        invitation = row.key
        helperName = row.name
        until = row.until
        helper = row.helper
        code = row.code
    }
}

/// One invitation that was not taken back.
struct HelperRow: RemovableRow {
    let number: Int64
    let key: InvitationID
    let dossier: DossierID
    let name: Personal<Name>
    let code: Personal<Text>
    let until: Day
    var helper: PartyID?

    static let table: StaticString = "helper"

    init(_ invited: HelperInvited, in dossier: DossierID, number: Int64) {
        self.number = number
        key = invited.invitation
        self.dossier = dossier
        name = invited.helperName
        code = invited.code
        until = invited.until
    }

    init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        dossier = row.id(2)
        name = row.json(3)
        code = row.json(4)
        until = row.day(5)
        helper = row.optionalID(6)
    }

    static func find(_ key: InvitationID, in db: Connection) throws(DatabaseError) -> HelperRow? {
        try db.first("SELECT * FROM helper WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> HelperRow? {
        try db.first("SELECT * FROM helper WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.write("REPLACE INTO helper VALUES (?, ?, ?, ?, ?, ?, ?)") {
            $0.add(number)
            $0.add(key)
            $0.add(dossier)
            $0.add(json: name)
            $0.add(json: code)
            $0.add(until)
            $0.add(helper)
        }
    }

    static func remove(number: Int64, in db: Connection) throws(DatabaseError) {
        try db.run("DELETE FROM helper WHERE number = ?", number)
    }
}
