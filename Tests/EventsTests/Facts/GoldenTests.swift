import Events
import Support
import Testing

/// One golden body for each kind of event and schema number stays in `fixtures/events` for ever: what the log holds
/// can be read, and is written again byte for byte. `sha256sum -c SHA256SUMS` says the same without this program.
@Suite struct GoldenTests {
    private static let folder = "fixtures/events"

    /// One golden body: `<name>.<schema number>.json`.
    struct Golden: Sendable, CustomTestStringConvertible {
        let file: String
        let name: String
        let version: Int64

        var testDescription: String { file }

        init?(_ path: String) {
            file = path.split(separator: "/").last.map(String.init) ?? path
            let parts = file.split(separator: ".")
            guard parts.count == 3, let version = Int64(String(parts[1])) else { return nil }
            name = String(parts[0])
            self.version = version
        }

        func bytes() throws -> [UInt8] { Array(try Repository.text(folder + "/" + file).utf8) }
    }

    private static let paths = Repository.files(under: folder, ending: ".json")
    private static let all = paths.compactMap(Golden.init)

    @Test(arguments: all)
    func readsAndWritesTheSameBytes(_ golden: Golden) throws {
        let bytes = try golden.bytes()
        let type = try #require(
            Array(golden.name.utf8).withUnsafeBytes { EventCatalogue.type(named: $0, version: golden.version) },
            "No build may forget a kind of event that a log can hold: keep `\(golden.name)` \(golden.version).")
        var reader = JSONReader()
        let read = bytes.withUnsafeBytes { type.read(&reader, $0) }
        let event = try #require(read, "\(golden.file) cannot be read: \(reader.errors)")
        var writer = JSONWriter()
        event.fact.write(to: &writer)
        // A body of an old schema is read into what the fact means today; only today's schema is written.
        guard event.version == golden.version else { return }
        #expect(String(decoding: writer.bytes, as: UTF8.self) == String(decoding: bytes, as: UTF8.self))
        #expect(event.name.description == golden.name)
    }

    /// The sums are kept apart from the bodies: changing a body is changing two files, and is wrong in both.
    @Test func bodiesAreThoseThatWereKept() throws {
        var kept: [String: String] = [:]
        for line in try Repository.text(Self.folder + "/SHA256SUMS").split(separator: "\n") {
            let parts = line.split(separator: " ", omittingEmptySubsequences: true)
            try #require(parts.count == 2, "SHA256SUMS has lines as `sha256sum` writes them.")
            kept[String(parts[1])] = String(parts[0])
        }
        for golden in Self.all {
            let sum = SHA256.hash(try golden.bytes()).hex
            #expect(
                kept[golden.file] == sum,
                "\(golden.file) is not what was kept. A stored body never changes: give the event a new schema number.")
        }
        #expect(kept.count == Self.all.count, "SHA256SUMS names files that are not there.")
        #expect(Self.paths.count == Self.all.count, "A golden body is named `<name>.<schema number>.json`.")
    }

    @Test func everyKindHasOne() {
        let there = Set(Self.all.map(\.file))
        for type in EventCatalogue.types {
            let file = "\(type.name).\(type.version).json"
            #expect(there.contains(file), "Add fixtures/events/\(file) and its line in SHA256SUMS.")
        }
    }
}
