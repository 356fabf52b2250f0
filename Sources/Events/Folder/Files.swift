internal import CLinux
internal import Glibc

/// What the system could not do with a file: which call, on which file, and why in the system's words.
package struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
    package let call: String
    package let path: String
    package let number: Int32

    package init(call: String, path: String, number: Int32) {
        self.call = call
        self.path = path
        self.number = number
    }

    /// The failure that `errno` tells of.
    static func latest(_ call: String, _ path: String) -> FileError {
        FileError(call: call, path: path, number: errno)
    }

    /// The disk, or our share of it, is full.
    package var isNoRoom: Bool { number == ENOSPC || number == EDQUOT }

    package var description: String { "\(call) \(path): \(String(cString: strerror(number)))" }
}

/// The few things that are done with files outside SQLite. Never use them on a database that this process has open:
/// closing any descriptor of a file drops the locks that SQLite holds on it.
package enum Files {
    /// The names in a folder, sorted.
    package static func names(in path: String) throws(FileError) -> [String] {
        guard let folder = opendir(path) else { throw FileError.latest("opendir", path) }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Whether there is a folder; a link to one counts.
    package static func isFolder(_ path: String) -> Bool {
        var state = stat()
        return stat(path, &state) == 0 && state.st_mode & S_IFMT == S_IFDIR
    }

    /// Makes the bytes of a file durable.
    package static func sync(_ path: String) throws(FileError) {
        try with(path, O_RDONLY | O_CLOEXEC) { (file) throws(FileError) in
            guard fsync(file) == 0 else { throw .latest("fsync", path) }
        }
    }

    /// Makes the names in a folder durable.
    package static func syncFolder(_ path: String) throws(FileError) {
        try with(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) { (folder) throws(FileError) in
            guard fsync(folder) == 0 else { throw .latest("fsync", path) }
        }
    }

    /// Writes a whole small file, durably, with mode 0600.
    package static func write(_ text: String, to path: String) throws(FileError) {
        try write(Array(text.utf8), to: path)
    }

    /// Writes a whole file, durably, with mode 0600.
    package static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
        try with(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC) { (file) throws(FileError) in
            try write(bytes[...], to: file, path)
            guard fsync(file) == 0 else { throw .latest("fsync", path) }
        }
    }

    /// The text of a small file; nil when there is none.
    package static func read(_ path: String) throws(FileError) -> String? {
        guard exists(path) else { return nil }
        var bytes: [UInt8] = []
        try with(path, O_RDONLY | O_CLOEXEC) { (file) throws(FileError) in
            try readParts(of: file, path) { (part) throws(FileError) in bytes += part }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// The bytes of a file, at most so many.
    package static func bytes(_ path: String, most: Int) throws(FileError) -> [UInt8] {
        var bytes: [UInt8] = []
        try with(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC) { (file) throws(FileError) in
            try readParts(of: file, path) { (part) throws(FileError) in
                guard bytes.count + part.count <= most else {
                    throw FileError(call: "read", path: path, number: EFBIG)
                }
                bytes += part
            }
        }
        return bytes
    }

    /// SHA-256 over the bytes of a file, however long it is.
    package static func digest(_ path: String) throws(FileError) -> Digest {
        var hash = SHA256()
        try with(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC) { (file) throws(FileError) in
            try readParts(of: file, path) { (part) throws(FileError) in
                part.withUnsafeBytes { hash.update($0) }
            }
        }
        return hash.finish()
    }

    /// Copies a file to a new one, durably, with mode 0600.
    package static func copy(_ path: String, to target: String) throws(FileError) {
        try with(path, O_RDONLY | O_CLOEXEC) { (source) throws(FileError) in
            try with(target, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC) { (copy) throws(FileError) in
                try readParts(of: source, path) { (part) throws(FileError) in try write(part, to: copy, target) }
                guard fsync(copy) == 0 else { throw .latest("fsync", target) }
            }
        }
    }

    /// How many bytes a file has; nil when it is not there.
    package static func size(_ path: String) -> UInt64? {
        var state = stat()
        return lstat(path, &state) == 0 ? UInt64(state.st_size) : nil
    }

    /// Makes a file of so many bytes whose blocks are all taken, with mode 0600.
    package static func allocate(_ bytes: UInt64, at path: String) throws(FileError) {
        try with(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC) { (file) throws(FileError) in
            let number = posix_fallocate(file, 0, off_t(bytes))
            guard number == 0 else { throw FileError(call: "posix_fallocate", path: path, number: number) }
        }
    }

    /// The folder a file is in.
    static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }

    package static func rename(_ path: String, to target: String) throws(FileError) {
        guard Glibc.rename(path, target) == 0 else { throw .latest("rename", path) }
    }

    /// Removes a file if it is there.
    package static func remove(_ path: String) throws(FileError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw .latest("unlink", path) }
    }

    /// Removes an empty folder.
    package static func removeFolder(_ path: String) throws(FileError) {
        guard rmdir(path) == 0 else { throw .latest("rmdir", path) }
    }

    package static func makeFolder(_ path: String) throws(FileError) {
        guard mkdir(path, 0o700) == 0 else { throw .latest("mkdir", path) }
    }

    /// How many bytes the disk under `path` still has for us, and how many it has in all.
    package static func room(at path: String) throws(FileError) -> (free: UInt64, total: UInt64) {
        var state = statvfs()
        guard statvfs(path, &state) == 0 else { throw .latest("statvfs", path) }
        return (UInt64(state.f_bavail) * UInt64(state.f_frsize), UInt64(state.f_blocks) * UInt64(state.f_frsize))
    }

    private static func with(
        _ path: String, _ flags: Int32, _ body: (Int32) throws(FileError) -> Void
    ) throws(FileError) {
        let file = open(path, flags, 0o600)
        guard file >= 0 else { throw .latest("open", path) }
        defer { close(file) }
        try body(file)
    }

    private static func readParts(
        of file: Int32, _ path: String, _ body: (ArraySlice<UInt8>) throws(FileError) -> Void
    ) throws(FileError) {
        var part = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = Glibc.read(file, &part, part.count)
            if count == 0 { return }
            guard count > 0 || errno == EINTR else { throw .latest("read", path) }
            if count > 0 { try body(part[..<count]) }
        }
    }

    private static func write(_ bytes: ArraySlice<UInt8>, to file: Int32, _ path: String) throws(FileError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            guard count >= 0 || errno == EINTR else { throw .latest("write", path) }
            rest = rest.dropFirst(max(count, 0))
        }
    }
}
