import Events
import Projections

/// Who belongs to a dossier, as far as the viewer may know, with the names they have now.
struct DossierPeople {
    private let question: Question
    private var people: [DossierPerson] = []
    /// The caregivers who signed a contract here.
    private var signed: Set<PartyID> = []

    init(_ question: Question) throws {
        self.question = question
        try add(question.dossier.holder, .holder, nil, nil)
        // A caregiver knows of himself, a granter of those whose contracts draw on its budgets.
        let contracts = try Contract.list(
            question.snapshot, dossier: question.dossier, on: question.day, for: question.viewing.reader)
        let known = contracts.map(\.caregiver)
        // Whoever was only named in a draft has not agreed to anything yet: his numbers are not for who named him.
        signed = Set(
            contracts.filter { $0.version != nil || $0.signatures.contains { $0.side == .caregiver } }
                .map(\.caregiver))
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
        let known = try RegisteredParty.one(question.live, party)
        var person = DossierPerson(party: party, kind: kind, name: known?.fullName, from: from, until: until)
        if kind == .caregiver, let known { show(known, in: &person) }
        if seesRestriction(of: party) {
            person.restrictedSince = try PersonRights.one(question.live, party)?.restriction?.since
        }
        people.append(person)
    }

    private func show(_ caregiver: RegisteredParty, in person: inout DossierPerson) {
        switch question.viewing.sight(ofNumbersOf: caregiver.party) {
        case .whole:
            person.bsn = caregiver.bsn
            person.iban = caregiver.iban
        case .ending:
            guard signed.contains(caregiver.party) else { break }
            person.bsnEnding = caregiver.bsn.map(Ending.init)
            person.ibanEnding = caregiver.iban.map(Ending.init)
        case .nothing: break
        }
    }

    /// That the use of somebody's data is restricted is for the offices, which can do nothing new with them, and for himself
    /// and who acts for him.
    private func seesRestriction(of party: PartyID) -> Bool {
        let viewing = question.viewing
        if viewing.ground == .svb || viewing.ground == .granter || party == question.caller.party { return true }
        return viewing.isHolderSide && party == question.dossier.holder
    }
}

/// Somebody who belongs to a dossier: as what, and since and until when. What is not for the reader is null.
struct DossierPerson: Described {
    let party: PartyID
    let kind: Involvement.Kind
    let name: Personal<Name>?
    let from: Day?
    let until: Day?
    var bsn: Personal<Bsn>?
    var bsnEnding: Ending<Bsn>?
    var iban: Personal<Iban>?
    var ibanEnding: Ending<Iban>?
    /// Since when his data are used for nothing new (AVG art. 18).
    var restrictedSince: Moment?

    func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("kind", kind)
        w.field("name", name)
        w.field("from", from)
        w.field("until", until)
        w.field("bsn", bsn)
        w.field("bsnEnding", bsnEnding)
        w.field("iban", iban)
        w.field("ibanEnding", ibanEnding)
        w.field("restrictedSince", restrictedSince)
    }

    static var examples: [DossierPerson] {
        [
            DossierPerson(
                party: Sample.id(9), kind: .caregiver, name: Sample.personal("Rob Voorbeeld"), from: Sample.day,
                until: nil, bsnEnding: Bsn("999990342").map { Ending(of: Sample.personal($0)) },
                ibanEnding: Iban("NL91ABNA0417164300").map { Ending(of: Sample.personal($0)) },
                restrictedSince: Sample.moment)
        ]
    }
}
