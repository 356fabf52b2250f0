import Commands
import Events
import Foundation
import Testing

@testable import Server

/// Every command with something in it that does not belong there. Each is refused where it is read, so before anybody
/// decides and before anything is kept.
@Suite struct BentCommandsTests {
    /// Fields that only the server sets: what it decides, counts and stamps.
    private static let ofServer: Set<String> = [
        "position", "sequence", "recordedAt", "changedAt", "at", "now", "today", "validOn", "schema", "event", "events",
        "hash", "commitment", "salt", "seed", "subject", "principal", "signer", "signedBy", "signedInAt", "means",
        "level", "side", "bsn", "isNewcomer", "fresh", "status", "outcome", "reasons", "findings", "accepted",
        "approved", "decidedBy", "madeBy", "releasedBy", "assessor", "paidOn", "paidCents", "availableCents",
        "spentCents", "leftCents", "restriction", "restrictedSince", "erasedAt", "confirmed", "accountConfirmed",
        "emailConfirmed", "code", "stream", "actor", "onBehalfOf", "role", "roles", "quality", "dryRun", "wouldChange",
        "version", "number", "digest", "trace", "ground", "isExclusive", "quorum", "__proto__", "constructor", "",
    ]

    private static func object(_ body: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any])
    }

    /// What stands in the way of a body; empty when it can be read.
    private static func faults(_ type: CommandType, _ body: [UInt8]) -> [Malformed] {
        var reader = JSONReader()
        reader.load(body)
        let isRead = type.read(&reader) != nil && reader.isDocument
        return isRead ? [] : reader.errors
    }

    @Test func noFieldOfTheServerIsTaken() throws {
        let ofAll = Set(CommandCatalogue.types.flatMap { $0.schema.fields.map(\.name) })
        var tried = 0
        for (type, example) in zip(CommandCatalogue.types, CommandExamples.bodies) {
            let own = Set(type.schema.fields.map(\.name))
            for name in Self.ofServer.union(ofAll).subtracting(own) {
                let body = example.trimmingCharacters(in: .whitespacesAndNewlines).dropLast() + #","\#(name)":null}"#
                let faults = Self.faults(type, Array(body.utf8))
                #expect(
                    faults.count == 1 && faults[0].code == "unknown-field" && faults[0].pointer == "/\(name)",
                    "\(type.name) takes \(name): \(faults)")
                tried += 1
            }
        }
        #expect(tried > 10_000)
    }

    @Test func noFieldOfTheServerIsTakenInside() throws {
        var tried = 0
        for (type, example) in zip(CommandCatalogue.types, CommandExamples.bodies) {
            for bent in Bending.withField("recordedBy", in: try Self.object(example), type.schema, "") {
                let faults = Self.faults(type, try bent.bytes())
                #expect(
                    faults.contains { $0.code == "unknown-field" && $0.pointer == bent.pointer },
                    "\(type.name) takes \(bent.pointer): \(faults)")
                tried += 1
            }
        }
        #expect(tried > CommandCatalogue.types.count)
    }

    /// What no text may hold: too long, a name that reads backwards, marks that cannot be seen, control characters, a
    /// text that no screen can show.
    static let bad: [String] = [
        String(repeating: "A", count: 20_000), String(repeating: "é", count: 9_000), "Jan\u{202E}naJ", "Jan\u{2066}x",
        "Jan\u{200B}sen", "\u{FEFF}Jan", "Jan\u{0}", "Jan\u{7}", "Jan\u{1B}[2J", "Jan\u{85}", "Jan\u{2028}x",
        "Jan\u{E0041}", "Jan\u{FFFF}",
    ]

    @Test func noTextTakesWhatNobodyCanRead() throws {
        var tried = 0
        for (type, example) in zip(CommandCatalogue.types, CommandExamples.bodies) {
            let body = try Self.object(example)
            for text in Self.bad {
                for bent in Bending.withText(text, in: body, type.schema, "") {
                    let faults = Self.faults(type, try bent.bytes())
                    // What could be a file is refused as being of another kind than is said.
                    let isFile = bent.pointer == "/content"
                    #expect(
                        faults.contains {
                            bent.pointer.hasPrefix($0.pointer) && !$0.pointer.isEmpty
                                || isFile && $0.pointer == "/mediaType"
                        },
                        "\(type.name) takes \(text.debugDescription.prefix(20)) at \(bent.pointer): \(faults)")
                    tried += 1
                }
            }
        }
        #expect(tried > 5_000)
    }

    /// Half a surrogate and bytes that are no text at all make the whole body no JSON.
    @Test func noTextTakesHalfACharacter() throws {
        for (type, example) in zip(CommandCatalogue.types, CommandExamples.bodies) {
            let mark = #""type":""#
            let start = try #require(example.range(of: mark)?.upperBound)
            for bad in [Array(#"\uD800"#.utf8), [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0x01]] {
                let body = Array(example[..<start].utf8) + bad + Array(example[start...].utf8)
                #expect(!Self.faults(type, body).isEmpty, "\(type.name): \(bad)")
            }
        }
    }

    /// The same over HTTP, one of each command: 400 in the words of the API, and nothing is written.
    @Test func whatIsBentIsRefusedAndNotKept() throws {
        try TestService.withJourneys { server in
            let reader = LogReader(try Connection(.reader(server.service.folder.log)))
            let (position, commands) = (try reader.lastPosition(), try reader.lastSequence())
            let asker = try #require(MatrixWorld.onlookers(server).first)
            let client = MatrixClient([asker], port: server.port)
            for (index, example) in CommandExamples.bodies.enumerated() {
                let body = try Self.object(example)
                let schema = CommandCatalogue.types[index].schema
                var asks: [MatrixClient.Ask] = []
                let fields = Bending.withField("recordedAt", in: body, schema, "").prefix(1)
                let texts = Bending.withText(Self.bad[2], in: body, schema, "").prefix(1)
                for bent in fields + texts {
                    asks.append(client.post("/v1/commands", String(decoding: try bent.bytes(), as: UTF8.self), by: 0))
                }
                for answer in try client.answers(to: asks) {
                    #expect(answer.status == 400 && answer.body.contains(#""pointer":"#), "\(example): \(answer.body)")
                }
            }
            #expect(try reader.lastPosition() == position && reader.lastSequence() == commands)
        }
    }
}

/// Bodies with one thing changed, as the schema of a command says where there is something to change.
enum Bending {
    struct Bent {
        let pointer: String
        let json: Any

        func bytes() throws -> [UInt8] { [UInt8](try JSONSerialization.data(withJSONObject: json)) }
    }

    /// The value with a text in the place of each text, also where the example has none.
    static func withText(_ text: String, in value: Any?, _ schema: JSONSchema, _ pointer: String) -> [Bent] {
        switch schema {
        case .named(_, let inner), .nullable(let inner): return withText(text, in: value, inner, pointer)
        case .string, .names: return [Bent(pointer: pointer, json: text)]
        case .array(let element, _):
            let first = (value as? [Any])?.first
            return withText(text, in: first, element, pointer + "/0").map { Bent(pointer: $0.pointer, json: [$0.json]) }
        case .object(let fields):
            let object = value as? [String: Any] ?? [:]
            return fields.flatMap { field in
                withText(text, in: object[field.name], field.schema, pointer + "/" + field.name).map { bent in
                    Bent(pointer: bent.pointer, json: object.merging([field.name: bent.json]) { $1 })
                }
            }
        case .oneOf(let forms): return forms.flatMap { withText(text, in: value, $0, pointer) }
        case .integer, .boolean, .numbers, .anyObject, .anything: return []
        }
    }

    /// The value with `id` in the place of each id, also where the example has none. Of a list the first element is
    /// changed and, when it is no list of ids, the others stay.
    static func withID(_ id: String, in value: Any?, _ schema: JSONSchema, _ pointer: String) -> [Bent] {
        if schema == PartyID.schema { return [Bent(pointer: pointer, json: id)] }
        switch schema {
        case .named(_, let inner), .nullable(let inner): return withID(id, in: value, inner, pointer)
        case .array(let element, _):
            let list = value as? [Any] ?? []
            return withID(id, in: list.first, element, pointer + "/0").map {
                Bent(pointer: $0.pointer, json: $0.json is String ? [$0.json] : [$0.json] + list.dropFirst())
            }
        case .object(let fields):
            let object = value as? [String: Any] ?? [:]
            return fields.flatMap { field in
                withID(id, in: object[field.name], field.schema, pointer + "/" + field.name).map { bent in
                    Bent(pointer: bent.pointer, json: object.merging([field.name: bent.json]) { $1 })
                }
            }
        case .oneOf(let forms): return forms.flatMap { withID(id, in: value, $0, pointer) }
        case .string, .names, .integer, .boolean, .numbers, .anyObject, .anything: return []
        }
    }

    /// The value with a field more in each object.
    static func withField(_ name: String, in value: Any?, _ schema: JSONSchema, _ pointer: String) -> [Bent] {
        switch schema {
        case .named(_, let inner), .nullable(let inner): return withField(name, in: value, inner, pointer)
        case .array(let element, _):
            let first = (value as? [Any])?.first
            return withField(name, in: first, element, pointer + "/0").map {
                Bent(pointer: $0.pointer, json: [$0.json])
            }
        case .object(let fields):
            let object = value as? [String: Any] ?? [:]
            let own = Bent(pointer: pointer + "/" + name, json: object.merging([name: 1]) { $1 })
            return [own]
                + fields.flatMap { field in
                    withField(name, in: object[field.name], field.schema, pointer + "/" + field.name).map { bent in
                        Bent(pointer: bent.pointer, json: object.merging([field.name: bent.json]) { $1 })
                    }
                }
        case .oneOf(let forms): return forms.flatMap { withField(name, in: value, $0, pointer) }
        case .string, .names, .integer, .boolean, .numbers, .anyObject, .anything: return []
        }
    }
}
