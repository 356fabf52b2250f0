import CLinux
import Glibc

/// The listening socket, shared by all loops.
struct Listener: Sendable {
    let descriptor: Int32
    /// The port that was bound, for an address that left the choice to the system; 0 for a Unix socket.
    let port: UInt16
    private let path: String?

    /// Binds and listens, or says in a sentence why that cannot be.
    init(_ address: EdgeSettings.Address) throws(EdgeFailure) {
        switch address {
        case .tcp(let host, let port): self = try Listener(host: host, port: port)
        case .unix(let path): self = try Listener(path: path)
        }
    }

    /// Refuses new connections from now on; the descriptor stays until `close`.
    func refuse() {
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// Gives the address back; a Unix socket's file goes too.
    func close() {
        Glibc.close(descriptor)
        if let path { unlink(path) }
    }

    private init(descriptor: Int32, port: UInt16, path: String?) {
        self.descriptor = descriptor
        self.port = port
        self.path = path
    }

    private init(host: String, port: UInt16) throws(EdgeFailure) {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        guard inet_pton(AF_INET, host, &address.sin_addr) == 1 else {
            throw EdgeFailure("\(host) is not an IPv4 address.")
        }
        let descriptor = try Self.socket(AF_INET)
        var one: Int32 = 1
        // Lets a restart bind while old connections are in TIME_WAIT; a port that is listened on stays refused.
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, 4)
        try Self.bind(descriptor, &address, "Port \(port) on \(host)")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let named = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        guard named == 0 else {
            let failure = EdgeFailure.system("getsockname", errno)
            Glibc.close(descriptor)
            throw failure
        }
        self.init(descriptor: descriptor, port: UInt16(bigEndian: address.sin_port), path: nil)
    }

    private init(path: String) throws(EdgeFailure) {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard !bytes.isEmpty, bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw EdgeFailure("The path of a Unix socket has 1 to 107 bytes; this one has \(bytes.count).")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        try Self.removeDeadSocket(&address, path)
        let descriptor = try Self.socket(AF_UNIX)
        // The proxy's group may connect, others may not.
        let mask = umask(0o117)
        defer { umask(mask) }
        try Self.bind(descriptor, &address, "The socket \(path)")
        self.init(descriptor: descriptor, port: 0, path: path)
    }

    private static func socket(_ family: Int32) throws(EdgeFailure) -> Int32 {
        let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = Glibc.socket(family, type, 0)
        guard descriptor >= 0 else { throw EdgeFailure.system("socket", errno) }
        return descriptor
    }

    private static func bind<Address>(
        _ descriptor: Int32, _ address: inout Address, _ name: String
    ) throws(EdgeFailure) {
        let result = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.bind(descriptor, $0, socklen_t(MemoryLayout<Address>.size))
            }
        }
        if result == 0, listen(descriptor, 1_024) == 0 { return }
        let code = errno
        Glibc.close(descriptor)
        throw code == EADDRINUSE
            ? EdgeFailure("\(name) is in use by another program. Stop that one, or choose another.")
            : EdgeFailure("\(name) cannot be opened: \(String(cString: strerror(code))).")
    }

    /// A socket file that nobody listens on is left from a crash; one that answers belongs to a running server.
    private static func removeDeadSocket(_ address: inout sockaddr_un, _ path: String) throws(EdgeFailure) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw EdgeFailure("\(path) exists and is no socket.") }
        let probe = try socket(AF_UNIX)
        defer { Glibc.close(probe) }
        let result = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(probe, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result != 0, errno == ECONNREFUSED else {
            throw EdgeFailure("The socket \(path) is in use by another program. Stop that one, or choose another.")
        }
        unlink(path)
    }
}
