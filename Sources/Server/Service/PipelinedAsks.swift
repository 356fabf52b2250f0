import Commands
import Events
import Glibc
import Projections
import Synchronization

/// Many commands of the system at once: they go to the writer one after the other, and none waits for the answer to the one
/// before. Order is kept. A hundred thousand take seconds, because the writer stores them in batches.
///
/// One thread asks; the answers come on the writer's thread.
final class PipelinedAsks: Sendable {
    private struct Flight {
        var inFlight = 0
        var failure: WriterFailure?
        /// Those under whose ids somebody else had asked something.
        var again: [(ask: NamedAsk, heard: Heard)] = []
    }

    /// What is done with an answer, on the writer's thread; returns at once.
    typealias Heard = @Sendable (Answer) -> Void

    private let service: Service
    private let flight = Mutex(Flight())
    private let landed: WakeSignal
    /// So many are on their way at most: a quarter of what the writer lets wait, so that people are let in between.
    private let most: Int

    init(_ service: Service, most: Int = 1_024) throws {
        self.service = service
        self.most = most
        landed = try WakeSignal()
    }

    /// Asks, and waits only while too many are on their way. Throws when the writer could not store one of those before.
    func ask(_ ask: NamedAsk, _ heard: @escaping Heard = { _ in }) throws {
        try put(ask, isTaken: false, heard)
    }

    /// Waits until all are answered.
    func finish() throws {
        while true {
            try wait { $0.inFlight == 0 }
            let again = flight.withLock { flight in
                defer { flight.again = [] }
                return flight.again
            }
            if again.isEmpty { return }
            for (ask, heard) in again { try put(ask, isTaken: true, heard) }
        }
    }

    private func put(_ ask: NamedAsk, isTaken: Bool, _ heard: @escaping Heard) throws {
        while true {
            try wait { $0.inFlight < most }
            flight.withLock { $0.inFlight += 1 }
            do throws(WriterFailure) {
                try service.writer.submit(ask.submission(at: service.clock.now(), isTaken: isTaken)) { result in
                    self.take(result, ask, heard)
                }
                return
            } catch {
                flight.withLock { $0.inFlight -= 1 }
                guard error == .overloaded else { throw error }
                usleep(1_000)
            }
        }
    }

    private func take(_ result: Result<Answer, WriterFailure>, _ ask: NamedAsk, _ heard: @escaping Heard) {
        var isLanded = false
        switch result {
        case .success(.otherRequest): break
        case .success(let answer): heard(answer)
        case .failure: break
        }
        flight.withLock { flight in
            flight.inFlight -= 1
            switch result {
            case .success(.otherRequest): flight.again.append((ask, heard))
            case .success: break
            case .failure(let failure): flight.failure = flight.failure ?? failure
            }
            isLanded = flight.inFlight == 0 || flight.inFlight == most / 2
        }
        if isLanded { landed.post() }
    }

    private func wait(until isDone: (borrowing Flight) -> Bool) throws {
        while true {
            let (done, failure) = flight.withLock { (isDone($0), $0.failure) }
            if let failure { throw failure }
            if done { return }
            landed.wait(milliseconds: 1_000)
        }
    }
}

extension Service {
    /// Waits until the views reflect all that is in the log now.
    func catchUp(_ log: LogReader) throws {
        let last = try log.lastPosition()
        let reached = try WakeSignal()
        views.whenReached(last) { reached.post() }
        for _ in 0..<60 where views.position < last { reached.wait(milliseconds: 1_000) }
        guard views.position >= last else { throw ViewsBehind() }
    }
}

/// The views did not reach the log in time: one of them has stopped, or they are being made anew.
struct ViewsBehind: Error {}
