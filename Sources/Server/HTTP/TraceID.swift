/// The number that ties a request to its log lines, its access record and its problem document: the trace id of the
/// W3C Trace Context, 32 lower-case hexadecimal digits.
struct TraceID: Sendable, Hashable {
    let bits: UInt128

    init(bits: UInt128) {
        self.bits = bits
    }

    /// Reads `<version>-<32 hex>-<16 hex>-<2 hex>`; anything else, and an all-zero id, is nil and gets an id of our own.
    ///
    /// Of version 00 that is all there is. A higher version begins with the same four fields, and what it has more comes
    /// behind a hyphen; ff is none (W3C Trace Context, 3.2.2.1 and 3.2.4).
    init?(traceParent value: some Collection<UInt8>) {
        var bits: UInt128 = 0
        var version: UInt8 = 0
        for (index, byte) in value.prefix(55).enumerated() {
            switch index {
            case 2, 35, 52: guard byte == Self.hyphen else { return nil }
            default:
                guard let digit = ASCII.hexValue(byte), !(0x41...0x46).contains(byte) else { return nil }
                if index < 2 { version = version << 4 | digit }
                if (3..<35).contains(index) { bits = bits << 4 | UInt128(digit) }
            }
        }
        let rest = value.dropFirst(55)
        guard value.count >= 55, bits != 0, version != 0xFF,
            rest.isEmpty || (version > 0 && rest.first == Self.hyphen)
        else { return nil }
        self.bits = bits
    }

    private static let hyphen: UInt8 = 0x2D

    /// Reads the id of who calls us out of a `traceparent` that `init(traceParent:)` could read: 16 digits that are not all
    /// zero. With any other the whole header means nothing (W3C Trace Context, 3.2.2.4).
    static func caller(inTraceParent value: some Collection<UInt8>) -> UInt64? {
        var bits: UInt64 = 0
        for byte in value.dropFirst(36).prefix(16) {
            guard let digit = ASCII.hexValue(byte) else { return nil }
            bits = bits << 4 | UInt64(digit)
        }
        return bits == 0 ? nil : bits
    }

    /// A span as 16 hexadecimal digits.
    static func digits(of span: UInt64) -> String { String(TraceID(bits: UInt128(span)).text.suffix(16)) }

    var text: String {
        String(unsafeUninitializedCapacity: 32) { text in
            for index in 0..<32 {
                let digit = UInt8(truncatingIfNeeded: bits >> UInt128(124 - 4 * index)) & 15
                text[index] = digit < 10 ? ASCII.zero + digit : 0x57 + digit
            }
            return 32
        }
    }
}
