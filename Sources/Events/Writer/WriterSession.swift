/// What the writer thread does with its jobs. It is made on that thread and never leaves it.
package protocol WriterSession: SendableMetatype {
    associatedtype Job: Sendable
    associatedtype Reply: Sendable

    /// The store that the jobs are written to.
    var store: Store { get }

    /// Does one job within the open batch. A throw undoes this job alone: also an event that this program cannot read
    /// stops nobody but who needs it. Only a `DatabaseError` is the disk's, and gives up the whole batch.
    func handle(_ job: Job) throws -> Reply

    /// Reads from the store what the session itself keeps in memory: after a batch was given up, when the store has been
    /// reloaded.
    func reload() throws

    /// Reads a little of the store ahead while nobody waits, a millisecond's worth; false when there is nothing more to
    /// read. A throw harms nobody: who needs what cannot be read will meet it.
    func readAhead() throws -> Bool
}

extension WriterSession {
    package func readAhead() throws -> Bool { false }
}

/// Why a job was not done, or is not known to be done.
package enum WriterFailure: Error, Hashable, Sendable {
    /// Too many jobs are waiting; it was not taken. Try again in a moment.
    case overloaded
    /// There is no room on the disk; nothing was stored. It can be tried again when there is.
    case diskFull
    /// The disk failed while storing: whether the job was done shows after the next start. Ask again under the same id.
    case unknownOutcome
    /// The writer has stopped; nothing was stored.
    case stopped
    /// The session threw something else: this job alone was undone. The text is for operators.
    case fault(String)
}

/// How the writer is.
package enum WriterState: Hashable, Sendable {
    case starting
    case running
    /// Waits for room on the disk and goes on by itself; reads go on.
    case diskFull
    /// Stopped in order.
    case finished
    /// Stopped because of a fault of the disk or the log, with what it was. Only a new start can help.
    case stopped(String)
}
