import Events
import Foundation
import Support
import Testing

@testable import Server

/// Lists as CSV: cells, columns, and that a spreadsheet finds no formula in them.
@Suite struct CSVTests {
    private static func cell(_ json: String) -> String {
        var out: [UInt8] = []
        CSVCell.append(Array(json.utf8)[...], to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    @Test(arguments: [
        (#""Anna""#, #""Anna""#), (#""""#, #""""#), (#""a,b;c""#, #""a,b;c""#),
        (#""zegt \"ja\"""#, #""zegt ""ja""""#), (#""een\ntwee\r\ndrie""#, "\"een\ntwee\r\ndrie\""),
        (#""Zoë Ħ 日本 👩‍👧""#, #""Zoë Ħ 日本 👩‍👧""#), (#""\u00eb\u0001\ud83d\ude00\b\f\t\/\\""#, "\"ë\u{1}😀\u{8}\u{c}\t/\\\""),
        ("-12050", "-12050"), ("0", "0"), ("9223372036854775807", "9223372036854775807"), ("true", "true"),
        ("false", "false"), ("null", ""), ("", ""), ("[]", #""[]""#),
        (#"[{"a":"=1"},-2]"#, #""[{""a"":""=1""},-2]""#), (#"{"a":"b"}"#, #""{""a"":""b""}""#),
    ])
    func writesACell(_ json: String, _ cell: String) {
        #expect(Self.cell(json) == cell)
    }

    /// Each sign that begins a formula, alone and behind what a spreadsheet may drop.
    @Test(arguments: ["=", "+", "-", "@", "\t", "\r", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}", "\u{2212}"])
    func takesTheSenseOutOfAFormula(_ sign: String) {
        for before in [
            "", " ", "   ", "\"", "'", "\"\" ", "\n", "\u{FEFF}", "\u{A0}", "\u{200B}", "\u{202E}", " '\u{3000}",
        ] {
            let text = before + sign + "cmd|'/C calc'!A0"
            var out: [UInt8] = []
            CSVCell.append(text: text, to: &out)
            let written = String(decoding: out, as: UTF8.self)
            #expect(written == "\"'" + text.replacing("\"", with: "\"\"") + "\"", "\(text.debugDescription)")
        }
    }

    @Test(arguments: ["", " ", "'", "Anna = Bea", "a-b", "1+1", "'s-Gravenhage", "(=1)", "\u{200B}", "1=1", "§=1"])
    func leavesAlone(_ text: String) {
        #expect(!CSVCell.isFormula(text), "\(text.debugDescription)")
    }

    /// Objects become columns of their own, lists stay one cell, whatever may be null or has a name.
    @Test func columnsFollowFromTheSchema() {
        let inner = JSONSchema.named(
            "Inner",
            .object([
                .init(name: "x", schema: .integer(0...9), isRequired: true),
                .init(
                    name: "deep", schema: .object([.init(name: "y", schema: .boolean, isRequired: true)]),
                    isRequired: true),
            ]))
        let rows = JSONSchema.named(
            "Row",
            .object([
                .init(name: "id", schema: .string(), isRequired: true),
                .init(name: "inner", schema: inner.orNull, isRequired: true),
                .init(name: "list", schema: .array(inner, max: 9), isRequired: true),
                .init(name: "some", schema: .oneOf([.boolean, .string()]), isRequired: false),
                .init(name: "any", schema: .anyObject, isRequired: false),
                .init(name: "sums", schema: .numbers, isRequired: false),
            ]))
        let table = CSVTable(rows: rows)
        #expect(table.names == ["id", "inner.x", "inner.deep.y", "list", "some", "any", "sums"])
        let answer =
            #"{"reflects":{"position":1},"items":["#
            + #"{"id":"a","inner":{"x":1,"deep":{"y":true}},"list":[{"x":2}],"some":"=s","any":{"b":"}"},"sums":{}},"#
            + #"{"list":[],"id":"]","inner":null,"new":5}],"next":null}"#
        let text = String(decoding: table.document(of: Array(answer.utf8)), as: UTF8.self)
        #expect(
            text == "\"id\",\"inner.x\",\"inner.deep.y\",\"list\",\"some\",\"any\",\"sums\"\r\n"
                + "\"a\",1,true,\"[{\"\"x\"\":2}]\",\"'=s\",\"{\"\"b\"\":\"\"}\"\"}\",\"{}\"\r\n"
                + "\"]\",,,\"[]\",,,\r\n")
    }

    /// A row of several forms has a column for every field of each, once.
    @Test func formsShareTheirColumns() {
        func form(_ names: String...) -> JSONSchema {
            .object(names.map { .init(name: $0, schema: .string(), isRequired: true) })
        }
        let nested = JSONSchema.object([
            .init(name: "b", schema: form("x"), isRequired: true),
            .init(name: "d", schema: form("z"), isRequired: true),
        ])
        let other = JSONSchema.object([.init(name: "d", schema: form("w", "z"), isRequired: true)])
        #expect(CSVTable(rows: .oneOf([form("a", "b"), nested, other, form("d")])).names == ["a", "b", "d.z", "d.w"])
    }

    /// Broken JSON gives fewer pieces and no fault.
    @Test func takesAnyBytesApart() {
        let whole = Array(#"{"items":[{"a":"x\"\\","b":[1,{"c":2}]},{"a":null}],"next":1}"#.utf8)
        let table = CSVTable(rows: .object([.init(name: "a", schema: .string(), isRequired: true)]))
        var random = SeededRandom(seed: 4)
        for length in 0...whole.count { _ = table.document(of: Array(whole[..<length])) }
        for _ in 0..<5_000 {
            var bytes = whole
            for _ in 0..<3 {
                bytes[Int(random.next() % UInt64(bytes.count))] = Array(#"{}[]",:\u1"#.utf8)[Int(random.next() % 10)]
            }
            _ = table.document(of: bytes)
        }
    }
}

/// Our CSV beside the csv module of Python.
@Suite(.enabled(if: CSVReader.isThere, "python3 is there")) struct CSVReaderTests {
    /// Random texts of everything that can hurt: read back they are what they were, and none begins a formula.
    @Test func pythonReadsWhatWasWritten() throws {
        let parts = [
            "=", "+", "-", "@", "\t", "\r", "\n", "\r\n", "\"", "'", ",", ";", " ", "a", "Zoë", "👩‍👧", "\u{FEFF}",
            "\u{A0}",
            "\u{FF1D}", "1", "\\", "{", "]", "null", "\u{1F}", "\u{7F}",
        ]
        var random = SeededRandom(seed: 11)
        let names = ["a", "b", "c"]
        let table = CSVTable(
            rows: .object(names.map { .init(name: $0, schema: .string(), isRequired: true) }))
        var rows: [[String]] = []
        for _ in 0..<3_000 {
            rows.append(
                names.map { _ in
                    (0..<(random.next() % 6)).map { _ in parts[Int(random.next() % UInt64(parts.count))] }.joined()
                })
        }
        let answer = Site.json { w in
            w.object { w in
                w.field(
                    "items",
                    array: { w in
                        for row in rows {
                            w.object { w in
                                w.field("a", row[0])
                                w.field("b", row[1])
                                w.field("c", row[2])
                            }
                        }
                    })
            }
        }
        let read = try CSVReader.cells(of: table.document(of: answer))
        #expect(read.first == names)
        #expect(read.count == rows.count + 1)
        for (line, row) in zip(read.dropFirst(), rows) {
            for (cell, text) in zip(line, row) {
                #expect(Array(CSVReader.text(of: cell).utf8) == Array(text.utf8), "\(text.debugDescription)")
                #expect(!CSVReader.isDangerous(cell), "\(cell.debugDescription)")
            }
        }
    }
}

/// The csv module of Python, in a process of its own.
enum CSVReader {
    private static let python = "/usr/bin/python3"
    static var isThere: Bool { FileManager.default.isExecutableFile(atPath: python) }

    /// What was written, without the apostrophe that keeps a spreadsheet from taking it for a formula.
    static func text(of cell: String) -> String {
        let rest = String(String.UnicodeScalarView(cell.unicodeScalars.dropFirst()))
        return cell.unicodeScalars.first == "'" && CSVCell.isFormula(rest) ? rest : cell
    }

    /// Whether a spreadsheet takes the cell for a formula: only a first apostrophe keeps it from looking.
    static func isDangerous(_ cell: String) -> Bool {
        cell.unicodeScalars.first != "'" && CSVCell.isFormula(cell) && Int64(cell) == nil
    }

    /// The cells of a file, as Python reads them.
    static func cells(of file: [UInt8]) throws -> [[String]] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = [Repository.root + "/Tests/Tools/csv_cells.py"]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let writer = input.fileHandleForWriting
        Thread.detachNewThread {
            writer.write(Data(file))
            try? writer.close()
        }
        let read = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return try JSONDecoder().decode([[String]].self, from: read)
    }
}
