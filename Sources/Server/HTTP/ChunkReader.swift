/// Reads a chunked body (RFC 9112 7.1) byte by byte: exact line ends, bounded extensions, no trailers.
struct ChunkReader: Sendable {
    private enum State: UInt8 { case size, `extension`, sizeEnd, data, dataReturn, dataEnd, lastReturn, lastEnd }

    /// How far the body has been read.
    enum Outcome { case more, done, fault(HTTPFault) }

    private let limits: HTTPLimits
    private var state = State.size
    private var digits = 0
    private var left = 0
    private var extensionBytes = 0
    private var allExtensionBytes = 0

    init(limits: HTTPLimits) {
        self.limits = limits
    }

    /// Takes what belongs to the body from `input`, starting at `index`, and appends the data to `body`.
    mutating func read(
        _ input: UnsafeRawBufferPointer, from index: inout Int, into body: inout [UInt8]
    ) -> Outcome {
        while index < input.count {
            if state == .data {
                let count = min(left, input.count - index)
                body.append(contentsOf: UnsafeRawBufferPointer(rebasing: input[index..<(index + count)]))
                index += count
                left -= count
                if left == 0 { state = .dataReturn }
                continue
            }
            let byte = input[index]
            index += 1
            if state == .lastEnd { return byte == ASCII.lineFeed ? .done : .fault(.badChunk) }
            if let fault = readLine(byte, bodyCount: body.count) { return .fault(fault) }
        }
        return .more
    }

    /// One byte outside the data.
    private mutating func readLine(_ byte: UInt8, bodyCount: Int) -> HTTPFault? {
        switch state {
        case .size: return readSize(byte, bodyCount: bodyCount)
        case .extension:
            if byte == ASCII.carriageReturn {
                state = .sizeEnd
                return nil
            }
            extensionBytes += 1
            allExtensionBytes += 1
            guard ASCII.isFieldValue(byte), extensionBytes <= limits.chunkExtension,
                allExtensionBytes <= limits.chunkExtensions
            else { return .badChunk }
        case .sizeEnd:
            guard byte == ASCII.lineFeed else { return .badChunk }
            state = left == 0 ? .lastReturn : .data
        case .dataReturn:
            guard byte == ASCII.carriageReturn else { return .badChunk }
            state = .dataEnd
        case .dataEnd:
            guard byte == ASCII.lineFeed else { return .badChunk }
            state = .size
            digits = 0
        case .lastReturn:
            guard byte == ASCII.carriageReturn else { return ASCII.isToken(byte) ? .trailer : .badChunk }
            state = .lastEnd
        case .data, .lastEnd: preconditionFailure("data and the last byte are read by the caller")
        }
        return nil
    }

    /// One to eight hexadecimal digits, and at once an extension or the end of the line.
    private mutating func readSize(_ byte: UInt8, bodyCount: Int) -> HTTPFault? {
        if let value = ASCII.hexValue(byte) {
            guard digits < 8 else { return .badChunk }
            left = digits == 0 ? Int(value) : left << 4 | Int(value)
            digits += 1
            return nil
        }
        guard digits > 0 else { return .badChunk }
        if left > limits.body - bodyCount { return .bodyTooLarge }
        switch byte {
        case ASCII.carriageReturn: state = .sizeEnd
        case ASCII.semicolon:
            state = .extension
            extensionBytes = 0
        default: return .badChunk
        }
        return nil
    }
}
