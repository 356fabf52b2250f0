/// The log as its one writer sees it: appends events and commands, links them, and keeps in memory what that needs.
///
/// All changes happen between `begin` and `commit`. After `rollBack` the memory no longer tells the truth, and `reload`
/// must bring it back from the file before the next `begin`.
package final class EventLog {
    /// The newest event of a stream.
    package struct StreamHead: Hashable, Sendable {
        package let position: Position
        package let revision: Revision
    }

    /// What the next link builds on.
    private struct Chain {
        var position = Position.start
        var sequence: Int64 = 0
        var head: Digest
        var latest = Moment(microseconds: .min)
    }

    /// A row that waits for the end of its command.
    private enum Staged {
        case event(LinkHasher.EventFields, PendingEvent, principal: String, hash: Digest)
        case command(CommandRecord)
    }

    package let reader: LogReader
    package let db: Connection
    private let hasher = LinkHasher()
    private var chain: Chain
    /// The tree over the events that are in the file or on their way into it.
    private var tree = MerkleFrontier()
    /// The rows of the running command. They go to the file when it has succeeded, so that one that fails leaves nothing
    /// behind without a savepoint, which would make SQLite copy every page it touches once more.
    private var staged: [Staged] = []
    private var isAttempting = false
    private var heads: [StreamID: StreamHead] = [:]
    private var commands = CommandTable()
    /// The events that the running command has appended so far.
    private var openEvents = 0
    /// The heads that the running attempt has replaced, to put them back if it fails.
    private var replaced: [(StreamID, StreamHead?)] = []
    /// A batch was given up: the memory tells of things that the file does not have.
    package private(set) var isStale = false

    /// The name of this log.
    package private(set) var origin = ""

    /// Opens a log that exists, checks its schema and reads what the writer keeps in memory.
    package init(_ db: Connection) throws {
        self.db = db
        reader = LogReader(db)
        chain = Chain(head: .zero)
        try reload()
    }

    /// Makes the tables of a new log in an empty database.
    package static func create(in db: Connection, origin: String, at now: Moment) throws {
        try db.transaction {
            try db.execute("PRAGMA application_id = \(LogSchema.applicationID)")
            try db.execute(LogSchema.script)
            try db.run("INSERT INTO log VALUES (1, ?, ?, ?)", LogSchema.format, origin, now)
        }
    }

    // MARK: What the writer asks

    /// The position of the newest event.
    package var position: Position { chain.position }

    /// How many commands have been decided.
    package var sequence: Int64 { chain.sequence }

    /// The latest moment in the log.
    package var latest: Moment { chain.latest }

    /// How many streams there are.
    package var streamCount: Int { heads.count }

    /// The newest event of a stream, or nil when there is no such stream yet.
    package func head(of stream: StreamID) -> StreamHead? { heads[stream] }

    /// The streams of these kinds, ordered by their ids.
    package func streams(of kinds: [StreamKind]) -> [StreamID] {
        heads.keys.filter { kinds.contains($0.kind) }.sorted {
            ($0.kind.rawValue, $0.bits) < ($1.kind.rawValue, $1.bits)
        }
    }

    /// The streams of a kind that changed latest, at most so many, the latest last.
    package func latestStreams(of kind: StreamKind, most: Int) -> [StreamID] {
        heads.filter { $0.key.kind == kind }.sorted { $0.value.position < $1.value.position }.suffix(most).map(\.key)
    }

    /// The moment that the next event will carry when the clock says `now`: time rises with every event, also when the
    /// clock stands still or goes back.
    package func moment(_ now: Moment) -> Moment {
        max(now, Moment(microseconds: chain.latest.microseconds + 1))
    }

    /// The events of a stream in their order; none when it does not exist.
    package func load(_ stream: StreamID) throws -> [EventRecord] {
        guard let head = heads[stream] else { return [] }
        return try reader.stream(endingAt: head.position)
    }

    /// The command that was decided under this id, if one was. Compare its `request` before giving its answer.
    package func command(_ id: CommandID) throws(DatabaseError) -> CommandRecord? {
        for sequence in commands.candidates(for: id) {
            if let record = try reader.command(sequence), record.id == id { return record }
        }
        return nil
    }

    // MARK: The batch

    /// Begins a batch: takes the write lock.
    package func begin() throws(DatabaseError) {
        precondition(!isStale, "after a rollback the log is reloaded before it is written")
        try db.run("BEGIN IMMEDIATE")
    }

    /// Makes the batch durable. A throw leaves open whether it is.
    package func commit() throws(DatabaseError) {
        try db.run("COMMIT")
    }

    /// Gives the batch up.
    package func rollBack() throws(DatabaseError) {
        isStale = true
        try db.rollBack()
    }

    /// Runs one command so that a throw leaves nothing of it behind and harms no other command of the batch. Only when
    /// its rows cannot be stored, which is a `DatabaseError`, the whole batch has to be given up.
    package func attempt<Value>(_ body: () throws -> Value) throws -> Value {
        precondition(db.isInTransaction && !isStale, "a command runs between begin and commit")
        precondition(staged.isEmpty && !isAttempting, "one command runs at a time")
        let before = chain
        replaced.removeAll(keepingCapacity: true)
        isAttempting = true
        defer { isAttempting = false }
        let value: Value
        do {
            value = try body()
            precondition(openEvents == 0, "a command that appended events is closed by accept")
        } catch {
            if !db.isInTransaction { isStale = true }
            openEvents = 0
            staged.removeAll(keepingCapacity: true)
            chain = before
            for (stream, head) in replaced.reversed() { heads[stream] = head }
            throw error
        }
        try writeStaged()
        return value
    }

    // MARK: Appending

    /// Appends events to a stream. The command may append to several streams; `accept` closes it.
    package func append(_ events: [PendingEvent], to stream: StreamID, of stamp: CommandStamp) -> Appended {
        precondition(!events.isEmpty, "an append has events")
        let first = chain.position.next
        replaced.append((stream, heads[stream]))
        var head = heads[stream] ?? StreamHead(position: .start, revision: .none)
        for event in events {
            head = append(event, to: stream, behind: head, of: stamp)
        }
        heads[stream] = head
        return Appended(first: first, last: head.position, revision: head.revision, recordedAt: chain.latest)
    }

    private func append(
        _ event: PendingEvent, to stream: StreamID, behind head: StreamHead, of stamp: CommandStamp
    ) -> StreamHead {
        let fields = LinkHasher.EventFields(
            position: chain.position.next, stream: stream, revision: head.revision.next, previous: head.position,
            schema: event.schema, recordedAt: moment(stamp.now), validOn: event.validOn, command: stamp.id,
            ordinal: openEvents + 1)
        let hash = hasher.event(fields, event, principal: stamp.principal, after: chain.head)
        staged.append(.event(fields, event, principal: stamp.principal, hash: hash))
        chain.position = fields.position
        chain.latest = fields.recordedAt
        chain.head = hash
        openEvents += 1
        return StreamHead(position: fields.position, revision: fields.revision)
    }

    /// Records that the command was accepted, behind its events, with the answer that a repeat gets.
    package func accept(_ stamp: CommandStamp, answer: [UInt8]) throws(DatabaseError) -> CommandRecord {
        try close(stamp, isAccepted: true, at: openEvents > 0 ? chain.latest : max(stamp.now, chain.latest), answer)
    }

    /// Records that the command was rejected, with the answer that a repeat gets.
    package func reject(_ stamp: CommandStamp, answer: [UInt8]) throws(DatabaseError) -> CommandRecord {
        precondition(openEvents == 0, "a rejected command has no events")
        return try close(stamp, isAccepted: false, at: max(stamp.now, chain.latest), answer)
    }

    private func close(
        _ stamp: CommandStamp, isAccepted: Bool, at moment: Moment, _ answer: [UInt8]
    ) throws(DatabaseError) -> CommandRecord {
        var record = CommandRecord(
            sequence: chain.sequence + 1, of: stamp, recordedAt: moment, isAccepted: isAccepted, events: openEvents,
            position: chain.position, answer: answer)
        record.hash = hasher.command(record, after: chain.head)
        staged.append(.command(record))
        chain.sequence = record.sequence
        chain.latest = moment
        chain.head = record.hash
        openEvents = 0
        if !isAttempting { try writeStaged() }
        return record
    }

    private func writeStaged() throws(DatabaseError) {
        defer { staged.removeAll(keepingCapacity: true) }
        do {
            for row in staged {
                switch row {
                case .event(let fields, let event, let principal, let hash): try write(fields, event, principal, hash)
                case .command(let record): try write(record)
                }
            }
        } catch {
            isStale = true
            throw error
        }
    }

    private func write(
        _ fields: LinkHasher.EventFields, _ event: PendingEvent, _ principal: String, _ hash: Digest
    ) throws(DatabaseError) {
        try db.run(
            "INSERT OR FAIL INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", fields.position, fields.stream,
            fields.revision, fields.previous, event.name, event.schema, fields.recordedAt, event.validOn,
            fields.command, fields.ordinal, principal, hash, UTF8Text(event.body))
        try tree.append(hash) { (node) throws(DatabaseError) in
            try db.run("INSERT INTO node VALUES (?, ?, ?)", node.level, node.number, node.hash)
        }
    }

    private func write(_ record: CommandRecord) throws(DatabaseError) {
        try db.run(
            "INSERT OR FAIL INTO command VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", record.sequence, record.id,
            record.name,
            record.stream, record.request, record.principal, record.recordedAt, record.isAccepted, record.events,
            record.position, record.hash, UTF8Text(record.answer))
        commands.insert(record.id, at: record.sequence)
    }

    // MARK: Checkpoints

    /// The present state of the log.
    package func checkpoint(at now: Moment) -> Checkpoint {
        precondition(staged.isEmpty, "a checkpoint stands behind a whole command")
        return Checkpoint(
            origin: origin, size: chain.position, root: tree.root, sequence: chain.sequence, head: chain.head,
            at: now)
    }

    /// Keeps a checkpoint in the log itself, within the batch.
    package func keep(_ checkpoint: Checkpoint) throws(DatabaseError) {
        try db.run(
            "INSERT INTO checkpoint VALUES (?, ?, ?, ?, ?)", checkpoint.sequence, checkpoint.size, checkpoint.root,
            checkpoint.head, checkpoint.at)
    }

    // MARK: Memory

    /// Reads from the file what the writer keeps in memory, and checks on the way that no event or command is missing.
    package func reload() throws {
        try LogSchema.check(db)
        origin = try reader.origin()
        heads.removeAll(keepingCapacity: true)
        commands = CommandTable()
        openEvents = 0
        replaced = []
        staged = []
        var loaded = Chain(head: LinkHasher.origin(origin))
        try loadHeads(&loaded)
        try loadCommands(&loaded)
        tree = try reader.frontier(size: loaded.position)
        chain = loaded
        isStale = false
    }

    private func loadHeads(_ loaded: inout Chain) throws {
        var fault: LogFault?
        try db.query("SELECT position, stream, revision, previous, recorded_at FROM event ORDER BY position") { row in
            guard fault == nil else { return }
            let found = StreamHead(position: row.position(0), revision: row.revision(2))
            guard found.position == loaded.position.next else {
                fault = LogFault(.event(loaded.position.next), "it is missing")
                return
            }
            let recordedAt = row.moment(4)
            let stream = row.stream(1)
            let before = heads.updateValue(found, forKey: stream)
            if found.revision != (before?.revision ?? .none).next || row.position(3) != before?.position ?? .start {
                fault = LogFault(.event(found.position), "it does not continue its stream")
            } else if recordedAt <= loaded.latest {
                fault = LogFault(.event(found.position), "its time does not rise")
            }
            loaded.position = found.position
            loaded.latest = recordedAt
        }
        if let fault { throw fault }
    }

    private func loadCommands(_ loaded: inout Chain) throws {
        var fault: LogFault?
        var position = Position.start
        try db.query("SELECT sequence, id, events, position, recorded_at, hash FROM command ORDER BY sequence") { row in
            guard fault == nil else { return }
            guard row.int64(0) == loaded.sequence + 1 else {
                fault = LogFault(.command(loaded.sequence + 1), "it is missing")
                return
            }
            loaded.sequence += 1
            if row.position(3).rawValue != position.rawValue &+ row.int64(2) {
                fault = LogFault(.command(loaded.sequence), "its events do not follow those of the command before")
            }
            position = row.position(3)
            commands.insert(row.id(1), at: loaded.sequence)
            loaded.head = row.digest(5)
            loaded.latest = max(loaded.latest, row.moment(4))
        }
        if let fault { throw fault }
        guard position == loaded.position else {
            throw LogFault(.command(loaded.sequence + 1), "the events behind position \(position) have no command")
        }
    }
}
