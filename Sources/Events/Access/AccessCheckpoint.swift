/// The state of the access log in a few lines: whoever keeps one can later prove that nothing before it was changed.
package struct AccessCheckpoint: Hashable, Sendable {
    /// The name of the access log.
    package let origin: String
    /// The number of its newest line, and that line's hash: the head of the chain.
    package let sequence: Int64
    package let head: Digest
    package let at: Moment

    package init(origin: String, sequence: Int64, head: Digest, at: Moment) {
        self.origin = origin
        self.sequence = sequence
        self.head = head
        self.at = at
    }

    private static let title = "pgb1-access checkpoint"

    /// Five lines to print, mail or hand to another organisation.
    package var text: String { "\(Self.title)\n\(origin)\n\(sequence)\n\(head)\n\(at.text)\n" }

    /// Reads exactly what `text` writes.
    package init?(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 6, lines[5].isEmpty, lines[0] == Self.title, !lines[1].isEmpty,
            let sequence = Int64(lines[2]), sequence >= 0, let head = Digest(hex: String(lines[3])),
            let at = Moment(String(lines[4]))
        else { return nil }
        self.init(origin: String(lines[1]), sequence: sequence, head: head, at: at)
        guard self.text == text else { return nil }
    }
}
