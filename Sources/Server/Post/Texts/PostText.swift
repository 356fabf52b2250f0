/// A text that leaves the house: one type for each text and version, with what differs from one to the next as its stored
/// properties, so that a text cannot be made without all of them.
///
/// A text that was ever sent never changes: a better one is a new type with the next number, and the old one stays.
protocol PostText: Sendable {
    /// The text and its version, as the ledger keeps it.
    static var name: StaticString { get }
    /// With made-up values, for the tests and for who writes texts.
    static var example: Self { get }
    var subject: String { get }
    /// Paragraphs of sentences: plain Dutch, one idea each.
    var paragraphs: [[String]] { get }
}

/// Every text that was ever in use.
enum PostTexts {
    static let mails: [any PostText.Type] = [
        MessageWaits1.self, ConfirmAddress1.self, ConfirmAddress2.self, AddressChanged1.self, AccountChanged1.self,
    ]
    static let letters: [any PostText.Type] = [Letter1.self]
}
