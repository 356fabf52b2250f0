/// The header fields this server looks at. All others are checked for form and then left alone.
enum KnownField: Sendable {
    case accept, authorization, connection, contentEncoding, contentLength, contentType, cookie, expect, forwardedFor
    case host, pageToken, origin, requestID, traceParent, transferEncoding, other

    /// Finds the field by its length first, so that a name is compared with a few candidates at the most.
    static func named(_ name: UnsafeBufferPointer<UInt8>) -> KnownField {
        switch name.count {
        case 4: ASCII.matches(name, "host") ? .host : .other
        case 6: ASCII.matches(name, "accept") ? .accept : named6(name)
        case 10: ASCII.matches(name, "connection") ? .connection : .other
        case 11: ASCII.matches(name, "traceparent") ? .traceParent : .other
        case 12: ASCII.matches(name, "content-type") ? .contentType : named12(name)
        case 13: ASCII.matches(name, "authorization") ? .authorization : .other
        case 14: ASCII.matches(name, "content-length") ? .contentLength : .other
        case 15: ASCII.matches(name, "x-forwarded-for") ? .forwardedFor : .other
        case 16: ASCII.matches(name, "content-encoding") ? .contentEncoding : .other
        case 17: ASCII.matches(name, "transfer-encoding") ? .transferEncoding : .other
        default: .other
        }
    }

    private static func named6(_ name: UnsafeBufferPointer<UInt8>) -> KnownField {
        if ASCII.matches(name, "cookie") { return .cookie }
        if ASCII.matches(name, "expect") { return .expect }
        return ASCII.matches(name, "origin") ? .origin : .other
    }

    private static func named12(_ name: UnsafeBufferPointer<UInt8>) -> KnownField {
        if ASCII.matches(name, "x-csrf-token") { return .pageToken }
        return ASCII.matches(name, "x-request-id") ? .requestID : .other
    }
}

/// Where the values of the known fields stand in the head, and what the framing fields said.
struct HeadFields: Sendable {
    /// How the body is framed by Transfer-Encoding.
    enum Coding: Sendable { case none, chunked, unknown }

    /// What the client expects before it sends a body.
    enum Expectation: Sendable { case none, continued, unknown }

    private(set) var accept: HeadRange?
    private(set) var authorization: HeadRange?
    private(set) var contentType: HeadRange?
    private(set) var cookie: HeadRange?
    private(set) var forwardedFor: HeadRange?
    private(set) var host: HeadRange?
    private(set) var origin: HeadRange?
    /// Of `X-CSRF-Token`.
    private(set) var pageToken: HeadRange?
    private(set) var requestID: HeadRange?
    private(set) var traceParent: HeadRange?
    private(set) var contentLength: Int?
    private(set) var coding = Coding.none
    private(set) var expectation = Expectation.none
    private(set) var wantsClose = false
    private(set) var isContentCoded = false
    private var hasRepeatedAccept = false

    /// Takes one field line; `range` is its value without the blanks around it.
    mutating func take(
        _ field: KnownField, _ head: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
    ) -> HTTPFault? {
        if field == .other { return nil }
        let value = UnsafeBufferPointer(rebasing: head[range])
        let place = HeadRange(range.lowerBound, range.upperBound)
        switch field {
        case .host:
            guard host == nil else { return .repeatedField }
            guard FieldValue.isHost(value) else { return .badHost }
            host = place
        case .contentLength:
            guard contentLength == nil else { return .badLength }
            guard let length = FieldValue.length(value) else { return .badLength }
            contentLength = length
        case .transferEncoding:
            guard coding == .none else { return .badCoding }
            guard let coding = FieldValue.coding(value) else { return .badCoding }
            self.coding = coding
        case .connection: if FieldValue.list(value, holds: "close") { wantsClose = true }
        case .expect:
            expectation = expectation == .none && ASCII.matches(value, "100-continue") ? .continued : .unknown
        case .contentEncoding: isContentCoded = isContentCoded || !ASCII.matches(value, "identity")
        case .accept:
            // A list may be spread over several lines; then it is not looked at, which RFC 9110 12.5.1 allows.
            if accept != nil { hasRepeatedAccept = true }
            accept = hasRepeatedAccept ? nil : place
        case .authorization: return Self.once(&authorization, place)
        case .contentType: return Self.once(&contentType, place)
        case .cookie: return Self.once(&cookie, place)
        case .origin: return Self.once(&origin, place)
        case .pageToken: return Self.once(&pageToken, place)
        case .traceParent: return Self.once(&traceParent, place)
        case .requestID: return Self.once(&requestID, place)
        // The last line is the one that the nearest proxy wrote.
        case .forwardedFor: forwardedFor = place
        case .other: break
        }
        return nil
    }

    private static func once(_ field: inout HeadRange?, _ place: HeadRange) -> HTTPFault? {
        guard field == nil else { return .repeatedField }
        field = place
        return nil
    }
}
