import Events

/// A year in the life of a dossier, as a file that a domain expert can read and write: who asks for what and when, and
/// what each party then sees.
///
/// ```
/// # The first line says what it is about.
/// at 2026-01-05T09:00:00Z
/// by holder:h1
/// when share-contract {"dossier":"h1","contract":"k1"}
/// then rejected contract-faults
/// see holder:h1 /v1/dossiers/h1/contracts {"items":[{"status":"draft"}]}
/// not caregiver:c1 /v1/dossiers/h1/contracts
/// ```
///
/// A line that starts with two spaces goes on with the line before. Short ids such as `h1` stand for ids of the file;
/// those of offices (`o1`) and employees (`e1`) are shared by all files. `by newcomer:h1:999990007` is somebody who is in
/// no register yet, with the number that his sign-in proved; `by caregiver:c1:m1` is the member `m1` of an organisation.
struct JourneyFile: Sendable {
    enum Expectation: Sendable, Equatable {
        case accepted, refused
        case rejected(String)
        case denied(String)
    }

    struct Asked: Sendable {
        let type: String
        let json: String
        var expected = Expectation.accepted
    }

    enum Step: Sendable {
        case ask(Asked)
        /// A path, and the part of the answer that must be there.
        case see(path: String, json: String)
        /// A path that this person may not see.
        case cannotSee(path: String)
    }

    struct Line: Sendable {
        let number: Int
        let at: Moment
        let by: String
        var step: Step
    }

    let name: String
    let title: String
    /// Files of the bank that stand beside it, by their short names: `f1` of a file that ends with `.f1.xml`. In a line
    /// `@file f1` is the digest of one; whoever reads it in a journey has handed it in.
    let bankFiles: [String: [UInt8]]
    private(set) var lines: [Line] = []

    /// Reads a file; throws what is wrong and in which line.
    init(name: String, text: String, bankFiles: [String: [UInt8]] = [:]) throws(JourneyFault) {
        self.name = name
        self.bankFiles = bankFiles
        var title = ""
        var at: Moment?
        var by: String?
        for (number, line) in Self.joined(text) {
            if line.hasPrefix("#") {
                if title.isEmpty { title = String(line.dropFirst().drop { $0 == " " }) }
                continue
            }
            let (keyword, rest) = Self.cut(line)
            switch keyword {
            case "at":
                guard let moment = Moment(rest), moment >= at ?? moment else {
                    throw JourneyFault(name, number, "the moment cannot be read, or lies before the one above")
                }
                at = moment
            case "by": by = rest
            case "when":
                guard let at, let by else { throw JourneyFault(name, number, "say `at` and `by` first") }
                let (type, json) = Self.cut(rest)
                lines.append(Line(number: number, at: at, by: by, step: .ask(Asked(type: type, json: json))))
            case "then":
                guard let last = lines.indices.last, case .ask(var asked) = lines[last].step,
                    let expected = Self.expectation(rest)
                else { throw JourneyFault(name, number, "`then` says accepted, refused, rejected CODE or denied CODE") }
                asked.expected = expected
                lines[last].step = .ask(asked)
            case "see", "not":
                guard let at else { throw JourneyFault(name, number, "say `at` first") }
                let (who, what) = Self.cut(rest)
                let (path, json) = Self.cut(what)
                let step = keyword == "see" ? Step.see(path: path, json: json) : .cannotSee(path: path)
                lines.append(Line(number: number, at: at, by: who, step: step))
            default: throw JourneyFault(name, number, "a line starts with at, by, when, then, see, not or #")
            }
        }
        self.title = title
    }

    private static func expectation(_ text: String) -> Expectation? {
        let (word, code) = cut(text)
        switch word {
        case "accepted": return .accepted
        case "refused": return .refused
        case "rejected" where !code.isEmpty: return .rejected(code)
        case "denied" where !code.isEmpty: return .denied(code)
        default: return nil
        }
    }

    /// The lines with what goes on behind them, numbered by their first.
    private static func joined(_ text: String) -> [(Int, String)] {
        var lines: [(Int, String)] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.allSatisfy({ $0 == " " }) { continue }
            if line.hasPrefix("  "), let last = lines.indices.last {
                lines[last].1 += line.drop { $0 == " " }
            } else {
                lines.append((index + 1, String(line)))
            }
        }
        return lines
    }

    /// The first word and what stands behind it.
    private static func cut(_ line: String) -> (String, String) {
        let word = line.prefix { $0 != " " }
        return (String(word), String(line.dropFirst(word.count).drop { $0 == " " }))
    }
}

/// Something in a journey file is not as it should be, or did not go as it says.
struct JourneyFault: Error, CustomStringConvertible {
    let description: String

    init(_ file: String, _ line: Int, _ what: String) {
        description = "\(file) line \(line): \(what)"
    }
}
