import CSQLite
import Events
import Glibc
import Synchronization

/// A disk that fails on command and that can lose power: an SQLite VFS over the real one.
///
/// It knows for each file which bytes are durable. A sync makes the written bytes durable; a failed sync forgets that they
/// were written, as Linux does: they can still be read, and no later sync stores them. When the power goes, each file is
/// put back to its durable bytes, and of what was written since then a random part, sector by sector.
final class FaultDisk: Sendable {
    enum Call: String, CaseIterable, Sendable { case open, write, sync }

    /// Fail the `number`-th call of this kind on files whose path ends like this, and every later one while it `lasts`.
    struct Fault: Sendable, CustomStringConvertible {
        let call: Call
        let file: String
        let number: Int
        let code: Int32
        var lasts = false
        /// Whether what makes it fail is still there.
        var holds: @Sendable () -> Bool = { true }

        var description: String { "\(call) \(number) of \(file) gives \(code)\(lasts ? " from then on" : "")" }
    }

    private struct Contents {
        var fault: Fault?
        var calls = 0
        var hasFailed = false
        var isDead = false
        var durable: [String: [UInt8]] = [:]
        var dirty: [String: [Range<Int>]] = [:]
    }

    private struct OpenFile {
        let disk: FaultDisk
        let path: String
        /// The address of the real disk's methods.
        let real: UInt

        var methods: sqlite3_io_methods { UnsafePointer<sqlite3_io_methods>(bitPattern: real)!.pointee }
    }

    private struct Mishap: Error { let number = errno }

    let name: String
    private let contents = Mutex(Contents())
    private static let files = Mutex<[UInt: OpenFile]>([:])
    private static let number = Atomic(0)

    init() {
        name = "fault-\(Self.number.add(1, ordering: .relaxed).newValue)"
        Connection.prepareLibrary
        let real = sqlite3_vfs_find(nil)!
        // SQLite keeps the table for ever, and with it this disk.
        let table = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
        table.initialize(to: real.pointee)
        table.pointee.zName = UnsafePointer(strdup(name))
        table.pointee.pNext = nil
        table.pointee.pAppData = Unmanaged.passRetained(self).toOpaque()
        table.pointee.xOpen = { vfs, path, file, flags, outFlags in
            let disk = Unmanaged<FaultDisk>.fromOpaque(vfs!.pointee.pAppData).takeUnretainedValue()
            return disk.open(path, file!, flags, outFlags)
        }
        sqlite3_vfs_register(table, 0)
    }

    // MARK: What the tests do

    /// The next calls are counted anew, and this one fails.
    func plan(_ fault: Fault?) {
        contents.withLock { ($0.fault, $0.calls, $0.hasFailed) = (fault, 0, false) }
    }

    /// Whether the planned fault has come.
    var hasFailed: Bool { contents.withLock { $0.hasFailed } }

    /// The power goes: from now on every call fails, and nothing more reaches the disk.
    func die() { contents.withLock { $0.isDead = true } }

    /// The program was killed and the system lived on: nothing is lost that was written.
    func resume() { contents.withLock { $0.isDead = false } }

    /// The power is back. All connections of before must be closed.
    func revive(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        try contents.withLock { contents in
            contents.isDead = false
            for (path, durable) in contents.durable.sorted(by: { $0.key < $1.key }) where access(path, F_OK) == 0 {
                var bytes = durable
                let written = Self.read(path)
                for range in contents.dirty[path] ?? [] {
                    for sector in stride(from: range.lowerBound / 512 * 512, to: range.upperBound, by: 512)
                    where Bool.random(using: &generator) {
                        let part = max(sector, range.lowerBound)..<min(sector + 512, range.upperBound, written.count)
                        Self.put(written[part.clamped(to: 0..<written.count)], into: &bytes, at: part.lowerBound)
                    }
                }
                try Self.write(bytes, to: path)
                contents.durable[path] = bytes
                unlink(path + "-shm")
            }
            contents.dirty = [:]
        }
    }

    // MARK: The calls of SQLite

    private func open(
        _ path: UnsafePointer<CChar>?, _ file: UnsafeMutablePointer<sqlite3_file>, _ flags: Int32,
        _ outFlags: UnsafeMutablePointer<Int32>?
    ) -> Int32 {
        let name = path.map { String(cString: $0) } ?? ""
        file.pointee.pMethods = nil
        if let code = failure(.open, name) { return code == SQLITE_FULL ? code : SQLITE_CANTOPEN }
        let real = sqlite3_vfs_find(nil)!
        let result = real.pointee.xOpen(real, path, file, flags, outFlags)
        guard result == SQLITE_OK, let methods = file.pointee.pMethods else { return result }
        contents.withLock { if $0.durable[name] == nil { $0.durable[name] = Self.read(name) } }
        let open = OpenFile(disk: self, path: name, real: UInt(bitPattern: methods))
        Self.files.withLock { $0[UInt(bitPattern: file)] = open }
        let patched = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
        patched.initialize(to: methods.pointee)
        patched.pointee.xWrite = { file, bytes, count, offset in
            let open = FaultDisk.file(file)
            if let code = open.disk.failure(.write, open.path) {
                return code == SQLITE_FULL ? code : SQLITE_IOERR | 3 << 8
            }
            let result = open.methods.xWrite(file, bytes, count, offset)
            if result == SQLITE_OK { open.disk.note(Int(offset)..<Int(offset) + Int(count), open.path) }
            return result
        }
        patched.pointee.xSync = { file, flags in
            let open = FaultDisk.file(file)
            if open.disk.failure(.sync, open.path) != nil {
                open.disk.lose(open.path)
                return SQLITE_IOERR | 4 << 8
            }
            let result = open.methods.xSync(file, flags)
            if result == SQLITE_OK { open.disk.store(open.path) }
            return result
        }
        patched.pointee.xTruncate = { file, size in
            let open = FaultDisk.file(file)
            if open.disk.contents.withLock({ $0.isDead }) { return SQLITE_IOERR | 6 << 8 }
            return open.methods.xTruncate(file, size)
        }
        patched.pointee.xClose = { file in
            let open = FaultDisk.file(file)
            FaultDisk.files.withLock { $0[UInt(bitPattern: file)] = nil }
            return open.methods.xClose(file)
        }
        file.pointee.pMethods = UnsafePointer(patched)
        return SQLITE_OK
    }

    private static func file(_ file: UnsafeMutablePointer<sqlite3_file>?) -> OpenFile {
        files.withLock { $0[UInt(bitPattern: file)]! }
    }

    private func failure(_ call: Call, _ path: String) -> Int32? {
        contents.withLock { contents in
            if contents.isDead { return SQLITE_IOERR }
            guard let fault = contents.fault, fault.call == call, path.hasSuffix(fault.file), fault.holds()
            else { return nil }
            contents.calls += 1
            guard contents.calls == fault.number || fault.lasts && contents.calls > fault.number else { return nil }
            contents.hasFailed = true
            return fault.code
        }
    }

    private func note(_ range: Range<Int>, _ path: String) {
        contents.withLock { $0.dirty[path, default: []].append(range) }
    }

    /// A sync went well: what was written is durable, and so is the size.
    private func store(_ path: String) {
        contents.withLock { contents in
            let written = Self.read(path)
            var durable = contents.durable[path] ?? []
            durable = Array(durable.prefix(written.count))
            durable += Array(repeating: 0, count: written.count - durable.count)
            for range in contents.dirty[path] ?? [] {
                let part = range.clamped(to: 0..<written.count)
                Self.put(written[part], into: &durable, at: part.lowerBound)
            }
            contents.durable[path] = durable
            contents.dirty[path] = nil
        }
    }

    /// A sync failed: the system takes the pages for clean, and the disk never gets them.
    private func lose(_ path: String) {
        contents.withLock { if !$0.isDead { $0.dirty[path] = nil } }
    }

    private static func put(_ part: ArraySlice<UInt8>, into bytes: inout [UInt8], at offset: Int) {
        guard !part.isEmpty else { return }
        if bytes.count < offset + part.count {
            bytes += Array(repeating: 0, count: offset + part.count - bytes.count)
        }
        bytes.replaceSubrange(offset..<offset + part.count, with: part)
    }

    /// Reads through a descriptor of its own; the locks that SQLite loses by its closing are not needed in these tests.
    private static func read(_ path: String) -> [UInt8] {
        let file = Glibc.open(path, O_RDONLY)
        guard file >= 0 else { return [] }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: Int(lseek(file, 0, SEEK_END)))
        let count = pread(file, &bytes, bytes.count, 0)
        return Array(bytes.prefix(max(0, count)))
    }

    private static func write(_ bytes: [UInt8], to path: String) throws {
        let file = Glibc.open(path, O_WRONLY | O_TRUNC)
        guard file >= 0 else { throw Mishap() }
        defer { close(file) }
        guard pwrite(file, bytes, bytes.count, 0) == bytes.count else {
            throw Mishap()
        }
    }
}
