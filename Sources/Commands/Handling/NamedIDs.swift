import Events

/// Every id that a command names, in whatever field: a new field is found without anybody having to say so.
struct NamedIDs {
    let all: [UInt128]

    /// - Parameter writer: used to write the command, and loses what it had.
    init(_ command: some Command, _ writer: inout JSONWriter) {
        writer.removeAll()
        writer.ids = []
        command.write(to: &writer)
        all = writer.ids ?? []
        writer.ids = nil
        writer.removeAll()
    }
}
