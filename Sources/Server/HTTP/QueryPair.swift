/// One `name=value` behind the question mark, decoded.
struct QueryPair: Sendable, Equatable {
    let name: String
    let value: String

    private static let most = 32

    /// Reads a query strictly: names the route declares, each once, none empty; nil for anything else. The parser has
    /// checked the percent-encodings already.
    static func read(_ head: [UInt8], _ range: HeadRange?, allowed: [QueryParameter]) -> [QueryPair]? {
        guard let range, range.count > 0 else { return [] }
        var pairs: [QueryPair] = []
        for part in head[range.indices].split(separator: ASCII.ampersand, omittingEmptySubsequences: false) {
            guard pairs.count < most, let equals = part.firstIndex(of: ASCII.equals) else { return nil }
            guard let name = decode(part[..<equals]), let value = decode(part[(equals + 1)...]) else { return nil }
            // Names are ASCII in the table, and strings that mean the same as ASCII are not it.
            guard name.utf8.allSatisfy({ $0 < 0x80 }), allowed.contains(where: { $0.name == name }),
                !pairs.contains(where: { $0.name == name })
            else { return nil }
            pairs.append(QueryPair(name: name, value: value))
        }
        return pairs
    }

    private static func decode(_ bytes: ArraySlice<UInt8>) -> String? {
        bytes.withUnsafeBufferPointer { PercentCoding.decode($0) }
    }
}
