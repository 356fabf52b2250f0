/// The state of the whole log in a few lines: whoever keeps one can later prove that nothing before it was changed.
package struct Checkpoint: Hashable, Sendable {
    /// The name of the log, chosen when it was made.
    package let origin: String
    /// How many events the log had.
    package let size: Position
    /// The root of the tree over their hashes.
    package let root: Digest
    /// How many commands had been decided.
    package let sequence: Int64
    /// The hash of the last of them: the head of the chain.
    package let head: Digest
    package let at: Moment

    package init(origin: String, size: Position, root: Digest, sequence: Int64, head: Digest, at: Moment) {
        self.origin = origin
        self.size = size
        self.root = root
        self.sequence = sequence
        self.head = head
        self.at = at
    }

    private static let title = "pgb1 checkpoint"

    /// Seven lines to print, mail or hand to another organisation.
    package var text: String {
        "\(Self.title)\n\(origin)\n\(size)\n\(root)\n\(sequence)\n\(head)\n\(at.text)\n"
    }

    /// Reads exactly what `text` writes.
    package init?(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 8, lines[7].isEmpty, lines[0] == Self.title, !lines[1].isEmpty,
            let size = Int64(lines[2]), size >= 0, let root = Digest(hex: String(lines[3])),
            let sequence = Int64(lines[4]), sequence >= 0, let head = Digest(hex: String(lines[5])),
            let at = Moment(String(lines[6]))
        else { return nil }
        self.init(
            origin: String(lines[1]), size: Position(size), root: root, sequence: sequence, head: head, at: at)
        guard self.text == text else { return nil }
    }
}
