/// One bundle of letters as decisions see it.
package struct LettersState: Sendable, Equatable {
    /// How many envelopes.
    package let count: Int64
    /// The print service handed it to the post.
    package internal(set) var isConfirmed = false

    init(count: Int64) {
        self.count = count
    }
}
