import Events

/// One call of a route: the request, who made it, and its parameters.
struct Call: Sendable {
    let request: Request
    /// Who is calling; always there on a route that needs somebody signed in.
    let identity: Identity?
    /// The browser he does it with; nil for a system with a token.
    var session: Session?
    /// Seconds since 1970 when the request was read.
    let now: Int64
    private let names: [String]
    private let parameters: PathParameters
    private let declared: [QueryParameter]
    private var queries: [QueryPair]
    /// In which form a list is asked for.
    var form = ListForm.json
    /// The export that this is one page of.
    var export: Export?
    /// What is found out on the way about who looks and at whom, for the access log.
    let trail = AccessTrail()

    init(
        request: Request, identity: Identity?, now: Int64, names: [String], parameters: PathParameters,
        declared: [QueryParameter], queries: [QueryPair]
    ) {
        self.request = request
        self.identity = identity
        self.now = now
        self.names = names
        self.parameters = parameters
        self.declared = declared
        self.queries = queries
    }

    /// Who is calling, on a route that needs somebody signed in.
    var caller: Identity {
        guard let identity else { preconditionFailure("this route needs nobody, so it has no caller") }
        return identity
    }

    /// The text of a path parameter; ASCII without percent-encodings.
    func path(_ name: String) -> String {
        String(decoding: bytes(name), as: UTF8.self)
    }

    private func bytes(_ name: String) -> ArraySlice<UInt8> {
        guard let index = names.firstIndex(of: name) else { preconditionFailure("the path has no {\(name)}") }
        return request.head[parameters[index].indices]
    }

    /// Whether the route takes a query parameter.
    func declares(_ name: String) -> Bool { declared.contains { $0.name == name } }

    /// The dossier in the path, when there is one and it is an id.
    var dossierInPath: DossierID? {
        names.contains("dossier") ? bytes("dossier").withUnsafeBytes { DossierID(ascii: $0) } : nil
    }

    /// A path parameter that is an id. Anything else names nothing, and is not found.
    func id<Subject>(_ name: String) throws(Problem) -> ID<Subject> {
        guard let id = bytes(name).withUnsafeBytes({ ID<Subject>(ascii: $0) }) else { throw Problem(.notFound) }
        return id
    }

    /// The decoded text of a query parameter that the route declares, or nil when it is not there.
    func query(_ name: String) -> String? {
        queries.first { $0.name == name }?.value
    }

    /// The same call with another value for one of its parameters; nil takes it away.
    func asking(_ name: String, for value: String?) -> Call {
        var call = self
        call.queries.removeAll { $0.name == name }
        if let value { call.queries.append(QueryPair(name: name, value: value)) }
        return call
    }

    /// The same call about a moment, when there is one.
    func asking(of past: String?) -> Call { past.map { asking("asOf", for: $0) } ?? self }

    /// The path and query of this call, with another value for one of its parameters; nil takes it away. A reference
    /// within this site, so that it is right behind any proxy.
    func target(replacing name: String, with value: String?) -> String {
        let path = String(decoding: request.path, as: UTF8.self)
        let pairs = asking(name, for: value).queries.map { "\($0.name)=\(PercentCoding.encode($0.value))" }
        return pairs.isEmpty ? path : path + "?" + pairs.joined(separator: "&")
    }

    /// A query parameter read by `read`; a value it cannot read is a malformed request that names the parameter.
    func query<Value>(_ name: String, _ read: (String) -> Value?) throws(Problem) -> Value? {
        guard let text = query(name) else { return nil }
        guard let value = read(text) else { throw badQuery(name, "invalid-value") }
        return value
    }

    /// A query parameter that is a whole number within limits.
    func query(_ name: String, in range: ClosedRange<Int>) throws(Problem) -> Int? {
        try query(name) { text in
            let digits = text.utf8
            // Int(_:) also takes a sign.
            guard (1...19).contains(digits.count), digits.allSatisfy(ASCII.isDigit), let number = Int(text) else {
                return nil
            }
            return range.contains(number) ? number : nil
        }
    }

    /// The body as a record; everything that is wrong with it, at once, when it cannot be read as one.
    func body<Body: Record>(_ type: Body.Type = Body.self) throws(Problem) -> Body {
        var reader = JSONReader()
        reader.load(request.body)
        guard let record = reader.record(type) else { throw Problem(reader.errors) }
        return record
    }

    /// What is wrong with the value of a query parameter: names it and says what is expected.
    func badQuery(_ name: String, _ code: String, _ detail: String? = nil) -> Problem {
        guard let parameter = declared.first(where: { $0.name == name }) else {
            preconditionFailure("the route declares no parameter \(name)")
        }
        return Problem(.malformedRequest, items: [.init(pointer: name, code: code, detail: detail ?? parameter.advice)])
    }
}
