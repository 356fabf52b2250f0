/// The tree over the hashes of all events (RFC 6962, section 2.1), by which one event is proven from a checkpoint.
///
/// Leaves and nodes begin with different bytes, and an odd node is never doubled, so that no tree can pass for another.
enum Merkle {
    /// Nodes are stored from this level up: a subtree of 256 events is cheap to compute again.
    static let lowestStoredLevel = 8

    /// The root of a tree without events.
    static let empty = SHA256.hash([])

    /// The leaf of an event.
    static func leaf(_ event: Digest) -> Digest {
        withUnsafeTemporaryAllocation(byteCount: 1 + Digest.byteCount, alignment: 1) { bytes in
            bytes[0] = 0
            event.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: bytes[1..<33]).copyMemory(from: $0) }
            return SHA256.hash(UnsafeRawBufferPointer(bytes))
        }
    }

    /// The node over two others.
    static func node(_ left: Digest, _ right: Digest) -> Digest {
        withUnsafeTemporaryAllocation(byteCount: 1 + 2 * Digest.byteCount, alignment: 1) { bytes in
            bytes[0] = 1
            left.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: bytes[1..<33]).copyMemory(from: $0) }
            right.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: bytes[33..<65]).copyMemory(from: $0) }
            return SHA256.hash(UnsafeRawBufferPointer(bytes))
        }
    }

    /// The largest power of two below `size`, where a tree of `size` leaves divides.
    static func split(_ size: Int64) -> Int64 {
        1 << (63 - Int64((size - 1).leadingZeroBitCount))
    }
}

/// A whole subtree of 2^`level` leaves, the `number`-th of its level counted from 0.
struct MerkleNode: Hashable, Sendable {
    let level: Int
    let number: Int64
    let hash: Digest
}

/// The right edge of the tree: enough to append leaves and to know the root, and nothing more.
struct MerkleFrontier: Hashable, Sendable {
    private(set) var size: Int64 = 0
    /// The whole subtrees from the left, each larger than the next: one for each 1 in the binary form of `size`.
    private var peaks: [Digest] = []

    init() {}

    /// The edge of a tree of `size` leaves with these whole subtrees, from the left.
    init(size: Int64, peaks: [Digest]) {
        precondition(peaks.count == size.nonzeroBitCount, "a tree has one whole subtree for each 1 of its size")
        self.size = size
        self.peaks = peaks
    }

    /// Appends the leaf of one event and hands out each whole subtree that is worth storing.
    mutating func append(_ event: Digest, store: (MerkleNode) throws(DatabaseError) -> Void) throws(DatabaseError) {
        var hash = Merkle.leaf(event)
        var level = 0
        var number = size
        while number & 1 == 1 {
            hash = Merkle.node(peaks.removeLast(), hash)
            level += 1
            number >>= 1
            if level >= Merkle.lowestStoredLevel {
                try store(MerkleNode(level: level, number: number, hash: hash))
            }
        }
        peaks.append(hash)
        size += 1
    }

    var root: Digest {
        guard var root = peaks.last else { return Merkle.empty }
        for peak in peaks.dropLast().reversed() { root = Merkle.node(peak, root) }
        return root
    }
}
