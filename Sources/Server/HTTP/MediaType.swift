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

    /// How much an Accept list wants a media type (RFC 9110 12.5.1), from 0 for not at all to 1000: what names it most
    /// exactly decides. A weight that is none counts as the highest.
    static func weight(_ value: UnsafeBufferPointer<UInt8>, of type: StaticString) -> Int {
        var (closest, weight) = (0, 0)
        for element in value.split(separator: ASCII.comma) {
            let parts = parts(element)
            guard let range = parts.first, let closeness = closeness(range, type), closeness >= closest else {
                continue
            }
            let own = parts.dropFirst().lazy.compactMap { Self.value(of: "q", in: $0) }.first.map(thousandths) ?? 1_000
            weight = closeness > closest ? own : max(weight, own)
            closest = closeness
        }
        return weight
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

    /// A weight, `0` or `0.` with up to three digits behind it, in thousandths; anything else is 1000.
    private static func thousandths(_ weight: Bytes) -> Int {
        guard (1...5).contains(weight.count), weight.first == ASCII.zero else { return 1_000 }
        let digits = weight.dropFirst(2)
        guard weight.dropFirst().first.map({ $0 == ASCII.dot }) ?? true, digits.allSatisfy(ASCII.isDigit)
        else { return 1_000 }
        return (0..<3).reduce(0) { sum, place in
            sum * 10 + (place < digits.count ? Int(digits[digits.startIndex + place] - ASCII.zero) : 0)
        }
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
