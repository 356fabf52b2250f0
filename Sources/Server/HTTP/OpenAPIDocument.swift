import Events

/// Describes the API in OpenAPI 3.1, from the same table that routes it, so that the two cannot differ.
///
/// Follows the NLgov REST API Design Rules: contact, semantic version, a version in the server's address, problem
/// documents for every error, the API-Version header on every answer.
struct OpenAPIDocument {
    /// What stands at the head of the description.
    struct Info: Sendable {
        var title: String
        /// In Dutch.
        var summary: String
        /// Major, minor and patch: the API-Version.
        var version: String
        var contactName: String
        var contactURL: String
        var contactEmail: String
        var licence: String
    }

    /// One route without what runs it.
    private struct Line {
        let method: Method
        let path: String
        let needs: Needs
        let summary: String
        let query: [QueryParameter]
        let request: Content?
        let response: Content?
        let status: Int
        let alsoAnswers: [Int]
        let alsoFails: [Int]
        let produces: String
        let consumes: String
        let list: ListShape?
    }

    private let info: Info
    private let lines: [Line]
    /// The part of every path that stands in the address of the server, such as `/v1`.
    private static let base = "/v1"

    init<Context>(_ info: Info, routes: [Route<Context>]) {
        self.info = info
        lines = routes.filter { $0.path.hasPrefix(Self.base + "/") }.map {
            Line(
                method: $0.method, path: String($0.path.dropFirst(Self.base.count)), needs: $0.needs,
                summary: $0.summary, query: $0.query, request: $0.request, response: $0.response, status: $0.status,
                alsoAnswers: $0.alsoAnswers, alsoFails: $0.alsoFails, produces: $0.produces.description,
                consumes: $0.consumes.description, list: $0.list)
        }
    }

    /// The document as JSON; made once, when the server starts.
    func json() -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("openapi", "3.1.0")
            writer.field("info", object: writeInfo)
            writer.field("servers", array: { $0.object { $0.field("url", Self.base) } })
            writer.field("paths", object: writePaths)
            writer.field("components", object: writeComponents)
        }
        return writer.bytes
    }

    private func writeInfo(_ writer: inout JSONWriter) {
        writer.field("title", info.title)
        writer.field("description", info.summary)
        writer.field("version", info.version)
        writer.field(
            "contact",
            object: { writer in
                writer.field("name", info.contactName)
                writer.field("url", info.contactURL)
                writer.field("email", info.contactEmail)
            })
        writer.field(
            "license",
            object: { writer in
                writer.field("name", info.licence)
                writer.field("identifier", info.licence)
            })
    }

    private func writePaths(_ writer: inout JSONWriter) {
        var paths: [String] = []
        for line in lines where !paths.contains(line.path) { paths.append(line.path) }
        for path in paths {
            writer.key(named: path)
            writer.object { writer in
                for line in lines where line.path == path {
                    writer.key(named: line.method.rawValue.lowercased())
                    writer.object { write(line, to: &$0) }
                }
            }
        }
    }

    private func write(_ line: Line, to writer: inout JSONWriter) {
        writer.field("operationId", Self.operation(line.method, line.path))
        writer.field("summary", line.summary)
        let parameters = Self.pathParameters(line.path)
        if !parameters.isEmpty || !line.query.isEmpty {
            writer.field(
                "parameters",
                array: { writer in
                    for name in parameters {
                        Self.writeParameter(name, "path", nil, Self.schema(ofPath: name), true, to: &writer)
                    }
                    for query in line.query {
                        Self.writeParameter(
                            query.name, "query", query.summary, query.schema, query.isRequired, to: &writer)
                    }
                })
        }
        if let request = line.request {
            writer.field(
                "requestBody",
                object: { writer in
                    writer.field("required", true)
                    Self.writeContent(line.consumes, request, to: &writer)
                })
        }
        writer.field("responses", object: { writeResponses(line, to: &$0) })
        if line.needs != .nothing { writer.field("security", array: { Self.writeSecurity(line, to: &$0) }) }
    }

    /// Everything in a path has an id, but the codes of problems and the versions of a contract.
    private static func schema(ofPath name: String) -> JSONSchema {
        switch name {
        case "code": Code.schema
        case "number": .integer(1...99_999)
        default: PartyID.schema
        }
    }

    private func writeResponses(_ line: Line, to writer: inout JSONWriter) {
        for status in [line.status] + line.alsoAnswers {
            writer.key(named: String(status))
            writer.object { writer in
                let isSuccess = status == line.status
                writer.field("description", isSuccess ? "Gelukt." : "Het werkt niet; in het antwoord staat wat.")
                let pages = line.list?.cursor == nil ? [] : ["Link"]
                Self.writeHeaders(line.list == nil ? [] : pages + ["Reflects"], to: &writer)
                if let response = line.response {
                    Self.writeContent(line.produces, response, line.list, to: &writer)
                } else if line.produces != "application/json" {
                    // Bytes of another form: its name says all there is to say.
                    writer.field(
                        "content",
                        object: { writer in
                            writer.key(named: line.produces)
                            writer.object { _ in }
                        })
                }
            }
        }
        var problems = [400, 404, 406, 429, 503] + line.alsoFails
        if line.needs != .nothing { problems += [401, 403] }
        if line.request != nil { problems += [409, 413, 415] }
        for status in problems.sorted() where !line.alsoAnswers.contains(status) {
            writer.key(named: String(status))
            writer.object { $0.field("$ref", "#/components/responses/problem") }
        }
    }

    private func writeComponents(_ writer: inout JSONWriter) {
        writer.field("schemas", object: writeSchemas)
        writer.field(
            "responses",
            object: { writer in
                writer.field(
                    "problem",
                    object: { writer in
                        writer.field("description", "Niet gelukt; in het antwoord staat waarom.")
                        Self.writeHeaders([], to: &writer)
                        Self.writeContent("application/problem+json", Content("Problem", Self.problem), to: &writer)
                    })
            })
        writer.field(
            "headers",
            object: { writer in
                for (name, description) in Self.headers {
                    writer.key(named: name)
                    writer.object { writer in
                        writer.field("description", description)
                        writer.field("schema", object: { $0.field("type", "string") })
                    }
                }
            })
        writer.field("securitySchemes", object: Self.writeSchemes)
    }

    /// Either of: the token of a system, or the cookie of a browser; the latter with the word of our own page when the
    /// request may change something.
    private static func writeSecurity(_ line: Line, to writer: inout JSONWriter) {
        if line.needs != .session { writer.object { $0.field("token", array: { _ in }) } }
        writer.object { writer in
            writer.field("session", array: { _ in })
            if line.method != .get { writer.field("page", array: { _ in }) }
        }
    }

    private static func writeSchemes(_ writer: inout JSONWriter) {
        writer.field(
            "token",
            object: { writer in
                writer.field("type", "http")
                writer.field("scheme", "bearer")
                writer.field("bearerFormat", "JWT")
                writer.field("description", "Voor systemen: een kort geldig token van de inlogdienst.")
            })
        for (name, place, parameter, description) in [
            ("session", "cookie", SessionCookie.name, "Voor browsers: het cookie dat POST /v1/sessions zet."),
            (
                "page", "header", "X-CSRF-Token",
                "Bij een cookie en een verzoek dat iets verandert: de csrfToken uit /v1/sessions/current."
            ),
        ] {
            writer.key(named: name)
            writer.object { writer in
                writer.field("type", "apiKey")
                writer.field("in", place)
                writer.field("name", parameter)
                writer.field("description", description)
            }
        }
    }

    /// Every schema once. Two different ones under one name stop the program at its start.
    private func writeSchemas(_ writer: inout JSONWriter) {
        var known: [String: JSONSchema] = ["Problem": Self.problem]
        for content in lines.flatMap({ [$0.request, $0.response] }).compactMap(\.self) {
            for (name, schema) in JSONSchema.named(content.name, content.schema).names {
                // A row that is a whole answer has the name of the answer.
                if case .named(name, _) = schema { continue }
                precondition(known[name] == nil || known[name] == schema, "two schemas are called \(name)")
                known[name] = schema
            }
        }
        for (name, schema) in known.sorted(by: { $0.key < $1.key }) {
            writer.key(named: name)
            schema.write(to: &writer)
        }
    }

    /// RFC 9457 with our own members; written by `Problem.response`.
    private static let problem = JSONSchema.object([
        .init(name: "type", schema: .string(format: "uri-reference"), isRequired: true),
        .init(name: "title", schema: .string(), isRequired: true),
        .init(name: "status", schema: .integer(400...599), isRequired: true),
        .init(name: "detail", schema: .string(), isRequired: true),
        .init(name: "code", schema: .string(pattern: "^[a-z0-9-]+$"), isRequired: true),
        .init(name: "reference", schema: .string(pattern: "^[0-9a-f]{32}$"), isRequired: true),
        .init(
            name: "errors",
            schema: .array(
                .object([
                    .init(name: "pointer", schema: .string(), isRequired: true),
                    .init(name: "code", schema: .string(), isRequired: true),
                    .init(name: "detail", schema: .string(), isRequired: true),
                ]), max: JSONReader.errorsMax), isRequired: false),
    ])

    /// - Parameter list: of a list, which can also be had as CSV: the example in JSON is the example there.
    private static func writeContent(
        _ type: String, _ content: Content, _ list: ListShape? = nil, to writer: inout JSONWriter
    ) {
        writer.field(
            "content",
            object: { writer in
                writer.key(named: type)
                writer.object { writer in
                    writer.field("schema", object: { $0.field("$ref", "#/components/schemas/\(content.name)") })
                    if let example = content.example { writer.field("example", json: example) }
                    if !content.examples.isEmpty { writeExamples(content.examples, to: &writer) }
                }
                guard let list else { return }
                writer.key(named: CSVTable.mediaType.description)
                writer.object { writer in
                    writer.field("schema", object: { $0.field("type", "string") })
                    guard let example = content.example else { return }
                    writer.field("example", String(decoding: list.table.document(of: example), as: UTF8.self))
                }
            })
    }

    private static func writeExamples(_ examples: [(name: String, json: [UInt8])], to writer: inout JSONWriter) {
        writer.field(
            "examples",
            object: { writer in
                for example in examples {
                    writer.key(named: example.name)
                    writer.object { $0.field("value", json: example.json) }
                }
            })
    }

    /// Every header that an answer may have beside the standard ones.
    private static let headers = [
        ("API-Version", "De versie van deze API."),
        (
            "Link",
            "De volgende bladzijde van de lijst (rel=next), als die er kan zijn, en de eerste (rel=first). Alles wat u "
                + "verder vroeg, staat er weer in."
        ),
        ("Reflects", "Bij CSV: wat het antwoord weergeeft, zoals het veld reflects in JSON."),
    ]

    /// The headers of an answer: these, and the version that every answer has.
    private static func writeHeaders(_ names: [String], to writer: inout JSONWriter) {
        writer.field(
            "headers",
            object: { writer in
                for name in ["API-Version"] + names {
                    writer.key(named: name)
                    writer.object { $0.field("$ref", "#/components/headers/\(name)") }
                }
            })
    }

    private static func writeParameter(
        _ name: String, _ place: String, _ summary: String?, _ schema: JSONSchema, _ isRequired: Bool,
        to writer: inout JSONWriter
    ) {
        writer.object { writer in
            writer.field("name", name)
            writer.field("in", place)
            if let summary { writer.field("description", summary) }
            writer.field("required", isRequired)
            writer.key("schema")
            schema.write(to: &writer)
        }
    }

    private static func pathParameters(_ path: String) -> [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }

    /// A unique name in camel case: `GET /dossiers/{dossier}/budgets` is `getDossiersDossierBudgets`.
    private static func operation(_ method: Method, _ path: String) -> String {
        let words = path.split { "/-{}._".contains($0) }
        return method.rawValue.lowercased() + words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}
