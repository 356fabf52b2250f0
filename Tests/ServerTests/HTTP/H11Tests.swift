import Foundation
import Testing

@testable import Server

/// Our parser beside h11, a strict parser in Python that others rely on: what we take, it takes too, and reads the
/// same requests in it. `make test` installs h11 in `.build/h11`; without it this suite does not run.
@Suite(.enabled(if: H11.isThere, "h11 is installed by `make test`")) struct H11Tests {

    @Test func readsTheTableLikeH11() throws {
        try compare(HTTPFixture.all.map(\.bytes), names: HTTPFixture.all.map(\.name))
    }

    /// Good and bad requests with bytes changed, left out, doubled and swapped.
    @Test func readsBentRequestsLikeH11() throws {
        var cases: [[UInt8]] = []
        let short = HTTPFixture.all.filter { $0.bytes.count < 1_000 }
        let good = short.filter { $0.statuses.allSatisfy { $0 == "200" } }
        for seed in 0..<8_000 as Range<UInt64> {
            var random = SeededRandom(seed: seed)
            let seeds = seed % 4 == 0 ? short : good
            var bytes = seeds[Int(random.next() % UInt64(seeds.count))].bytes
            for _ in 0...(random.next() % 2) where !bytes.isEmpty {
                let place = Int(random.next() % UInt64(bytes.count))
                let special = Array("\r\n\0 \t:;,0159afZ%/?#\"\\-_.".utf8) + [0x7F, 0x80, 0xFF]
                switch random.next() % 5 {
                case 0: bytes[place] = special[Int(random.next() % UInt64(special.count))]
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(bytes[place], at: place)
                case 3: bytes.swapAt(place, Int(random.next() % UInt64(bytes.count)))
                default: bytes.insert(special[Int(random.next() % UInt64(special.count))], at: place)
                }
            }
            cases.append(bytes)
        }
        try compare(cases, names: cases.indices.map { "seed \($0)" })
    }

    private func compare(_ cases: [[UInt8]], names: [String]) throws {
        let theirs = try H11.outcomes(of: cases.map(Self.hex))
        #expect(theirs.count == cases.count)
        var both = 0
        for (index, line) in theirs.enumerated() {
            // The one difference: RFC 9112 2.2 asks for an empty line before a request to be skipped, h11 refuses it.
            if Self.hasEmptyLine(cases[index]) { continue }
            let ours = Self.ours(cases[index])
            // All that we read before a fault, h11 has read as well, in the same order and with the same content.
            let read =
                line.split(separator: " ").dropLast().isEmpty
                ? [] : line[..<(line.lastIndex(of: " ") ?? line.endIndex)].split(separator: ";").map(String.init)
            #expect(
                read.starts(with: ours), "\(names[index]): \(String(decoding: cases[index].prefix(300), as: UTF8.self))"
            )
            if !ours.isEmpty { both += 1 }
        }
        #expect(both > cases.count / 10)
    }

    private static func hasEmptyLine(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: "\r\n".utf8) || bytes.firstRange(of: Array("\r\n\r\n\r\n".utf8)) != nil
    }

    /// The requests in the form of the script.
    private static func ours(_ bytes: [UInt8]) -> [String] {
        var parser = HTTPParser()
        var found: [String] = []
        bytes.withUnsafeBytes { buffer in
            var index = 0
            while true {
                switch parser.read(buffer, from: &index) {
                case .more, .fault: return
                case .head: continue
                case .request:
                    let request = parser.takeRequest()
                    let line = request.head.firstIndex(of: UInt8(ascii: " ")) ?? 0
                    let target = request.head[(line + 1)...].prefix { $0 != UInt8(ascii: " ") }
                    found.append("\(request.method.rawValue) \(hex(target)) \(hex(request.body))")
                    if !request.keepsAlive { return }
                    // The same difference behind a body: an empty line stands where the next request would begin.
                    if buffer[index...].starts(with: "\r\n".utf8) { return }
                }
            }
        }
        return found
    }

    private static func hex(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

/// The other parser, in a process of its own.
private enum H11 {
    static let python = HTTPFixture.root.appendingPathComponent(".build/h11/bin/python")
    static let script = HTTPFixture.root.appendingPathComponent("Tests/Tools/h11_outcome.py")

    static var isThere: Bool { FileManager.default.isExecutableFile(atPath: python.path) }

    /// One line of the script for each case.
    static func outcomes(of cases: [String]) throws -> [String] {
        let process = Process()
        process.executableURL = python
        process.arguments = [script.path]
        let input = Pipe()
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let lines = Data(cases.map { $0 + "\n" }.joined().utf8)
        let writer = input.fileHandleForWriting
        Thread.detachNewThread {
            writer.write(lines)
            try? writer.close()
        }
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return text.split(separator: "\n").map(String.init)
    }
}
