import Foundation
import Testing

@testable import Server

@Suite struct SigningKeyTests {
    @Test func readsAFileThatIsOursAlone() throws {
        try withFolder { folder in
            let path = folder + "/key"
            try SigningKey.createFile(path: path)
            #expect(try SigningKey(id: "k1", path: path).id == "k1")
            #expect(throws: EdgeFailure.self) { try SigningKey.createFile(path: path) }
            for mode in [0o600, 0o400] {
                #expect(chmod(path, mode_t(mode)) == 0)
                #expect(throws: Never.self) { try SigningKey(id: "k1", path: path) }
            }
            for mode in [0o644, 0o640, 0o440, 0o404, 0o700, 0o660] {
                #expect(chmod(path, mode_t(mode)) == 0)
                #expect(throws: EdgeFailure.self, "mode \(mode)") { try SigningKey(id: "k1", path: path) }
            }
        }
    }

    @Test func refusesLinksFoldersShortAndMissingFiles() throws {
        try withFolder { folder in
            #expect(throws: EdgeFailure.self) { try SigningKey(id: "k1", path: folder + "/missing") }
            #expect(throws: EdgeFailure.self) { try SigningKey(id: "k1", path: folder) }
            try SigningKey.createFile(path: folder + "/key")
            #expect(symlink(folder + "/key", folder + "/link") == 0)
            #expect(throws: EdgeFailure.self) { try SigningKey(id: "k1", path: folder + "/link") }
            let short = folder + "/short"
            let isMade = FileManager.default.createFile(
                atPath: short, contents: Data(count: 31), attributes: [.posixPermissions: 0o600])
            #expect(isMade)
            #expect(throws: EdgeFailure.self) { try SigningKey(id: "k1", path: short) }
        }
    }

    @Test func neverPrintsItself() throws {
        let key = try SigningKey(id: "k1", bytes: Array(repeating: 0x41, count: 32))
        var dumped = ""
        dump(key, to: &dumped)
        for text in ["\(key)", String(reflecting: key), dumped] {
            #expect(!text.contains("AAAA") && !text.contains("65"), "\(text)")
        }
    }

    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/keys-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }
}
