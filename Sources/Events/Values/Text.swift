/// What a person wrote freely: 1 to 4,000 bytes of UTF-8, new lines allowed, kept exactly as given.
///
/// Refused is what a reader cannot see but a machine obeys: control characters, signs that turn the direction of
/// writing, invisible signs, and code points that mean nothing yet (see `Visible`). Two texts are equal when their
/// bytes are, because the log compares bytes as well.
package struct Text: Hashable, Sendable, Masked {
    package let text: String

    package static let byteMax = 4000

    package init?(_ text: String) {
        guard Visible.allows(text, byteMax: Self.byteMax, newlines: true) else { return nil }
        self.text = text
    }

    package static func == (left: Text, right: Text) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }
}

/// The name of a person or organisation, or a line of an address: as `Text`, at most 200 bytes and on one line.
package struct Name: Hashable, Sendable, Masked {
    package let text: String

    package static let byteMax = 200

    package init?(_ text: String) {
        guard Visible.allows(text, byteMax: Self.byteMax, newlines: false) else { return nil }
        self.text = text
    }

    /// A text that is known to be a name. A literal needs no room of its own.
    init(literal text: String) { self.text = text }

    package static func == (left: Name, right: Name) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }
}
