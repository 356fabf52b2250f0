/// The methods this server knows. TRACE and CONNECT are refused by the parser, all others are unknown to it.
enum Method: String, Sendable, CaseIterable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
    case options = "OPTIONS"

    /// The longest method name that is read to its end; a longer one is unknown at that byte.
    static let longestName = 32

    /// Method names are case-sensitive (RFC 9110 9.1).
    static func named(_ bytes: UnsafeBufferPointer<UInt8>) -> Result<Method, HTTPFault> {
        switch bytes.count {
        case 3:
            if equal(bytes, "GET") { return .success(.get) }
            if equal(bytes, "PUT") { return .success(.put) }
            // The preface of HTTP/2 looks like a request with the method PRI (RFC 9113 3.4).
            if equal(bytes, "PRI") { return .failure(.unsupportedVersion) }
        case 4:
            if equal(bytes, "POST") { return .success(.post) }
            if equal(bytes, "HEAD") { return .success(.head) }
        case 5:
            if equal(bytes, "PATCH") { return .success(.patch) }
            if equal(bytes, "TRACE") { return .failure(.refusedMethod) }
        case 6: if equal(bytes, "DELETE") { return .success(.delete) }
        case 7:
            if equal(bytes, "OPTIONS") { return .success(.options) }
            if equal(bytes, "CONNECT") { return .failure(.refusedMethod) }
        default: break
        }
        return .failure(.unknownMethod)
    }

    private static func equal(_ bytes: UnsafeBufferPointer<UInt8>, _ name: StaticString) -> Bool {
        for index in 0..<bytes.count where bytes[index] != name.utf8Start[index] { return false }
        return true
    }
}
