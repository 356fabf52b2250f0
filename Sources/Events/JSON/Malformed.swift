/// One thing that is wrong with what was sent; all of them are collected, so that nobody has to send five times.
package struct Malformed: Error, Hashable, Sendable {
    /// Where: a JSON pointer (RFC 6901), empty for the whole document.
    package let pointer: String
    /// What kind of mistake, as one of the names below; stable, for programs.
    package let code: String
    /// What to do about it, for people: one or two plain Dutch sentences that never repeat what was sent.
    package let detail: String

    package init(pointer: String, code: Kind, detail: String) {
        self.pointer = pointer
        self.code = code.rawValue
        self.detail = detail
    }

    /// The kinds of mistakes.
    package enum Kind: String, CaseIterable, Sendable {
        case missing
        case unknownField = "unknown-field"
        case wrongType = "wrong-type"
        case invalidValue = "invalid-value"
        case duplicateKey = "duplicate-key"
        case syntax
        case outOfRange = "out-of-range"
    }
}
