import Events
import Testing

/// A log in a file, filled and closed, with a connection for a forger who has taken the triggers away.
struct Forgery {
    let folder: TemporaryFolder
    let kept: Checkpoint
    let forger: Connection

    init(commands: Int = 120) throws {
        folder = try TemporaryFolder()
        var sample = try SampleLog(at: folder.file("log.db"))
        try sample.fill(commands: commands)
        try sample.log.begin()
        kept = sample.log.checkpoint(at: sample.log.latest)
        try sample.log.keep(kept)
        try sample.log.commit()
        try sample.db.checkpoint(truncating: true)
        forger = sample.db
    }

    /// Changes rows behind the back of the triggers and puts these back.
    func forge(_ sql: String) throws {
        let triggers = try forger.all("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'") { row in
            (row.text(0), row.text(1))
        }
        for (name, _) in triggers { try forger.execute("DROP TRIGGER \(name)") }
        try forger.execute("PRAGMA ignore_check_constraints = ON; \(sql)")
        for (_, sql) in triggers { try forger.execute(sql) }
    }

    /// Lets the second verifier judge, which shares nothing with the first but the description of the format.
    func secondVerifierIsContent() throws -> Bool { try folder.secondVerifierIsContent("log.db") }

    func report(against kept: [Checkpoint] = []) throws -> LogVerifier.Report {
        LogVerifier(LogReader(try Connection(.reader(folder.file("log.db"))))).verify(against: kept)
    }
}

extension TemporaryFolder {
    /// Runs `verify_log.py` on a file of this folder.
    /// - Parameter kept: the name of a file with a kept checkpoint.
    func secondVerifierIsContent(_ name: String, against kept: String = "") throws -> Bool {
        let script = #filePath.dropLast("EventsTests/LogForgery.swift".count) + "verify_log.py"
        let lines = try output(of: "python3 '\(script)' \(name) \(kept) 2> faults; echo $?")
        let faults = String(decoding: try read("faults"), as: UTF8.self)
        // A verifier that breaks down has not judged.
        #expect(lines.last == "0" || faults.contains("does not hold"), "\(faults)")
        return lines.last == "0"
    }
}
