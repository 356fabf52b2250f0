import CLinux
import Glibc

/// One keep-alive connection of the load client with one request in flight.
final class BenchConnection {
    /// A whole answer, as far as the client looks at it.
    struct Answer {
        let status: Int
        let body: UnsafeRawBufferPointer
    }

    let descriptor: Int32
    private let script: BenchScript
    private let repeats: Bool
    private var next = 0
    private var sent = 0
    private var room = UnsafeMutableRawBufferPointer.allocate(byteCount: 16_384, alignment: 16)
    private var filled = 0
    private(set) var sentAt: Int64 = 0
    private(set) var isWaiting = false

    /// Connects; the answer must come at once, as it does on the machine itself.
    /// - Parameter repeats: begins again with the first request behind the last.
    init(to address: EdgeSettings.Address, _ script: BenchScript, repeats: Bool) throws {
        self.script = script
        self.repeats = repeats
        descriptor = try Self.connect(to: address)
    }

    deinit {
        close(descriptor)
        room.deallocate()
    }

    /// Sends the next request; false when there is none.
    func send(now: Int64) throws -> Bool {
        if repeats, next == script.count { next = 0 }
        guard next < script.count else { return false }
        sent = 0
        sentAt = now
        isWaiting = true
        filled = 0
        try push()
        return true
    }

    /// Takes in what has come; the answer once it is whole. The body is valid until the next request.
    func receive() throws -> Answer? {
        if sent < script.range(next).count { try push() }
        if filled == room.count { grow() }
        let count = recv(descriptor, room.baseAddress.map { $0 + filled }, room.count - filled, 0)
        if count < 0, errno == EAGAIN || errno == EINTR { return nil }
        guard count > 0 else { throw BenchFault("The server closed a connection in the middle of a request.") }
        filled += count
        guard let head = Self.head(of: UnsafeRawBufferPointer(rebasing: room[..<filled])) else { return nil }
        guard filled >= head.length + head.body else { return nil }
        guard filled == head.length + head.body else { throw BenchFault("The server sent more than one answer.") }
        isWaiting = false
        next += 1
        return Answer(status: head.status, body: UnsafeRawBufferPointer(rebasing: room[head.length..<filled]))
    }

    private func push() throws {
        let range = script.range(next)
        let count = script.bytes.withUnsafeBytes { bytes in
            Glibc.send(
                descriptor, bytes.baseAddress.map { $0 + range.lowerBound + sent }, range.count - sent,
                Int32(MSG_NOSIGNAL))
        }
        guard count >= 0 || errno == EAGAIN || errno == EINTR else { throw BenchFault.system("send") }
        sent += max(0, count)
    }

    private func grow() {
        let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: room.count * 2, alignment: 16)
        larger.copyMemory(from: UnsafeRawBufferPointer(room))
        room.deallocate()
        room = larger
    }

    /// The status and the lengths of head and body, once the whole head is there.
    private static func head(of bytes: UnsafeRawBufferPointer) -> (status: Int, length: Int, body: Int)? {
        guard let start = bytes.baseAddress, bytes.count > 12 else { return nil }
        let status = (9..<12).reduce(0) { $0 * 10 + Int(bytes[$1] &- 0x30) }
        var body = 0
        var line = 0
        while let end = memchr(start + line, 0x0A, bytes.count - line) {
            let next = UnsafeRawPointer(end) - start + 1
            if next - line == 2 { return (status, next, body) }
            if next - line > 18, memcmp(start + line, "Content-Length: ", 16) == 0 {
                body = bytes[(line + 16)..<(next - 2)].reduce(0) { $0 * 10 + Int($1 &- 0x30) }
            }
            line = next
        }
        return nil
    }

    private static func connect(to address: EdgeSettings.Address) throws -> Int32 {
        let descriptor: Int32
        switch address {
        case .tcp(let host, let port):
            var place = sockaddr_in()
            place.sin_family = sa_family_t(AF_INET)
            place.sin_port = port.bigEndian
            guard inet_pton(AF_INET, host, &place.sin_addr) == 1 else { throw BenchFault("\(host) is no address.") }
            descriptor = try open(AF_INET, &place)
            var one: Int32 = 1
            setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4)
        case .unix(let path):
            var place = sockaddr_un()
            place.sun_family = sa_family_t(AF_UNIX)
            let bytes = Array(path.utf8)
            guard bytes.count < MemoryLayout.size(ofValue: place.sun_path) else {
                throw BenchFault("\(path) is too long for a socket.")
            }
            withUnsafeMutableBytes(of: &place.sun_path) { $0.copyBytes(from: bytes) }
            descriptor = try open(AF_UNIX, &place)
        }
        guard fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0 else { throw BenchFault.system("fcntl") }
        return descriptor
    }

    private static func open<Place>(_ family: Int32, _ place: inout Place) throws -> Int32 {
        let descriptor = socket(family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw BenchFault.system("socket") }
        let result = withUnsafeMutablePointer(to: &place) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<Place>.size))
            }
        }
        guard result == 0 else {
            let fault = BenchFault.system("connect")
            close(descriptor)
            throw fault
        }
        return descriptor
    }
}

/// Why a measurement could not be made, in a sentence.
struct BenchFault: Error, CustomStringConvertible {
    let description: String

    init(_ sentence: String) { description = sentence }

    /// A system call that failed just now.
    static func system(_ call: String) -> BenchFault { BenchFault("\(call): \(String(cString: strerror(errno)))") }
}
