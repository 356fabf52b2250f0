/// Where a token stands, as people and programs are told. Only walked when something is wrong.
extension JSONReader {
    /// Names longer than this are cut off in a pointer: they are not ours, and an answer need not carry them.
    private static let nameMax = 64

    /// The JSON pointer (RFC 6901) to a token.
    func pointer(to target: Int) -> String {
        var path = ""
        var container = 0
        while container < target {
            guard let (child, step) = child(of: container, holding: target) else { break }
            path += "/" + step
            container = child
        }
        return path
    }

    /// The JSON pointer to the innermost container that was not closed when the scanner stopped.
    func pointerToOpenContainer() -> String {
        let open = tokens.lastIndex { $0.next == 0 }
        return open.map { pointer(to: $0) } ?? ""
    }

    private func child(of container: Int, holding target: Int) -> (Int, String)? {
        var child = container + 1
        var number = 0
        while child < tokens.count {
            let next = Int(tokens[child].next)
            if next == 0 || target < next {
                return (child, tokens[container].kind == .array ? String(number) : name(of: tokens[child]))
            }
            child = next
            number += 1
        }
        return nil
    }

    private func name(of token: JSONToken) -> String {
        let bytes = source.withUnsafeBytes { JSONKey.name(of: token, in: $0) }
        let name = String(decoding: bytes, as: UTF8.self)
        let short = bytes.count > Self.nameMax ? String(name.unicodeScalars.prefix(Self.nameMax)) + "…" : name
        return short.reduce(into: "") { escaped, character in
            switch character {
            case "~": escaped += "~0"
            case "/": escaped += "~1"
            default: escaped.append(character)
            }
        }
    }
}
