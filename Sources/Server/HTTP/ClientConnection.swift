import Glibc

/// One connection as its loop sees it. Only the loop's thread touches it.
final class ClientConnection {
    /// What the connection is waiting for.
    enum Phase {
        /// Bytes of a request.
        case reading
        /// The application's answer to a request.
        case answering
        /// The client, to take the rest of an answer.
        case writing
        /// The client, to hang up after its last answer; whatever it still sends is thrown away.
        case draining
    }

    let descriptor: Int32
    let slot: Int
    /// Tells this connection from earlier ones in the same slot.
    let generation: UInt32
    let peer: PeerAddress

    var phase = Phase.reading
    var parser: HTTPParser
    /// What epoll said and no read has contradicted yet.
    var isReadable = true
    /// Its client sends nothing more: behind what can be read is the end.
    var isEnding = false
    /// The client sends nothing more.
    var hasEnded = false
    /// Bytes that were read behind the request that is being answered.
    var pending: [UInt8] = []
    var pendingStart = 0
    /// What the socket did not take yet of the answer: the rest of its head, and a large body from some byte on.
    var output: [UInt8] = []
    var largeBody: [UInt8] = []
    var largeBodyStart = 0
    /// What is sent from the disk behind that, from some byte on, and whether it waits for its next turn.
    var file: FileBody?
    var fileStart = 0
    var waitsForTurn = false
    /// No request follows the answer that is on its way.
    var closesAfterAnswer = false

    /// The request that is being answered.
    var exchange: UInt64 = 0
    var isHead = false
    var wasAdmitted = false
    /// Bytes that its body may use, and of which room.
    var reserved = 0
    var room: BodyMemory?
    var route: Int?
    var trace = TraceID(bits: 0)
    var span: UInt64 = 0
    var startedNanoseconds: Int64 = 0

    init(descriptor: Int32, slot: Int, generation: UInt32, peer: PeerAddress, limits: HTTPLimits) {
        self.descriptor = descriptor
        self.slot = slot
        self.generation = generation
        self.peer = peer
        self.parser = HTTPParser(limits: limits)
    }

    /// Comes back with every event of this connection.
    var token: UInt64 { UInt64(generation) << 32 | UInt64(slot) }

    var hasPending: Bool { pendingStart < pending.count }

    /// Keeps what was read behind the request that is being answered.
    func keep(_ bytes: UnsafeRawBufferPointer) {
        pending.append(contentsOf: bytes)
    }

    /// Lets go of the first `count` kept bytes.
    func dropPending(_ count: Int) {
        pendingStart += count
        if pendingStart == pending.count {
            pending.removeAll()
            pendingStart = 0
        }
    }
}
