import Events

/// The application as a table of routes: finds the route of a request, checks what every route needs checked, and runs
/// it. Deny by default: a path that is not in the table is not found, whoever asks.
struct Router<Context>: EdgeApplication {
    /// How much one caller and one peer address may do; nil is no limit.
    struct Limits: Sendable {
        var perCaller: RateLimiter<String>?
        var perPeer: RateLimiter<PeerAddress>?
        /// How often somebody may sign in from one address.
        var signInPerPeer: RateLimiter<PeerAddress>?

        static var none: Limits { Limits(perCaller: nil, perPeer: nil) }
    }

    let routes: [Route<Context>]
    let routeNames: [String]
    private let tree: RouteTree
    private let door: Doorkeeper
    private let clock: @Sendable () -> Int64
    private let limits: Limits
    /// Writes down who saw what; nil in tests without people, and while its cost is measured.
    private let recorder: AccessRecorder<Context>?
    private let make: @Sendable () throws -> Context

    /// - Parameters:
    ///   - routes: the whole table; two that clash stop the program at its start.
    ///   - door: finds out who asks.
    ///   - recorder: through which every answer goes.
    ///   - clock: seconds since 1970, by which tokens and sessions end.
    ///   - makeContext: makes what one thread owns for itself.
    init(
        _ routes: [Route<Context>], limits: Limits = .none, recorder: AccessRecorder<Context>? = nil,
        door: Doorkeeper, clock: @escaping @Sendable () -> Int64 = { Int64(MachineClock.unixSeconds()) },
        makeContext: @escaping @Sendable () throws -> Context
    ) {
        self.routes = routes
        self.limits = limits
        self.recorder = recorder
        self.door = door
        self.clock = clock
        routeNames = routes.map(\.name)
        tree = RouteTree(routes.map { ($0.method, $0.path) })
        make = makeContext
    }

    func makeContext() throws -> Context { try make() }

    func refusal(of head: inout Request, _ context: Context, _ completion: Completion) -> Reply<Context>? {
        do {
            _ = try admit(&head)
            return nil
        } catch {
            return turnAway(error, head, context, completion)
        }
    }

    func bodySize(of head: Request) -> BodySize { head.route.map { routes[$0].bodySize } ?? .ordinary }

    /// The answer to who was not let in; who is known leaves a line.
    private func turnAway(
        _ problem: Problem, _ request: Request, _ context: Context, _ completion: Completion
    ) -> Reply<Context> {
        let response = problem.response(trace: request.trace)
        guard let recorder, let route = request.route else { return .now(response) }
        if response.status == 401 { recorder.desk.countUnknownCaller() }
        return recorder.turnAway(response, request, routes[route], context, completion)
    }

    func answer(_ request: inout Request, _ context: Context, _ completion: Completion) -> Reply<Context> {
        if request.method == .options { return .now(options(of: &request)) }
        do {
            let call = try admit(&request)
            guard let route = request.route else { throw Problem(.notFound) }
            if let recorder { return recorder.answer(routes[route], call, context, completion) }
            return try routes[route].answer(call, context, completion)
        } catch let problem as Problem {
            return turnAway(problem, request, context, completion)
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
        if route.isSignIn { try limitSignIn(request) }
        let now = clock()
        let guest = try door.guest(&request, route.needs, now: now)
        if let guest, !route.isUnlimited { try limit(guest.identity, request) }
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
            request: request, identity: guest?.identity, now: now, names: tree.names[index], parameters: parameters,
            declared: route.query, queries: queries)
        call.session = guest?.session
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

    private func limitPeer(_ request: Request) throws(Problem) {
        guard !request.wasAdmitted, let limiter = limits.perPeer else { return }
        if let seconds = limiter.take(request.peer.network, now: MachineClock.milliseconds()) {
            throw .retry(.tooManyRequests, afterSeconds: seconds)
        }
    }

    private func limitSignIn(_ request: Request) throws(Problem) {
        guard !request.wasAdmitted, let limiter = limits.signInPerPeer else { return }
        if let seconds = limiter.take(request.peer.network, now: MachineClock.milliseconds()) {
            door.meters?.limited.add()
            throw .retry(.tooManyRequests, afterSeconds: seconds)
        }
    }

    private func limit(_ identity: Identity, _ request: Request) throws(Problem) {
        guard !request.wasAdmitted, let limiter = limits.perCaller else { return }
        if let seconds = limiter.take(identity.limitKey, now: MachineClock.milliseconds()) {
            throw .retry(.tooManyRequests, afterSeconds: seconds)
        }
    }
}
