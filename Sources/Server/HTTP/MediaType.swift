/// Reads the media types of Accept and Content-Type, by bytes like the other fields. Names are compared in any case.
enum MediaType {
    private typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

    /// Whether a Content-Type is this type and its charset, if it names one, is UTF-8 (RFC 9110 8.3.1, RFC 8259 8.1).
    /// Other parameters say nothing about JSON and are left alone.
    static func isUTF8(_ value: UnsafeBufferPointer<UInt8>, _ name: StaticString) -> Bool {
        let parts = parts(value[...])
        guard let type = parts.first, matches(type, name) else { return false }
        return parts.dropFirst().allSatisfy { part in
            guard let charset = Self.value(of: "charset", in: part) else { return true }
            return matches(charset, "utf-8") || matches(charset, "\"utf-8\"")
        }
    }

    /// Whether an Accept list takes a media type (RFC 9110 12.5.1): what names it most exactly decides, and a weight of
    /// zero is a no. Other weights do not matter: there is one form, and a client that lists it at all gets it.
    static func accept(_ value: UnsafeBufferPointer<UInt8>, takes type: StaticString) -> Bool {
        var (closest, isTaken) = (0, false)
        for element in value.split(separator: ASCII.comma) {
            let parts = parts(element)
            guard let range = parts.first, let closeness = closeness(range, type), closeness >= closest else {
                continue
            }
            let isRefused = parts.dropFirst().contains { Self.value(of: "q", in: $0).map(isZero) ?? false }
            isTaken = closeness > closest ? !isRefused : isTaken || !isRefused
            closest = closeness
        }
        return isTaken
    }

    /// 3 for the type itself, 2 for `type/*`, 1 for `*/*`; nil for another type.
    private static func closeness(_ range: Bytes, _ type: StaticString) -> Int? {
        if range.elementsEqual("*/*".utf8) { return 1 }
        let name = UnsafeBufferPointer(start: type.utf8Start, count: type.utf8CodeUnitCount)
        let slash = name.firstIndex(of: ASCII.slash) ?? name.endIndex
        if range.count == slash + 2, range.last == ASCII.asterisk, range.dropLast().elementsEqual(name[...slash]) {
            return 2
        }
        return matches(range, type) ? 3 : nil
    }

    /// A weight of nothing: `0`, or `0.` with up to three zeroes behind it.
    private static func isZero(_ weight: Bytes) -> Bool {
        guard (1...5).contains(weight.count), weight.first == ASCII.zero else { return false }
        let rest = weight.dropFirst()
        return rest.isEmpty || rest.first == ASCII.dot && rest.dropFirst().allSatisfy { $0 == ASCII.zero }
    }

    /// What stands between the semicolons, without the blanks around it.
    private static func parts(_ value: Bytes) -> [Bytes] {
        value.split(separator: ASCII.semicolon, omittingEmptySubsequences: false).map(trimmed)
    }

    /// The value of a parameter `name=value`; nil when it has another name.
    private static func value(of name: StaticString, in part: Bytes) -> Bytes? {
        guard let equals = part.firstIndex(of: ASCII.equals), matches(part[..<equals], name) else { return nil }
        return part[(equals + 1)...]
    }

    private static func matches(_ part: Bytes, _ name: StaticString) -> Bool {
        ASCII.matches(UnsafeBufferPointer(rebasing: part), name)
    }

    private static func trimmed(_ part: Bytes) -> Bytes {
        var part = part
        while let byte = part.first, byte == ASCII.space || byte == ASCII.tab { part = part.dropFirst() }
        while let byte = part.last, byte == ASCII.space || byte == ASCII.tab { part = part.dropLast() }
        return part
    }
}
