import Commands
import Events
import Projections

/// One question about a dossier: who asks, as of when, and what he may see.
struct Question {
    let call: Call
    let caller: Caller
    let dossier: DossierID
    let viewing: Viewing
    /// The tables to ask: the live ones, or those of the moment asked.
    let snapshot: Snapshot
    /// The live tables.
    let live: Snapshot
    let reflection: Reflection
    /// The day that decides what is active: the day of the moment asked.
    let day: Day

    /// What every question about a dossier may say behind the question mark.
    static let parameters = [
        asOf,
        QueryParameter("actingAs", ActingAs.schema, "In welke hoedanigheid u kijkt."),
        minPosition,
    ]

    static let asOf = QueryParameter(
        "asOf", asOfSchema, "Een moment, dag of positie: het antwoord zoals het toen was.", form: asOfForm)

    static let asOfSchema = JSONSchema.string(
        pattern: "^([0-9]{1,19}|[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]{8,15}Z)?)$")
    static let asOfForm =
        "een moment (2026-03-02T09:00:00Z), een dag (2026-03-02) of een positie (een getal van 1 of hoger)"

    static let minPosition = QueryParameter(
        "minPosition", .integer(0 ... .max), "Wacht tot het antwoord deze positie bevat.")

    /// What a list may say besides.
    static let paging = [
        QueryParameter("limit", .integer(1...200), "Hoeveel regels ten hoogste."),
        QueryParameter("before", .integer(1 ... .max), "De regels voor deze positie: de volgende bladzijde."),
    ]

    func limit() throws(Problem) -> Int { try call.query("limit", in: 1...200) ?? 50 }

    func before() throws(Problem) -> Position? {
        try call.query("before", in: 1...Int.max).map { Position(Int64($0)) }
    }

    /// Answers with a list, and the position to go on from when there may be more.
    func list<Row: Described>(_ rows: [Row], limit: Int, next: (Row) -> Position) -> Response {
        .page(rows, limit: limit, reflection) { next($0).rawValue }
    }

    /// Answers with a whole list.
    func list(_ rows: [some Described]) -> Response { .json(Site.json { $0.list(rows, reflection) }) }

    /// Answers with one thing; not found when there is none.
    func one(_ row: (some Described)?) throws(Problem) -> Response {
        guard let row else { throw Problem(.notFound) }
        return .json(Site.json { $0.one(row, reflection) })
    }
}
