import CLinux
import Events
import Glibc
import Synchronization

/// The log for operators: one JSON object per line, on standard error or any descriptor.
///
/// A thread of its own writes, so that nobody waits for a slow disk or pipe; when it falls behind, lines are dropped
/// and the number of dropped lines is said. A line has a fixed event name, a trace id, numbers and names from tables in
/// the code. There is no way to put a person, a path with ids or a text from a request in it.
final class TextLog: Sendable {
    private struct Contents {
        var bytes: [UInt8] = []
        var dropped = 0
        var stops = false
    }

    /// What may stand in a line beside its event.
    enum Field: Sendable {
        case number(StaticString, Int)
        /// A word from a table in the code.
        case name(StaticString, String)
        case trace(TraceID)
        /// What this server did in that trace.
        case span(UInt64)
        /// The command that a request asked for: it ties the trace to the log, which knows the command.
        case command(CommandID)
    }

    private let contents = Mutex(Contents())
    private let wakeup: Wakeup
    private let descriptor: Int32
    private let thread: Mutex<WorkerThread?> = Mutex(nil)
    private static let mostBytes = 1 << 20

    /// - Parameter descriptor: where lines go; it stays open as long as the log lives.
    init(descriptor: Int32 = STDERR_FILENO) throws(EdgeFailure) {
        self.descriptor = descriptor
        wakeup = try Wakeup(counts: true)
    }

    /// Starts to write.
    func start() throws(FileError) {
        let started = try WorkerThread("pgb log lines") { self.write() }
        thread.withLock { $0 = started }
    }

    /// Writes what is left and ends the thread.
    func stop() {
        contents.withLock { $0.stops = true }
        wakeup.post()
        thread.withLock { $0.take() }?.join()
    }

    /// Adds a line.
    func line(_ event: StaticString, _ fields: Field...) {
        add(Self.bytes(event, fields))
    }

    /// Adds whole lines that were made elsewhere.
    func add(_ lines: [UInt8]) {
        let wakes = contents.withLock { contents in
            guard contents.bytes.count + lines.count <= Self.mostBytes else {
                contents.dropped += lines.count { $0 == ASCII.lineFeed }
                return false
            }
            contents.bytes.append(contentsOf: lines)
            return contents.bytes.count == lines.count
        }
        if wakes { wakeup.post() }
    }

    /// One line with its end. Control characters cannot stand in it: the JSON writer escapes them.
    static func bytes(_ event: StaticString, _ fields: [Field]) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("at", now())
            writer.field("event", event.description)
            for field in fields {
                switch field {
                case .number(let name, let number): writer.field(name, number)
                case .name(let name, let value): writer.field(name, value)
                case .trace(let trace): writer.field("trace", trace.text)
                case .span(let span): writer.field("span", TraceID.digits(of: span))
                case .command(let command): writer.field("command", command)
                }
            }
        }
        return writer.bytes + [ASCII.lineFeed]
    }

    private static func now() -> Moment {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Moment(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
    }

    /// The body of the thread.
    private func write() {
        while true {
            wakeup.wait()
            var (bytes, dropped, stops) = contents.withLock { contents in
                defer {
                    contents.bytes = []
                    contents.dropped = 0
                }
                return (contents.bytes, contents.dropped, contents.stops)
            }
            if dropped > 0 { bytes += Self.bytes("log-lines-dropped", [.number("count", dropped)]) }
            var start = 0
            while start < bytes.count {
                let count = bytes.withUnsafeBytes {
                    Glibc.write(descriptor, $0.baseAddress.map { $0 + start }, $0.count - start)
                }
                if count < 0, errno != EINTR, errno != EAGAIN { break }
                start += max(0, count)
            }
            if stops { return }
        }
    }
}
