/// One value on the reader's tape: where its key and its bytes lie in the source, and where the next sibling is.
///
/// The tape is flat and in reading order: the first child of a container stands right behind it.
struct JSONToken: Sendable {
    enum Kind: UInt8 { case object, array, string, number, yes, no, null }

    let kind: Kind
    /// The key holds a backslash, so its bytes are not yet the name itself.
    let keyIsEscaped: Bool
    /// The string holds a backslash.
    var isEscaped = false
    /// A record has asked for it.
    var isRead = false
    /// The bytes of the key between its quotes; an element of an array has none.
    let keyStart: UInt32
    let keyEnd: UInt32
    /// The bytes of the value; of a string those between the quotes.
    var start: UInt32
    var end: UInt32 = 0
    /// Index of the token behind this value and all that is in it; 0 while a container is still open.
    var next: UInt32 = 0
    /// How many children a container has.
    var count: UInt32 = 0
}
