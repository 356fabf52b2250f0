/// Counts what was refused at the door, by reason and never by person.
struct SignInMeters: Sendable {
    /// What was refused.
    enum Place: String, Sendable, CaseIterable {
        /// A token that came with a request, and the sign-in of a browser.
        case token, assertion
        /// The cookie of a browser, and a new sign-in to sign.
        case session, confirmation
    }

    private let tokens: [Place: [TokenRefusal: Counter]]
    private let sessions: [Place: [SessionRefusal: Counter]]
    /// Sessions begun.
    let begun: Counter
    /// Sign-ins over the limit of their address or their person.
    let limited: Counter
    /// New sign-ins with which somebody may sign.
    let confirmed: Counter

    init(_ registry: MeterRegistry) {
        let name = "pgb_sign_in_refused_total"
        let help = "Tokens, assertions, sessions and confirmations that were not taken, by reason."
        func counters<Reason: RawRepresentable<String> & CaseIterable & Hashable>(
            _ places: [Place], _ reasons: Reason.Type
        ) -> [Place: [Reason: Counter]] {
            Dictionary(
                uniqueKeysWithValues: places.map { place in
                    let counters = Reason.allCases.map { reason in
                        (reason, registry.counter(name, help, [("what", place.rawValue), ("reason", reason.rawValue)]))
                    }
                    return (place, Dictionary(uniqueKeysWithValues: counters))
                })
        }
        tokens = counters([.token, .assertion, .confirmation], TokenRefusal.self)
        sessions = counters([.assertion, .session, .confirmation], SessionRefusal.self)
        begun = registry.counter("pgb_sessions_begun_total", "Sessions begun.")
        confirmed = registry.counter("pgb_sign_in_confirmed_total", "New sign-ins with which somebody may sign.")
        limited = registry.counter("pgb_sign_in_limited_total", "Sign-ins over the limit of an address or a person.")
    }

    func refused(_ place: Place, _ reason: TokenRefusal) { tokens[place]?[reason]?.add() }

    func refused(_ place: Place, _ reason: SessionRefusal) { sessions[place]?[reason]?.add() }
}
