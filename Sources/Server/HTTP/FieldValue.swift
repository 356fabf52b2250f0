/// Reads the values of the fields on which the framing of a request hangs. All of them read bytes by their own loops:
/// `Int("+5")` is 5 in Swift and `Character("٥").isNumber` is true.
enum FieldValue {
    /// A Content-Length: 1 to 15 digits, no sign, no list (RFC 9112 6.3, stricter).
    static func length(_ value: UnsafeBufferPointer<UInt8>) -> Int? {
        guard (1...15).contains(value.count) else { return nil }
        var length = 0
        for byte in value {
            guard ASCII.isDigit(byte) else { return nil }
            length = length * 10 + Int(byte &- ASCII.zero)
        }
        return length
    }

    /// A Transfer-Encoding: `chunked` alone can be read; another coding is unknown to us; a broken list, or chunked
    /// that is not the last coding, is nil (RFC 9112 6.1).
    static func coding(_ value: UnsafeBufferPointer<UInt8>) -> HeadFields.Coding? {
        if ASCII.matches(value, "chunked") { return .chunked }
        var elements = value.split(separator: ASCII.comma, omittingEmptySubsequences: false)
        guard let last = elements.popLast() else { return nil }
        for element in elements {
            guard let name = trimmedToken(element), !ASCII.matches(name, "chunked") else { return nil }
        }
        guard trimmedToken(last) != nil else { return nil }
        return .unknown
    }

    /// A Host: a name or an IPv4 address, or an IPv6 address in brackets, with a port of up to five digits or none.
    static func isHost(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = value.first, value.count <= 261 else { return false }
        var index = 0
        if first == 0x5B {
            index = 1
            while index < value.count,
                ASCII.hexValue(value[index]) != nil || value[index] == ASCII.colon
                    || value[index] == ASCII.dot
            { index += 1 }
            guard index > 2, index < value.count, value[index] == 0x5D else { return false }
            index += 1
        } else {
            while index < value.count, ASCII.isHostName(value[index]) { index += 1 }
            guard index > 0 else { return false }
        }
        if index == value.count { return true }
        guard value[index] == ASCII.colon, (1...5).contains(value.count - index - 1) else { return false }
        return value[(index + 1)...].allSatisfy(ASCII.isDigit)
    }

    /// Whether a comma-separated list holds the token `name` (lower case), in any case of letters.
    static func list(_ value: UnsafeBufferPointer<UInt8>, holds name: StaticString) -> Bool {
        if ASCII.matches(value, name) { return true }
        return value.split(separator: ASCII.comma).contains { element in
            trimmedToken(element).map { ASCII.matches($0, name) } ?? false
        }
    }

    /// The token in an element of a list, without the blanks around it; nil when it is anything else.
    private static func trimmedToken(_ element: Slice<UnsafeBufferPointer<UInt8>>) -> UnsafeBufferPointer<UInt8>? {
        var part = element
        while let byte = part.first, byte == ASCII.space || byte == ASCII.tab { part = part.dropFirst() }
        while let byte = part.last, byte == ASCII.space || byte == ASCII.tab { part = part.dropLast() }
        guard !part.isEmpty, part.allSatisfy(ASCII.isToken) else { return nil }
        return UnsafeBufferPointer(rebasing: part)
    }
}
