import Events
import Projections

/// Who belongs to a dossier, as far as the viewer may know, with the names they have now.
struct DossierPeople {
    private let question: Question
    private var people: [DossierPerson] = []

    init(_ question: Question) throws {
        self.question = question
        try add(question.dossier.holder, .holder, nil, nil)
        // A caregiver knows of himself, a granter of those whose contracts draw on its budgets.
        let known = try Contract.list(
            question.snapshot, dossier: question.dossier, on: question.day, for: question.viewing.reader
        ).map(\.caregiver)
        for involvement in try Involvement.list(question.snapshot, dossier: question.dossier) {
            let party = PartyID(bits: involvement.who.bits)
            switch involvement.kind {
            case .granter, .holder: break
            case .helper:
                // Whom the holder lets look along is his own affair, and the helper's.
                guard question.viewing.reader == .all, question.viewing.roles.isEmpty else { break }
                try add(party, .helper, nil, nil)
            case .representative: try add(party, .representative, involvement.from, involvement.until)
            case .caregiver:
                if known.contains(party) { try add(party, .caregiver, nil, nil) }
            }
        }
    }

    func response() -> Response { question.list(people) }

    private mutating func add(_ party: PartyID, _ kind: Involvement.Kind, _ from: Day?, _ until: Day?) throws {
        let name = try RegisteredParty.one(question.live, party)?.fullName
        people.append(DossierPerson(party: party, kind: kind, name: name, from: from, until: until))
    }
}

/// Somebody who belongs to a dossier: as what, and since and until when.
struct DossierPerson: Described {
    let party: PartyID
    let kind: Involvement.Kind
    let name: Personal<Name>?
    let from: Day?
    let until: Day?

    func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("kind", kind)
        w.field("name", name)
        w.field("from", from)
        w.field("until", until)
    }

    static var examples: [DossierPerson] {
        [
            DossierPerson(
                party: Sample.id(9), kind: .representative, name: Sample.personal("Rob Voorbeeld"), from: Sample.day,
                until: nil)
        ]
    }
}
