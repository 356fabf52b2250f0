/// One `name=value` behind the question mark, decoded.
struct QueryPair: Sendable, Equatable {
    let name: String
    let value: String

    private static let most = 32

    /// Reads a query strictly: names the route declares, each once, each with a value. The parser has checked the
    /// percent-encodings already.
    static func read(
        _ head: [UInt8], _ range: HeadRange?, allowed: [QueryParameter]
    ) throws(Problem) -> [QueryPair] {
        guard let range, range.count > 0 else { return [] }
        var pairs: [QueryPair] = []
        for part in head[range.indices].split(separator: ASCII.ampersand, omittingEmptySubsequences: false) {
            let equals = part.firstIndex(of: ASCII.equals)
            guard pairs.count < most, let name = decode(part[..<(equals ?? part.endIndex)]),
                // Names are ASCII in the table, and strings that mean the same as ASCII are not it.
                name.utf8.allSatisfy({ $0 < 0x80 }), allowed.contains(where: { $0.name == name })
            else { throw fault("unknown", part[..<(equals ?? part.endIndex)], known(allowed)) }
            guard !pairs.contains(where: { $0.name == name }) else {
                throw fault("repeated", part[..<(equals ?? part.endIndex)], "Laat dit één keer staan.")
            }
            guard let equals, let value = decode(part[(equals + 1)...]) else {
                throw fault("missing", part, "Zet er een waarde achter: \(name)=waarde.")
            }
            pairs.append(QueryPair(name: name, value: value))
        }
        return pairs
    }

    /// Names the parameter that is wrong. What does not look like a name may be a value, and is not repeated.
    private static func fault(_ code: String, _ name: ArraySlice<UInt8>, _ detail: String) -> Problem {
        let isName =
            (1...40).contains(name.count) && name.first.map(ASCII.isLetter) ?? false
            && name.allSatisfy { ASCII.isLetter($0) || $0 == 0x2D || $0 == 0x5F }
        let pointer = isName ? String(decoding: name, as: UTF8.self) : ""
        return Problem(.unknownParameter, items: [.init(pointer: pointer, code: code, detail: detail)])
    }

    private static func known(_ allowed: [QueryParameter]) -> String {
        let names = allowed.map(\.name).joined(separator: ", ")
        return names.isEmpty
            ? "Bij dit adres hoort niets achter het vraagteken. Haal het weg."
            : "Dit hoort niet bij dit adres. Wat wel kan: \(names)."
    }

    private static func decode(_ bytes: ArraySlice<UInt8>) -> String? {
        bytes.withUnsafeBufferPointer { PercentCoding.decode($0) }
    }
}
