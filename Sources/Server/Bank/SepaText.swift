import Events

/// Text as a SEPA payment carries it: only `a-z A-Z 0-9 / - ? : ( ) . , ' +` and blanks between them.
///
/// Never two blanks or two slashes together, none of them at an end. Other letters are spelled with these; what cannot
/// be spelled becomes one full stop, what is blank or a line break a blank, and accents on their own are dropped. The same
/// text gives the same bytes everywhere. Source: EPC guidance on the character set and on the use of the slash.
struct SepaText: Hashable, Masked {
    /// ASCII, so that bytes and characters are the same count.
    let text: String

    /// The most characters of a name and of what is told to the payee. Source: SEPA credit transfer guidelines, AT-21
    /// and AT-05.
    static let nameMost = 70
    static let remittanceMost = 140

    /// What stands for a name of which no letter or digit can be written (nomen nescio): a name must not be empty.
    static let nameless = "NN"

    /// A name: at most 70 characters, never empty.
    static func name(_ name: String) -> SepaText {
        let text = written(name, most: nameMost)
        return SepaText(text: text.utf8.contains(where: isLetterOrDigit) ? text : nameless)
    }

    /// What is told to the payee: at most 140 characters; nil when nothing of it can be written.
    static func remittance(_ remittance: String) -> SepaText? {
        let text = written(remittance, most: remittanceMost)
        return text.isEmpty ? nil : SepaText(text: text)
    }

    /// Whether a byte may stand in such a text.
    static func isAllowed(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || byte == space || byte &- 0x27 < 3 || byte &- 0x2B < 5
            || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "?")
    }

    /// More of a text is not looked at, whatever it is made of.
    private static let scalarsMost = 4_096

    private static let space = UInt8(ascii: " ")
    private static let slash = UInt8(ascii: "/")
    private static let dot = UInt8(ascii: ".")

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
    }

    private static func written(_ source: String, most: Int) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(most)
        for scalar in source.unicodeScalars.prefix(scalarsMost) {
            if bytes.count > most { break }
            add(scalar, to: &bytes)
        }
        if bytes.count > most { bytes.removeLast(bytes.count - most) }
        while let last = bytes.last, last == space || last == slash { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func add(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
        if scalar.isASCII, isAllowed(UInt8(scalar.value)) { return add(UInt8(scalar.value), to: &bytes) }
        // The wide forms of East Asian type stand 0xFEE0 above the plain ones.
        if 0xFF01...0xFF5E ~= scalar.value, let plain = Unicode.Scalar(scalar.value - 0xFEE0) {
            return add(plain, to: &bytes)
        }
        switch SepaLetters.spelling(of: scalar) {
        case .one(let byte): add(byte, to: &bytes)
        case .several(let spelled): for byte in spelled { add(byte, to: &bytes) }
        case nil:
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark, .format: break
            case .control, .spaceSeparator, .lineSeparator, .paragraphSeparator: add(space, to: &bytes)
            default: if bytes.last != dot { bytes.append(dot) }
            }
        }
    }

    /// Keeps blanks and slashes from standing in front or together; a blank between two slashes keeps them apart.
    private static func add(_ byte: UInt8, to bytes: inout [UInt8]) {
        if byte == space || byte == slash {
            guard let last = bytes.last, last != byte else { return }
        }
        bytes.append(byte)
    }
}

/// A reference in a payment file: 1 to 35 characters of the SEPA set, no `/` at an end, no `//`, no blank at an end.
///
/// Nothing is converted: a reference of ours that does not fit is a mistake, and a changed one would not come back as
/// it went. Source: ISO 20022 Max35Text; EPC guidance on the use of the slash in references.
struct BankReference: Hashable, Comparable, CustomStringConvertible {
    let text: String

    static let most = 35

    /// Nil when the text is no such reference.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        let slash = UInt8(ascii: "/")
        let space = UInt8(ascii: " ")
        guard 1...Self.most ~= bytes.count, bytes.allSatisfy(SepaText.isAllowed) else { return nil }
        guard let first = bytes.first, let last = bytes.last, ![slash, space].contains(first),
            ![slash, space].contains(last),
            !zip(bytes, bytes.dropFirst()).contains(where: { $0 == slash && $1 == slash })
        else { return nil }
        self.text = text
    }

    /// The reference that belongs to one payment for ever; a code always fits when it is short enough.
    init?(_ code: Code) { self.init(code.text) }

    var description: String { text }

    /// In the order of their bytes, which is also that of SQLite.
    static func < (left: BankReference, right: BankReference) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}

/// The code of a bank (BIC): eight or eleven capitals and digits, as ISO 9362 builds it and as the older schema tests it.
struct Bic: Hashable, CustomStringConvertible {
    let text: String

    /// Nil when the text has not that form.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        func isCapital(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }
        func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
        guard bytes.count == 8 || bytes.count == 11, bytes[..<6].allSatisfy(isCapital),
            bytes[6...].allSatisfy({ isCapital($0) || isDigit($0) }),
            bytes[6] != UInt8(ascii: "0"), bytes[6] != UInt8(ascii: "1"), bytes[7] != UInt8(ascii: "O")
        else { return nil }
        self.text = text
    }

    var description: String { text }
}
