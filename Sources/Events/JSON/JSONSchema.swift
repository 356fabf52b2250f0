/// What a value looks like from outside; prints itself as a schema of OpenAPI 3.1 (JSON Schema 2020-12).
package indirect enum JSONSchema: Hashable, Sendable {
    /// A string: with a format of JSON Schema, with a pattern, or with a length in characters.
    case string(format: String? = nil, pattern: String? = nil, length: ClosedRange<Int>? = nil)
    case integer(ClosedRange<Int64>)
    case boolean
    /// An object with any fields, each a whole number.
    case numbers
    /// One of these strings.
    case names([String])
    case array(JSONSchema, max: Int)
    /// Exactly these fields and no others.
    case object([Field])
    /// The value or null.
    case nullable(JSONSchema)
    case oneOf([JSONSchema])
    /// Any object: what it holds is described elsewhere.
    case anyObject
    /// Any value.
    case anything
    /// A schema that the description of the API has under this name.
    case named(String, JSONSchema)

    package struct Field: Hashable, Sendable {
        package let name: String
        package let schema: JSONSchema
        package let isRequired: Bool

        package init(name: String, schema: JSONSchema, isRequired: Bool) {
            self.name = name
            self.schema = schema
            self.isRequired = isRequired
        }
    }

    /// The same object with another schema for one of its fields: the kind of a thing, which only some values name.
    package func replacing(_ name: String, with schema: JSONSchema) -> JSONSchema {
        guard case .object(let fields) = self else { preconditionFailure("only an object has fields") }
        return .object(
            fields.map { $0.name == name ? Field(name: name, schema: schema, isRequired: $0.isRequired) : $0 })
    }

    /// The value or null; what may be null already stays as it is.
    package var orNull: JSONSchema {
        if case .nullable = self { return self }
        return .nullable(self)
    }

    /// The fields of an object.
    package var fields: [Field] {
        switch self {
        case .object(let fields): fields
        case .named(_, let schema): schema.fields
        default: preconditionFailure("only an object has fields")
        }
    }

    /// Every schema in this one that has a name.
    package var names: [(name: String, schema: JSONSchema)] {
        switch self {
        case .named(let name, let schema): [(name, schema)] + schema.names
        case .array(let element, _): element.names
        case .nullable(let schema): schema.names
        case .object(let fields): fields.flatMap(\.schema.names)
        case .oneOf(let schemas): schemas.flatMap(\.names)
        case .string, .integer, .boolean, .numbers, .names, .anyObject, .anything: []
        }
    }

    /// Writes the schema as one JSON value.
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            switch self {
            case .string(let format, let pattern, let length):
                writer.field("type", "string")
                if let format { writer.field("format", format) }
                if let pattern { writer.field("pattern", pattern) }
                if let length {
                    writer.field("minLength", length.lowerBound)
                    writer.field("maxLength", length.upperBound)
                }
            case .integer(let range):
                writer.field("type", "integer")
                writer.field("format", "int64")
                writer.field("minimum", range.lowerBound)
                writer.field("maximum", range.upperBound)
            case .boolean: writer.field("type", "boolean")
            case .numbers:
                writer.field("type", "object")
                writer.key("additionalProperties")
                JSONSchema.integer(.min ... .max).write(to: &writer)
            case .names(let names):
                writer.field("type", "string")
                writer.field("enum", names)
            case .array(let element, let max):
                writer.field("type", "array")
                writer.key("items")
                element.write(to: &writer)
                writer.field("maxItems", max)
            case .object(let fields): Self.write(fields, to: &writer)
            case .nullable(let schema): Self.write([schema], orNull: true, to: &writer)
            case .oneOf(let schemas): Self.write(schemas, orNull: false, to: &writer)
            case .anyObject: writer.field("type", "object")
            case .anything: break
            case .named(let name, _): writer.field("$ref", "#/components/schemas/\(name)")
            }
        }
    }

    private static func write(_ fields: [Field], to writer: inout JSONWriter) {
        writer.field("type", "object")
        writer.key("properties")
        writer.object { writer in
            for field in fields {
                writer.key(named: field.name)
                field.schema.write(to: &writer)
            }
        }
        let required = fields.filter(\.isRequired).map(\.name)
        if !required.isEmpty { writer.field("required", required) }
        writer.field("additionalProperties", false)
    }

    private static func write(_ schemas: [JSONSchema], orNull: Bool, to writer: inout JSONWriter) {
        writer.key("oneOf")
        writer.array { writer in
            for schema in schemas { schema.write(to: &writer) }
            if orNull { writer.object { $0.field("type", "null") } }
        }
    }
}
