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
        let isFirst = contents.withLock { contents in
            contents.deliveries.append(Delivery(exchange: exchange, response: response))
            return contents.deliveries.count == 1
        }
        if isFirst { wakeup.post() }
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
