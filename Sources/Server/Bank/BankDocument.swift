import Events

/// A message of a bank as a tree that is walked once, from its first element to its last.
///
/// Elements of other namespaces, where banks put what is theirs alone, are stepped over. Text beside elements is refused.
struct BankDocument {
    private var reader: XMLReader
    private let namespace: String
    /// The message's name and version, such as `camt.053.001.08`.
    let message: String

    /// The bytes of the text of one element.
    private static let textMost = 4_096

    private static let prefix = "urn:iso:std:iso:20022:tech:xsd:"

    /// Opens a message of one of these names and stands in its only element.
    init(_ bytes: [UInt8], mostBytes: Int, messages: [String: String]) throws(BankFileFault) {
        reader = try XMLReader(bytes, XMLReader.Limits(bytesMost: mostBytes, textMost: Self.textMost))
        // Anything but an element gives a fault, and the end is not before one.
        _ = try reader.next()
        namespace = reader.namespace
        guard reader.name == "Document", namespace.hasPrefix(Self.prefix) else {
            throw reader.fault(.otherDocument, at: reader.line)
        }
        message = String(namespace.dropFirst(Self.prefix.count))
        guard let root = messages[message] else { throw reader.fault(.otherDocument, at: reader.line) }
        let line = reader.line
        guard let first = try child() else { throw reader.fault(.missingElement, at: line) }
        guard first == root else { throw reader.fault(.otherDocument, at: reader.line) }
    }

    /// The line on which the element that was opened last begins.
    var line: Int { reader.line }

    /// The name of the next child of the element that is open, which is then open; nil at its end, which closes it.
    mutating func child() throws(BankFileFault) -> String? {
        reader.keepsText = true
        while true {
            switch try reader.next() {
            case .start:
                if reader.namespace == namespace { return reader.name }
                try skip()
                reader.keepsText = true
            case .end, .finished: return nil
            case .text:
                guard reader.text.allSatisfy(XMLCharacters.isSpace) else {
                    throw reader.fault(.unexpectedContent, at: reader.latestLine())
                }
            }
        }
    }

    /// Closes the element that is open, whatever is in it.
    mutating func skip() throws(BankFileFault) {
        reader.keepsText = false
        var depth = 1
        while depth > 0 {
            switch try reader.next() {
            case .start: depth += 1
            case .end: depth -= 1
            case .text: continue
            case .finished: return
            }
        }
    }

    /// The text of the element that is open, without blanks around it, which closes it; it holds no elements.
    mutating func text() throws(BankFileFault) -> String {
        reader.keepsText = true
        var bytes: [UInt8] = []
        while true {
            switch try reader.next() {
            case .start: throw reader.fault(.unexpectedContent, at: reader.line)
            case .text:
                bytes += reader.text
                // Sections and references divide a text; its limit is for the whole.
                guard bytes.count <= Self.textMost else { throw reader.fault(.textTooLong, at: reader.latestLine()) }
            case .end, .finished:
                let front = bytes.drop(while: XMLCharacters.isSpace)
                let end = front.lastIndex { !XMLCharacters.isSpace($0) }
                return String(decoding: end.map { front[...$0] } ?? [], as: UTF8.self)
            }
        }
    }

    /// Closes the message and the document; nothing may follow.
    mutating func finish() throws(BankFileFault) {
        guard try child() == nil else { throw reader.fault(.unexpectedContent, at: reader.line) }
        guard try reader.next() == .finished else { throw reader.fault(.unexpectedContent, at: reader.latestLine()) }
    }

    func attribute(_ name: String) -> String? {
        reader.attributes.first { $0.name == name && $0.namespace.isEmpty }?.value
    }

    func fault(_ kind: BankFileFault.Kind, at line: Int? = nil) -> BankFileFault {
        reader.fault(kind, at: line ?? reader.line)
    }
}

/// What elements hold.
extension BankDocument {
    /// A text of 1 to 140 characters.
    mutating func filledText() throws(BankFileFault) -> String {
        let line = line
        let text = try text()
        guard !text.isEmpty, text.unicodeScalars.count <= 140 else { throw fault(.badValue, at: line) }
        return text
    }

    /// A code, such as of a status or a reason: 1 to 4 capitals and digits.
    mutating func code() throws(BankFileFault) -> String {
        let line = line
        let text = try text()
        let isCode = text.utf8.allSatisfy { $0 &- 0x41 < 26 || $0 &- 0x30 < 10 }
        guard 1...4 ~= text.utf8.count, isCode else { throw fault(.badValue, at: line) }
        return text
    }

    /// The code in an element that gives a choice between a code and the bank's own words; nil for those.
    mutating func chosenCode() throws(BankFileFault) -> String? {
        var code: String?
        while let name = try child() {
            if name == "Cd" {
                guard code == nil else { throw fault(.repeatedElement) }
                code = try self.code()
            } else {
                try skip()
            }
        }
        return code
    }

    /// An amount in euros, not below zero: digits, and behind a point one or two more.
    mutating func amount() throws(BankFileFault) -> Cents {
        let line = line
        guard attribute("Ccy") == "EUR" else { throw fault(.otherCurrency, at: line) }
        guard let cents = Self.cents(try text()) else { throw fault(.badAmount, at: line) }
        return cents
    }

    static func cents(_ text: String) -> Cents? {
        let bytes = Array(text.utf8)
        let point = bytes.firstIndex(of: UInt8(ascii: ".")) ?? bytes.count
        let decimals = bytes.count - point - 1
        guard point > 0, bytes.count <= 20, decimals == -1 || decimals == 1 || decimals == 2 else { return nil }
        var value: Int64 = 0
        for byte in bytes where byte != UInt8(ascii: ".") {
            guard byte &- 0x30 < 10 else { return nil }
            value = min(value * 10 + Int64(byte - 0x30), Cents.limit + 1)
        }
        // A second point is no decimal.
        guard bytes.count(where: { $0 == UInt8(ascii: ".") }) <= 1 else { return nil }
        let scaled = decimals == 2 ? value : decimals == 1 ? value * 10 : value * 100
        return scaled <= Cents.limit ? Cents(scaled) : nil
    }

    /// `CRDT` or `DBIT`.
    mutating func direction() throws(BankFileFault) -> BankDirection {
        let line = line
        guard let direction = BankDirection(rawValue: try text()) else { throw fault(.badValue, at: line) }
        return direction
    }

    mutating func boolean() throws(BankFileFault) -> Bool {
        let line = line
        switch try text() {
        case "true", "1": return true
        case "false", "0": return false
        default: throw fault(.badValue, at: line)
        }
    }

    /// The day of a choice between a day and a moment; of a moment the day that the bank writes, in its own time.
    mutating func chosenDay() throws(BankFileFault) -> Day {
        let opened = line
        var day: Day?
        while let name = try child() {
            let line = line
            guard name == "Dt" || name == "DtTm" else { throw fault(.badValue, at: line) }
            let text = try text()
            guard day == nil else { throw fault(.repeatedElement, at: line) }
            let rest = text.utf8.dropFirst(10).first
            guard let read = Day(String(text.prefix(10))),
                rest == nil || (name == "DtTm") == (rest == UInt8(ascii: "T"))
            else { throw fault(.badValue, at: line) }
            day = read
        }
        guard let day else { throw fault(.badValue, at: opened) }
        return day
    }

    /// Takes the text of an element that may be there once.
    mutating func take(_ field: inout String?) throws(BankFileFault) {
        guard field == nil else { throw fault(.repeatedElement) }
        field = try filledText()
    }

    /// Takes the amount of an element that may be there once.
    mutating func take(_ field: inout Cents?) throws(BankFileFault) {
        guard field == nil else { throw fault(.repeatedElement) }
        field = try amount()
    }

    /// Takes the direction of an element that may be there once.
    mutating func take(_ field: inout BankDirection?) throws(BankFileFault) {
        guard field == nil else { throw fault(.repeatedElement) }
        field = try direction()
    }

    /// Takes the day of an element that may be there once.
    mutating func take(_ field: inout Day?) throws(BankFileFault) {
        guard field == nil else { throw fault(.repeatedElement) }
        field = try chosenDay()
    }
}
