import Foundation
import Glibc

/// A client that sends exactly the bytes it is told to, and reads answers without being clever.
final class RawClient {
    /// One answer as it came.
    struct Answer: Equatable {
        let status: Int
        let head: String
        let body: String

        /// The value of a header, whatever the case of its name.
        func header(_ name: String) -> String? {
            for line in head.components(separatedBy: "\r\n") where line.lowercased().hasPrefix(name.lowercased() + ":")
            {
                return String(line.dropFirst(name.count + 1)).trimmingCharacters(in: .whitespaces)
            }
            return nil
        }
    }

    struct Failure: Error {
        let sentence: String
    }

    let descriptor: Int32
    private var received: [UInt8] = []

    init(port: UInt16, timeoutMilliseconds: Int = 5_000) throws {
        descriptor = try Self.connect(to: port)
        var time = timeval(tv_sec: timeoutMilliseconds / 1_000, tv_usec: timeoutMilliseconds % 1_000 * 1_000)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
        var one: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4)
    }

    deinit {
        close(descriptor)
    }

    /// Apart from `init`, which may not throw with the descriptor closed: `deinit` would close it once more, and with it
    /// whatever another thread has opened under that number by then.
    private static func connect(to port: UInt16) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            let number = errno
            close(descriptor)
            throw Failure(sentence: "connect: \(String(cString: strerror(number)))")
        }
        return descriptor
    }

    /// Sends bytes; false when the other side took no more of them.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var start = 0
        while start < bytes.count {
            let count = bytes.withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress.map { $0 + start }, $0.count - start, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            start += count
        }
        return true
    }

    @discardableResult
    func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    /// The client's side of the connection ends; it still reads.
    func finishSending() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// The next answer; nil at the end of the connection. Interim answers are skipped.
    func answer(toHead isHead: Bool = false) throws -> Answer? {
        while true {
            guard let head = try readHead() else { return nil }
            guard let status = Int(head.dropFirst(9).prefix(3)) else { throw Failure(sentence: "no status: \(head)") }
            if status == 100 { continue }
            let answer = Answer(status: status, head: head, body: "")
            let length = answer.header("Content-Length").flatMap { Int($0) } ?? 0
            guard !isHead, length > 0 else { return answer }
            while received.count < length {
                guard try readMore() else { throw Failure(sentence: "the body ended early") }
            }
            let body = String(decoding: received[..<length], as: UTF8.self)
            received.removeFirst(length)
            return Answer(status: status, head: head, body: body)
        }
    }

    /// Whether the other side has ended the connection and nothing more was sent.
    func isAtEnd() throws -> Bool {
        guard received.isEmpty else { return false }
        return try !readMore()
    }

    /// Whether nothing comes for a while.
    func isSilent(milliseconds: Int) -> Bool {
        guard received.isEmpty else { return false }
        var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return Foundation.poll(&poll, 1, Int32(milliseconds)) == 0
    }

    private func readHead() throws -> String? {
        while true {
            if let end = received.firstRange(of: Array("\r\n\r\n".utf8)) {
                let head = String(decoding: received[..<end.lowerBound], as: UTF8.self)
                received.removeFirst(end.upperBound)
                return head
            }
            guard try readMore() else {
                guard received.isEmpty else { throw Failure(sentence: "the head ended early") }
                return nil
            }
        }
    }

    private func readMore() throws -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count < 0, errno == ECONNRESET { return false }
        guard count >= 0 else { throw Failure(sentence: "recv: \(String(cString: strerror(errno)))") }
        received += buffer[..<count]
        return count > 0
    }
}
