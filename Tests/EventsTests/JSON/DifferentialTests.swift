import Glibc
import Testing

@testable import Events

/// The reader beside a reader that others wrote: the `json` module of Python, with its leniencies switched off.
@Suite struct DifferentialTests {
    /// Prints one line for each line of `documents`: the document written compactly, in hexadecimal, or `no`.
    private static let script = #"""
        import json, sys

        def pairs(found):
            if len(dict(found)) != len(found) or len(found) > 128: raise ValueError("keys")
            return dict(found)

        def whole(text):
            number = int(text)
            if text == "-0" or not -2**63 <= number < 2**63: raise ValueError("number")
            return number

        def no(text): raise ValueError(text)

        def depth(value):
            inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
            return 0 if inner is None else 1 + max(map(depth, inner), default=0)

        for line in open("documents"):
            try:
                text = bytes.fromhex(line).decode("utf-8")
                value = json.loads(text, object_pairs_hook=pairs, parse_int=whole, parse_float=no, parse_constant=no)
                if depth(value) > 32: raise ValueError("depth")
                print(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8").hex())
            except (ValueError, RecursionError):
                print("no")
        """#

    private static var hasPython: Bool { system("command -v python3 >/dev/null 2>&1") == 0 }

    /// Documents that are right, and the same with a few bytes changed, taken out, doubled or cut off.
    private static func documents(count: Int) -> [[UInt8]] {
        var random = SeededGenerator(seed: 42)
        let bytes =
            Array(#"{}[]:,"\/-0123456789.eEtrufalsn +"#.utf8) + [
                0, 9, 10, 0x1F, 0x7F, 0x80, 0xC3, 0xA9, 0xED, 0xF0, 0xFF,
            ]
        return (0..<count).map { number in
            var document = json(AnyJSON.random(depth: 4, using: &random))
            let changes = number % 3 == 0 ? 0 : Int.random(in: 1...3, using: &random)
            for _ in 0..<changes where !document.isEmpty {
                let place = Int.random(in: 0..<document.count, using: &random)
                switch Int.random(in: 0...4, using: &random) {
                case 0: document[place] = bytes.randomElement(using: &random) ?? 0
                case 1: document.insert(bytes.randomElement(using: &random) ?? 0, at: place)
                case 2: document.remove(at: place)
                case 3: document.insert(contentsOf: document[place...].prefix(6), at: place)
                default:
                    document.insert(contentsOf: Array(#"\u00e9\ud83d\ude00"#.utf8).prefix(6 * (place % 3)), at: place)
                }
            }
            return document
        }
    }

    @Test(.enabled(if: hasPython)) func agreesWithPython() throws {
        let documents = Self.documents(count: 20_000)
        let folder = try TemporaryFolder()
        try folder.write(Array(Self.script.utf8), to: "check.py")
        try folder.write(Array(documents.map(hexadecimal).joined(separator: "\n").utf8), to: "documents")
        let answers = try folder.output(of: "PYTHONUTF8=1 python3 check.py")
        try #require(answers.count == documents.count)
        var reader = JSONReader()
        var taken = 0
        for (document, answer) in zip(documents, answers) {
            reader.load(document)
            let value: AnyJSON? = reader.value()
            taken += value == nil ? 0 : 1
            let ours = value.map { hexadecimal(json($0)) } ?? "no"
            #expect(ours == answer, "\(hexadecimal(document))")
        }
        #expect(6000...19_000 ~= taken)
    }

    /// No bytes at all make the reader trap; whatever it takes it writes and reads again as the same.
    @Test func survivesEverything() {
        var reader = JSONReader()
        var again = JSONReader()
        for document in Self.documents(count: 20_000) {
            for length in [document.count, document.count / 2] {
                reader.load(Array(document[..<length]))
                _ = reader.record(Sample.self)
                reader.load(Array(document[..<length]))
                guard let value = reader.value(AnyJSON.self) else { continue }
                again.load(json(value))
                let same = again.value(AnyJSON.self)
                #expect(same == value)
            }
        }
    }

    /// A record of ours with bytes changed is read as a record again or refused with a reason, and never traps.
    @Test func survivesBrokenRecords() {
        var random = SeededGenerator(seed: 77)
        var reader = JSONReader()
        for _ in 0..<5000 {
            var document = json(Sample(using: &random))
            let place = Int.random(in: 0..<document.count, using: &random)
            document[place] = .random(in: 0...255, using: &random)
            reader.load(document)
            let sample = reader.record(Sample.self)
            #expect((sample == nil) == !reader.errors.isEmpty)
        }
    }
}

private func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.reduce(into: "") { text, byte in
        text += String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }
}
