import CLinux
import Events
import Glibc

/// The content of an answer that stays on the disk: it is sent from there, piece by piece, so that it may be longer than
/// what fits in memory. The file is closed when nobody has it any more.
final class FileBody: Sendable {
    let descriptor: Int32
    /// How long it was when it was opened.
    let byteCount: Int
    private let path: String

    /// How much is read at once to make a digest.
    private static let pieceBytes = 1 << 20

    /// Opens a file.
    init(_ path: String) throws(FileError) {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError(call: "open", path: path, number: errno) }
        var state = stat()
        guard fstat(descriptor, &state) == 0 else {
            let number = errno
            close(descriptor)
            throw FileError(call: "fstat", path: path, number: number)
        }
        self.descriptor = descriptor
        self.path = path
        byteCount = Int(state.st_size)
    }

    deinit { close(descriptor) }

    /// SHA-256 over its bytes.
    func digest() throws(FileError) -> Digest {
        var hash = SHA256()
        var start = 0
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.pieceBytes, alignment: 16)
        defer { piece.deallocate() }
        while start < byteCount {
            let count = pread(descriptor, piece.baseAddress, min(piece.count, byteCount - start), off_t(start))
            if count < 0, errno == EINTR { continue }
            // Shorter than it was: what is hashed is then not what was asked for.
            guard count > 0 else { throw FileError(call: "pread", path: path, number: count < 0 ? errno : EIO) }
            hash.update(UnsafeRawBufferPointer(rebasing: piece[0..<count]))
            start += count
        }
        return hash.finish()
    }

    /// Sends at most so many bytes from `start` on to a socket. How many it took, or -1 with `errno`.
    func send(to socket: Int32, from start: Int, most: Int) -> Int {
        var offset = off_t(start)
        return sendfile(socket, descriptor, &offset, most)
    }
}
