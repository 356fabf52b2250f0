/// The way from one event to the root of a tree of `size` events (RFC 6962, 2.1.1).
package struct InclusionProof: Hashable, Sendable {
    package let position: Position
    package let size: Position
    /// The neighbours on the way, from the leaf upwards.
    package let path: [Digest]

    package init(position: Position, size: Position, path: [Digest]) {
        self.position = position
        self.size = size
        self.path = path
    }

    /// The root that this way leads to from the event with hash `event`, or nil when the way has a wrong length.
    /// Compare it with the root of a checkpoint (RFC 9162, 2.1.3.2).
    package func root(from event: Digest) -> Digest? {
        guard position > .start, position <= size else { return nil }
        var number = position.rawValue - 1
        var last = size.rawValue - 1
        var hash = Merkle.leaf(event)
        for neighbour in path {
            guard last != 0 else { return nil }
            if number & 1 == 1 || number == last {
                hash = Merkle.node(neighbour, hash)
                while number & 1 == 0, number != 0 {
                    number >>= 1
                    last >>= 1
                }
            } else {
                hash = Merkle.node(hash, neighbour)
            }
            number >>= 1
            last >>= 1
        }
        return last == 0 ? hash : nil
    }
}

/// The proof that a tree of `newer` events begins with the tree of `older` events (RFC 6962, 2.1.2).
package struct ConsistencyProof: Hashable, Sendable {
    package let older: Position
    package let newer: Position
    package let path: [Digest]

    package init(older: Position, newer: Position, path: [Digest]) {
        self.older = older
        self.newer = newer
        self.path = path
    }

    /// Whether the tree with `newerRoot` begins with the tree with `olderRoot` (RFC 9162, 2.1.4.2).
    package func holds(olderRoot: Digest, newerRoot: Digest) -> Bool {
        guard older > .start else { return older == .start && path.isEmpty && olderRoot == Merkle.empty }
        guard older < newer else { return older == newer && path.isEmpty && olderRoot == newerRoot }
        var rest = path[...]
        // Where the older tree is one whole subtree, its root begins the way and is not sent along.
        guard let start = older.rawValue.nonzeroBitCount == 1 ? olderRoot : rest.popFirst() else { return false }
        var number = older.rawValue - 1
        var last = newer.rawValue - 1
        while number & 1 == 1 {
            number >>= 1
            last >>= 1
        }
        var olderHash = start
        var newerHash = start
        for neighbour in rest {
            guard last != 0 else { return false }
            if number & 1 == 1 || number == last {
                olderHash = Merkle.node(neighbour, olderHash)
                newerHash = Merkle.node(neighbour, newerHash)
                while number & 1 == 0, number != 0 {
                    number >>= 1
                    last >>= 1
                }
            } else {
                newerHash = Merkle.node(newerHash, neighbour)
            }
            number >>= 1
            last >>= 1
        }
        return last == 0 && olderHash == olderRoot && newerHash == newerRoot
    }
}

/// Computes roots and proofs from the stored nodes and at most a few hundred event hashes.
extension LogReader {
    /// The root of the tree over the first `size` events.
    package func root(size: Position) throws -> Digest {
        size == .start ? Merkle.empty : try treeHash(0..<size.rawValue)
    }

    /// The proof that the event at `position` is in the tree over the first `size` events.
    package func inclusion(of position: Position, size: Position) throws -> InclusionProof {
        guard position > .start, position <= size else { throw LogFault(.event(position), "it is not in that tree") }
        var path: [Digest] = []
        try inclusion(of: position.rawValue - 1, in: 0..<size.rawValue, &path)
        return InclusionProof(position: position, size: size, path: path)
    }

    /// The proof that the tree over `newer` events begins with the tree over `older` events.
    package func consistency(from older: Position, to newer: Position) throws -> ConsistencyProof {
        guard older <= newer else { throw LogFault(.event(older), "the older tree is larger than the newer one") }
        var path: [Digest] = []
        if older > .start, older < newer {
            try consistency(from: older.rawValue, in: 0..<newer.rawValue, isWhole: true, &path)
        }
        return ConsistencyProof(older: older, newer: newer, path: path)
    }

    /// The right edge of the tree over the first `size` events.
    func frontier(size: Position) throws -> MerkleFrontier {
        var peaks: [Digest] = []
        var start: Int64 = 0
        for level in stride(from: Int64.bitWidth - 2, through: 0, by: -1) where size.rawValue >> level & 1 == 1 {
            peaks.append(try treeHash(start..<start + 1 << level))
            start += 1 << level
        }
        return MerkleFrontier(size: size.rawValue, peaks: peaks)
    }

    private func inclusion(of leaf: Int64, in range: Range<Int64>, _ path: inout [Digest]) throws {
        guard range.count > 1 else { return }
        let middle = range.lowerBound + Merkle.split(Int64(range.count))
        let (left, right) = (range.lowerBound..<middle, middle..<range.upperBound)
        try inclusion(of: leaf, in: leaf < middle ? left : right, &path)
        path.append(try treeHash(leaf < middle ? right : left))
    }

    private func consistency(
        from older: Int64, in range: Range<Int64>, isWhole: Bool, _ path: inout [Digest]
    ) throws {
        if older == range.upperBound {
            if !isWhole { path.append(try treeHash(range)) }
            return
        }
        let middle = range.lowerBound + Merkle.split(Int64(range.count))
        if older <= middle {
            try consistency(from: older, in: range.lowerBound..<middle, isWhole: isWhole, &path)
            path.append(try treeHash(middle..<range.upperBound))
        } else {
            try consistency(from: older, in: middle..<range.upperBound, isWhole: false, &path)
            path.append(try treeHash(range.lowerBound..<middle))
        }
    }

    /// The hash over the leaves in `range`, which begins where a subtree of its size may begin.
    private func treeHash(_ range: Range<Int64>) throws -> Digest {
        let size = Int64(range.count)
        let level = size.trailingZeroBitCount
        if size.nonzeroBitCount == 1, level >= Merkle.lowestStoredLevel {
            let number = range.lowerBound >> Int64(level)
            let stored = try db.first("SELECT hash FROM node WHERE level = ? AND number = ?", level, number) {
                $0.digest(0)
            }
            guard let stored else { throw LogFault(.node(level: level, number: number), "it is missing") }
            return stored
        }
        if level < Merkle.lowestStoredLevel, size <= 1 << Merkle.lowestStoredLevel {
            return try treeHash(ofEvents: range)
        }
        let middle = range.lowerBound + Merkle.split(size)
        return Merkle.node(
            try treeHash(range.lowerBound..<middle), try treeHash(middle..<range.upperBound))
    }

    private func treeHash(ofEvents range: Range<Int64>) throws -> Digest {
        var tree = MerkleFrontier()
        try db.query(
            "SELECT hash FROM event WHERE position > ? AND position <= ? ORDER BY position", range.lowerBound,
            range.upperBound
        ) { (row) throws(DatabaseError) in
            try tree.append(row.digest(0)) { _ in }
        }
        guard tree.size == Int64(range.count) else {
            throw LogFault(.event(Position(range.lowerBound + tree.size + 1)), "it is missing")
        }
        return tree.root
    }
}
