import CLinux
import Glibc

/// The way of one connection: bytes in, requests to the application, answers out.
extension EdgeLoop {
    /// How many reads and requests one connection may take before the others have their turn.
    private static var turn: Int { 32 }

    /// Goes on with the connection as far as it can: reads what is there, answers what is whole.
    func pump(_ connection: ClientConnection) {
        for _ in 0..<Self.turn {
            guard connections[connection.slot] === connection else { return }
            switch connection.phase {
            case .answering, .writing: return
            case .draining:
                guard drain(connection) else { return }
            case .reading:
                if connection.hasPending {
                    readPending(connection)
                } else if connection.isReadable {
                    readSocket(connection)
                } else if connection.hasEnded {
                    end(connection)
                } else {
                    return
                }
            }
        }
        unfinished.append(connection)
    }

    private func readSocket(_ connection: ClientConnection) {
        let count = recv(connection.descriptor, input.baseAddress, input.count, 0)
        guard count > 0 else {
            if count == 0 {
                end(connection)
            } else if errno == EAGAIN {
                connection.isReadable = false
            } else if errno != EINTR {
                drop(connection)
            }
            return
        }
        // That was all there is; more, or its end, comes with an event of its own (epoll(7)). An end that came already does
        // not come again.
        if count < input.count, !connection.isEnding { connection.isReadable = false }
        let bytes = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(input)[0..<count])
        let taken = parse(connection, bytes)
        if taken < count, connection.phase != .draining {
            connection.keep(UnsafeRawBufferPointer(rebasing: bytes[taken...]))
        }
    }

    private func readPending(_ connection: ClientConnection) {
        let bytes = connection.pending
        let start = connection.pendingStart
        let taken = bytes.withUnsafeBytes { parse(connection, UnsafeRawBufferPointer(rebasing: $0[start...])) }
        connection.dropPending(taken)
    }

    /// Feeds the parser until the bytes are used up or a request is on its way to the application.
    /// - Returns: how many bytes were taken.
    private func parse(_ connection: ClientConnection, _ bytes: UnsafeRawBufferPointer) -> Int {
        var index = 0
        let wasIdle = connection.parser.isIdle
        if wasIdle { setDeadline(connection, seconds: shared.settings.headSeconds) }
        while true {
            switch connection.parser.read(bytes, from: &index) {
            case .more: return index
            case .head:
                guard admit(connection) else { return index }
            case .request:
                exchange(connection, connection.parser.takeRequest())
                return index
            case .fault(let fault):
                refuse(connection, fault)
                return index
            }
        }
    }

    /// Asks the application about a head with a body to come. A refusal closes: the body is not read.
    private func admit(_ connection: ClientConnection) -> Bool {
        var head = connection.parser.request()
        complete(&head, connection)
        let completion = Completion(mailbox: mailbox, exchange: .init(slot: connection.slot, number: nextExchange))
        let refusal = shared.application.refusal(of: &head, context, completion)
        connection.wasAdmitted = true
        if let refusal {
            begin(connection, head)
            connection.route = head.route
            connection.closesAfterAnswer = true
            guard case .now(let response) = refusal else {
                setDeadline(connection, seconds: shared.settings.answerSeconds)
                return false
            }
            answer(connection, response)
            return false
        }
        let size = shared.application.bodySize(of: head)
        connection.parser.bodySize = size
        if let length = head.fields.contentLength, length > connection.parser.bodyMost {
            refuse(connection, .bodyTooLarge)
            return false
        }
        // A chunked body does not say how long it is.
        let length = head.fields.contentLength ?? shared.settings.limits.body
        let room = size == .bankFile ? shared.bankFiles : shared.bodies
        guard room.reserve(length) else {
            begin(connection, head)
            connection.closesAfterAnswer = true
            answer(connection, Self.overloaded(head.trace))
            return false
        }
        connection.reserved = length
        connection.room = room
        setDeadline(
            connection, seconds: size == .bankFile ? shared.settings.bankFileSeconds : shared.settings.bodySeconds)
        guard head.fields.expectation == .continued, head.minorVersion == 1 else { return true }
        let line: StaticString = "HTTP/1.1 100 Continue\r\n\r\n"
        let sent = send(
            connection.descriptor, line.utf8Start, line.utf8CodeUnitCount, Int32(MSG_NOSIGNAL))
        // Nothing else is on its way to this client, so a socket that does not take 25 bytes is broken.
        if sent != line.utf8CodeUnitCount { drop(connection) }
        return sent == line.utf8CodeUnitCount
    }

    private func exchange(_ connection: ClientConnection, _ taken: Request) {
        var request = taken
        complete(&request, connection)
        request.wasAdmitted = connection.wasAdmitted
        connection.wasAdmitted = false
        begin(connection, request)
        let exchange = LoopMailbox.Exchange(slot: connection.slot, number: connection.exchange)
        let completion = Completion(mailbox: mailbox, exchange: exchange)
        let reply = shared.application.answer(&request, context, completion)
        connection.route = request.route
        switch reply {
        case .now(let response):
            release(connection)
            answer(connection, response)
        case .later:
            keepReserved(connection)
            setDeadline(connection, seconds: shared.settings.answerSeconds)
        case .slow(let work): addSlow(connection, request.trace) { completion(work($0)) }
        case .slowLater(let work): addSlow(connection, request.trace, work)
        }
    }

    private func addSlow(
        _ connection: ClientConnection, _ trace: TraceID, _ job: @escaping @Sendable (Application.Context) -> Void
    ) {
        setDeadline(connection, seconds: shared.settings.answerSeconds)
        if shared.slowLane.add(job) {
            keepReserved(connection)
        } else {
            release(connection)
            answer(connection, Self.overloaded(trace))
        }
    }

    /// A file takes its room until it is answered, also when its client hangs up: what waits for the writer holds it.
    private func keepReserved(_ connection: ClientConnection) {
        guard connection.reserved > shared.settings.limits.body else { return release(connection) }
        held[connection.exchange] = (connection.room ?? shared.bodies, connection.reserved)
        connection.reserved = 0
    }

    /// Gives back the room of a file that has been answered.
    func releaseHeld(_ exchange: LoopMailbox.Exchange) {
        guard !held.isEmpty, let (room, bytes) = held.removeValue(forKey: exchange.number) else { return }
        room.release(bytes)
    }

    /// Gives back the room of a body that has been received, or will not be.
    func release(_ connection: ClientConnection) {
        guard connection.reserved > 0 else { return }
        (connection.room ?? shared.bodies).release(connection.reserved)
        connection.reserved = 0
    }

    private static func overloaded(_ trace: TraceID) -> Response {
        Problem.retry(.overloaded, afterSeconds: 5).response(trace: trace)
    }

    private func complete(_ request: inout Request, _ connection: ClientConnection) {
        request.peer = connection.peer
        if shared.settings.trustsForwardedFor, let place = request.fields.forwardedFor {
            request.peer = PeerAddress(forwardedFor: request.head[place.indices]) ?? connection.peer
        }
        request.span = traces.nextSpan()
        if let place = request.fields.traceParent, let given = TraceID(traceParent: request.head[place.indices]),
            let caller = TraceID.caller(inTraceParent: request.head[place.indices])
        {
            (request.trace, request.parentSpan) = (given, caller)
        } else {
            request.trace = traces.next()
        }
    }

    private func begin(_ connection: ClientConnection, _ request: Request) {
        connection.phase = .answering
        connection.exchange = nextExchange
        nextExchange += 1
        connection.isHead = request.method == .head
        connection.closesAfterAnswer = !request.keepsAlive
        (connection.trace, connection.span) = (request.trace, request.span)
        connection.startedNanoseconds = MachineClock.nanoseconds()
    }

    /// Answers a request that cannot be read, and closes: nothing behind it is looked at.
    private func refuse(_ connection: ClientConnection, _ fault: HTTPFault) {
        release(connection)
        connection.isHead = false
        connection.closesAfterAnswer = true
        connection.route = nil
        (connection.trace, connection.span) = (traces.next(), traces.nextSpan())
        connection.startedNanoseconds = MachineClock.nanoseconds()
        var problem = Problem(.of(fault))
        if fault == .refusedMethod {
            problem.headers = [HeaderField("Allow", fixed: "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS")]
        }
        answer(connection, problem.response(trace: connection.trace))
    }

    /// Sends an answer: one write, and the rest when the client takes it.
    func answer(_ connection: ClientConnection, _ given: Response) {
        let response = admitted(given, connection)
        if response.closes || isStopping || connection.hasEnded && !connection.hasPending {
            connection.closesAfterAnswer = true
        }
        output.removeAll(keepingCapacity: true)
        writer.write(
            response, isHead: connection.isHead, closes: connection.closesAfterAnswer,
            trace: (connection.trace, connection.span), to: &output)
        // Before the write: whoever has the answer finds it counted.
        note(connection, response)
        let isLarge = response.body.count > ResponseWriter.largestCopy && !connection.isHead
        connection.largeBody = isLarge && !Status.isBodiless(response.status) ? response.body : []
        connection.largeBodyStart = 0
        connection.file = connection.isHead || Status.isBodiless(response.status) ? nil : response.file
        connection.fileStart = 0
        switch Self.transmit(connection, output) {
        case .all: sendFile(connection)
        case .part(let count):
            connection.phase = .writing
            connection.output = Array(output[count...])
            setDeadline(connection, seconds: shared.settings.writeSeconds)
        case .failed: drop(connection)
        }
    }

    /// The answer, or that it is too busy: a file on its way out takes room as one on its way in does.
    private func admitted(_ response: Response, _ connection: ClientConnection) -> Response {
        guard response.body.count > shared.settings.limits.body, !connection.isHead else { return response }
        guard shared.bodies.reserve(response.body.count) else { return Self.overloaded(connection.trace) }
        connection.room = shared.bodies
        connection.reserved = response.body.count
        return response
    }

    /// How much of an answer a socket took.
    private enum Sent {
        case all
        /// So many bytes of its head; what was taken of a large body is noted in the connection.
        case part(Int)
        case failed
    }

    /// One write of the rest of a head and the rest of a large body.
    private static func transmit(_ connection: ClientConnection, _ head: [UInt8]) -> Sent {
        let start = connection.largeBodyStart
        let left = connection.largeBody.count - start
        let sent = head.withUnsafeBytes { head in
            connection.largeBody.withUnsafeBytes { body in
                pgb_send(
                    connection.descriptor, head.baseAddress, UInt(head.count), body.baseAddress.map { $0 + start },
                    UInt(left))
            }
        }
        guard sent >= 0 else { return errno == EAGAIN || errno == EINTR ? .part(0) : .failed }
        let ofHead = min(sent, head.count)
        connection.largeBodyStart += sent - ofHead
        guard sent == head.count + left else { return .part(ofHead) }
        connection.largeBody = []
        return .all
    }

    /// Counts the answer, and writes its line in the log where every request has one.
    private func note(_ connection: ClientConnection, _ response: Response) {
        let taken = MachineClock.nanoseconds() - connection.startedNanoseconds
        meters.count(route: connection.route, status: response.status, nanoseconds: taken)
        guard shared.settings.logsRequests, shared.log != nil else { return }
        let name = connection.route.map { shared.application.routeNames[$0] } ?? "none"
        var fields: [TextLog.Field] = [
            .trace(connection.trace), .span(connection.span), .name("route", name),
            .number("status", response.status), .number("microseconds", Int(taken / 1_000)),
            .number("bytes", response.length),
        ]
        if let command = response.command { fields.append(.command(command)) }
        lines += TextLog.bytes("request", fields)
    }

    /// Sends on where the last write stopped, until the socket takes no more: then an event says when it does again.
    func sendRest(_ connection: ClientConnection) {
        if connection.output.isEmpty, connection.largeBody.isEmpty { return sendFile(connection) }
        while connection.phase == .writing {
            let before = connection.largeBodyStart
            errno = 0
            switch Self.transmit(connection, connection.output) {
            case .all:
                connection.output = []
                return sendFile(connection)
            case .part(let count):
                connection.output.removeFirst(count)
                if count == 0, connection.largeBodyStart == before, errno != EINTR { return }
            case .failed: drop(connection)
            }
        }
    }

    /// The answer is out: the next request, or the end.
    func finish(_ connection: ClientConnection) {
        release(connection)
        guard connection.closesAfterAnswer else {
            connection.phase = .reading
            setDeadline(connection, seconds: shared.settings.idleSeconds)
            return
        }
        if connection.hasEnded {
            drop(connection)
            return
        }
        // Closing over unread bytes resets the connection and can take the answer with it (RFC 9112 9.6): say
        // that nothing more comes, and wait a little for the client to hang up.
        connection.phase = .draining
        connection.pending = []
        connection.pendingStart = 0
        shutdown(connection.descriptor, Int32(SHUT_WR))
        setDeadline(connection, seconds: shared.settings.drainSeconds)
    }

    /// Throws away what a client sends after its last answer.
    /// - Returns: whether there may be more to throw away.
    private func drain(_ connection: ClientConnection) -> Bool {
        guard connection.isReadable else { return false }
        let count = recv(connection.descriptor, input.baseAddress, input.count, 0)
        if count > 0 { return true }
        if count < 0, errno == EAGAIN {
            connection.isReadable = false
            return false
        }
        if count < 0, errno == EINTR { return true }
        drop(connection)
        return false
    }

    /// The client sends nothing more. Between requests that is the end; inside one it is a fault.
    private func end(_ connection: ClientConnection) {
        connection.hasEnded = true
        connection.isReadable = false
        if connection.parser.isIdle { drop(connection) } else { refuse(connection, .incomplete) }
    }

    func setDeadline(_ connection: ClientConnection, seconds: Int) {
        deadlines.set(connection.slot, now + Int64(seconds) * 1_000)
    }

    /// The time for what the connection was doing is over.
    func expire(_ connection: ClientConnection) {
        if connection.phase != .draining { meters.expired.add() }
        switch connection.phase {
        case .reading where connection.parser.isIdle: drop(connection)
        case .reading: refuse(connection, .tooSlow)
        // The application has lost the request, or is very slow: what it did is unknown.
        case .answering:
            connection.closesAfterAnswer = true
            answer(connection, Problem(.outcomeUnknown).response(trace: connection.trace))
        case .writing, .draining: drop(connection)
        }
    }
}
