import Events

/// The application as a table of routes: finds the route of a request, checks what every route needs checked, and runs
/// it. Deny by default: a path that is not in the table is not found, whoever asks.
struct Router<Context>: EdgeApplication {
    /// Checks the token of a request; throws why it is not taken.
    typealias Identify = @Sendable (_ token: ArraySlice<UInt8>, _ now: Int64) throws(TokenRefusal) -> Identity

    /// How much one caller and one peer address may do; nil is no limit.
    struct Limits: Sendable {
        var perCaller: RateLimiter<String>?
        var perPeer: RateLimiter<PeerAddress>?

        static var none: Limits { Limits(perCaller: nil, perPeer: nil) }
    }

    let routes: [Route<Context>]
    let routeNames: [String]
    private let tree: RouteTree
    private let identify: Identify
    private let limits: Limits
    private let make: @Sendable () throws -> Context

    /// - Parameters:
    ///   - routes: the whole table; two that clash stop the program at its start.
    ///   - identify: `TokenVerifier.verify`, most of the time.
    ///   - makeContext: makes what one thread owns for itself.
    init(
        _ routes: [Route<Context>], limits: Limits = .none, identify: @escaping Identify,
        makeContext: @escaping @Sendable () throws -> Context
    ) {
        self.routes = routes
        self.limits = limits
        self.identify = identify
        routeNames = routes.map(\.name)
        tree = RouteTree(routes.map { ($0.method, $0.path) })
        make = makeContext
    }

    func makeContext() throws -> Context { try make() }

    func refusal(of head: inout Request, _ context: Context) -> Response? {
        do {
            _ = try admit(&head)
            return nil
        } catch {
            return error.response(trace: head.trace)
        }
    }

    func bodySize(of head: Request) -> BodySize { head.route.map { routes[$0].bodySize } ?? .ordinary }

    func answer(_ request: inout Request, _ context: Context, _ completion: Completion) -> Reply<Context> {
        if request.method == .options { return .now(options(of: &request)) }
        do {
            let call = try admit(&request)
            guard let route = request.route else { throw Problem(.notFound) }
            return try routes[route].answer(call, context, completion)
        } catch let problem as Problem {
            return .now(problem.response(trace: request.trace))
        } catch {
            // What went wrong inside is for the log of whoever threw it, not for the client.
            return .now(Problem(.internalError).response(trace: request.trace))
        }
    }

    /// All checks that come before a route runs. The route is left in `request`.
    private func admit(_ request: inout Request) throws(Problem) -> Call {
        let found = tree.find(request.head, request.target.path, request.method)
        guard case .route(let index, let parameters) = found else {
            try limitPeer(request)
            throw Self.problem(of: found)
        }
        request.route = index
        let route = routes[index]
        if !route.isUnlimited { try limitPeer(request) }
        let now = Int64(MachineClock.unixSeconds())
        let identity = try caller(of: request, route, now)
        if let identity, !route.isUnlimited { try limit(identity, request) }
        if route.request != nil, !request.hasContentType(route.consumes) {
            throw Problem(.unsupportedMediaType)
        }
        if route.list == nil, request.weight(of: route.produces) == 0 { throw Problem(.notAcceptable) }
        let queries = try QueryPair.read(request.head, request.target.query, allowed: route.query)
        for parameter in route.query
        where parameter.isRequired && !queries.contains(where: { $0.name == parameter.name }) {
            throw Problem(
                .malformedRequest,
                items: [.init(pointer: parameter.name, code: "missing", detail: parameter.advice)])
        }
        var call = Call(
            request: request, identity: identity, now: now, names: tree.names[index], parameters: parameters,
            declared: route.query, queries: queries)
        if route.list != nil { call.form = try Self.form(of: call) }
        return call
    }

    /// The form of a list: what the address says, else what the client wants most; JSON when that is all the same to it.
    private static func form(of call: Call) throws(Problem) -> ListForm {
        let json = call.request.weight(of: "application/json")
        let csv = call.request.weight(of: CSVTable.mediaType)
        let form = try call.query(ListForm.parameter.name, ListForm.init(rawValue:)) ?? (csv > json ? .csv : .json)
        guard (form == .csv ? csv : json) > 0 else { throw Problem(.notAcceptable) }
        return form
    }

    private static func problem(of found: RouteTree.Finding) -> Problem {
        guard case .otherMethods(let methods) = found else { return Problem(.notFound) }
        return Problem(.methodNotAllowed, headers: [allow(methods)].compactMap(\.self))
    }

    private static func allow(_ methods: [Method]) -> HeaderField? {
        HeaderField("Allow", methods.map(\.rawValue).joined(separator: ", "))
    }

    /// OPTIONS says which methods a path has, to anybody: the table is published anyway.
    private func options(of request: inout Request) -> Response {
        let isServer = request.path.elementsEqual([ASCII.asterisk])
        switch tree.find(request.head, request.target.path, .options) {
        case .otherMethods(let methods):
            return Response(status: 204, headers: [Self.allow(methods)].compactMap(\.self))
        case .nothing where isServer: return .noContent
        case .nothing, .route: return Problem(.notFound).response(trace: request.trace)
        }
    }

    private func caller(of request: Request, _ route: Route<Context>, _ now: Int64) throws(Problem) -> Identity? {
        guard case .signedIn(let means, let level) = route.needs else { return nil }
        guard let token = request.bearer else {
            throw Problem(.notSignedIn, headers: [HeaderField("WWW-Authenticate", fixed: "Bearer realm=\"pgb\"")])
        }
        let identity: Identity
        do {
            identity = try identify(token, now)
        } catch {
            throw Problem(
                .notSignedIn,
                headers: [HeaderField("WWW-Authenticate", fixed: "Bearer realm=\"pgb\", error=\"invalid_token\"")])
        }
        guard means.contains(identity.means) else { throw Problem(.notAllowed) }
        guard identity.level >= level else { throw Problem(.levelTooLow) }
        return identity
    }

    private func limitPeer(_ request: Request) throws(Problem) {
        guard !request.wasAdmitted, let limiter = limits.perPeer else { return }
        if let seconds = limiter.take(request.peer, now: MachineClock.milliseconds()) {
            throw .retry(.tooManyRequests, afterSeconds: seconds)
        }
    }

    private func limit(_ identity: Identity, _ request: Request) throws(Problem) {
        guard !request.wasAdmitted, let limiter = limits.perCaller else { return }
        if let seconds = limiter.take(identity.subject, now: MachineClock.milliseconds()) {
            throw .retry(.tooManyRequests, afterSeconds: seconds)
        }
    }
}
