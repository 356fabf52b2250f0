import Support

/// Writes what follows into a fixture, in a form that people can read.
enum FixtureUpdate {
    /// Replaces the lines that begin with `then` or `finding`, or puts new ones behind `when`.
    static func rewrite(_ path: String, _ lines: [String]) throws {
        let text = try Repository.text(path)
        var kept: [Substring] = []
        var place: Int?
        var isDropping = false
        var isWhen = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let isIndented = line.first == " "
            if isIndented, isDropping { continue }
            isDropping = line.hasPrefix("then ") || line.hasPrefix("finding ")
            if isDropping { continue }
            if isWhen, !isIndented { place = kept.count }
            if !isIndented { isWhen = line.hasPrefix("when ") }
            kept.append(line)
        }
        if isWhen { place = kept.count }
        guard let place else { return }
        let new = kept[..<place].map(String.init) + lines + kept[place...].map(String.init)
        try Repository.write(new.joined(separator: "\n"), to: path)
    }

    /// A line of a fixture: without empty fields, broken before each reason and each line of a contract.
    static func line(_ keyword: String, _ name: String, _ body: String) -> String {
        guard !body.isEmpty else { return "\(keyword) \(name)" }
        let lean = withoutNulls(body)
        var broken = lean.replacing(#"{"rule":"#, with: "\n    {\"rule\":")
            .replacing(#""terms":"#, with: "\n    \"terms\":").replacing(#"{"budget":"#, with: "\n    {\"budget\":")
        let start = "\(keyword) \(name) "
        if start.utf8.count + lean.utf8.count <= 120 { return start + lean }
        if broken.hasPrefix("\n") { broken = String(broken.drop { $0 == "\n" || $0 == " " }) }
        let lines = (start + broken).split(separator: "\n")
        return lines.map { wrapped(String($0)) }.joined(separator: "\n")
    }

    /// The line broken behind commas. Only a comma before a quote is taken: inside a string that quote has a backslash.
    private static func wrapped(_ line: String) -> String {
        var result = ""
        var rest = Substring(line)
        while rest.utf8.count > 120, let range = rest.prefix(119).ranges(of: ",\"").last,
            rest[..<range.lowerBound].utf8.count > 30
        {
            result += rest[...range.lowerBound] + "\n"
            rest = "    " + rest[rest.index(after: range.lowerBound)...]
        }
        return result + rest
    }

    /// The JSON without fields that are null. A quote inside a string has a backslash, so no string looks like one.
    private static func withoutNulls(_ json: String) -> String {
        var result = ""
        var rest = Substring(json)
        while let range = rest.firstRange(of: ":null") {
            let before = rest[..<range.lowerBound]
            guard before.hasSuffix("\""), let quote = before.dropLast().lastIndex(of: "\""),
                quote > before.startIndex
            else {
                result += rest[..<range.upperBound]
                rest = rest[range.upperBound...]
                continue
            }
            let separator = before[before.index(before: quote)]
            if separator == "," {
                result += before[..<before.index(before: quote)]
                rest = rest[range.upperBound...]
            } else {
                result += before[..<quote]
                rest = rest[range.upperBound...]
                if rest.first == "," { rest = rest.dropFirst() }
            }
        }
        return result + rest
    }
}
