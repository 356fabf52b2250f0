/// One problem document: `application/problem+json` by RFC 9457, all errors at once.
struct Problem: Error, Sendable {
    /// One thing that is wrong with the content of a request.
    struct Item: Sendable, Equatable {
        /// A JSON pointer (RFC 6901) into the body, or the name of a query parameter.
        let pointer: String
        let code: String
        let detail: String
    }

    let kind: ProblemKind
    var detail: String?
    var items: [Item] = []
    var headers: [HeaderField] = []

    init(_ kind: ProblemKind, detail: String? = nil, items: [Item] = [], headers: [HeaderField] = []) {
        self.kind = kind
        self.detail = detail
        self.items = items
        self.headers = headers
    }

    /// The answer; `trace` is the reference a caller can quote.
    func response(trace: TraceID) -> Response {
        var text = "{\"type\":\"/v1/problems/\(kind.code)\",\"title\":"
        Self.quote(kind.title, to: &text)
        text += ",\"status\":\(kind.status),\"detail\":"
        Self.quote(detail ?? kind.detail, to: &text)
        text += ",\"code\":\"\(kind.code)\",\"reference\":\"\(trace.text)\""
        if !items.isEmpty {
            text += ",\"errors\":["
            for (index, item) in items.enumerated() {
                text += index == 0 ? "{\"pointer\":" : ",{\"pointer\":"
                Self.quote(item.pointer, to: &text)
                text += ",\"code\":"
                Self.quote(item.code, to: &text)
                text += ",\"detail\":"
                Self.quote(item.detail, to: &text)
                text += "}"
            }
            text += "]"
        }
        text += "}"
        return Response(
            status: kind.status, contentType: "application/problem+json", body: Array(text.utf8), headers: headers)
    }

    private static func quote(_ value: String, to text: inout String) {
        text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"", "\\": text += "\\\(scalar)"
            case _ where scalar.value < 0x20:
                text += "\\u00\(scalar.value < 16 ? "0" : "")\(String(scalar.value, radix: 16))"
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
