import Events
import Foundation
import Projections
import Testing

@testable import Server

/// A copy of a data folder has the files for and of the bank that its log names, and no others.
@Suite struct BankBackupTests {
    /// A folder with the file of a run and a statement that was read; and their paths in it.
    private func withFiles(_ body: (_ folder: String, _ paths: [String]) throws -> Void) throws {
        try RunBench.withFolder { folder in
            let year = try RunBench.fill(folder, dossiers: 3)
            let paths = try RunBench.open(folder, year) { bench in
                try bench.look()
                let run = try #require(try bench.runs().first)
                var statement = StatementText()
                statement.add(-1_250)
                _ = try bench.take(statement.bytes)
                return [
                    "payment-files/\(run.run.text).xml", "bank-files/\(SHA256.hash(statement.bytes).hex).xml",
                ]
            }
            for suffix in ["-copy", "-restored"] { try? FileManager.default.removeItem(atPath: folder + suffix) }
            defer {
                for suffix in ["-copy", "-restored"] { try? FileManager.default.removeItem(atPath: folder + suffix) }
            }
            try body(folder, paths)
        }
    }

    private func restore(_ folder: String, _ kept: Checkpoint) throws -> [String] {
        var lacking: [String] = []
        _ = try Backup.restore(
            from: folder + "-copy", to: folder + "-restored", against: [kept], erasing: [], as: CommandID(bits: 9),
            at: RunBench.monday, lacking: { lacking.append($0) })
        return lacking
    }

    @Test func aBackupBringsTheFilesOfTheBankBack() throws {
        try withFiles { folder, paths in
            // What no fact names is not ours to copy.
            try Files.write("vreemd", to: folder + "/payment-files/other.xml")
            var lacking: [String] = []
            let kept = try Backup.make(of: folder, to: folder + "-copy") { lacking.append($0) }
            #expect(lacking == [])
            #expect(try Files.names(in: folder + "-copy/payment-files").count == 1)
            #expect(try restore(folder, kept) == [])
            for path in paths {
                let bytes = try Files.bytes("\(folder)/\(path)", most: 1 << 20)
                #expect(try Files.bytes("\(folder)-restored/\(path)", most: 1 << 20) == bytes)
            }
            #expect(try Files.names(in: folder + "-restored/payment-files").count == 1)
        }
    }

    /// Who makes backups by a timetable looks at the exit code and not at what is said.
    @Test func theExitCodeTellsOfAFileThatIsLacking() throws {
        try withFiles { folder, paths in
            func backup(to target: String) throws -> ExitCode {
                let verb = Verb.backup
                return try verb.run(
                    try Arguments(["--data", folder, folder + target], options: Set(verb.options), flags: []))
            }
            defer { try? FileManager.default.removeItem(atPath: folder + "-whole") }
            #expect(try backup(to: "-whole") == .success)
            try Files.write("<Document/>", to: "\(folder)/\(paths[1])")
            #expect(try backup(to: "-copy") == .notVerified)
            #expect(Files.exists(folder + "-copy/log.db") && !Files.exists("\(folder)-copy/\(paths[1])"))
        }
    }

    /// A copy without them is still worth having, and whoever makes it is told.
    @Test func whatIsLostOrAlteredIsNamed() throws {
        try withFiles { folder, paths in
            try Files.write("<Document/>", to: "\(folder)/\(paths[0])")
            var lacking: [String] = []
            let kept = try Backup.make(of: folder, to: folder + "-copy") { lacking.append($0) }
            #expect(lacking == [paths[0]])
            try Files.remove("\(folder)-copy/\(paths[1])")
            #expect(try restore(folder, kept).sorted() == paths.sorted())
            for path in paths { #expect(!Files.exists("\(folder)-restored/\(path)")) }
        }
    }
}
