/// Reads the request line and the header fields byte by byte (RFC 9112 2 to 5).
///
/// The scanner remembers where it is, so a head may come in any number of pieces: the first byte that breaks a rule
/// decides, and the answer is the same however the bytes were cut.
struct HeadScanner: Sendable {
    /// What the next byte belongs to.
    private enum State: UInt8 {
        case start, emptyLineEnd, method, target, version, lineEnd, field, name, blank, value, valueEnd, headEnd
    }

    /// How far the head has been read.
    enum Outcome { case more, done, fault(HTTPFault) }

    private(set) var method = Method.get
    private(set) var target = RequestTarget(path: HeadRange(0, 0), query: nil, authority: nil)
    private(set) var minorVersion: UInt8 = 1
    private(set) var fields = HeadFields()
    /// The first byte that has not been read; at the end, the length of the head.
    private(set) var cursor = 0

    private let limits: HTTPLimits
    private var state = State.start
    private var mark = 0
    private var lineStart = 0
    private var fieldsStart = 0
    private var fieldCount = 0
    private var field = KnownField.other

    init(limits: HTTPLimits) {
        self.limits = limits
    }

    /// Reads on from `cursor`; `head` holds everything from the first byte of this request.
    mutating func scan(_ head: UnsafeBufferPointer<UInt8>) -> Outcome {
        while cursor < head.count {
            let fault: HTTPFault?
            switch state {
            case .start, .emptyLineEnd: fault = readStart(head[cursor])
            case .method: fault = readMethod(head)
            case .target: fault = readTarget(head)
            case .version: fault = readVersion(head)
            case .lineEnd:
                fault = head[cursor] == ASCII.lineFeed ? nil : .badLineEnd
                step(to: .field)
                fieldsStart = cursor
            case .field: fault = readFieldStart(head[cursor])
            case .name: fault = readName(head)
            case .blank: fault = skipBlanks(head)
            case .value: fault = readValue(head)
            case .valueEnd:
                fault = head[cursor] == ASCII.lineFeed ? nil : .badLineEnd
                step(to: .field)
            case .headEnd:
                guard head[cursor] == ASCII.lineFeed else { return .fault(.badLineEnd) }
                cursor += 1
                return checkWhole(head).map { .fault($0) } ?? .done
            }
            if let fault { return .fault(fault) }
        }
        return .more
    }

    private mutating func step(to next: State) {
        cursor += 1
        state = next
    }

    /// One empty line before a request line is skipped (RFC 9112 2.2); a second one is no method.
    private mutating func readStart(_ byte: UInt8) -> HTTPFault? {
        switch (state, byte) {
        case (.start, ASCII.carriageReturn) where cursor == 0: step(to: .emptyLineEnd)
        case (.emptyLineEnd, ASCII.lineFeed): step(to: .start)
        case (.emptyLineEnd, _): return .badLineEnd
        default:
            lineStart = cursor
            state = .method
        }
        return nil
    }

    private mutating func readMethod(_ head: UnsafeBufferPointer<UInt8>) -> HTTPFault? {
        while cursor < head.count, ASCII.isToken(head[cursor]) {
            if cursor - lineStart == Method.longestName { return .unknownMethod }
            cursor += 1
        }
        guard cursor < head.count else { return nil }
        guard head[cursor] == ASCII.space, cursor > lineStart else { return .badRequestLine }
        switch Method.named(.init(rebasing: head[lineStart..<cursor])) {
        case .success(let known): method = known
        case .failure(let fault): return fault
        }
        step(to: .target)
        mark = cursor
        return nil
    }

    private mutating func readTarget(_ head: UnsafeBufferPointer<UInt8>) -> HTTPFault? {
        // Room for " HTTP/1.1" has to be left on the line.
        let end = lineStart + limits.requestLine - 9
        let stop = min(head.count, end)
        // A local index: the loop would write the stored one back for every byte.
        var index = cursor
        while index < stop, ASCII.isTarget(head[index]) { index += 1 }
        cursor = index
        guard cursor < head.count else { return nil }
        if cursor >= end, ASCII.isTarget(head[cursor]) { return .targetTooLong }
        guard head[cursor] == ASCII.space, cursor > mark else { return .badRequestLine }
        switch RequestTarget.read(head, mark..<cursor, method: method) {
        case .success(let checked): target = checked
        case .failure(let fault): return fault
        }
        step(to: .version)
        mark = cursor
        return nil
    }

    private mutating func readVersion(_ head: UnsafeBufferPointer<UInt8>) -> HTTPFault? {
        let form: StaticString = "HTTP/d.d"
        while cursor < head.count, cursor - mark < 8 {
            let expected = form.utf8Start[cursor - mark]
            guard expected == 0x64 ? ASCII.isDigit(head[cursor]) : head[cursor] == expected else { return .badVersion }
            cursor += 1
        }
        guard cursor < head.count else { return nil }
        guard head[cursor] == ASCII.carriageReturn else { return .badVersion }
        minorVersion = head[cursor - 1] &- ASCII.zero
        guard head[cursor - 3] == ASCII.zero + 1, minorVersion <= 1 else { return .unsupportedVersion }
        step(to: .lineEnd)
        return nil
    }

    private mutating func readFieldStart(_ byte: UInt8) -> HTTPFault? {
        switch byte {
        case ASCII.carriageReturn:
            // Both bytes of the empty line count.
            if cursor + 2 - fieldsStart > limits.fieldBytes { return .fieldsTooLarge }
            step(to: .headEnd)
        case ASCII.space, ASCII.tab: return .foldedField
        default:
            fieldCount += 1
            if fieldCount > limits.fields || cursor - fieldsStart >= limits.fieldBytes { return .fieldsTooLarge }
            mark = cursor
            state = .name
        }
        return nil
    }

    private mutating func readName(_ head: UnsafeBufferPointer<UInt8>) -> HTTPFault? {
        let end = fieldsStart + limits.fieldBytes
        let stop = min(head.count, end)
        var index = cursor
        while index < stop, ASCII.isToken(head[index]) { index += 1 }
        cursor = index
        guard cursor < head.count else { return nil }
        if cursor >= end, ASCII.isToken(head[cursor]) { return .fieldsTooLarge }
        // A blank before the colon is refused (RFC 9112 5.1).
        guard head[cursor] == ASCII.colon, cursor > mark else { return .badFieldName }
        field = KnownField.named(.init(rebasing: head[mark..<cursor]))
        step(to: .blank)
        return nil
    }

    private mutating func skipBlanks(_ head: UnsafeBufferPointer<UInt8>) -> HTTPFault? {
        let end = fieldsStart + limits.fieldBytes
        while cursor < head.count, head[cursor] == ASCII.space || head[cursor] == ASCII.tab {
            if cursor >= end { return .fieldsTooLarge }
            cursor += 1
        }
        guard cursor < head.count else { return nil }
        mark = cursor
        state = .value
        return nil
    }

    private mutating func readValue(_ head: UnsafeBufferPointer<UInt8>) -> HTTPFault? {
        let end = fieldsStart + limits.fieldBytes
        cursor = ASCII.skipFieldValue(head, from: cursor, to: min(head.count, end))
        guard cursor < head.count else { return nil }
        if cursor >= end, ASCII.isFieldValue(head[cursor]) { return .fieldsTooLarge }
        if head[cursor] == ASCII.lineFeed { return .badLineEnd }
        guard head[cursor] == ASCII.carriageReturn else { return .badFieldValue }
        var last = cursor
        while last > mark, head[last - 1] == ASCII.space || head[last - 1] == ASCII.tab { last -= 1 }
        if let fault = fields.take(field, head, mark..<last) { return fault }
        step(to: .valueEnd)
        return nil
    }

    /// The rules about several fields at once (RFC 9112 3.2, 6.1 and 6.3).
    private func checkWhole(_ head: UnsafeBufferPointer<UInt8>) -> HTTPFault? {
        if minorVersion == 1, fields.host == nil { return .missingHost }
        if let authority = target.authority, let host = fields.host,
            !Self.equal(head, authority.indices, host.indices)
        {
            return .badHost
        }
        if fields.coding != .none {
            if minorVersion == 0 { return .badCoding }
            if fields.contentLength != nil { return .twoFramings }
            if fields.coding == .unknown { return .unknownCoding }
        }
        if let length = fields.contentLength, length > limits.longest { return .bodyTooLarge }
        if fields.isContentCoded { return .codedContent }
        if fields.expectation == .unknown, minorVersion == 1 { return .unmetExpectation }
        return nil
    }

    /// Equal but for the case of letters.
    private static func equal(_ head: UnsafeBufferPointer<UInt8>, _ left: Range<Int>, _ right: Range<Int>) -> Bool {
        left.count == right.count
            && zip(left, right).allSatisfy { one, other in
                head[one] == head[other] || (ASCII.isLetter(head[one]) && head[one] ^ head[other] == 0x20)
            }
    }
}
