import Events
import Projections

/// How the service is, for who watches over it.
struct Health: Described {
    let isWell: Bool
    let writer: String
    /// Commands that wait for the writer.
    let waiting: Int
    let views: String
    let stoppedViews: [String]
    let position: Position
    /// How many events the views are behind the log.
    let lag: Int64
    let isRebuilding: Bool
    /// `ok`, or `low` when somebody has to look at the room on the disk.
    let disk: String
    /// `ok`, or `damaged` when a file for or of the bank was lost or altered.
    let files: String
    /// The writer of the access log; unless it runs, nobody sees anything.
    let access: String

    func writeFields(to w: inout JSONWriter) {
        w.field("status", isWell ? "ok" : "failing")
        w.field("writer", writer)
        w.field("waiting", waiting)
        w.field("views", views)
        w.field("stoppedViews", stoppedViews)
        w.field("position", position.rawValue)
        w.field("lag", lag)
        w.field("rebuilding", isRebuilding)
        w.field("disk", disk)
        w.field("files", files)
        w.field("access", access)
        w.field("version", Product.version)
    }

    static var examples: [Health] {
        [
            Health(
                isWell: true, writer: "running", waiting: 0, views: "ok", stoppedViews: [], position: Position(42),
                lag: 0, isRebuilding: false, disk: "ok", files: "ok", access: "running")
        ]
    }
}
