/// Why a request is refused while it is being read. Each ends the connection: behind a framing error nobody can say
/// where the next request starts, so nothing behind it is answered.
enum HTTPFault: String, Error, Sendable, CaseIterable {
    case badRequestLine = "bad-request-line"
    case badTarget = "bad-target"
    case badVersion = "bad-http-version"
    case unsupportedVersion = "unsupported-http-version"
    case unknownMethod = "unknown-method"
    case refusedMethod = "refused-method"
    case targetTooLong = "target-too-long"
    case badFieldName = "bad-field-name"
    case badFieldValue = "bad-field-value"
    case foldedField = "folded-field"
    case badLineEnd = "bad-line-end"
    case fieldsTooLarge = "fields-too-large"
    case repeatedField = "repeated-field"
    case missingHost = "missing-host"
    case badHost = "bad-host"
    case badLength = "bad-content-length"
    case badCoding = "bad-transfer-encoding"
    case unknownCoding = "unknown-transfer-encoding"
    case twoFramings = "two-framings"
    case bodyTooLarge = "body-too-large"
    case codedContent = "coded-content"
    case badChunk = "bad-chunk"
    case trailer = "trailer-refused"
    case unmetExpectation = "unmet-expectation"
    case incomplete = "incomplete-request"
    case tooSlow = "request-too-slow"

    /// The HTTP status it is answered with (RFC 9110 section 15; `hardening.md` 3).
    var status: Int {
        switch self {
        case .badRequestLine, .badTarget, .badVersion, .badFieldName, .badFieldValue, .foldedField, .badLineEnd,
            .repeatedField, .missingHost, .badHost, .badLength, .badCoding, .twoFramings, .badChunk, .trailer,
            .incomplete:
            400
        case .refusedMethod: 405
        case .tooSlow: 408
        case .bodyTooLarge: 413
        case .targetTooLong: 414
        case .codedContent: 415
        case .unmetExpectation: 417
        case .fieldsTooLarge: 431
        case .unknownMethod, .unknownCoding: 501
        case .unsupportedVersion: 505
        }
    }
}
