import Events

extension Register {
    /// Whether the register learns from an event as it is stored. What was sent to whom decides nothing, and is by far the most
    /// that happens to parties: it is not even read.
    static func learns(from row: EventRow) -> Bool {
        switch row.stream.kind {
        case .party, .office, .run, .bank, .letters: !unread.contains(row.name)
        default: false
        }
    }

    private static let unread: Set<String> = [MessageDispatched.name.description, MessageBounced.name.description]
}
