import Events
import Glibc
import Testing

@Suite struct DataFolderTests {
    private let folder: TemporaryFolder
    private var path: String { folder.file("data") }

    init() throws { folder = try TemporaryFolder() }

    private func refusal(_ body: () throws -> DataFolder) -> String? {
        do {
            _ = try body()
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test func aNewFolderIsForItsOwnerOnly() throws {
        let data = try DataFolder(path)
        _ = try Store(in: data, .init(origin: "test", now: Moment(microseconds: 1)))
        #expect(try folder.output(of: "stat -c %a data") == ["700"])
        #expect(Set(try folder.output(of: "stat -c %a data/*")) == ["600"])
    }

    @Test func aSecondUserIsRefusedWithASentence() throws {
        let data = try DataFolder(path)
        #expect(refusal { try DataFolder(path) }?.contains("Another pgb process is working in") == true)
        _ = data.path
    }

    @Test func theFolderIsFreeWhenItsHolderHasGone() throws {
        do { _ = try DataFolder(path) }
        #expect(refusal { try DataFolder(path) } == nil)
    }

    @Test func anotherProcessKeepsUsOut() throws {
        do { _ = try DataFolder(path) }
        let holder = try #require(popen("flock -x '\(path)/lock' -c 'echo held; cat'", "w"))
        defer { pclose(holder) }
        while try !folder.output(of: "flock -n data/lock true; echo $?").contains("1") { usleep(1_000) }
        #expect(refusal { try DataFolder(path) }?.contains("Another pgb process") == true)
    }

    @Test func anInterruptionIsNoticed() throws {
        do {
            let data = try DataFolder(path)
            #expect(!data.wasInterrupted)
        }
        do {
            let data = try DataFolder(path)
            #expect(data.wasInterrupted)
            try data.markStopped()
        }
        #expect(try !DataFolder(path).wasInterrupted)
    }

    @Test func linksAndOpenDoorsAreRefused() throws {
        do { _ = try DataFolder(path) }
        _ = try folder.output(of: "ln -s /dev/null data/log.db")
        #expect(refusal { try DataFolder(path) }?.contains("not a plain file") == true)
        _ = try folder.output(of: "rm data/log.db && touch data/log.db && chmod 644 data/log.db")
        #expect(refusal { try DataFolder(path) }?.contains("Others can read") == true)
        _ = try folder.output(of: "rm data/log.db && chmod 750 data")
        #expect(refusal { try DataFolder(path) }?.contains("chmod 700") == true)
        _ = try folder.output(of: "rm -r data && touch data")
        #expect(refusal { try DataFolder(path) } != nil)
    }
}
