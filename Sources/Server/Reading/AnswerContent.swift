import Events
import Projections

/// What answers look like: each form here goes with the function of `JSONWriter` that writes it, and its example is
/// written by that same function.
extension Content {
    /// One row.
    static func row<Row: Described>(_ type: Row.Type) -> Content {
        Content("\(Row.self)", Row.schema) { $0.object { w in Row.examples.first?.writeFields(to: &w) } }
    }

    /// One row with what it reflects.
    static func one<Row: Described>(_ type: Row.Type) -> Content {
        Content("\(Row.self)Answer", .object(reflects + Row.schema.fields)) { w in
            guard let row = Row.examples.first else { return w.null() }
            w.one(row, .example)
        }
    }

    /// A whole list with what it reflects.
    static func list<Row: Described>(_ type: Row.Type) -> Content {
        Content(
            "\(Row.self)List", .object(reflects + [items(Row.self)]), list: List(rows: Row.schema, isPaged: false)
        ) { $0.list(Row.examples, .example) }
    }

    /// A page with what it reflects and where the next one begins.
    static func page<Row: Described>(_ type: Row.Type) -> Content {
        let next = JSONSchema.Field(name: "next", schema: Int64.schema.orNull, isRequired: true)
        return Content(
            "\(Row.self)Page", .object(reflects + [items(Row.self), next]), list: List(rows: Row.schema, isPaged: true)
        ) {
            $0.page(Row.examples, next: nil, .example)
        }
    }

    private static var reflects: [JSONSchema.Field] {
        [.init(name: "reflects", schema: Reflection.schema, isRequired: true)]
    }

    private static func items<Row: Described>(_ type: Row.Type) -> JSONSchema.Field {
        .init(name: "items", schema: .array(Row.schema, max: 10_000), isRequired: true)
    }

    /// - Parameter example: writes one; personal values stand in it as an answer shows them.
    private init(
        _ name: String, _ schema: JSONSchema, list: List? = nil, _ example: (inout JSONWriter) -> Void
    ) {
        var writer = JSONWriter()
        example(&writer)
        let values = Dictionary(writer.sealed.map { ($0.commitment, $0.json) }) { first, _ in first }
        self.init(name, schema, example: Unsealing.open(writer.bytes) { values[$0] }, list: list)
    }
}
