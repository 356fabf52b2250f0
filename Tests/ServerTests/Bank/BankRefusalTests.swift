import Events
import Foundation
import Support
import Testing

@testable import Server

/// What a bank could get wrong is refused whole, with its fault and its line: `fixtures/bank/refused.edits`.
@Suite struct BankRefusalTests {
    /// One change of a good sample, and what becomes of it.
    struct Edit: Sendable, CustomTestStringConvertible {
        let sample: String
        let found: String
        let put: String
        let outcome: String

        var testDescription: String { "\(sample): \(found) -> \(put)" }

        init?(_ line: Substring) {
            let parts = line.components(separatedBy: " | ")
            guard !line.hasPrefix("#"), parts.count == 4 else { return nil }
            sample = parts[0]
            found = parts[1].replacingOccurrences(of: "~", with: "\n")
            put = parts[2].replacingOccurrences(of: "~", with: "\n").trimmingCharacters(in: .init(charactersIn: " "))
            outcome = parts[3]
        }

        func bytes() throws -> [UInt8] {
            let text = try Repository.text(BankFixture.folder + "/" + sample)
            let isRest = found.hasSuffix("...")
            let start = try #require(text.range(of: isRest ? String(found.dropLast(3)) : found), "It is not there.")
            return Array((text[..<start.lowerBound] + put + (isRest ? "" : text[start.upperBound...])).utf8)
        }
    }

    private static let edits: [Edit] = {
        let text = (try? Repository.text(BankFixture.folder + "/refused.edits")) ?? ""
        return text.split(separator: "\n").compactMap(Edit.init)
    }()

    @Test func theEditsAreRead() throws {
        let lines = try Repository.text(BankFixture.folder + "/refused.edits").split(separator: "\n")
        #expect(Self.edits.count == lines.count { !$0.hasPrefix("#") } && Self.edits.count > 60)
    }

    @Test(arguments: edits)
    func refuses(_ edit: Edit) throws {
        #expect(Self.outcome(of: try edit.bytes(), as: edit.sample) == edit.outcome)
    }

    /// What is no XML of a bank at all.
    @Test(arguments: [
        ("", "cut-off 1"), ("{1:F01PGBTNL2AXXX}{2:I940}{4:\n:20:940S260305\n-}", "not-well-formed 1"),
        ("<!DOCTYPE html><html></html>", "document-type-refused 1"), ("<html></html>", "other-document 1"),
        ("%PDF-1.7", "not-well-formed 1"), ("<Document/>", "other-document 1"), ("\u{0}\u{0}", "bad-character 1"),
        ("\n\n<a xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'/>", "other-document 3"),
        ("<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'>\n</Document>", "missing-element 1"),
        (
            "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'>\n<BkToCstmrStmt/></Document>",
            "missing-element 2"
        ),
    ])
    func refusesWhatIsForeign(_ text: String, _ outcome: String) {
        #expect(Self.outcome(of: Array(text.utf8), as: "camt053") == outcome)
    }

    @Test func aFileHasASize() throws {
        let bytes = try BankFixture.bytes("camt053-08-batch.xml")
        _ = try BankStatementReader.read(bytes, mostBytes: bytes.count)
        #expect(throws: BankFileFault(kind: .fileTooLarge, line: 1)) {
            try BankStatementReader.read(bytes, mostBytes: bytes.count - 1)
        }
    }

    /// A text in many sections is one text, with one limit.
    @Test(arguments: [(512, "good"), (513, "text-too-long 119")])
    func aTextHasALimit(_ sections: Int, _ outcome: String) throws {
        let text = try Repository.text(BankFixture.folder + "/camt053-08-batch.xml").replacingOccurrences(
            of: "VWS 1234567", with: String(repeating: "<![CDATA[12345678]]>", count: sections))
        #expect(Self.outcome(of: Array(text.utf8), as: "camt053") == outcome)
    }

    /// A bank writes in UTF-16 or in Latin-1, and says so or not.
    @Test func otherEncodingsAreRefused() throws {
        let text = try Repository.text(BankFixture.folder + "/camt053-08-batch.xml")
        for encoding in [String.Encoding.utf16, .utf16BigEndian, .utf16LittleEndian, .utf32, .isoLatin2] {
            guard let data = text.data(using: encoding, allowLossyConversion: true) else { continue }
            #expect(throws: BankFileFault.self) { try BankStatementReader.read(Array(data)) }
        }
    }

    @Test(arguments: BankFileFault.Kind.allCases)
    func everyFaultHasASentence(_ kind: BankFileFault.Kind) {
        let fault = BankFileFault(kind: kind, line: 12)
        #expect(fault.sentence.hasPrefix("Regel 12: ") && fault.sentence.hasSuffix("."))
        #expect(!fault.code.isEmpty && fault.code.utf8.allSatisfy { $0 &- 0x61 < 26 || $0 == 0x2D || $0 == 0x38 })
    }

    private static func outcome(of bytes: [UInt8], as sample: String) -> String {
        do {
            if sample.hasPrefix("pain002") {
                _ = try StatusReportReader.read(bytes)
            } else {
                _ = try BankStatementReader.read(bytes)
            }
            return "good"
        } catch {
            return "\(error.code) \(error.line)"
        }
    }
}
