import Events
import Projections

/// What only who runs this server may know of it: room on the disk, and the SQLite it runs on.
struct HealthDetails: Described {
    let disk: String
    /// 0 when the system does not say.
    let freeBytes: UInt64
    let totalBytes: UInt64
    let isBallastHeld: Bool
    /// What SQLite holds.
    let memoryBytes: Int
    /// Pages of 4 KiB in the log's write-ahead log.
    let waitingPages: Int
    /// How the sending of messages stands.
    let post: PostStanding

    func writeFields(to w: inout JSONWriter) {
        w.field("disk", disk)
        w.field("diskFreeBytes", Int64(clamping: freeBytes))
        w.field("diskBytes", Int64(clamping: totalBytes))
        w.field("diskWarnsBelowPercent", Int64(DiskRoom.warningPercent))
        w.field("ballastHeld", isBallastHeld)
        w.field("sqlite", Connection.libraryVersion)
        w.field("sqliteNeedsSingleCheckpointer", Connection.needsSingleCheckpointer)
        w.field("sqliteMemoryBytes", Int64(memoryBytes))
        w.field("waitingPages", waitingPages)
        w.field("post", row: post)
    }

    static var examples: [HealthDetails] {
        [
            HealthDetails(
                disk: "ok", freeBytes: 300 << 30, totalBytes: 500 << 30, isBallastHeld: true, memoryBytes: 90 << 20,
                waitingPages: 12, post: PostStanding.examples[0])
        ]
    }
}
