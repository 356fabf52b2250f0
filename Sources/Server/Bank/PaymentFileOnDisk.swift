import Events
import Glibc

/// Writes a payment file to a disk: either the whole file stands there under its name, durably, or nothing does.
enum PaymentFileOnDisk {
    /// Writes the file to a new path, with mode 0600; `next` gives one transfer after the other and nil behind the last.
    ///
    /// The bytes go into a file beside it first, so a fault or a crash leaves nothing that could be taken for a payment
    /// file. A path that exists is refused: a file is written once.
    static func write(
        _ file: PaymentFile, to path: String, next: () throws -> Transfer?
    ) throws -> PaymentFileWriter.Written {
        guard !Files.exists(path) else { throw FileError(call: "open", path: path, number: EEXIST) }
        let unfinished = path + ".unfinished"
        try Files.remove(unfinished)
        do {
            let written = try writePart(file, to: unfinished, next)
            try Files.rename(unfinished, to: path)
            try Files.syncFolder(path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ".")
            return written
        } catch {
            try Files.remove(unfinished)
            throw error
        }
    }

    private static func writePart(
        _ file: PaymentFile, to path: String, _ next: () throws -> Transfer?
    ) throws -> PaymentFileWriter.Written {
        let target = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard target >= 0 else { throw FileError(call: "open", path: path, number: errno) }
        defer { close(target) }
        var writer = try PaymentFileWriter(file) { piece in
            var rest = piece
            while !rest.isEmpty {
                let count = Glibc.write(target, rest.baseAddress, rest.count)
                guard count > 0 || errno == EINTR else { throw FileError(call: "write", path: path, number: errno) }
                if count > 0 { rest = UnsafeRawBufferPointer(rebasing: rest[count...]) }
            }
        }
        while let transfer = try next() { try writer.write(transfer) }
        let written = try writer.finish()
        guard fsync(target) == 0 else { throw FileError(call: "fsync", path: path, number: errno) }
        return written
    }
}
