internal import Glibc

/// One walk over the log, link by link, in the order in which they were made: the events of a command, then the command.
///
/// Every row is compared with what it must be: its place, its stream, its time and its hash. A whole walk also compares
/// streams, repeated commands, the tree and the checkpoints.
struct LogWalk {
    private let reader: LogReader
    private let hasher = LinkHasher()
    private let events: Statement
    /// Whether `events` stands on a row that has not been taken.
    private var hasEvent = false

    private(set) var position = Position.start
    private(set) var sequence: Int64 = 0
    private(set) var links: Int64 = 0
    private var head: Digest
    private var latest = Moment(microseconds: .min)
    private var whole: Whole?

    /// What only a walk from the first link can compare.
    private struct Whole {
        var heads: [StreamID: EventLog.StreamHead] = [:]
        var commands = CommandTable()
        var tree = MerkleFrontier()
        var nodes: Int64 = 0
        var checkpoints: ArraySlice<Checkpoint>
    }

    /// A walk behind the command with sequence `after`; from the first link when it is 0.
    init(_ reader: LogReader, after: Int64) throws {
        self.reader = reader
        head = LinkHasher.origin(try reader.origin())
        if after > 0 {
            guard let start = try reader.command(after) else { throw LogFault(.command(after), "it is missing") }
            (position, sequence, head, latest) = (start.position, after, start.hash, start.recordedAt)
        } else {
            whole = Whole(checkpoints: try reader.checkpoints()[...])
        }
        events = try reader.db.statement(
            """
            SELECT position, stream, revision, previous, type, schema, recorded_at, valid_on, command, ordinal, principal,
                hash, body
            FROM event WHERE position > ? ORDER BY position
            """)
    }

    /// The newest event of a stream at the end of a whole walk; nil when it has none.
    func end(of stream: StreamID) -> Position? { whole?.heads[stream]?.position }

    /// The state of the log at the end of a whole walk, computed and not read.
    func checkpoint(origin: String) -> Checkpoint? {
        whole.map {
            Checkpoint(
                origin: origin, size: position, root: $0.tree.root, sequence: sequence, head: head, at: latest)
        }
    }

    /// Walks to the end. Throws at the first link that does not hold; `position`, `sequence` and `links` tell how far it
    /// came. `progress` hears of every command.
    mutating func run(progress: (LogWalk) -> Void = { _ in }) throws {
        try checkPassedCheckpoints()
        events.bind(all: position)
        defer { events.reset() }
        hasEvent = try stepEvents()
        let commands = try reader.db.statement(
            """
            SELECT sequence, id, type, stream, request, principal, recorded_at, accepted, events, position, hash, answer
            FROM command WHERE sequence > ? ORDER BY sequence
            """)
        commands.bind(all: sequence)
        defer { commands.reset() }
        while try stepCommands(commands) {
            try take(CommandRecord(Row(commands)))
            progress(self)
        }
        if hasEvent { throw LogFault(.event(position.next), "it belongs to no command") }
        try checkEnd()
    }

    // MARK: Links

    private mutating func take(_ command: CommandRecord) throws {
        guard command.sequence == sequence + 1 else { throw LogFault(.command(sequence + 1), "it is missing") }
        let before = latest
        var ordinal = 0
        while ordinal < command.events {
            ordinal += 1
            try takeEvent(of: command, ordinal: ordinal)
        }
        let fault = { (reason: String) in LogFault(.command(command.sequence), reason) }
        guard command.position == position else { throw fault("its events end at another position") }
        guard command.isAccepted || command.events == 0 else { throw fault("it was rejected and yet has events") }
        guard command.events > 0 ? command.recordedAt == latest : command.recordedAt >= before else {
            throw fault("its time does not follow")
        }
        guard hasher.command(command, after: head) == command.hash else { throw fault("its hash does not follow") }
        sequence = command.sequence
        latest = command.recordedAt
        head = command.hash
        links += 1
        try checkRepeated(command)
        try checkPassedCheckpoints()
    }

    private mutating func takeEvent(of command: CommandRecord, ordinal: Int) throws {
        let row = EventRow(Row(events))
        let expected = position.next
        guard hasEvent, row.position == expected else { throw LogFault(.event(expected), "it is missing") }
        let fields = LinkHasher.EventFields(
            position: expected, stream: row.stream, revision: row.revision, previous: row.previous, schema: row.schema,
            recordedAt: row.recordedAt, validOn: row.validOn, command: row.command, ordinal: row.ordinal)
        let hash = row.hash
        let computed = hasher.event(
            fields, name: row.storedName, principal: row.storedPrincipal, body: row.storedBody, after: head)
        guard computed == hash else { throw LogFault(.event(expected), "its hash does not follow") }
        guard fields.command == command.id, fields.ordinal == ordinal, row.isOf(principal: command.principal) else {
            throw LogFault(.event(expected), "it is not of the command that it stands with")
        }
        guard fields.recordedAt > latest else { throw LogFault(.event(expected), "its time does not rise") }
        position = expected
        latest = fields.recordedAt
        head = hash
        links += 1
        try continueStream(fields)
        try grow(with: hash)
        hasEvent = try stepEvents()
    }

    // MARK: What a whole walk compares

    private mutating func continueStream(_ fields: LinkHasher.EventFields) throws {
        guard whole != nil else { return }
        let head = EventLog.StreamHead(position: fields.position, revision: fields.revision)
        let before = whole?.heads.updateValue(head, forKey: fields.stream)
        guard fields.previous == before?.position ?? .start, fields.revision == (before?.revision ?? .none).next else {
            throw LogFault(.event(fields.position), "it does not continue its stream")
        }
    }

    private mutating func grow(with hash: Digest) throws {
        var completed: [MerkleNode] = []
        try whole?.tree.append(hash) { completed.append($0) }
        for node in completed {
            let stored = try reader.db.first(
                "SELECT hash FROM node WHERE level = ? AND number = ?", node.level, node.number
            ) { $0.digest(0) }
            guard stored == node.hash else {
                throw LogFault(.node(level: node.level, number: node.number), "it is not what the events give")
            }
            whole?.nodes += 1
        }
    }

    private mutating func checkRepeated(_ command: CommandRecord) throws {
        guard let candidates = whole?.commands.candidates(for: command.id) else { return }
        for earlier in candidates where try reader.command(earlier)?.id == command.id {
            throw LogFault(.command(command.sequence), "its id was used by command \(earlier)")
        }
        whole?.commands.insert(command.id, at: command.sequence)
    }

    private mutating func checkPassedCheckpoints() throws {
        guard let next = whole?.checkpoints.first, next.sequence <= sequence else { return }
        guard next.sequence == sequence, next.size == position, next.head == head, next.root == whole?.tree.root else {
            throw LogFault(.checkpoint(next.sequence), "it is not what the links give")
        }
        whole?.checkpoints.removeFirst()
    }

    private func checkEnd() throws {
        guard let whole else { return }
        if let left = whole.checkpoints.first {
            throw LogFault(.checkpoint(left.sequence), "the log ends before it")
        }
        let nodes = try reader.db.first("SELECT count(*) FROM node") { $0.int64(0) }
        guard nodes == whole.nodes else { throw LogFault(.file, "the tree has nodes that no events give") }
    }

    // MARK: Steps

    private func stepEvents() throws -> Bool {
        do {
            return try events.step()
        } catch {
            throw LogFault(.event(position.next), "it cannot be read: \(error.message)")
        }
    }

    private func stepCommands(_ commands: Statement) throws -> Bool {
        do {
            return try commands.step()
        } catch {
            throw LogFault(.command(sequence + 1), "it cannot be read: \(error.message)")
        }
    }
}

extension EventRow {
    fileprivate func isOf(principal: String) -> Bool {
        var principal = principal
        return principal.withUTF8 { wanted in
            let stored = storedPrincipal
            guard let left = stored.baseAddress, let right = wanted.baseAddress else {
                return stored.count == wanted.count
            }
            return stored.count == wanted.count && memcmp(left, right, wanted.count) == 0
        }
    }
}
