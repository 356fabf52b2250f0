import CLinux
import Glibc

/// One thread's event loop: it accepts, reads, hands requests to the application and writes the answers. It never
/// blocks, and nothing of it is touched by another thread but the mailbox.
///
/// Sockets are watched edge-triggered and registered once: an event sets a flag, a read or write that would block, or a
/// read that gives less than there was room for, clears it. So a request costs one read, one write and a share of one `epoll_wait`.
final class EdgeLoop<Application: EdgeApplication> {
    let shared: EdgeShared<Application>
    let mailbox: LoopMailbox
    let context: Application.Context
    var writer: ResponseWriter
    var connections: [ClientConnection?] = []
    var deadlines = Deadlines()
    /// Milliseconds on the monotonic clock when this round began.
    var now = MachineClock.milliseconds()
    var isStopping = false
    var nextExchange: UInt64 = 1
    let traces = TraceSource()
    let meters: EdgeMeters
    /// Where reads go; a request that comes in one piece is parsed from here.
    let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 16)
    /// Where answers are written before they are sent.
    var output: [UInt8] = []
    /// Lines for the log, made in this round.
    var lines: [UInt8] = []
    /// Room of bodies by the exchange whose application still works on one.
    var held: [UInt64: (room: BodyMemory, bytes: Int)] = [:]
    /// Connections that used up their turn and have more to do.
    var unfinished: [ClientConnection] = []

    private let epoll: Int32
    /// Where the answers of the mailbox go, empty between two rounds.
    private var emptied: [LoopMailbox.Delivery] = []
    private var freeSlots: [Int] = []
    private var nextGeneration: UInt32 = 1
    private var open = 0
    private var accepts = true
    private var acceptsAgainAt: Int64 = .max
    private var stopsAt: Int64 = .max
    private var nextSweep: Int64 = 0

    private static var listenerToken: UInt64 { .max }
    private static var mailboxToken: UInt64 { .max - 1 }
    private static var eventsPerRound: Int { 256 }
    private static var sweepMilliseconds: Int64 { 250 }

    /// Makes the loop on the thread that will run it.
    init(_ shared: EdgeShared<Application>, mailbox: LoopMailbox) throws {
        self.shared = shared
        self.mailbox = mailbox
        context = try shared.application.makeContext()
        writer = ResponseWriter(
            apiVersion: shared.settings.apiVersion, isDemo: shared.settings.isDemo)
        meters = EdgeMeters(shared.registry, routes: shared.application.routeNames)
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard epoll >= 0 else { throw EdgeFailure.system("epoll_create1", errno) }
        try watchListener()
        guard pgb_epoll_add(epoll, mailbox.wakeup.descriptor, EPOLLIN.rawValue, Self.mailboxToken) == 0 else {
            throw EdgeFailure.system("epoll_ctl", errno)
        }
    }

    deinit {
        close(epoll)
        input.deallocate()
    }

    /// Runs until the mailbox says stop and the connections are gone.
    func run() {
        let events = UnsafeMutablePointer<epoll_event>.allocate(capacity: Self.eventsPerRound)
        defer { events.deallocate() }
        while !(isStopping && open == 0) {
            let count = epoll_wait(epoll, events, Int32(Self.eventsPerRound), patience())
            guard count >= 0 || errno == EINTR else { preconditionFailure("epoll_wait failed with \(errno)") }
            now = MachineClock.milliseconds()
            writer.update(second: MachineClock.unixSeconds())
            for index in 0..<max(0, count) {
                handle(token: pgb_epoll_token(events, index), flags: pgb_epoll_flags(events, index))
            }
            let turn = unfinished
            unfinished.removeAll(keepingCapacity: true)
            for connection in turn { resume(connection) }
            if now >= nextSweep { sweep() }
            if !lines.isEmpty { handOverLines() }
        }
    }

    /// Gives the lines of this round to the log, all at once.
    private func handOverLines() {
        shared.log?.add(lines)
        lines.removeAll(keepingCapacity: true)
    }

    /// How long to sleep: not at all when work is left over, for ever when there is nothing to time.
    private func patience() -> Int32 {
        if !unfinished.isEmpty { return 0 }
        if open == 0, accepts, !isStopping { return -1 }
        return Int32(max(0, min(Self.sweepMilliseconds, nextSweep - now)))
    }

    private func handle(token: UInt64, flags: UInt32) {
        switch token {
        case Self.listenerToken: acceptSome()
        case Self.mailboxToken: emptyMailbox()
        default:
            let slot = Int(token & 0xFFFF_FFFF)
            // An event of a connection that was closed earlier in this round has an old generation.
            guard slot < connections.count, let connection = connections[slot], connection.token == token else {
                return
            }
            if flags & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0 {
                drop(connection)
                return
            }
            if flags & (EPOLLIN.rawValue | EPOLLRDHUP.rawValue) != 0 { connection.isReadable = true }
            if flags & EPOLLRDHUP.rawValue != 0 { connection.isEnding = true }
            if flags & EPOLLOUT.rawValue != 0, connection.phase == .writing { sendRest(connection) }
            pump(connection)
        }
    }

    private func emptyMailbox() {
        var deliveries: [LoopMailbox.Delivery] = []
        swap(&deliveries, &emptied)
        let stops = mailbox.take(into: &deliveries)
        defer {
            deliveries.removeAll(keepingCapacity: true)
            swap(&deliveries, &emptied)
        }
        for delivery in deliveries {
            releaseHeld(delivery.exchange)
            guard let connection = connections[delivery.exchange.slot], connection.phase == .answering,
                connection.exchange == delivery.exchange.number
            else { continue }
            answer(connection, delivery.response)
            pump(connection)
        }
        if stops, !isStopping { beginStop() }
    }

    // Accepting

    private func watchListener() throws(EdgeFailure) {
        // Level-triggered and exclusive: a new connection wakes one loop, and again until it is accepted.
        let flags = EPOLLIN.rawValue | EPOLLEXCLUSIVE.rawValue
        guard pgb_epoll_add(epoll, shared.listener.descriptor, flags, Self.listenerToken) == 0 else {
            throw EdgeFailure.system("epoll_ctl", errno)
        }
    }

    /// Takes a few connections and leaves the rest to the other loops.
    private func acceptSome() {
        for _ in 0..<4 {
            var address = sockaddr_storage()
            let descriptor = pgb_accept(shared.listener.descriptor, &address)
            guard descriptor >= 0 else {
                // Out of descriptors: the listener would wake us for ever, so it rests until the next sweep.
                if errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM { restListener() }
                return
            }
            add(descriptor, PeerAddress(address))
        }
    }

    private func restListener() {
        accepts = false
        acceptsAgainAt = now + Self.sweepMilliseconds
        pgb_epoll_remove(epoll, shared.listener.descriptor)
    }

    private func add(_ descriptor: Int32, _ peer: PeerAddress) {
        guard shared.peers.enter(peer) else {
            refuse(descriptor)
            return
        }
        var one: Int32 = 1
        if peer != .local { setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4) }
        let slot = freeSlots.popLast() ?? connections.count
        if slot == connections.count { connections.append(nil) }
        let connection = ClientConnection(
            descriptor: descriptor, slot: slot, generation: nextGeneration, peer: peer, limits: shared.settings.limits)
        nextGeneration = nextGeneration &+ 1
        if nextGeneration >= UInt32.max - 1 { nextGeneration = 1 }
        connections[slot] = connection
        open += 1
        meters.opened.add()
        if open == 1 { nextSweep = now + Self.sweepMilliseconds }
        deadlines.set(slot, now + Int64(shared.settings.idleSeconds) * 1_000)
        let flags = EPOLLIN.rawValue | EPOLLOUT.rawValue | EPOLLRDHUP.rawValue | EPOLLET.rawValue
        guard pgb_epoll_add(epoll, descriptor, flags, connection.token) == 0 else {
            drop(connection)
            return
        }
        pump(connection)
    }

    /// One connection too many: it gets an answer, so that its client knows to come back, and is closed.
    private func refuse(_ descriptor: Int32) {
        output.removeAll(keepingCapacity: true)
        meters.refused.add()
        let problem = Problem.retry(.overloaded, afterSeconds: 5)
        writer.write(problem.response(trace: traces.next()), isHead: false, closes: true, to: &output)
        // What the client has sent is read first: closing over unread bytes would reset the connection.
        _ = recv(descriptor, input.baseAddress, input.count, 0)
        _ = output.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        close(descriptor)
    }

    // Ending

    /// Closes the connection at once.
    func drop(_ connection: ClientConnection) {
        guard connections[connection.slot] === connection else { return }
        close(connection.descriptor)
        release(connection)
        connections[connection.slot] = nil
        freeSlots.append(connection.slot)
        deadlines.clear(connection.slot)
        open -= 1
        shared.peers.leave(connection.peer)
    }

    private func beginStop() {
        isStopping = true
        stopsAt = now + Int64(shared.settings.stopSeconds) * 1_000
        if accepts { pgb_epoll_remove(epoll, shared.listener.descriptor) }
        accepts = false
        acceptsAgainAt = .max
        for case let connection? in connections where connection.phase == .reading && connection.parser.isIdle {
            drop(connection)
        }
    }

    private func sweep() {
        nextSweep = now + Self.sweepMilliseconds
        if now >= acceptsAgainAt {
            acceptsAgainAt = .max
            accepts = (try? watchListener()) != nil
            if !accepts { acceptsAgainAt = now + Self.sweepMilliseconds }
        }
        let isOver = now >= stopsAt
        for slot in deadlines.passed(isOver ? .max : now) {
            guard let connection = connections[slot] else { continue }
            if isOver { drop(connection) } else { expire(connection) }
        }
    }
}
