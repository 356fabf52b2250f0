import Commands
import Events
import Foundation
import Testing

@testable import Server

/// The example of a command, in which other ids can be put.
struct ExampleBody {
    /// A place with an id: the field.
    struct Slot {
        let field: String
        let id: String
    }

    /// Where in a body an id can stand, whether the example has one there or not.
    struct IDPlace {
        let pointer: String
        let field: String
        /// Whether it is an element of a list of ids.
        let isListed: Bool
        fileprivate let template: String
        fileprivate let mark: String
    }

    let type: CommandType
    let stream: StreamID
    let slots: [Slot]
    private let pieces: [Substring]

    static let all: [ExampleBody] = zip(CommandCatalogue.types, CommandExamples.bodies).map(ExampleBody.init)

    init(_ type: CommandType, _ example: String) {
        self.type = type
        // Without line ends, and without in which quality: who asks says that himself.
        var text = example.replacing("\n", with: "")
        if let own = text.firstMatch(of: /"actingAs":"[a-z]+",/)?.range { text.removeSubrange(own) }
        var pieces: [Substring] = []
        var slots: [Slot] = []
        var rest = text[...]
        while let match = rest.firstMatch(of: /"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"/) {
            let before = rest[..<match.1.startIndex]
            let name = before.matches(of: /"([A-Za-z]+)":\[?"$/).last.map { String($0.1) }
            pieces.append(before)
            slots.append(Slot(field: name ?? slots.last?.field ?? "", id: String(match.1)))
            rest = rest[match.1.endIndex...]
        }
        pieces.append(rest)
        self.pieces = pieces
        self.slots = slots
        var reader = JSONReader()
        reader.load(Array(text.utf8))
        stream = type.read(&reader)?.command.stream ?? .system
    }

    var name: String { type.name.description }

    /// The places that hold the id of what the command is about.
    var streamSlots: [Int] { slots.indices.filter { PartyID(slots[$0].id)?.bits == stream.bits } }

    /// The body with a new id of its own, said by `asker`.
    /// - Parameters:
    ///   - ids: by field; what is not there keeps the id of the example.
    ///   - changes: by place, before `ids`.
    func text(_ ids: [String: String], changing changes: [Int: String] = [:], by asker: MatrixAsker) -> String {
        var out = ""
        for (index, slot) in slots.enumerated() {
            out += pieces[index]
            if slot.field == "id" {
                out += CommandID(bits: UInt128.random(in: 1...UInt128.max)).text
                if let acting = asker.actingAs { out += "\",\"actingAs\":\"\(acting)" }
            } else {
                // What it makes gets an id that nothing has.
                let isMade = CommandIDs.made[name]?.contains(slot.field) ?? false
                out += changes[index] ?? (isMade ? nil : ids[slot.field]) ?? slot.id
            }
        }
        return out + (pieces.last ?? "")
    }

    /// Every place where the schema of the command has an id, but for the envelope's and those of what it is about.
    func idPlaces(_ ids: [String: String]) throws -> [IDPlace] {
        let asker = MatrixAsker(name: "", token: nil, actingAs: nil, standing: nil, onlooker: nil)
        let json = try JSONSerialization.jsonObject(with: Data(text(ids, by: asker).utf8))
        let about = Set(streamSlots.map { "/" + slots[$0].field }).union(["/id"])
        let mark = UUID().uuidString
        return try Bending.withID(mark, in: json, type.schema, "").filter { !about.contains($0.pointer) }.map { bent in
            let names = bent.pointer.split(separator: "/").map(String.init)
            let isListed = names.last == "0"
            let field = names.last { Int($0) == nil } ?? ""
            let whole = String(decoding: try bent.bytes(), as: UTF8.self)
            return IDPlace(pointer: bent.pointer, field: field, isListed: isListed, template: whole, mark: mark)
        }
    }

    /// The body with ids at one place, under a new id of its own, said by `asker`.
    func text(_ put: [String], at place: IDPlace, _ ids: [String: String], by asker: MatrixAsker) throws -> String {
        let quoted = put.map { "\"\($0)\"" }.joined(separator: ",")
        let body = place.template.replacing("\"\(place.mark)\"", with: quoted)
        let acting = asker.actingAs.map { ",\"actingAs\":\"\($0)\"" } ?? ""
        let own = CommandID(bits: UInt128.random(in: 1...UInt128.max)).text
        // The example's own id goes; a body is read whatever the order of its fields.
        let id = try #require(body.firstMatch(of: /"id":"[0-9a-f-]{36}"/)?.range, "\(body)")
        return body.replacingCharacters(in: id, with: "\"id\":\"\(own)\"" + acting)
    }
}
