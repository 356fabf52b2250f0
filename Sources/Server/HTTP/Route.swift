import Events

/// One endpoint: a line in the route table. Routing, the checks before it and `/v1/openapi.json` all come from it.
struct Route<Context>: Sendable {
    /// Answers a call whose form, caller and parameters have been checked. Throws a `Problem` to answer with it.
    typealias Run = @Sendable (Call, Context, Completion) throws -> Reply<Context>

    let method: Method
    /// Such as `/v1/dossiers/{dossier}/budgets/{budget}`.
    let path: String
    /// Such as `GET /v1/dossiers/{dossier}`: the name in counters, log lines and the access log.
    let name: String
    let needs: Needs
    /// What it does, in Dutch, for the description of the API.
    let summary: String
    let query: [QueryParameter]
    let request: Content?
    let response: Content?
    /// The status of a success, for the description.
    let status: Int
    /// Other statuses with the same content, such as a health that is not well.
    let alsoAnswers: [Int]
    /// Statuses of problems that other routes do not have.
    let alsoFails: [Int]
    /// The media type of a success; a client that takes no such thing gets 406.
    let produces: StaticString
    /// The media type of a body.
    let consumes: StaticString
    /// Requests are not counted for the rate limits: only for what must always answer, such as the health check.
    let isUnlimited: Bool
    /// It signs somebody in, so that it has a limit of its own.
    let isSignIn: Bool
    /// How long its body may be.
    let bodySize: BodySize
    /// Of a list: how it is paged and exported; nil for anything else.
    let list: ListShape?
    /// What an answer of it leaves in the access log; nil when the table does not say, which a test refuses.
    let records: Recording?
    let run: Run

    init(
        _ method: Method, _ path: String, needs: Needs, summary: String, query: [QueryParameter] = [],
        request: Content? = nil, response: Content? = nil, status: Int = 200,
        alsoAnswers: [Int] = [], alsoFails: [Int] = [], produces: StaticString = "application/json",
        consumes: StaticString = "application/json",
        isUnlimited: Bool = false, isSignIn: Bool = false, bodySize: BodySize = .ordinary, records: Recording? = nil,
        run: @escaping Run
    ) {
        self.method = method
        self.path = path
        name = "\(method.rawValue) \(path)"
        self.needs = needs
        self.summary = summary
        list = response?.list.map { ListShape($0, path, query) }
        self.query = list == nil ? query : query + [ListForm.parameter]
        self.request = request
        self.response = response
        self.status = status
        self.alsoAnswers = alsoAnswers
        self.alsoFails = alsoFails
        self.produces = produces
        self.consumes = consumes
        self.isUnlimited = isUnlimited
        self.isSignIn = isSignIn
        self.bodySize = bodySize
        self.records = records ?? (needs == .nothing ? .nothing("wie er ook vraagt, het antwoord is hetzelfde") : nil)
        self.run = run
    }
}

/// A parameter behind the question mark.
struct QueryParameter: Sendable {
    let name: String
    let schema: JSONSchema
    /// In Dutch, for the description of the API.
    let summary: String
    /// What its value must be, in Dutch, where the schema does not say it all.
    let form: String?
    let isRequired: Bool

    init(_ name: String, _ schema: JSONSchema, _ summary: String, form: String? = nil, isRequired: Bool = false) {
        self.name = name
        self.schema = schema
        self.summary = summary
        self.form = form
        self.isRequired = isRequired
    }

    /// What to do when the value is not one: names the parameter and says what is expected.
    var advice: String { "Vul bij \(name) \(form ?? Self.form(of: schema)) in." }

    private static func form(of schema: JSONSchema) -> String {
        switch schema {
        case .integer(let range) where range.upperBound == .max: "een getal van \(range.lowerBound) of hoger"
        case .integer(let range): "een getal van \(range.lowerBound) tot en met \(range.upperBound)"
        case .names(let names): "een van deze woorden: \(names.joined(separator: ", "))"
        default: "een waarde zoals in /v1/openapi.json staat"
        }
    }
}

/// What a body looks like, and under which name the description of the API has it.
struct Content: Sendable {
    /// That it is a list: what one of its rows looks like, and whether it comes in pages.
    struct List: Sendable {
        let rows: JSONSchema
        let isPaged: Bool
    }

    let name: String
    let schema: JSONSchema
    /// An example, as JSON.
    let example: [UInt8]?
    /// Where it can be one of several things: an example of each, with its name.
    let examples: [(name: String, json: [UInt8])]
    let list: List?

    init(
        _ name: String, _ schema: JSONSchema, example: [UInt8]? = nil, examples: [(name: String, json: [UInt8])] = [],
        list: List? = nil
    ) {
        self.name = name
        self.schema = schema
        self.example = example
        self.examples = examples
        self.list = list
    }

    /// A record, under the name of its type.
    init<Value: Record>(_ type: Value.Type, example: Value? = nil) {
        self.init(
            "\(Value.self)", Value.schema,
            example: example.map { value in
                var writer = JSONWriter()
                value.write(to: &writer)
                return writer.bytes
            })
    }
}
