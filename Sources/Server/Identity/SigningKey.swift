import CLinux
import Events
import Glibc

/// The secret with which tokens are signed and checked. It never prints itself.
struct SigningKey: Sendable, CustomStringConvertible, CustomReflectable {
    /// The `kid` under which tokens name it.
    let id: String
    /// Tells this key from any other, also from one of the same name, and betrays nothing of it.
    let fingerprint: Digest
    /// The code begun under the key, to be copied for each token.
    private let prepared: HMAC256

    static let leastBytes = 32
    private static let mostBytes = 4_096

    /// - Parameter bytes: at least 32, and random.
    init(id: String, bytes: [UInt8]) throws(EdgeFailure) {
        guard bytes.count >= Self.leastBytes else {
            throw EdgeFailure("The signing key \(id) has \(bytes.count) bytes; it needs \(Self.leastBytes) or more.")
        }
        self.id = id
        prepared = HMAC256(key: bytes)
        fingerprint = HMAC256.code(key: bytes, message: Array("pgb: which key".utf8))
    }

    /// Reads the key from a file that nobody else can read: a plain file of ours with mode 0400 or 0600. Every byte of
    /// it is part of the key.
    init(id: String, path: String) throws(EdgeFailure) {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw EdgeFailure("The signing key \(path) cannot be opened: \(String(cString: strerror(errno))).")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw EdgeFailure("The signing key \(path) is no plain file.")
        }
        let mode = status.st_mode & 0o7777
        guard mode == 0o400 || mode == 0o600, status.st_uid == geteuid() else {
            throw EdgeFailure("The signing key \(path) must be yours alone: chmod 0400 it.")
        }
        var bytes = [UInt8](repeating: 0, count: Self.mostBytes + 1)
        let count = read(descriptor, &bytes, bytes.count)
        guard count >= 0 else { throw EdgeFailure.system("read", errno) }
        guard count <= Self.mostBytes else {
            throw EdgeFailure("The signing key \(path) is larger than \(Self.mostBytes) bytes.")
        }
        try self.init(id: id, bytes: Array(bytes[0..<count]))
    }

    /// Makes a new file with 32 random bytes and mode 0400; one that exists is left alone and refused.
    static func createFile(path: String) throws(EdgeFailure) {
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        while bytes.count < leastBytes { bytes.append(UInt8.random(in: 0...255, using: &generator)) }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o400)
        guard descriptor >= 0 else {
            throw EdgeFailure("The signing key \(path) cannot be made: \(String(cString: strerror(errno))).")
        }
        defer { close(descriptor) }
        guard write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
            throw EdgeFailure.system("write", errno)
        }
    }

    /// The code over a message.
    func code(_ message: UnsafeRawBufferPointer) -> Digest {
        var code = prepared
        code.update(message)
        return code.finish()
    }

    var description: String { "signing key \(id)" }

    var customMirror: Mirror { Mirror(self, children: ["id": id]) }
}
