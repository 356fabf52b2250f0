/// The one reader of JSON, for the log and for requests: strict, and with all mistakes at once.
///
/// Load bytes, then ask for a record. One reader is used again and again, so that its room is allocated once.
package struct JSONReader: Sendable {
    /// After so many mistakes no more are collected.
    package static let errorsMax = 100
    /// How many elements a list may have.
    package static let listMax = 1000

    /// All that is wrong with what was loaded, in the order in which it was found.
    package internal(set) var errors: [Malformed] = []

    /// Where the loading found a fault already: nothing more is said about those places.
    private(set) var faulty: Set<String> = []

    /// The loaded bytes, and behind them at least the scanner's padding; the room only grows.
    private(set) var source: [UInt8] = []
    /// How many bytes were loaded.
    private(set) var count = 0
    var tokens: [JSONToken] = []
    /// The token that `read` is about.
    var current = 0
    var frame = Frame()
    var engine = Engine.tape
    var described: [JSONSchema.Field] = []

    /// How what is asked for is found.
    enum Engine: Sendable {
        /// On the tape of tokens that the scanner made: any document, and all that is wrong with it.
        case tape
        /// In the source itself, when that is written as the writer writes.
        case canonical
        /// Nowhere: a record describes itself. Fields are noted, and values are placeholders.
        case describing
    }

    var isDescribing: Bool { engine == .describing }

    // Canonical only: where the reading is in the source, what stands in front of the next key, and whether anything
    // was not as the writer writes it.
    var place = 0
    var sign = UInt8(ascii: "{")
    var hasFailed = false

    /// Where the reading of one record is.
    struct Frame: Sendable {
        var object = 0
        /// The token behind the one that was read last: most records are read in the order they were written.
        var expected = 0
        var readCount = 0
    }

    package init() {}

    static func describing() -> JSONReader {
        var reader = JSONReader()
        reader.engine = .describing
        return reader
    }

    /// Takes in a document; false when `errors` says why it cannot be used. How long it may be is for the caller.
    @discardableResult
    package mutating func load(_ bytes: [UInt8]) -> Bool { bytes.withUnsafeBytes { load($0) } }

    /// Takes in a document; false when `errors` says why it cannot be used. How long it may be is for the caller.
    @discardableResult
    package mutating func load(_ bytes: UnsafeRawBufferPointer) -> Bool {
        keep(bytes)
        var room: [JSONToken] = []
        swap(&room, &tokens)
        room.removeAll(keepingCapacity: true)
        let (isJSON, faults) = source.withUnsafeBytes { padded in
            var scanner = JSONScanner(UnsafeRawBufferPointer(rebasing: padded[..<bytes.count]), tokens: room)
            room = []
            let isJSON = scanner.document()
            swap(&tokens, &scanner.tokens)
            return (isJSON, scanner.faults)
        }
        frame = Frame()
        for fault in faults {
            let place = fault.token.map { pointer(to: $0) } ?? pointerToOpenContainer()
            errors.append(Malformed(pointer: place, code: fault.kind, detail: fault.detail))
        }
        faulty = Set(errors.map(\.pointer))
        if !isJSON { tokens.removeAll(keepingCapacity: true) }
        return errors.isEmpty
    }

    /// Makes room for a document and copies it there: what was loaded before is gone.
    mutating func keep(_ bytes: UnsafeRawBufferPointer) {
        precondition(bytes.count < Int(UInt32.max) - JSONScanner.padding, "A document must be smaller than 4 GiB.")
        count = bytes.count
        let needed = count + JSONScanner.padding
        if source.count < needed { source = [UInt8](repeating: 0, count: max(needed, 2 * source.count)) }
        source.withUnsafeMutableBytes { source in
            source.copyMemory(from: bytes)
            source.storeBytes(of: 0, toByteOffset: bytes.count, as: UInt64.self)
        }
        if !errors.isEmpty { errors.removeAll(keepingCapacity: true) }
        if !tokens.isEmpty { tokens.removeAll(keepingCapacity: true) }
    }

    /// Reads the whole document as one record; nil when anything is wrong with it, and then `errors` says what.
    package mutating func record<T: Record>(_ type: T.Type) -> T? {
        let value: T? = self.value()
        return value
    }

    /// Whether what was loaded is JSON. There may be faults in it all the same, such as a number with a fraction; reading
    /// it as a record adds the others.
    package var isDocument: Bool { !tokens.isEmpty }

    /// Reads the whole document as one value; nil when anything is wrong with it, and then `errors` says what.
    package mutating func value<T: Stored>(_ type: T.Type = T.self) -> T? {
        guard !tokens.isEmpty else { return nil }
        current = 0
        let value = T.read(&self)
        return errors.isEmpty ? value : nil
    }
}
