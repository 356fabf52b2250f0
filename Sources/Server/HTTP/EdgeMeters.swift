/// What one loop counts. Only that loop adds to them.
struct EdgeMeters: Sendable {
    /// By route and class of status, 1xx to 5xx; the last route stands for requests without one.
    private let answered: [[Counter]]
    private let durations: [Histogram]
    let opened: Counter
    let refused: Counter
    let expired: Counter

    init(_ registry: MeterRegistry, routes: [String]) {
        let names = routes + ["none"]
        answered = names.map { name in
            (1...5).map { status in
                registry.counter(
                    "pgb_http_requests_total", "Requests answered.",
                    [("route", name), ("status", "\(status)xx")])
            }
        }
        durations = names.map { name in
            registry.histogram(
                "pgb_http_request_duration_seconds", "From a whole request to the write of its answer.",
                [("route", name)])
        }
        opened = registry.counter("pgb_http_connections_opened_total", "Connections accepted.")
        refused = registry.counter("pgb_http_connections_refused_total", "Connections over a limit.")
        expired = registry.counter("pgb_http_deadlines_total", "Connections that ran into a deadline.")
    }

    func count(route: Int?, status: Int, nanoseconds: Int64) {
        let index = route ?? durations.count - 1
        answered[index][min(max(status / 100, 1), 5) - 1].add()
        durations[index].record(nanoseconds: nanoseconds)
    }
}
