/// The checked target of a request: where its path and its query stand in the head.
///
/// Routing compares raw bytes, so everything that two readers could see as different paths is refused here: encoded
/// slashes, backslashes and NULs, dot segments in any spelling, and percent-encodings that are not UTF-8.
struct RequestTarget: Sendable, Equatable {
    /// The path with its first slash; empty for the root of an absolute target without one; `*` for `OPTIONS *`.
    let path: HeadRange
    /// What stands behind the question mark, undecoded.
    let query: HeadRange?
    /// Host and port of an absolute target (RFC 9112 3.2.2); they have to agree with the Host field.
    let authority: HeadRange?

    /// Reads the bytes `range` of the head, which hold nothing but characters of `ASCII.isTarget`.
    static func read(
        _ head: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, method: Method
    ) -> Result<RequestTarget, HTTPFault> {
        var start = range.lowerBound
        var authority: HeadRange?
        if head[start] == ASCII.asterisk, range.count == 1 {
            guard method == .options else { return .failure(.badTarget) }
            let path = HeadRange(start, range.upperBound)
            return .success(RequestTarget(path: path, query: nil, authority: nil))
        }
        if head[start] != ASCII.slash {
            guard let begin = endOfScheme(head, range) else { return .failure(.badTarget) }
            var end = begin
            while end < range.upperBound, head[end] != ASCII.slash, head[end] != ASCII.question { end += 1 }
            guard end > begin else { return .failure(.badTarget) }
            authority = HeadRange(begin, end)
            start = end
        }
        var end = start
        while end < range.upperBound, head[end] != ASCII.question { end += 1 }
        guard isPlain(.init(rebasing: head[start..<end])) else { return .failure(.badTarget) }
        var query: HeadRange?
        if end < range.upperBound {
            guard isWellEncoded(.init(rebasing: head[(end + 1)..<range.upperBound]), slashesToo: true) else {
                return .failure(.badTarget)
            }
            query = HeadRange(end + 1, range.upperBound)
        }
        return .success(RequestTarget(path: HeadRange(start, end), query: query, authority: authority))
    }

    /// The index behind `http://` or `https://`.
    private static func endOfScheme(_ head: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
        if range.count > 7, ASCII.matches(.init(rebasing: head[range.lowerBound..<(range.lowerBound + 7)]), "http://") {
            return range.lowerBound + 7
        }
        if range.count > 8, ASCII.matches(.init(rebasing: head[range.lowerBound..<(range.lowerBound + 8)]), "https://")
        {
            return range.lowerBound + 8
        }
        return nil
    }

    /// A path without dot segments and without an encoding that changes its segments.
    private static func isPlain(_ path: UnsafeBufferPointer<UInt8>) -> Bool {
        var hasPercent = false
        for byte in path {
            if byte == ASCII.percent { hasPercent = true }
            if byte == 0x5B || byte == 0x5D { return false }
        }
        guard hasPercent else { return !hasDotSegment(path) }
        guard isWellEncoded(path, slashesToo: false), var decoded = PercentCoding.decode(path) else { return false }
        return decoded.withUTF8 { !hasDotSegment($0) }
    }

    /// Whether a segment is `.` or `..` (RFC 3986 3.3); clients resolve these, a server has no reason to.
    private static func hasDotSegment(_ path: UnsafeBufferPointer<UInt8>) -> Bool {
        var dots = 0
        var others = 0
        for byte in path {
            if byte == ASCII.slash {
                if others == 0, dots == 1 || dots == 2 { return true }
                dots = 0
                others = 0
            } else if byte == ASCII.dot {
                dots += 1
            } else {
                others += 1
            }
        }
        return others == 0 && (dots == 1 || dots == 2)
    }

    /// Every percent sign is followed by two hexadecimal digits, none of them encodes a control character (in a path
    /// no slash or backslash either), and the decoded bytes are UTF-8.
    private static func isWellEncoded(_ bytes: UnsafeBufferPointer<UInt8>, slashesToo: Bool) -> Bool {
        var index = 0
        var beyondASCII = false
        while index < bytes.count {
            guard bytes[index] == ASCII.percent else {
                index += 1
                continue
            }
            guard index + 2 < bytes.count, let high = ASCII.hexValue(bytes[index + 1]),
                let low = ASCII.hexValue(bytes[index + 2])
            else { return false }
            let byte = high << 4 | low
            guard byte >= 0x20, byte != 0x7F, slashesToo || (byte != ASCII.slash && byte != 0x5C) else { return false }
            beyondASCII = beyondASCII || byte >= 0x80
            index += 3
        }
        return !beyondASCII || PercentCoding.decode(bytes) != nil
    }
}
