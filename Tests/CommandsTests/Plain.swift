import Events
import Support

/// Bodies of facts as a fixture shows them: a personal field as `{"subject":…,"value":…}` in place of its commitment.
///
/// Sealed values are kept here, as the vault would, so that what was sealed can be shown again.
struct Plain {
    /// The JSON of a value by the hexadecimal form of its commitment.
    private(set) var values: [String: String] = [:]

    /// Every value of a fixture is sealed with this salt, so that the same fixture always has the same digests.
    private static let salt: UInt128 = 0x1234_5678_9abc_def0_1234_5678_9abc_def0

    /// Keeps what a writer sealed.
    mutating func keep(_ sealed: [SealedValue]) {
        for value in sealed { values[value.commitment.hex] = String(decoding: value.json, as: UTF8.self) }
    }

    /// The stored form of a body in which personal fields are plain.
    mutating func seal(_ body: String) -> String {
        var result = ""
        var rest = Substring(body)
        while let range = rest.firstRange(of: #"","value":"#) {
            guard rest[..<range.lowerBound].hasSubject else {
                result += rest[..<range.upperBound]
                rest = rest[range.upperBound...]
                continue
            }
            let literal = rest[range.upperBound...].whole
            let commitment = Self.commitment(of: literal)
            values[commitment] = String(literal)
            result += rest[..<range.lowerBound] + #"","commitment":""# + commitment + "\""
            rest = rest[literal.endIndex...]
        }
        return result + rest
    }

    /// The body with every commitment that can be opened replaced by its value.
    func open(_ body: String) -> String {
        var result = ""
        var rest = Substring(body)
        while let range = rest.firstRange(of: #""commitment":""#) {
            let literal = rest[rest.index(before: range.upperBound)...].literal
            let hex = String(literal.dropFirst().dropLast())
            if let value = values[hex] {
                result += rest[..<range.lowerBound] + "\"value\":" + value
            } else {
                result += rest[..<literal.endIndex]
            }
            rest = rest[literal.endIndex...]
        }
        return result + rest
    }

    /// The commitment as `Personal` makes it, over a value that is JSON already.
    private static func commitment(of json: Substring) -> String {
        var bytes = Array("pgb1-personal".utf8)
        for shift in stride(from: 120, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: salt >> shift)) }
        bytes += Array(json.utf8)
        return SHA256.hash(bytes).hex
    }
}

extension Substring {
    /// The string or the object the text begins with, all of it; no string in such an object holds a brace.
    fileprivate var whole: Substring {
        guard first == "{", let end = firstIndex(of: "}") else { return literal }
        return self[...end]
    }

    /// The string literal the text begins with, quotes included.
    fileprivate var literal: Substring {
        var end = index(after: startIndex)
        while end < endIndex, self[end] != "\"" {
            if self[end] == "\\" { end = index(after: end) }
            end = index(after: end)
        }
        return self[...end]
    }

    /// Whether the text ends in `{"subject":"` and an id.
    fileprivate var hasSubject: Bool { dropLast(36).hasSuffix(#"{"subject":""#) }
}
