import Foundation

/// One case of `fixtures/http/requests.http`; the file says how it is written.
struct HTTPFixture: Sendable, CustomStringConvertible {
    /// What becomes of the connection.
    enum Ending: String, Sendable { case open, waits, closed }

    let name: String
    /// Such as `200` or `400/bad-host`.
    let statuses: [String]
    let ending: Ending
    let bytes: [UInt8]

    var description: String { name }

    /// The root of the repository, from where this file stands.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static let all: [HTTPFixture] = {
        let url = root.appendingPathComponent("fixtures/http/requests.http")
        guard let text = try? String(contentsOf: url, encoding: .utf8) else { return [] }
        return text.components(separatedBy: "\n=== ").dropFirst().compactMap(HTTPFixture.init)
    }()

    private init?(_ block: String) {
        var lines = block.components(separatedBy: "\n")
        name = lines.removeFirst()
        guard !lines.isEmpty, lines[0].hasPrefix("expect: ") else { return nil }
        let words = lines.removeFirst().dropFirst(8).split(separator: " ").map(String.init)
        guard let last = words.last, let ending = Ending(rawValue: last) else { return nil }
        statuses = Array(words.dropLast())
        self.ending = ending
        // A comment can only stand between cases: behind an empty line.
        let end = lines.firstIndex { $0.isEmpty } ?? lines.count
        guard let bytes = Self.bytes(Array(lines[..<end].joined().utf8)) else { return nil }
        self.bytes = bytes
    }

    /// Writes out escapes and repetitions.
    private static func bytes(_ text: [UInt8]) -> [UInt8]? {
        var result: [UInt8] = []
        var index = 0
        while index < text.count {
            if text[index] == UInt8(ascii: "{"), let (unit, count, next) = repetition(text, index) {
                guard let unit = bytes(unit) else { return nil }
                for _ in 0..<count { result += unit }
                index = next
            } else if text[index] == UInt8(ascii: "\\") {
                guard index + 1 < text.count else { return nil }
                switch text[index + 1] {
                case UInt8(ascii: "r"): result.append(13)
                case UInt8(ascii: "n"): result.append(10)
                case UInt8(ascii: "t"): result.append(9)
                case UInt8(ascii: "0"): result.append(0)
                case UInt8(ascii: "\\"): result.append(UInt8(ascii: "\\"))
                case UInt8(ascii: "x"):
                    guard index + 3 < text.count,
                        let byte = UInt8(String(decoding: text[(index + 2)...(index + 3)], as: UTF8.self), radix: 16)
                    else { return nil }
                    result.append(byte)
                    index += 2
                default: return nil
                }
                index += 2
            } else {
                result.append(text[index])
                index += 1
            }
        }
        return result
    }

    /// `{text*N}` at `index`: the text, N, and where the text goes on.
    private static func repetition(_ text: [UInt8], _ index: Int) -> ([UInt8], Int, Int)? {
        guard let close = text[index...].firstIndex(of: UInt8(ascii: "}")) else { return nil }
        let inner = text[(index + 1)..<close]
        guard let star = inner.lastIndex(of: UInt8(ascii: "*")),
            let count = Int(String(decoding: inner[(star + 1)...], as: UTF8.self))
        else { return nil }
        return (Array(inner[..<star]), count, close + 1)
    }
}
