import Events

/// Writes down who saw what before he sees it. The router lets every answer through here; one whose lines cannot be
/// written does not leave.
struct AccessRecorder<Context>: Sendable {
    let desk: AccessDesk
    /// Finds the party behind an identity, when the route did not.
    let party: @Sendable (Identity, Context) -> PartyID?

    /// Answers a call of a route, and records the answer before it leaves.
    func answer(
        _ route: Route<Context>, _ call: Call, _ context: Context, _ completion: Completion
    ) -> Reply<Context> {
        guard let identity = call.identity else { return plain(route, call, context, completion) }
        let asked = Asked(call, identity, route.records ?? .unsaid, route.name)
        let gated = completion.through { [desk] response, open in desk.pass(response, of: asked, open) }
        switch plain(route, call, context, gated) {
        case .now(let response):
            settle(call, identity, context)
            return pass(response, of: asked, completion)
        case .later:
            settle(call, identity, context)
            return .later
        case .slow(let work):
            return .slowLater { context in
                let response = work(context)
                settle(call, identity, context)
                gated(response)
            }
        case .slowLater(let work): return .slowLater(work)
        }
    }

    /// Records that somebody who is signed in was turned away before the route ran.
    func turnAway(
        _ response: Response, _ request: Request, _ route: Route<Context>, _ context: Context, _ completion: Completion
    ) -> Reply<Context> {
        guard let identity = request.turnedAway else { return .now(response) }
        let dossier = AccessDesk.dossier(in: request, route.path)
        let asked = Asked(request, identity, route.records ?? .unsaid, route.name, dossier: dossier)
        asked.trail.note { $0.party = party(identity, context) }
        return pass(response, of: asked, completion)
    }

    private func pass(_ response: Response, of asked: Asked, _ completion: Completion) -> Reply<Context> {
        guard desk.isRecorded(response, of: asked) else { return .now(asked.finished(response)) }
        desk.pass(response, of: asked, completion)
        return .later
    }

    private func plain(
        _ route: Route<Context>, _ call: Call, _ context: Context, _ completion: Completion
    ) -> Reply<Context> {
        do {
            return try route.answer(call, context, completion)
        } catch let problem as Problem {
            return .now(problem.response(trace: call.request.trace))
        } catch {
            // What went wrong inside is for the log of whoever threw it, not for the client.
            return .now(Problem(.internalError).response(trace: call.request.trace))
        }
    }

    /// Who calls, when the route had no need to know.
    private func settle(_ call: Call, _ identity: Identity, _ context: Context) {
        guard call.trail.found.party == nil else { return }
        let party = party(identity, context)
        call.trail.note { $0.party = party }
    }
}

/// What was asked, as far as its lines need it. One for each request, which everybody on its way holds.
final class Asked: Sendable {
    let identity: Identity
    let trail: AccessTrail
    let records: Recording
    let activity: String
    let trace: TraceID
    let span: UInt64
    let parent: UInt64?
    let peer: PeerAddress
    let isExport: Bool
    /// The dossier in the path.
    let dossier: DossierID?

    convenience init(_ call: Call, _ identity: Identity, _ records: Recording, _ activity: String) {
        self.init(
            call.request, identity, records, activity, trail: call.trail, isExport: call.form == .csv,
            dossier: call.dossierInPath)
    }

    init(
        _ request: Request, _ identity: Identity, _ records: Recording, _ activity: String,
        trail: AccessTrail = AccessTrail(), isExport: Bool = false, dossier: DossierID? = nil
    ) {
        self.identity = identity
        self.trail = trail
        self.records = records
        self.activity = activity
        trace = request.trace
        span = request.span
        parent = request.parentSpan
        peer = request.peer
        self.isExport = isExport
        self.dossier = dossier
    }

    /// The answer with what the text log says of it.
    func finished(_ response: Response) -> Response {
        guard records == .command else { return response }
        var response = response
        response.command = trail.found.command
        return response
    }
}
