import Events

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
    /// In place of the kind's own sentence; plain Dutch, and nothing from the request in it.
    var detail: String?
    var items: [Item] = []
    var headers: [HeaderField] = []

    init(_ kind: ProblemKind, detail: String? = nil, items: [Item] = [], headers: [HeaderField] = []) {
        self.kind = kind
        self.detail = detail
        self.items = items
        self.headers = headers
    }

    /// What the reader of a body found wrong with it.
    init(_ errors: [Malformed]) {
        self.init(
            .malformedRequest,
            items: errors.map { Item(pointer: $0.pointer, code: $0.code, detail: $0.detail) })
    }

    /// A problem that goes away by itself: the client is told when to come back.
    static func retry(_ kind: ProblemKind, afterSeconds seconds: Int) -> Problem {
        Problem(kind, headers: [HeaderField("Retry-After", number: seconds)])
    }

    /// The answer; `trace` is the reference a caller can quote.
    func response(trace: TraceID) -> Response {
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("type", "/v1/problems/" + kind.code)
            writer.field("title", kind.title)
            writer.field("status", kind.status)
            writer.field("detail", detail ?? kind.detail)
            writer.field("code", kind.code)
            writer.field("reference", trace.text)
            guard !items.isEmpty else { return }
            writer.field(
                "errors",
                array: { writer in
                    for item in items {
                        writer.object { writer in
                            writer.field("pointer", item.pointer)
                            writer.field("code", item.code)
                            writer.field("detail", item.detail)
                        }
                    }
                })
        }
        var response = Response(
            status: kind.status, contentType: "application/problem+json", body: writer.bytes, headers: headers)
        response.problem = kind.code
        return response
    }
}
