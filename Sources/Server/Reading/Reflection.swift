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

extension JSONWriter {
    /// Writes a page: what it reflects, its rows, and where the next page goes on when there may be one.
    mutating func page<Item: Shown>(
        _ items: [Item], limit: Int, _ reflection: Reflection, next: (Item) -> Int64
    ) {
        object { w in
            reflection.write(to: &w)
            w.field("items", rows: items)
            w.field("next", items.count == limit ? items.last.map(next) : nil)
        }
    }
}
