internal import CLinux
internal import CSQLite
internal import Glibc
internal import Synchronization

/// What SQLite takes of the memory of this process, with a limit.
///
/// SQLite can count for itself, but takes one lock for all threads at every allocation to do so, and Debian's SQLite
/// allocates many times in each statement. So it is given this allocator: the system's, with a counter.
package enum SQLiteMemory {
    private static let held = Atomic<Int>(0)
    private static let most = Atomic<Int>(.max)

    /// From here on connections give the pages of their caches back before they begin something.
    private static let short = Atomic<Int>(.max)

    /// How many bytes SQLite holds now.
    package static var bytes: Int { held.load(ordering: .relaxed) }

    static var isShort: Bool { held.load(ordering: .relaxed) > short.load(ordering: .relaxed) }

    /// Limits what SQLite takes in this process, for all connections together. From three quarters on each connection gives
    /// the pages that it keeps back before it reads; beyond the limit a statement throws an error that `isOutOfMemory`, and
    /// nothing else ends.
    /// - Parameter bytes: the most that SQLite may hold; 0 is without a limit.
    package static func limit(bytes: Int) {
        most.store(bytes > 0 ? bytes : .max, ordering: .relaxed)
        short.store(bytes > 0 ? bytes / 4 * 3 : .max, ordering: .relaxed)
    }

    /// Makes SQLite allocate here. It must not have allocated before; else it refuses, and goes on as it was.
    static func install() -> Bool {
        var methods = sqlite3_mem_methods(
            xMalloc: { SQLiteMemory.take(Int($0)) }, xFree: { SQLiteMemory.free($0) },
            xRealloc: { SQLiteMemory.resize($0, to: Int($1)) }, xSize: { Int32(clamping: malloc_usable_size($0)) },
            // Sizes are whole words, so that SQLite knows of the room it gets anyway.
            xRoundup: { ($0 + 7) & ~7 }, xInit: { _ in SQLITE_OK }, xShutdown: { _ in }, pAppData: nil)
        return pgb_sqlite3_allocator(&methods) == SQLITE_OK
    }

    private static func take(_ bytes: Int) -> UnsafeMutableRawPointer? {
        guard hasRoom(bytes), let block = malloc(bytes) else { return nil }
        held.add(malloc_usable_size(block), ordering: .relaxed)
        return block
    }

    private static func free(_ block: UnsafeMutableRawPointer?) {
        guard let block else { return }
        held.subtract(malloc_usable_size(block), ordering: .relaxed)
        Glibc.free(block)
    }

    private static func resize(_ block: UnsafeMutableRawPointer?, to bytes: Int) -> UnsafeMutableRawPointer? {
        let before = malloc_usable_size(block)
        guard bytes <= before || hasRoom(bytes - before), let resized = realloc(block, bytes) else { return nil }
        held.add(malloc_usable_size(resized) - before, ordering: .relaxed)
        return resized
    }

    /// Threads that ask at the same moment may together go over the limit by what they ask for.
    private static func hasRoom(_ bytes: Int) -> Bool {
        held.load(ordering: .relaxed) <= most.load(ordering: .relaxed) - bytes
    }
}
