import Events
import Projections

/// Who looked, as a person or an organisation gets to see it (NEN 7513): when, who and in which quality, at which data,
/// what he did with them, and why he could.
struct AccessRow: Described {
    let group: AccessHistory.Group
    /// What the route says of itself, in Dutch.
    let what: String
    let officeName: String?
    /// The name of the access log: the system that wrote the line.
    let source: String

    private var line: AccessLine { group.record.line }

    /// Why he could see it, or that he saw nothing.
    var because: String {
        switch line.outcome {
        case .success: line.ground.sentence
        case .denied where line.action == .command: "Het mocht niet, en er is niets gedaan."
        case .denied: AccessGround.none.sentence
        case .failed: "Er ging iets mis, en er is niets getoond."
        }
    }

    func writeFields(to w: inout JSONWriter) {
        w.field("number", group.record.place.sequence)
        w.field("at", line.at)
        w.field("firstAt", group.firstAt)
        w.field("times", group.times)
        w.field("action", line.action)
        w.field("outcome", line.outcome)
        w.field("what", what)
        w.field("activity", line.activity)
        w.field("subject", line.subject)
        w.field("dossier", line.dossier)
        w.field("quality", line.quality)
        w.field("roles", line.roles)
        w.field("office", line.office)
        w.field("officeName", officeName)
        w.field("user", line.user)
        w.field("actor", line.actor)
        w.field("onBehalfOf", line.onBehalfOf)
        w.field("means", line.means)
        w.field("level", line.level)
        w.field("ground", line.ground)
        w.field("because", because)
        w.field("refusal", line.refusal)
        w.field("trace", TraceID(bits: line.trace).text)
        w.field("source", source)
    }

    static var examples: [AccessRow] {
        let line = AccessLine(
            at: Sample.moment, trace: 0x0af7_6519_16cd_43dd_8448_eb21_1c80_319c, span: 7, action: .read,
            activity: "GET /v1/dossiers/{dossier}/budgets", subject: Sample.id(1), dossier: Sample.id(1),
            user: Sample.id(9), quality: .employee, roles: "grants", office: Sample.id(2), means: .employee,
            level: .hoog, ground: .granter)
        let record = AccessRecord(
            place: AccessPlace(sequence: 7, beforeOfSubject: 3, beforeOfEmployee: 0, beforeOfOffice: 5), line: line,
            hash: Sample.digest)
        return [
            AccessRow(
                group: AccessHistory.Group(record: record, firstAt: Sample.moment, times: 1),
                what: "De budgetten van een dossier met hun stand.", officeName: "Zorgkantoor Noord",
                source: "pgb-example")
        ]
    }
}

extension AccessGround {
    /// Why it was allowed, for the person concerned.
    var sentence: String {
        switch self {
        case .oneself: "Het zijn de eigen gegevens van wie keek."
        case .holder: "Het is het dossier van wie keek."
        case .representative: "Wie keek, vertegenwoordigt de budgethouder."
        case .caregiver: "Wie keek, is zorgverlener in dit dossier."
        case .helper: "De budgethouder liet deze persoon meekijken."
        case .granter: "Wie keek, werkt bij het zorgkantoor of de gemeente van dit budget."
        case .svb: "Wie keek, werkt bij de SVB."
        case .role: "Wie keek, heeft dit nodig voor het werk bij deze organisatie."
        case .lookAlong: "De helpdesk keek mee omdat de budgethouder om hulp vroeg."
        case .operator: "Wie keek, beheert dit systeem."
        case .none: "Het mocht niet, en er is niets getoond."
        }
    }
}
