/// Writes answers as bytes: one buffer, so that one answer is one write.
struct ResponseWriter: Sendable {
    private var date = HTTPDate()
    /// The headers that are the same on every answer.
    private let fixed: [UInt8]

    /// - Parameters:
    ///   - apiVersion: the API-Version header of the NLgov REST API Design Rules, such as "1.0.0".
    ///   - isDemo: says on every answer that anybody can sign in as anybody here.
    init(apiVersion: String, isDemo: Bool = false) {
        fixed = Array(
            """
            API-Version: \(apiVersion)\r
            \(isDemo ? "Demo: true\r\n" : "")\
            X-Content-Type-Options: nosniff\r
            X-Frame-Options: DENY\r
            Referrer-Policy: no-referrer\r
            Strict-Transport-Security: max-age=31536000; includeSubDomains\r

            """.utf8)
    }

    /// Called when the loop wakes up, so that an answer does not ask for the time.
    mutating func update(second: Int) {
        date.update(second: second)
    }

    /// Bodies above this size are not copied behind their head but sent from where they are.
    static let largestCopy = 32_768

    /// Appends the answer to `out`, without its body when that is a large one.
    /// - Parameters:
    ///   - isHead: the request was HEAD: everything but the body is sent, with the length the body would have had.
    ///   - closes: the connection ends behind this answer.
    ///   - trace: the trace of the request and what this server did in it, for the `traceparent` of the answer.
    func write(
        _ response: Response, isHead: Bool, closes: Bool, trace: (id: TraceID, span: UInt64)? = nil,
        to out: inout [UInt8]
    ) {
        out.reserveCapacity(out.count + 640 + (isHead ? 0 : min(response.body.count, Self.largestCopy)))
        Self.append(Status.line(response.status), to: &out)
        out.append(contentsOf: date.line)
        out.append(contentsOf: fixed)
        Self.append("Cache-Control: ", response.cacheControl, to: &out)
        Self.append("Content-Security-Policy: ", response.contentSecurityPolicy, to: &out)
        if response.isPublic { Self.append("Access-Control-Allow-Origin: *\r\n", to: &out) }
        if closes { Self.append("Connection: close\r\n", to: &out) }
        if let type = response.contentType { Self.append("Content-Type: ", type, to: &out) }
        if let trace {
            Self.append("traceparent: 00-", to: &out)
            Self.append(hex: trace.id.bits, digits: 32, to: &out)
            Self.append("-", to: &out)
            Self.append(hex: UInt128(trace.span), digits: 16, to: &out)
            Self.append("-01\r\n", to: &out)
        }
        for field in response.headers {
            Self.append(field.name, to: &out)
            Self.append(": ", to: &out)
            out.append(contentsOf: field.value.utf8)
            Self.append("\r\n", to: &out)
        }
        if Status.isBodiless(response.status) {
            Self.append("\r\n", to: &out)
            return
        }
        Self.append("Content-Length: ", to: &out)
        Self.append(response.length, to: &out)
        Self.append("\r\n\r\n", to: &out)
        if !isHead, response.body.count <= Self.largestCopy { out.append(contentsOf: response.body) }
    }

    private static func append(_ text: StaticString, to out: inout [UInt8]) {
        out.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private static func append(_ name: StaticString, _ value: StaticString, to out: inout [UInt8]) {
        append(name, to: &out)
        append(value, to: &out)
        append("\r\n", to: &out)
    }

    private static func append(hex bits: UInt128, digits: Int, to out: inout [UInt8]) {
        for place in stride(from: 4 * (digits - 1), through: 0, by: -4) {
            let digit = UInt8(truncatingIfNeeded: bits >> UInt128(place)) & 15
            out.append(digit < 10 ? ASCII.zero + digit : 0x57 + digit)
        }
    }

    private static func append(_ number: Int, to out: inout [UInt8]) {
        precondition(number >= 0, "a length is not negative")
        let first = out.count
        var rest = number
        repeat {
            out.append(UInt8(rest % 10) + ASCII.zero)
            rest /= 10
        } while rest > 0
        out[first...].reverse()
    }
}
