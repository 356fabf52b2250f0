/// What the edge serves: it makes requests out of bytes, the application makes answers out of requests.
///
/// All three functions run on an edge loop and must not block; what takes long goes to the slow lane.
protocol EdgeApplication: Sendable {
    /// What one thread owns for itself, such as its read-only connections to the database. It never leaves its thread.
    associatedtype Context

    /// Called once on every loop and every worker of the slow lane, when the edge starts.
    func makeContext() throws -> Context

    /// Decides on a head before its body is read: nil goes on, an answer, now or later, is sent and the connection closed.
    func refusal(of head: inout Request, _ context: Context, _ completion: Completion) -> Reply<Context>?

    /// How long the body of a request whose head was agreed to may be.
    func bodySize(of head: Request) -> BodySize

    /// Answers a whole request, now or later; `wasAdmitted` says that its head was agreed to.
    func answer(_ request: inout Request, _ context: Context, _ completion: Completion) -> Reply<Context>

    /// What `Request.route` counts: a name for each line of the route table.
    var routeNames: [String] { get }
}

extension EdgeApplication {
    func bodySize(of head: Request) -> BodySize { .ordinary }
}

/// How the application answers.
enum Reply<Context> {
    case now(Response)
    /// The `Completion` that came with the request will be called, on any thread, once.
    case later
    /// The work takes long: it runs on a worker of the slow lane, with that worker's own context.
    case slow(@Sendable (Context) -> Response)
    /// The same, and the work itself sees to it that the `Completion` is called.
    case slowLater(@Sendable (Context) -> Void)
}

/// Brings an answer back to the loop and the connection its request came from; when the connection has gone meanwhile
/// the answer is dropped. The first call counts, any other does nothing.
struct Completion: Sendable {
    private let mailbox: LoopMailbox
    private let exchange: LoopMailbox.Exchange
    /// What is done with an answer before it goes its way.
    private var gate: (@Sendable (Response, Completion) -> Void)?

    init(mailbox: LoopMailbox, exchange: LoopMailbox.Exchange) {
        self.mailbox = mailbox
        self.exchange = exchange
    }

    func callAsFunction(_ response: Response) {
        guard let gate else { return mailbox.post(response, to: exchange) }
        var open = self
        open.gate = nil
        gate(response, open)
    }

    /// The same; the loop is woken in the round of those who are answered together, which the caller ends, and lets go of
    /// what is kept.
    func callAsFunction(_ response: Response, in round: WakeRound, keeping kept: any AnyObject & Sendable) {
        guard gate == nil else { return self(response) }
        if mailbox.leave(response, to: exchange, keeping: kept) { round.add(mailbox) }
    }

    /// The same, but an answer first goes to `gate`, which passes it on when it may leave.
    func through(_ gate: @escaping @Sendable (Response, Completion) -> Void) -> Completion {
        var gated = self
        gated.gate = gate
        return gated
    }
}
