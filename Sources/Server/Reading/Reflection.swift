import Events
import Projections

/// What an answer reflects: up to which event of the log, how many events that is behind, and which views have stopped.
/// It stands in every answer that comes from a view.
struct Reflection {
    let position: Position
    /// How many events the views are behind the log; nil for an answer about the past.
    let lag: Int64?
    let stopped: [ViewStanding]

    /// - Parameter isPast: the answer is about an earlier position, so there is nothing to be behind.
    init(_ s: Snapshot, _ service: Service, isPast: Bool = false) {
        position = s.position
        stopped = s.stopped
        lag = isPast ? nil : service.views.lag
    }

    private init(position: Position, lag: Int64?, stopped: [ViewStanding]) {
        self.position = position
        self.lag = lag
        self.stopped = stopped
    }

    /// For the description of the API.
    static let example = Reflection(position: Position(42), lag: 0, stopped: [])

    /// What `write` writes: the lag is left out of an answer about the past, the views that stopped when there are none.
    static let schema = JSONSchema.named(
        "Reflection",
        .object([
            .init(name: "position", schema: Int64.schema, isRequired: true),
            .init(name: "lag", schema: Int64.schema, isRequired: false),
            .init(name: "stoppedViews", schema: [String].schema, isRequired: false),
        ]))

    func write(to w: inout JSONWriter) {
        w.field(
            "reflects",
            object: { w in
                w.field("position", position.rawValue)
                if let lag { w.field("lag", lag) }
                if !stopped.isEmpty { w.field("stoppedViews", stopped.map(\.name)) }
            })
    }
}

extension Response {
    /// A page of a list. There may be a next one when it is full.
    static func page<Row: Described>(
        _ rows: [Row], limit: Int, _ reflection: Reflection, next: (Row) -> Int64
    ) -> Response {
        page(rows, next: rows.count == limit ? rows.last.map(next) : nil, reflection)
    }

    /// The same, where the caller knows what is next.
    static func page(_ rows: [some Described], next: Int64?, _ reflection: Reflection) -> Response {
        var response = Response.json(Site.json { $0.page(rows, next: next, reflection) })
        response.next = next
        return response
    }
}

extension JSONWriter {
    /// Writes a page: what it reflects, its rows, and where the next page begins when there may be one.
    mutating func page(_ rows: [some Described], next: Int64?, _ reflection: Reflection) {
        object { w in
            reflection.write(to: &w)
            w.field("items", rows: rows)
            w.field("next", next)
        }
    }

    /// Writes a whole list with what it reflects.
    mutating func list(_ rows: [some Described], _ reflection: Reflection) {
        object { w in
            reflection.write(to: &w)
            w.field("items", rows: rows)
        }
    }

    /// Writes one row with what it reflects.
    mutating func one(_ row: some Described, _ reflection: Reflection) {
        object { w in
            reflection.write(to: &w)
            row.writeFields(to: &w)
        }
    }
}
