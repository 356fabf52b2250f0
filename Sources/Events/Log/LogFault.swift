/// Something in the log that cannot be: it was damaged or altered, or it is not the log it should be.
package struct LogFault: Error, Hashable, Sendable {
    /// Where the fault was seen.
    package enum Place: Hashable, Sendable {
        /// The file as a whole.
        case file
        /// The tables, triggers or the name of the log.
        case schema
        /// The event at this position.
        case event(Position)
        /// The command with this sequence.
        case command(Int64)
        /// A stored node of the tree.
        case node(level: Int, number: Int64)
        /// The stored checkpoint behind this command.
        case checkpoint(Int64)
        /// A checkpoint that somebody kept elsewhere.
        case kept(Checkpoint)
        /// The vault beside the log.
        case vault
    }

    package let place: Place
    /// What is wrong, in English and for operators; it carries no personal data.
    package let reason: String

    package init(_ place: Place, _ reason: String) {
        self.place = place
        self.reason = reason
    }
}

extension LogFault: CustomStringConvertible {
    package var description: String {
        switch place {
        case .file: "log file: \(reason)"
        case .schema: "schema: \(reason)"
        case .event(let position): "event \(position): \(reason)"
        case .command(let sequence): "command \(sequence): \(reason)"
        case .node(let level, let number): "tree node \(level)/\(number): \(reason)"
        case .checkpoint(let sequence): "checkpoint behind command \(sequence): \(reason)"
        case .kept(let checkpoint): "kept head of \(checkpoint.at.text): \(reason)"
        case .vault: "vault: \(reason)"
        }
    }
}
