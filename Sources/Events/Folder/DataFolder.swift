internal import CLinux
internal import Glibc

/// Why a data folder cannot be used, in a sentence for the operator.
package struct DataFolderRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String
}

/// The folder with all files of one log. It is held by one process at a time, and knows whether the process before
/// stopped in order.
package final class DataFolder: Sendable {
    /// The real path, without links.
    package let path: String
    /// The process before did not stop in order: its last writes may be in the system's memory and not on the disk.
    package let wasInterrupted: Bool
    private let lock: Int32

    /// Takes the folder for this process, and makes it if it is not there.
    ///
    /// Refuses a folder that another process holds, that belongs to somebody else, that others can read, or in which a
    /// file is a link.
    package init(_ path: String) throws {
        umask(0o077)
        if !Files.exists(path) {
            try Files.makeFolder(path)
            try Files.syncFolder(path + "/..")
        }
        guard let resolved = realpath(path, nil) else { throw FileError.latest("realpath", path) }
        defer { free(resolved) }
        self.path = String(cString: resolved)
        try Self.check(self.path, isFolder: true)
        for name in Self.files {
            for suffix in ["", "-wal", "-shm"] { try Self.check("\(self.path)/\(name)\(suffix)", isFolder: false) }
        }
        for name in [Self.lockFile, Self.marker, Self.ballastFile] + Self.accessFiles {
            try Self.check("\(self.path)/\(name)", isFolder: false)
        }
        lock = try Self.takeLock(self.path)
        wasInterrupted = Files.exists("\(self.path)/\(Self.marker)")
        try Files.write("This file is here while pgb works in this folder.\n", to: "\(self.path)/\(Self.marker)")
        try Files.syncFolder(self.path)
    }

    deinit {
        // A child that is just being started may still have a copy of the descriptor, and with it the lock.
        flock(lock, LOCK_UN)
        close(lock)
    }

    package var log: String { "\(path)/log.db" }
    package var vault: String { "\(path)/vault.db" }
    /// The two files in which the views live by turns: a rebuild goes into the one that is not read.
    package var views: [String] { ["\(path)/views-a.db", "\(path)/views-b.db"] }
    package var access: String { "\(path)/access.db" }
    /// Who is signed in; not in any backup.
    package var sessions: String { "\(path)/sessions.db" }
    /// There while the access log is written; it is stopped apart from the log, so it has a mark of its own.
    var accessMarker: String { "\(path)/access-running" }
    /// What the next lines of the access log point back to, as of its last stop in order.
    package var accessHeads: String { "\(path)/access-heads" }
    /// The key of the codes that stand in the access log for addresses on the network.
    package var accessKey: String { "\(path)/access.key" }
    /// What was sent to people and what is to be sent. Not in a backup: it belongs to the machine that sends.
    package var post: String { "\(path)/post.db" }
    /// Where the files for the bank are, one for each run.
    package var paymentFiles: String { "\(path)/\(BankFolder.payments.rawValue)" }
    /// Where the files of the bank are, by their digests.
    package var bankFiles: String { "\(path)/\(BankFolder.statements.rawValue)" }

    /// Room that is given up when the disk is full.
    package func ballast(bytes: UInt64) -> Ballast { Ballast(path: "\(path)/\(Self.ballastFile)", bytes: bytes) }

    /// Notes that everything is stored and nothing is under way: the next start need not mend anything.
    package func markStopped() throws {
        try Files.remove("\(path)/\(Self.marker)")
        try Files.syncFolder(path)
    }

    private static let files = [
        "log.db", "vault.db", "views-a.db", "views-b.db", "access.db", "sessions.db", "post.db",
    ]
    private static let accessFiles = ["access-running", "access-heads", "access.key"]
    private static let marker = "running"
    private static let lockFile = "lock"
    private static let ballastFile = "ballast"

    private static func takeLock(_ path: String) throws -> Int32 {
        let name = "\(path)/\(lockFile)"
        let file = open(name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw FileError.latest("open", name) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let number = errno
            close(file)
            guard number == EWOULDBLOCK else { throw FileError(call: "flock", path: name, number: number) }
            throw DataFolderRefusal(
                description: "Another pgb process is working in \(path). Stop it first; two at once would harm the log."
            )
        }
        return file
    }

    /// A file that is not there is fine.
    private static func check(_ path: String, isFolder: Bool) throws {
        var state = stat()
        guard lstat(path, &state) == 0 else {
            guard errno == ENOENT else { throw FileError.latest("lstat", path) }
            return
        }
        let kind = state.st_mode & S_IFMT
        guard kind == (isFolder ? S_IFDIR : S_IFREG) else {
            throw DataFolderRefusal(description: "\(path) is not a plain \(isFolder ? "folder" : "file").")
        }
        guard state.st_uid == geteuid() else {
            throw DataFolderRefusal(description: "\(path) belongs to another user than the one who runs pgb.")
        }
        guard state.st_mode & 0o077 == 0 else {
            throw DataFolderRefusal(
                description: "Others can read \(path). Allow only its owner: chmod \(isFolder ? "700" : "600") \(path)")
        }
    }
}
