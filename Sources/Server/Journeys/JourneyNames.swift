import Events

/// The ids that the short names of a journey stand for. The same name in the same file is the same id in every load, so
/// that loading twice does nothing twice.
struct JourneyNames: Sendable {
    let journey: String

    /// The id of a short name: of this file, or of all files for an office (`o1`) or an employee (`e1`).
    func id(_ short: String) -> UInt128 {
        let isShared = short.hasPrefix("o") || short.hasPrefix("e")
        return Self.derive((isShared ? "journeys" : journey) + "/" + short)
    }

    /// The id of the command on a line.
    func command(line: Int) -> CommandID { CommandID(bits: Self.derive("\(journey)/line/\(line)")) }

    /// Whether the text is a short name: one lower-case letter and one to three digits. A reason of a bank such as `ac04`
    /// is none.
    static func isShort(_ text: some StringProtocol) -> Bool {
        let letters = text.utf8.prefix { (0x61...0x7A).contains($0) }.count
        let digits = text.utf8.count - letters
        return letters == 1 && (1...3).contains(digits)
            && text.utf8.dropFirst(letters).allSatisfy { (0x30...0x39).contains($0) }
    }

    /// Writes out the short names of a JSON text: every string that is one. `special` resolves strings with an `@`.
    func expand(_ json: String, special: (String) throws -> String?) throws -> String {
        var out = ""
        var pieces = json.split(separator: "\"", omittingEmptySubsequences: false).makeIterator()
        guard let start = pieces.next() else { return out }
        out += start
        while let text = pieces.next() {
            let value: String
            if text.hasPrefix("@"), let resolved = try special(String(text.dropFirst())) {
                value = resolved
            } else {
                value = Self.isShort(text) ? PartyID(bits: id(String(text))).text : String(text)
            }
            out += "\"\(value)\"" + (pieces.next() ?? "")
        }
        return out
    }

    /// Writes out the short names of a path, segment by segment, and those its query asks for.
    func expand(path: String) -> String {
        var out = ""
        var word = ""
        for character in path + "/" {
            if "/?&=".contains(character) {
                out += Self.isShort(word) && word != "v1" ? PartyID(bits: id(word)).text : word
                out.append(character)
                word = ""
            } else {
                word.append(character)
            }
        }
        return String(out.dropLast())
    }

    /// Writes out the short names of a principal: `representative:r1:for:h1`, `employee:e1@o1`.
    func principal(_ text: String) -> Principal? {
        var out = ""
        var word = ""
        for character in text + ":" {
            if character == ":" || character == "@" {
                out += Self.isShort(word) ? PartyID(bits: id(word)).text : word
                out.append(character)
                word = ""
            } else {
                word.append(character)
            }
        }
        return Principal(String(out.dropLast()))
    }

    private static func derive(_ name: String) -> UInt128 {
        SHA256.hash(Array(name.utf8)).bytes.prefix(16).reduce(into: UInt128(0)) { $0 = $0 << 8 | UInt128($1) }
    }
}
