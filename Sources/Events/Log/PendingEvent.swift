/// A fact on its way into the log: what it is called and its body, already in the form that will be stored and hashed.
package struct PendingEvent: Sendable {
    package let name: String
    package let schema: Int
    package let validOn: Day?
    package let body: [UInt8]

    package init(name: String, schema: Int, validOn: Day?, body: [UInt8]) {
        self.name = name
        self.schema = schema
        self.validOn = validOn
        self.body = body
    }
}

/// What the log keeps about a command besides its events: who asked for what, and a digest by which a repeat is told from
/// another request under the same id.
package struct CommandStamp: Sendable {
    package let id: CommandID
    /// The stored name of the command.
    package let name: String
    /// The stream the command is about, where it is about one.
    package let stream: StreamID?
    /// SHA-256 of the request as it came.
    package let request: Digest
    /// The stored text of who acts and for whom.
    package let principal: String
    /// The moment by the server's clock; the log moves it forward where needed, so that time rises with position.
    package let now: Moment

    package init(
        id: CommandID, name: String, stream: StreamID?, request: Digest, principal: String, now: Moment
    ) {
        self.id = id
        self.name = name
        self.stream = stream
        self.request = request
        self.principal = principal
        self.now = now
    }
}

/// Where the events of one `append` stand.
package struct Appended: Hashable, Sendable {
    /// The position of the first of them.
    package let first: Position
    /// The position of the last of them.
    package let last: Position
    /// The stream's revision behind them.
    package let revision: Revision
    /// The moment that the last of them carries.
    package let recordedAt: Moment
}
