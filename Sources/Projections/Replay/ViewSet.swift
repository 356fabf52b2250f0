package import Events

/// All views over one database, as the one thread that fills it holds them.
///
/// A batch of events, the positions of the views and the log's hash there are one transaction. A view that cannot take
/// an event up stops in front of it and says why; the others go on. Nothing is ever skipped.
package final class ViewSet {
    private struct Member {
        let type: any Projection.Type
        var view: any Projection
        var standing: ViewStanding
        /// Where it goes no further: in front of this position.
        var stop: (before: Position, because: String)?

        /// Takes an event up when it is this view's to take.
        mutating func take(_ envelope: EventEnvelope, in db: Connection) throws(DatabaseError) {
            if takes(envelope.position) { try view.apply(envelope, to: db) }
        }

        /// Where it stands behind the batch; nil when the batch changes nothing about that.
        func reached(_ batch: [EventEnvelope]) -> ViewStanding? {
            guard standing.fault == nil else { return nil }
            var next = standing
            if let last = batch.last(where: { takes($0.position) }) {
                next.position = last.position
                next.hash = last.hash
            }
            if let stop, let last = batch.last, stop.before <= last.position { next.fault = stop.because }
            return next == standing ? nil : next
        }

        private func takes(_ position: Position) -> Bool {
            standing.position < position && standing.fault == nil && (stop.map { position < $0.before } ?? true)
        }
    }

    private let db: Connection
    private var members: [Member]
    private let filling: Filling

    /// Makes the tables of the views in an empty database. Indexes come with `makeIndexes`.
    package static func create(in db: Connection, _ views: [any Projection.Type] = Catalogue.views) throws {
        try db.transaction {
            for statement in ViewStanding.tables { try db.execute(statement.description) }
            for view in views {
                for statement in view.tables { try db.execute(statement.description) }
                try ViewStanding(name: view.name).write(to: db)
            }
        }
    }

    package static func makeIndexes(in db: Connection, _ views: [any Projection.Type] = Catalogue.views) throws {
        try db.transaction {
            for view in views {
                for statement in view.indexes { try db.execute(statement.description) }
            }
        }
    }

    /// Takes up the views of a database that `create` made. A view that had stopped may try again.
    package init(
        _ db: Connection, _ views: [any Projection.Type] = Catalogue.views, filling: Filling
    ) throws(DatabaseError) {
        self.db = db
        self.filling = filling
        members = []
        for type in views {
            guard var standing = try ViewStanding.find(type.name, in: db) else { throw .missing("view") }
            standing.fault = nil
            members.append(Member(type: type, view: type.init(filling), standing: standing, stop: nil))
        }
    }

    package var standings: [ViewStanding] { members.map(\.standing) }

    /// The position that every view that has not stopped has reached; the next batch begins behind it.
    package var position: Position {
        members.filter { $0.standing.fault == nil }.map(\.standing.position).min()
            ?? members.map(\.standing.position).max() ?? .start
    }

    /// Whether all views have stopped.
    package var isStopped: Bool { members.allSatisfy { $0.standing.fault != nil } }

    /// Takes up events that follow each other in the log, in one transaction. A throw leaves everything as it was: the
    /// disk was at fault, and the same batch may be tried again.
    package func take(_ batch: [EventEnvelope]) throws {
        precondition(filling.isLive, "a rebuild fills its tables by itself")
        var attempts = 0
        while true {
            do {
                try db.transaction { try run(batch) }
                settle(batch)
                return
            } catch let stopped as Stopped {
                attempts += 1
                precondition(attempts <= members.count, "Each attempt at a batch stops one more view.")
                for index in members.indices { members[index].view.forget() }
                members[stopped.member].stop = (stopped.before, stopped.because)
            } catch {
                for index in members.indices {
                    members[index].view.forget()
                    members[index].stop = nil
                }
                throw error
            }
        }
    }

    /// The same without a transaction of its own, for a database that nobody reads yet: a view that stops spoils it,
    /// and the rebuild has to begin again with `stops`.
    func fill(_ batch: [EventEnvelope]) throws {
        try run(batch)
        settle(batch)
    }

    /// Writes everything that is in memory: the end of a rebuild.
    func finish() throws(DatabaseError) {
        for index in members.indices {
            try members[index].view.finish(to: db)
            try members[index].standing.write(to: db)
        }
    }

    /// Lets a view stop in front of the event with that position.
    func stop(_ member: Int, before position: Position, because: String) {
        members[member].stop = (position, because)
    }

    /// A view could not take an event up; it goes no further than `before`.
    struct Stopped: Error {
        let member: Int
        let before: Position
        let because: String
    }

    private func run(_ batch: [EventEnvelope]) throws {
        guard let first = batch.first, let last = batch.last else { return }
        // Taken out for the time being: a property of a class is looked after at each use, which costs a tenth of it all.
        var members: [Member] = []
        swap(&members, &self.members)
        defer { swap(&members, &self.members) }
        // All views take an event before the next one comes: an envelope is large, and is copied once this way.
        for envelope in batch {
            for index in members.indices {
                do throws(DatabaseError) {
                    try members[index].take(envelope, in: db)
                } catch {
                    if error.isOfStorage { throw error }
                    throw Stopped(
                        member: index, before: envelope.position,
                        because: "event \(envelope.position) (\(envelope.event.name)): \(error)")
                }
            }
        }
        for index in members.indices {
            do throws(DatabaseError) {
                try members[index].view.flush(to: db)
            } catch {
                if error.isOfStorage { throw error }
                // Which of the events it was cannot be told: the view stops in front of the batch.
                throw Stopped(
                    member: index, before: first.position,
                    because: "the events \(first.position) to \(last.position): \(error)")
            }
            if filling.isLive, let standing = members[index].reached(batch) { try standing.write(to: db) }
        }
    }

    private func settle(_ batch: [EventEnvelope]) {
        for index in members.indices {
            if let standing = members[index].reached(batch) { members[index].standing = standing }
            if filling.isLive { members[index].stop = nil }
        }
    }
}
