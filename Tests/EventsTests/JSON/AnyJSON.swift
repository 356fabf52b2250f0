@testable import Events

/// Any document that the reader takes, kept as it is: only for tests, which must look at all of it.
indirect enum AnyJSON: Stored, Equatable {
    case object([Field])
    case array([AnyJSON])
    case text(String)
    case number(Int64)
    case truth(Bool)
    case null

    struct Field: Equatable, Sendable {
        let key: String
        let value: AnyJSON
    }

    static var placeholder: AnyJSON { .null }
    static var schema: JSONSchema { .oneOf([]) }

    static func read(_ reader: inout JSONReader) -> AnyJSON {
        let token = reader.tokens[reader.current]
        switch token.kind {
        case .string: return .text(String.read(&reader))
        case .number: return .number(Int64.read(&reader))
        case .yes, .no: return .truth(Bool.read(&reader))
        case .null: return .null
        case .array, .object:
            var fields: [Field] = []
            var child = reader.current + 1
            for _ in 0..<token.count {
                let name = reader.source.withUnsafeBytes { JSONKey.name(of: reader.tokens[child], in: $0) }
                reader.current = child
                fields.append(Field(key: String(decoding: name, as: UTF8.self), value: read(&reader)))
                child = Int(reader.tokens[child].next)
            }
            return token.kind == .object ? .object(fields) : .array(fields.map(\.value))
        }
    }

    func write(to writer: inout JSONWriter) {
        switch self {
        case .text(let text): writer.value(text)
        case .number(let number): writer.value(number)
        case .truth(let truth): writer.value(truth)
        case .null: writer.null()
        case .array(let elements): writer.array { for element in elements { element.write(to: &$0) } }
        case .object(let fields):
            writer.object {
                for field in fields {
                    $0.key(named: field.key)
                    field.value.write(to: &$0)
                }
            }
        }
    }

    /// A document drawn at random, with every kind of value and character in it.
    static func random(depth: Int, using random: inout SeededGenerator) -> AnyJSON {
        switch Int.random(in: 0...(depth > 0 ? 7 : 4), using: &random) {
        case 0: .null
        case 1: .truth(.random(using: &random))
        case 2: .number(.random(in: .min ... .max, using: &random))
        case 3: .number(.random(in: -20...20, using: &random))
        case 4: .text(text(using: &random))
        case 5:
            .array((0..<Int.random(in: 0...4, using: &random)).map { _ in .random(depth: depth - 1, using: &random) })
        default:
            .object(
                (0..<Int.random(in: 0...5, using: &random)).map {
                    Field(key: "\($0)\(text(using: &random))", value: .random(depth: depth - 1, using: &random))
                })
        }
    }

    private static func text(using random: inout SeededGenerator) -> String {
        let signs = Array("abcz019 -\"\\/\u{0}\u{1}\u{8}\t\n\u{c}\r\u{1f}\u{7f}é€漢😀\u{10ffff}{}[]:,".unicodeScalars)
        let count = Int.random(in: 0...20, using: &random)
        return (0..<count).reduce(into: "") { text, _ in
            text.unicodeScalars.append(signs.randomElement(using: &random) ?? "-")
        }
    }
}
