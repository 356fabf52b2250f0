import Foundation
import Support
import Testing

@testable import Server

/// Our XML reader beside expat, which everybody relies on: both take a file, or both refuse it. Python brings expat.
///
/// The exceptions, where we refuse and expat does not, are those of `isStricter`; there is none the other way round.
@Suite(.enabled(if: Expat.isThere, "python3 is installed by `make setup`")) struct ExpatTests {
    @Test func agreesOnMutations() throws {
        let samples = try BankMutations.samples()
        var cases = samples.map(\.bytes)
        for seed in 100_000..<112_000 as Range<UInt64> {
            // Long files spread their mutations thin: the first part of one has everything that XML has.
            cases.append(BankMutations.mutation(of: samples, seed: seed).bytes)
        }
        let theirs = try Expat.outcomes(of: cases)
        #expect(theirs.count == cases.count)
        var taken = 0
        var stricter = 0
        for (index, line) in theirs.enumerated() {
            let ours = XMLReaderTests.outcome(cases[index])
            let isTaken = ours.hasPrefix("<")
            if isTaken { taken += 1 }
            if Self.isStricter(ours) {
                stricter += 1
                continue
            }
            if isTaken != (line == "ok") {
                Issue.record("case \(index): ours \(ours.prefix(60)), expat \(line)")
                print(String(decoding: cases[index], as: UTF8.self))
            }
        }
        #expect(taken > cases.count / 20 && stricter < cases.count / 10)
    }

    /// Where we refuse more: a document type, other versions and encodings (Python knows `U8` for UTF-8), names outside
    /// ASCII, and our limits.
    private static func isStricter(_ ours: String) -> Bool {
        let kinds: [BankFileFault.Kind] = [
            .documentType, .unknownVersion, .unknownEncoding, .foreignName, .tooDeep, .tooManyAttributes, .textTooLong,
        ]
        return kinds.contains { ours.hasPrefix($0.rawValue + " ") }
    }
}

/// The other parser, in a process of its own.
private enum Expat {
    static let python = "/usr/bin/env"
    static let script = Repository.root + "/Tests/Tools/expat_outcome.py"

    static let isThere: Bool = {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = ["python3", "-c", "import pyexpat"]
        do { try process.run() } catch { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    /// `ok` or a word about the fault for each case.
    static func outcomes(of cases: [[UInt8]]) throws -> [String] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = ["python3", script]
        let input = Pipe()
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let digits = Array("0123456789abcdef".utf8)
        var lines: [UInt8] = []
        for bytes in cases {
            for byte in bytes {
                lines.append(digits[Int(byte >> 4)])
                lines.append(digits[Int(byte & 15)])
            }
            lines.append(0xA)
        }
        let data = Data(lines)
        let writer = input.fileHandleForWriting
        Thread.detachNewThread {
            writer.write(data)
            try? writer.close()
        }
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return text.split(separator: "\n").map(String.init)
    }
}
