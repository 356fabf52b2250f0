import Commands
import Events
import Foundation
import Testing

@testable import Server

@Suite struct OpenAPITests {
    private struct Word: Record {
        let text: String

        init(from reader: inout JSONReader) { text = reader("text") }

        func writeFields(to writer: inout JSONWriter) { writer.field("text", text) }
    }

    private static let info = OpenAPIDocument.Info(
        title: "PGB", summary: "Proef", version: "1.0.0", contactName: "Beheer", contactURL: "https://pgb.example",
        contactEmail: "beheer@pgb.example", licence: "EUPL-1.2")

    private static func route(_ method: Method, _ path: String, _ needs: Needs, _ content: Content? = nil) -> Route<Int>
    {
        Route(
            method, path, needs: needs, summary: "Iets",
            query: [QueryParameter("asOf", .string(format: "date-time"), "Moment")], request: content, response: content
        ) { _, _, _ in .now(.noContent) }
    }

    private func document() throws -> [String: Any] {
        let routes = [
            Self.route(.get, "/v1/dossiers/{dossier}/budgets", .signedIn),
            Self.route(.post, "/v1/words", .nothing, Content(Word.self)), Self.route(.get, "/v1/words", .nothing),
            Self.route(.get, "/v1/door", .session), Self.route(.delete, "/v1/door", .session),
            Self.route(.put, "/v1/door", .employee),
            Self.route(.get, "/metrics", .nothing),
        ]
        let bytes = OpenAPIDocument(Self.info, routes: routes).json()
        return try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    }

    @Test func describesEveryRouteUnderTheVersion() throws {
        let document = try document()
        #expect(document["openapi"] as? String == "3.1.0")
        let paths = try #require(document["paths"] as? [String: [String: Any]])
        #expect(Set(paths.keys) == ["/dossiers/{dossier}/budgets", "/door", "/words"])
        #expect(paths["/words"].map { Set($0.keys) } == ["get", "post"])
        let operation = try #require(paths["/dossiers/{dossier}/budgets"]?["get"] as? [String: Any])
        #expect(operation["operationId"] as? String == "getDossiersDossierBudgets")
        let parameters = try #require(operation["parameters"] as? [[String: Any]])
        #expect(parameters.map { $0["name"] as? String } == ["dossier", "asOf"])
        #expect(parameters.map { $0["in"] as? String } == ["path", "query"])
        #expect(operation["security"] != nil)
        #expect((paths["/words"]?["get"] as? [String: Any])?["security"] == nil)
    }

    /// A system sends a token; a browser sends its cookie, and the word of our page when it may change something.
    @Test func saysHowToBeSignedIn() throws {
        let document = try document()
        let schemes = (document["components"] as? [String: [String: Any]])?["securitySchemes"]
        let forms = try #require(schemes as? [String: [String: String]])
        #expect(forms["token"]?["scheme"] == "bearer")
        #expect(forms["session"]?["in"] == "cookie" && forms["session"]?["name"] == "__Host-pgb-session")
        #expect(forms["page"]?["in"] == "header" && forms["page"]?["name"] == "X-CSRF-Token")
        let paths = try #require(document["paths"] as? [String: [String: Any]])
        func ways(_ method: String, _ path: String) -> [Set<String>] {
            let operation = paths[path]?[method] as? [String: Any]
            return (operation?["security"] as? [[String: Any]] ?? []).map { Set($0.keys) }
        }
        #expect(ways("get", "/dossiers/{dossier}/budgets") == [["token"], ["session"]])
        #expect(ways("delete", "/door") == [["session", "page"]])
        #expect(ways("get", "/door") == [["session"]])
        #expect(ways("put", "/door") == [["token"], ["session", "page"]])
        #expect(ways("get", "/words").isEmpty)
    }

    /// A reader of the description finds every command by its name, and every body fits one of them only.
    @Test func everyCommandIsDescribedUnderItsName() throws {
        var writer = JSONWriter()
        CommandRoute.request.schema.write(to: &writer)
        let schema = try JSONSerialization.jsonObject(with: Data(writer.bytes)) as? [String: Any]
        let commands = try #require(schema?["oneOf"] as? [[String: Any]])
        let names = commands.map { command in
            let type = (command["properties"] as? [String: [String: Any]])?["type"]
            return type?["enum"] as? [String] ?? []
        }
        #expect(names == CommandCatalogue.types.map { [$0.name.description] })
    }

    @Test func aPathNamesThingsByTheirIds() throws {
        let paths = try #require(try document()["paths"] as? [String: [String: [String: Any]]])
        let parameters = paths["/dossiers/{dossier}/budgets"]?["get"]?["parameters"] as? [[String: Any]]
        let schema = try #require(parameters?.first?["schema"] as? [String: Any])
        #expect(schema["format"] as? String == "uuid")
    }

    @Test func everyReferenceLeadsSomewhere() throws {
        let document = try document()
        var references: [String] = []
        func collect(_ value: Any) {
            if let object = value as? [String: Any] {
                if let reference = object["$ref"] as? String { references.append(reference) }
                object.values.forEach(collect)
            } else if let list = value as? [Any] {
                list.forEach(collect)
            }
        }
        collect(document)
        #expect(Set(references).count >= 4)
        for reference in Set(references) {
            var place: Any? = document
            for step in reference.split(separator: "/").dropFirst() { place = (place as? [String: Any])?[String(step)] }
            #expect(place != nil, "\(reference)")
        }
    }
}
