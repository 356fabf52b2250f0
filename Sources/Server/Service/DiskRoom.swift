import Events

/// How much room the disk of a folder has, and whether that is still enough.
struct DiskRoom: Sendable {
    let path: String

    /// Below so many percent free somebody has to look.
    static let warningPercent: UInt64 = 20

    /// Free and total bytes; nil when the system does not say.
    var room: (free: UInt64, total: UInt64)? {
        do {
            return try Files.room(at: path)
        } catch {
            return nil
        }
    }

    /// The room as one word: how much it is, is for the operator.
    var word: String { Self.word(room) }

    static func word(_ room: (free: UInt64, total: UInt64)?) -> String {
        guard let room else { return "unknown" }
        return room.free < room.total / 100 * warningPercent ? "low" : "ok"
    }
}
