package import Events

/// One line of a fixture: `keyword name json`, where name and json may be missing.
package struct FixtureLine: Equatable, Sendable {
    package let keyword: String
    /// What stands between the keyword and the JSON, without the spaces around it; may be empty.
    package let name: String
    /// The JSON with every short id and sealed value written out and no spaces between its parts; nil when there is none.
    package let json: String?
    /// Where the line starts in the file, counted from 1.
    package let number: Int
}

/// Reads fixtures that a domain expert writes by hand (`.gwt`, `.view`).
///
/// - A line that starts with `#` is a comment; an indented line goes on with the line above it; a line that starts with
///   `{` has the keyword `row`.
/// - A short id, such as `k1`, stands for a UUID: one to three letters, then a number without leading zeros. It is
///   written out wherever a JSON value or a part of a principal (`caregiver:z1`, `employee:e1@o1`) has that form.
/// - A JSON value `"sealed h1 some words"` stands for the stored form of a personal value of subject `h1`.
package enum Fixture {
    package static func parse(_ text: String) -> [FixtureLine] {
        var joined: [(text: String, number: Int)] = []
        for (index, raw) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = trimmed(raw)
            if line.isEmpty || line.hasPrefix("#") { continue }
            if raw.first == " " || raw.first == "\t", let last = joined.indices.last {
                joined[last].text += " " + line
            } else {
                joined.append((line, index + 1))
            }
        }
        return joined.map { line(from: $0.text, number: $0.number) }
    }

    /// The UUID a short id stands for: its letters in front, its number at the end. Nil when it is not a short id.
    package static func uuid(_ short: some StringProtocol) -> String? {
        let letters = short.utf8.prefix { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
        let digits = short.utf8.dropFirst(letters.count)
        guard (1...3).contains(letters.count), (1...3).contains(digits.count), digits.first != UInt8(ascii: "0"),
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        let front = letters.map { hex($0) }.joined()
        return padded(front, 8) + "-0000-4000-8000-" + padded(String(decoding: digits, as: UTF8.self), 12)
    }

    /// The id a short id stands for.
    package static func id<Subject>(_ short: String, as type: ID<Subject>.Type = ID<Subject>.self) -> ID<Subject> {
        guard let text = uuid(short), let id = ID<Subject>(text) else {
            preconditionFailure("\(short) is not a short id.")
        }
        return id
    }

    /// The text with every UUID that stands for a short id written short again, for reading what went wrong.
    package static func shortened(_ text: String) -> String {
        var result = ""
        var rest = Substring(text)
        while let range = rest.firstRange(of: "-0000-4000-8000-") {
            let front = rest[..<range.lowerBound].suffix(8)
            let back = rest[range.upperBound...].prefix(12)
            let letters = stride(from: 0, to: front.count, by: 2).compactMap { offset in
                UInt8(front.dropFirst(offset).prefix(2), radix: 16)
            }.filter { $0 != 0 }
            if let number = Int(back), uuid(String(decoding: letters, as: UTF8.self) + String(number)) != nil {
                result += rest[..<range.lowerBound].dropLast(8)
                result += String(decoding: letters, as: UTF8.self) + String(number)
            } else {
                result += rest[..<range.upperBound] + back
            }
            rest = rest[range.upperBound...].dropFirst(12)
        }
        return result + rest
    }

    /// A principal in its stored form, with its short ids written out.
    package static func principal(_ text: String) -> String {
        var result = ""
        var part = ""
        for character in text + "\n" {
            guard character == ":" || character == "@" || character == "\n" else {
                part.append(character)
                continue
            }
            result += uuid(part) ?? part
            if character != "\n" { result.append(character) }
            part = ""
        }
        return result
    }

    private static func line(from text: String, number: Int) -> FixtureLine {
        if text.hasPrefix("{") {
            return FixtureLine(keyword: "row", name: "", json: written(text), number: number)
        }
        let keyword = text.prefix { $0 != " " && $0 != "\t" }
        let rest = trimmed(text[keyword.endIndex...])
        guard let brace = rest.firstIndex(where: { $0 == "{" || $0 == "[" }) else {
            let name = keyword == "by" ? principal(rest) : uuid(rest) ?? rest
            return FixtureLine(keyword: String(keyword), name: name, json: nil, number: number)
        }
        return FixtureLine(
            keyword: String(keyword), name: trimmed(rest[..<brace]), json: written(String(rest[brace...])),
            number: number)
    }

    /// Keys whose values may look like a short id and are none, such as the bank's return code `ac13`.
    private static let plainKeys: Set<String> = ["bankReason", "code", "endToEnd"]

    /// The JSON with its strings written out and the spaces between its parts gone.
    private static func written(_ json: String) -> String {
        var result = ""
        var key = ""
        var rest = Substring(json)
        while let first = rest.first {
            guard first == "\"" else {
                if first != " " && first != "\t" { result.append(first) }
                rest = rest.dropFirst()
                continue
            }
            let string = literal(rest)
            rest = rest[string.endIndex...]
            let inner = String(string.dropFirst().dropLast())
            let isKey = rest.drop { $0 == " " }.first == ":"
            if isKey { key = inner }
            result += isKey || plainKeys.contains(key) ? String(string) : value(inner) ?? String(string)
        }
        return result
    }

    /// The string literal at the start of the text, with its quotes.
    private static func literal(_ text: Substring) -> Substring {
        var end = text.index(after: text.startIndex)
        while end < text.endIndex, text[end] != "\"" {
            if text[end] == "\\" { end = text.index(after: end) }
            end = text.index(after: end)
        }
        return text[...end]
    }

    /// What a string value stands for, as JSON; nil when it stands for itself.
    private static func value(_ text: String) -> String? {
        if let uuid = uuid(text) { return "\"\(uuid)\"" }
        let parts = text.split(separator: " ", maxSplits: 2)
        guard parts.count == 3, parts[0] == "sealed", let subject = uuid(parts[1]) else { return nil }
        let commitment = SHA256.hash(Array(parts[2].utf8)).hex
        return #"{"subject":"\#(subject)","commitment":"\#(commitment)"}"#
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        let front = text.drop { $0 == " " || $0 == "\t" || $0 == "\r" }
        guard let last = front.lastIndex(where: { $0 != " " && $0 != "\t" && $0 != "\r" }) else { return "" }
        return String(front[...last])
    }

    private static func hex(_ byte: UInt8) -> String { padded(String(byte, radix: 16), 2) }

    private static func padded(_ text: String, _ width: Int) -> String {
        String(repeating: "0", count: width - text.utf8.count) + text
    }
}
