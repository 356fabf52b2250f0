import Events
import Foundation
import Testing

@testable import Server

@Suite struct KeySourceTests {
    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/keys-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    @Test func readsAFileOrAFolderOfFiles() throws {
        try withFolder { folder in
            try SigningKey.createFile(path: folder + "/2026-11.key")
            #expect(try KeySource(path: folder + "/2026-11.key").read().map(\.id) == ["1"])
            try SigningKey.createFile(path: folder + "/2026-12.key")
            try Data("not a key".utf8).write(to: URL(fileURLWithPath: folder + "/README"))
            #expect(try KeySource(path: folder).read().map(\.id) == ["2026-11", "2026-12"])
            try Files.remove(folder + "/2026-11.key")
            #expect(try KeySource(path: folder).read().map(\.id) == ["2026-12"])
        }
    }

    @Test func refusesWhatOthersCanReadAndWhatIsMissing() throws {
        try withFolder { folder in
            #expect(throws: EdgeFailure.self) { try KeySource(path: folder).read() }
            #expect(throws: EdgeFailure.self) { try KeySource(path: folder + "/none").read() }
            try SigningKey.createFile(path: folder + "/a.key")
            try SigningKey.createFile(path: folder + "/b.key")
            #expect(chmod(folder + "/b.key", 0o644) == 0)
            #expect(throws: EdgeFailure.self) { try KeySource(path: folder).read() }
            try Files.remove(folder + "/b.key")
            try SigningKey.createFile(path: folder + "/b c.key")
            #expect(throws: EdgeFailure.self) { try KeySource(path: folder).read() }
        }
    }
}
