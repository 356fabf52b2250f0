import Synchronization

/// The only way into an edge loop from another thread: answers to requests it handed out, and the word to stop.
final class LoopMailbox: Sendable {
    /// One request on one connection. The number is never used twice, so a late answer cannot reach a later request.
    struct Exchange: Sendable, Equatable {
        let slot: Int
        let number: UInt64
    }

    /// One answer and where it goes.
    struct Delivery: Sendable {
        let exchange: Exchange
        let response: Response
        /// What the loop lets go of when it has answered.
        var kept: (any AnyObject & Sendable)?
    }

    private struct Contents {
        var deliveries: [Delivery] = []
        var stops = false
    }

    private let contents = Mutex(Contents())
    let wakeup: Wakeup

    init() throws(EdgeFailure) {
        wakeup = try Wakeup(counts: false)
    }

    /// Leaves an answer. The loop is woken only by the first one, it takes all that are there.
    func post(_ response: Response, to exchange: Exchange) {
        if leave(response, to: exchange) { wakeup.post() }
    }

    /// Leaves an answer and does not wake the loop. True: nobody else does, so the caller must.
    /// - Parameter kept: something that was made on the loop's thread, and is freed there: elsewhere that costs more.
    func leave(_ response: Response, to exchange: Exchange, keeping kept: (any AnyObject & Sendable)? = nil) -> Bool {
        contents.withLock { contents in
            contents.deliveries.append(Delivery(exchange: exchange, response: response, kept: kept))
            return contents.deliveries.count == 1
        }
    }

    /// Tells the loop to finish what is in flight and end.
    func stop() {
        contents.withLock { $0.stops = true }
        wakeup.post()
    }

    /// Takes everything out; `emptied` is an array whose memory is used again.
    func take(into emptied: inout [Delivery]) -> Bool {
        wakeup.wait()
        return contents.withLock { contents in
            swap(&contents.deliveries, &emptied)
            return contents.stops
        }
    }
}

/// The loops for which answers were left and that are still to be woken: once for many answers that come at the same time.
final class WakeRound: Sendable {
    private let mailboxes = Mutex<[LoopMailbox]>([])

    func add(_ mailbox: LoopMailbox) { mailboxes.withLock { $0.append(mailbox) } }

    /// Wakes each of them.
    func wake() {
        let due = mailboxes.withLock { mailboxes in
            defer { mailboxes.removeAll(keepingCapacity: true) }
            return mailboxes
        }
        for mailbox in due { mailbox.wakeup.post() }
    }
}
