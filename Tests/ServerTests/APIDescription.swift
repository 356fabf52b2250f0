import Foundation
import Synchronization
import Testing

/// `/v1/openapi.json` as a client reads it, with which real answers are compared. Knows the words of JSON Schema that our
/// descriptions use, and stops at any other.
struct APIDescription {
    /// A JSON value; a number of ours is a whole one.
    indirect enum Value: Decodable, Equatable {
        case null, truth(Bool), number(Int64), text(String), list([Value]), object([String: Value])

        init(from decoder: any Decoder) throws {
            let single = try decoder.singleValueContainer()
            if single.decodeNil() {
                self = .null
            } else if let truth = try? single.decode(Bool.self) {
                self = .truth(truth)
            } else if let number = try? single.decode(Int64.self) {
                self = .number(number)
            } else if let text = try? single.decode(String.self) {
                self = .text(text)
            } else if let list = try? single.decode([Value].self) {
                self = .list(list)
            } else {
                self = .object(try single.decode([String: Value].self))
            }
        }

        init(_ json: String) throws { self = try JSONDecoder().decode(Value.self, from: Data(json.utf8)) }

        subscript(key: String) -> Value? {
            if case .object(let fields) = self { fields[key] } else { nil }
        }
    }

    /// The description that was published last, and what it was made from: reading it takes seconds, and every server of the
    /// tests publishes the same.
    private static let latest = Mutex<(json: String, description: APIDescription)?>(nil)

    /// What `json` says; read once for all servers that publish the same.
    static func published(_ json: String) throws -> APIDescription {
        try latest.withLock {
            if let latest = $0, latest.json.utf8.elementsEqual(json.utf8) { return latest.description }
            let description = try APIDescription(json)
            $0 = (json, description)
            return description
        }
    }

    let document: Value
    /// The templates of the paths, those without parameters first.
    private let paths: [String]

    init(_ json: String) throws {
        document = try Value(json)
        guard case .object(let paths)? = document["paths"] else { throw RawClient.Failure(sentence: "no paths") }
        self.paths = paths.keys.sorted { !$0.contains("{") && $1.contains("{") }
    }

    /// What an answer has that its description does not say, or the other way round; empty when they agree.
    ///
    /// - Parameters:
    ///   - type: the Content-Type; nil for JSON of any kind.
    ///   - headers: the names of headers of the answer that have to be described.
    func faults(
        _ method: String, _ target: String, status: Int, body: String, type: String? = nil, headers: [String] = []
    ) -> [String] {
        guard let (template, operation) = operation(method, target) else { return [] }
        guard let response = operation["responses"]?["\(status)"] else {
            return ["\(method) \(template) answers \(status), which is not described"]
        }
        if status == 204 {
            return body.isEmpty && resolved(response)["content"] == nil
                ? [] : ["\(method) \(template): 204 has no content"]
        }
        guard case .object(let types)? = resolved(response)["content"] else {
            return ["\(method) \(template) says nothing of the content of \(status)"]
        }
        for name in headers where resolved(response)["headers"]?[name] == nil {
            return ["\(method) \(template) says nothing of the header \(name)"]
        }
        let given = type.map { String($0.prefix { $0 != ";" }) } ?? types.keys.first { $0.hasSuffix("json") }
        guard let given, let content = types[given] ?? types["*/*"] else {
            return type == nil ? [] : ["\(method) \(template) answers \(status) as \(type ?? "")"]
        }
        // A page, a table or a file is no JSON, and has no fields.
        guard given.hasSuffix("json") else { return [] }
        guard let schema = content["schema"]
        else { return ["\(method) \(template) has no schema for \(status)"] }
        do {
            return faults(try Value(body), schema, at: "\(method) \(template) \(status)")
        } catch {
            return ["\(method) \(template) answers \(status) with no JSON"]
        }
    }

    /// The address behind `target` as it is described, and what can be asked there; nil when there is no such question.
    func operation(_ method: String, _ target: String) -> (template: String, Value)? {
        let path = target.prefix { $0 != "?" }.dropFirst("/v1".count)
        guard let template = paths.first(where: { Self.fits(String(path), $0) }) else { return nil }
        return document["paths"]?[template]?[method.lowercased()].map { (template, $0) }
    }

    /// Every schema of an answer with its examples, as `path status`.
    var examples: [(place: String, schema: Value?, example: Value?)] {
        var found: [(String, Value?, Value?)] = []
        for path in paths {
            guard case .object(let methods)? = document["paths"]?[path] else { continue }
            for (method, operation) in methods {
                guard case .object(let responses)? = operation["responses"] else { continue }
                for (status, response) in responses where status.hasPrefix("2") && status != "204" {
                    var content: Value?
                    if case .object(let types)? = response["content"] {
                        guard let type = types.keys.first(where: { $0.hasSuffix("json") }) else { continue }
                        content = types[type]
                    }
                    found.append(("\(method) \(path) \(status)", content?["schema"], content?["example"]))
                }
            }
        }
        return found
    }

    private static func fits(_ path: String, _ template: String) -> Bool {
        let (parts, names) = (path.split(separator: "/"), template.split(separator: "/"))
        return parts.count == names.count && zip(parts, names).allSatisfy { $0 == $1 || $1.hasPrefix("{") }
    }

    private func resolved(_ value: Value) -> Value {
        guard case .text(let reference)? = value["$ref"] else { return value }
        var place = document
        for step in reference.split(separator: "/").dropFirst() { place = place[String(step)] ?? .null }
        return place
    }

    /// What is wrong with a value by a schema.
    func faults(_ value: Value, _ schema: Value, at place: String) -> [String] {
        guard case .object(let words) = resolved(schema) else { return ["\(place): there is no schema"] }
        var faults: [String] = []
        for (word, rule) in words {
            switch (word, rule) {
            case ("type", .text(let type)):
                if !Self.isOf(type, value) { return ["\(place): is no \(type)"] }
            case ("oneOf", .list(let forms)):
                let fitting = forms.count { self.faults(value, $0, at: place).isEmpty }
                if fitting != 1 { faults.append("\(place): fits \(fitting) of its forms") }
            case ("enum", .list(let allowed)):
                if !allowed.contains(value) { faults.append("\(place): is not one of its words") }
            case ("required", .list(let names)):
                for case .text(let name) in names where value[name] == nil { faults.append("\(place): lacks \(name)") }
            case ("properties", _), ("additionalProperties", _): continue
            case ("items", _):
                guard case .list(let elements) = value else { continue }
                for (index, element) in elements.enumerated() {
                    faults += self.faults(element, rule, at: "\(place)/\(index)")
                }
            case ("maxItems", .number(let most)):
                if case .list(let elements) = value, elements.count > most { faults.append("\(place): is too long") }
            case ("minimum", .number(let least)):
                if case .number(let number) = value, number < least { faults.append("\(place): is too small") }
            case ("maximum", .number(let most)):
                if case .number(let number) = value, number > most { faults.append("\(place): is too large") }
            case ("minLength", .number(let least)):
                if case .text(let text) = value, text.unicodeScalars.count < least {
                    faults.append("\(place): is too short")
                }
            case ("maxLength", .number(let most)):
                if case .text(let text) = value, text.unicodeScalars.count > most {
                    faults.append("\(place): is too long")
                }
            case ("pattern", .text(let pattern)):
                faults += Self.matches(value, pattern) ? [] : ["\(place): does not fit \(pattern)"]
            case ("format", .text(let format)):
                faults += Self.matches(value, Self.formats[format]) ? [] : ["\(place): is no \(format)"]
            default: faults.append("\(place): the word \(word) of the schema is not known here")
            }
        }
        return faults + fieldFaults(value, words, at: place)
    }

    private func fieldFaults(_ value: Value, _ words: [String: Value], at place: String) -> [String] {
        guard case .object(let fields) = value else { return [] }
        var faults: [String] = []
        for (name, field) in fields {
            if let schema = words["properties"]?[name] {
                faults += self.faults(field, schema, at: "\(place)/\(name)")
            } else if case .object? = words["additionalProperties"], let schema = words["additionalProperties"] {
                faults += self.faults(field, schema, at: "\(place)/\(name)")
            } else if words["additionalProperties"] == .truth(false) {
                faults.append("\(place): has \(name), which is not described")
            }
        }
        return faults
    }

    private static let formats: [String: String] = [
        "uuid": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", "date": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        "date-time": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z$", "uri-reference": "^/[a-z0-9/-]+$",
        "email": "^[^@]+@[^@]+$",
        "int64": "",
    ]

    /// Whether a text fits a pattern; what is no text has none to fit.
    private static func matches(_ value: Value, _ pattern: String?) -> Bool {
        guard let pattern else { return false }
        guard case .text(let text) = value, let regex = try? Regex(pattern) else { return true }
        return text.firstMatch(of: regex) != nil
    }

    private static func isOf(_ type: String, _ value: Value) -> Bool {
        switch (type, value) {
        case ("null", .null), ("boolean", .truth), ("integer", .number), ("string", .text), ("array", .list),
            ("object", .object):
            true
        default: false
        }
    }
}
