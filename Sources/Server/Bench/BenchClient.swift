import CLinux
import Glibc

/// A small load client: one thread, many keep-alive connections, one request in flight on each.
///
/// Requests are made beforehand and answers are hardly looked at, so that what is measured is the server.
struct BenchClient {
    private let connections: [BenchConnection]
    private let epoll: Int32

    /// What came of a run.
    struct Outcome {
        private(set) var requests = 0
        /// From the first request to the last answer.
        fileprivate(set) var nanoseconds: Int64 = 0
        /// The processor time of this client.
        fileprivate(set) var clientNanoseconds: Int64 = 0
        private(set) var statuses: [Int: Int] = [:]
        private(set) var latency = LatencyHistogram()
        /// The first answer that was no success.
        private(set) var firstFailure: String?
        /// The body of the last answer, for who asked only one thing.
        fileprivate(set) var lastBody = ""

        var perSecond: Int64 { nanoseconds == 0 ? 0 : Int64(requests) * 1_000_000_000 / nanoseconds }

        /// Requests that were not answered with success.
        var failures: Int { statuses.filter { !(200..<300).contains($0.key) }.values.reduce(0, +) }

        fileprivate mutating func take(_ answer: BenchConnection.Answer, after nanoseconds: Int64) {
            requests += 1
            statuses[answer.status, default: 0] += 1
            latency.record(nanoseconds: nanoseconds)
            if !(200..<300).contains(answer.status), firstFailure == nil {
                firstFailure = "\(answer.status) \(String(decoding: answer.body.prefix(400), as: UTF8.self))"
            }
        }
    }

    /// Opens a connection for each script.
    init(to address: EdgeSettings.Address, _ scripts: [BenchScript], repeats: Bool = false) throws {
        epoll = epoll_create1(O_CLOEXEC)
        guard epoll >= 0 else { throw BenchFault.system("epoll_create1") }
        connections = try scripts.map { try BenchConnection(to: address, $0, repeats: repeats) }
        for (index, connection) in connections.enumerated() {
            guard pgb_epoll_add(epoll, connection.descriptor, EPOLLIN.rawValue, UInt64(index)) == 0 else {
                throw BenchFault.system("epoll_ctl")
            }
        }
    }

    /// Sends until the scripts end or the time is over, and takes in all answers. Once per client.
    /// - Parameter most: stops after so many requests.
    func run(seconds: Int, most: Int = .max) throws -> Outcome {
        defer { close(epoll) }
        var outcome = Outcome()
        let began = MachineClock.nanoseconds()
        let beganCPU = Self.threadNanoseconds()
        let end = began + Int64(seconds) * 1_000_000_000
        var waiting = 0
        var started = 0
        for connection in connections where started < most {
            if try connection.send(now: MachineClock.nanoseconds()) {
                waiting += 1
                started += 1
            }
        }
        var events = [epoll_event](repeating: epoll_event(), count: connections.count)
        var now = began
        while waiting > 0 {
            let count = epoll_wait(epoll, &events, Int32(events.count), 30_000)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw BenchFault("The server did not answer within 30 seconds.") }
            for index in 0..<Int(count) {
                let connection = connections[Int(pgb_epoll_token(events, Int32(index)))]
                guard let answer = try connection.receive() else { continue }
                now = MachineClock.nanoseconds()
                outcome.take(answer, after: now - connection.sentAt)
                if waiting == 1 { outcome.lastBody = String(decoding: answer.body, as: UTF8.self) }
                waiting -= 1
                if now < end, started < most, try connection.send(now: now) {
                    waiting += 1
                    started += 1
                }
            }
        }
        outcome.nanoseconds = now - began
        outcome.clientNanoseconds = Self.threadNanoseconds() - beganCPU
        return outcome
    }

    /// The processor time of this thread.
    static func threadNanoseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
