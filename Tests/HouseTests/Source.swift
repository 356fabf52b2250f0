import Glibc
import Support

/// One Swift file, as its lines stand there and as code alone: comments and the inside of strings blanked out.
struct Source: Sendable {
    let path: String
    let lines: [String]
    let code: [String]
    /// The code once more, in one piece.
    private let whole: String

    init(_ path: String) throws {
        self.init(path, text: try Repository.text(path))
    }

    init(_ path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var isInText = false
        code = lines.map { Self.code(of: $0, &isInText) }
        whole = code.joined(separator: "\n")
    }

    /// Where it stands, as an editor and a terminal open it.
    func place(_ index: Int) -> String { "\(path):\(index + 1)" }

    /// The lines of code that hold one of these words as a word of its own: not as a part of a longer name.
    func find(_ words: [String]) -> [(index: Int, word: String)] {
        let words = words.filter(holdsAnywhere).map { ($0, Array($0.utf8)) }
        if words.isEmpty { return [] }
        return code.enumerated().flatMap { index, line in
            let bytes = Array(line.utf8)
            return words.filter { Self.holds(bytes, $0.1) }.map { (index, $0.0) }
        }
    }

    /// Whether the word stands in the code at all; most words stand in no file.
    private func holdsAnywhere(_ word: String) -> Bool {
        whole.withCString { code in word.withCString { strstr(code, $0) != nil } }
    }

    private static func holds(_ line: [UInt8], _ word: [UInt8]) -> Bool {
        guard line.count >= word.count, let first = word.first, let last = word.last else { return false }
        return (0...line.count - word.count).contains { start in
            guard line[start] == first, line[start..<start + word.count].elementsEqual(word) else { return false }
            let before = start > 0 ? line[start - 1] : 0
            let after = start + word.count < line.count ? line[start + word.count] : 0
            return !(isName(first) && isName(before)) && !(isName(last) && isName(after))
        }
    }

    private static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// The line of the first declaration that needs words: a type, or what other rooms see, in the file or in an
    /// extension that adds it.
    var firstDeclaration: Int? {
        let types = ["struct ", "final class ", "class ", "enum ", "actor ", "protocol "]
        let words = ["struct ", "class ", "enum ", "actor ", "protocol ", "func ", "let ", "var ", "init("]
        var isInExtension = false
        for (index, line) in code.enumerated() {
            if line.hasPrefix("extension "), line.hasSuffix("{") {
                isInExtension = !line.contains(":")
                if isInExtension, index > 0, lines[index - 1].hasPrefix("///") { return index }
                continue
            }
            if types.contains(where: { line.hasPrefix($0) }) { return index }
            let isSeen = line.hasPrefix("package ") || (isInExtension && line.hasPrefix("    package "))
            if isSeen, !line.contains("import "), words.contains(where: { line.contains($0) }) { return index }
        }
        return nil
    }

    /// The line without its comment and without what stands in its strings. `isInText` says whether the line is inside
    /// a text of several lines, from `"""` to `"""`.
    private static func code(of line: String, _ isInText: inout Bool) -> String {
        let bytes = Array(line.utf8)
        if line.contains("\"\"\"") {
            isInText.toggle()
            return ""
        }
        if isInText { return "" }
        var result: [UInt8] = []
        var isInString = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if isInString, byte == UInt8(ascii: "\\") {
                index += 2
                continue
            }
            if byte == UInt8(ascii: "\"") {
                isInString.toggle()
            } else if !isInString {
                if byte == UInt8(ascii: "/"), index + 1 < bytes.count, bytes[index + 1] == byte { break }
                result.append(byte)
            }
            index += 1
        }
        return String(decoding: result, as: UTF8.self)
    }
}

extension String {
    var trimmed: Substring { drop { $0 == " " } }
}

/// A function of a source, from its first line to its closing brace.
struct FunctionSpan {
    let name: String
    let first: Int
    let last: Int

    var count: Int { last - first + 1 }

    /// The functions of a source, by the indentation that the formatter keeps: the closing brace stands under the
    /// declaration.
    static func all(in source: Source) -> [FunctionSpan] {
        source.code.indices.compactMap { index in
            let line = source.code[index]
            guard line.contains("func ") || line.contains("init") || line.contains("deinit") else { return nil }
            guard let match = line.firstMatch(of: #/^( *)(?:@?\w+(?:\(\w+\))? )*(func \S+?|init\??|deinit)\b/#) else {
                return nil
            }
            let indent = String(match.1)
            for next in source.code[index...].indices.dropFirst() {
                let below = source.code[next]
                if below == indent + "}" { return FunctionSpan(name: String(match.2), first: index, last: next) }
                let isDeeper = below.isEmpty || below.hasPrefix(indent + " ")
                let isSignature = [")", "{", "where", "->"].contains { below.hasPrefix(indent + $0) }
                if !isDeeper && !isSignature { return nil }
            }
            return nil
        }
    }
}
