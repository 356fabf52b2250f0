import Events
import Testing

/// A head of the access log that was kept elsewhere: whatever would go on without what it proves is refused.
@Suite struct AccessHeadTests {
    private let folder: TemporaryFolder
    private var data: String { folder.file("data") }

    init() throws { folder = try TemporaryFolder() }

    private func head(of path: String) throws -> AccessCheckpoint {
        let reader = AccessReader(try Connection(.reader(path + "/access.db")))
        return try #require(AccessVerifier(reader).verify().checkpoint)
    }

    /// Opens the access log as a server does that was given a kept head.
    private func open(_ path: String, kept: AccessCheckpoint?) throws -> Int64 {
        let opening = AccessStore.Opening(origin: "sample-access", now: SampleAccess.now, kept: kept)
        return try AccessStore(in: DataFolder(path), opening).sequence
    }

    private func forge(_ sql: String) throws {
        let db = try Connection(.writer(data + "/access.db"))
        let triggers = try db.all("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'") {
            ($0.text(0), $0.text(1))
        }
        for (name, _) in triggers { try db.execute("DROP TRIGGER \(name)") }
        try db.execute(sql)
        for (_, sql) in triggers { try db.execute(sql) }
    }

    @Test func aServerDoesNotGoOnWithoutWhatWasKept() throws {
        try SampleAccess.fill(data, 30)
        let early = try head(of: data)
        try SampleAccess.fill(data, 20)
        let late = try head(of: data)
        for kept in [nil, early, late] { #expect(try open(data, kept: kept) == 50) }
        let other = AccessCheckpoint(origin: "another", sequence: 30, head: early.head, at: early.at)
        let wrong = AccessCheckpoint(origin: early.origin, sequence: 29, head: early.head, at: early.at)
        for kept in [other, wrong] { #expect(throws: AccessFault.self) { try open(data, kept: kept) } }
        // A tail that was cut off: nothing in the file tells it.
        try forge("DELETE FROM access WHERE sequence > 40")
        #expect(try open(data, kept: nil) == 40)
        #expect(try open(data, kept: early) == 40)
        let fault = #expect(throws: AccessFault.self) { try open(data, kept: late) }
        #expect(fault?.reason == "it is shorter than it was on \(late.at.text)")
    }

    @Test func aBackupHoldsItsHeadAndARestoreAsksForIt() throws {
        try SampleAccess.fill(data, 30)
        let sample = try Writer(.init(clock: { SampleAccess.now })) { [data] in try SampleSession(in: data) }
        _ = try sample.wait(for: SampleJob(1))
        _ = try Backup.make(of: data, to: folder.file("copy"))
        sample.stop()
        let early = try head(of: data)
        #expect(try Files.read(folder.file("copy") + "/" + Backup.accessHead) == early.text)
        try SampleAccess.fill(data, 5)
        let late = try head(of: data)
        func restore(to name: String, _ kept: AccessCheckpoint) throws {
            _ = try Backup.restore(
                from: folder.file("copy"), to: folder.file(name), against: [], access: [kept], erasing: [],
                as: CommandID(bits: 77), at: SampleAccess.now)
        }
        try restore(to: "restored", early)
        #expect(try head(of: folder.file("restored")) == early)
        #expect(throws: AccessFault.self) { try restore(to: "older", late) }
        // The folder still has its own: that one stays, and must contain what was kept.
        for (name, kept) in [("own", late), ("foreign", early)] {
            try Files.makeFolder(folder.file(name))
            try Files.copy(data + "/access.db", to: folder.file(name) + "/access.db")
            guard name == "foreign" else {
                try restore(to: name, kept)
                #expect(try head(of: folder.file(name)) == late)
                continue
            }
            let wrong = AccessCheckpoint(origin: early.origin, sequence: 30, head: late.head, at: early.at)
            #expect(throws: AccessFault.self) { try restore(to: name, wrong) }
        }
        // A copy without an access log cannot hold what was kept.
        for name in ["access.db", Backup.accessHead] { try Files.remove(folder.file("copy") + "/" + name) }
        #expect(throws: Backup.Refusal.self) { try restore(to: "without", early) }
    }
}
