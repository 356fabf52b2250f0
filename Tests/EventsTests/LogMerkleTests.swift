import Events
import Testing

@Suite struct LogMerkleTests {
    /// The definition of RFC 6962, 2.1, word for word and slow.
    private func root(_ leaves: ArraySlice<Digest>) -> Digest {
        if leaves.isEmpty { return SHA256.hash([]) }
        if leaves.count == 1 { return SHA256.hash([0] + leaves[leaves.startIndex].bytes) }
        var split = 1
        while split * 2 < leaves.count { split *= 2 }
        let middle = leaves.startIndex + split
        return SHA256.hash([1] + root(leaves[..<middle]).bytes + root(leaves[middle...]).bytes)
    }

    private func sample(commands: Int) throws -> (SampleLog, [Digest]) {
        var sample = try SampleLog()
        try sample.fill(commands: commands)
        return (sample, try sample.events().map(\.hash))
    }

    @Test func rootsAreThoseOfTheStandard() throws {
        let (sample, leaves) = try sample(commands: 500)
        #expect(leaves.count > 600)
        for size in Array(0...40) + [255, 256, 257, 300, 511, 512, 513, leaves.count] {
            #expect(try sample.log.reader.root(size: Position(Int64(size))) == root(leaves[..<size]), "size \(size)")
        }
        #expect(sample.log.checkpoint(at: Moment(microseconds: 0)).root == root(leaves[...]))
    }

    @Test func everyEventIsProven() throws {
        let (sample, leaves) = try sample(commands: 400)
        for size in [1, 2, 3, 7, 8, 255, 256, 257, 511, leaves.count] {
            let expected = root(leaves[..<size])
            for position in Set([1, 2, 3, size / 2, size - 1, size]) where position > 0 && position <= size {
                let proof = try sample.log.reader.inclusion(
                    of: Position(Int64(position)), size: Position(Int64(size)))
                #expect(proof.root(from: leaves[position - 1]) == expected)
                #expect(proof.root(from: leaves[position % leaves.count]) != expected)
            }
        }
    }

    @Test func aWrongWayProvesNothing() throws {
        let (sample, leaves) = try sample(commands: 400)
        let (position, size) = (Position(77), Position(Int64(leaves.count)))
        let proof = try sample.log.reader.inclusion(of: position, size: size)
        let expected = root(leaves[...])
        for (index, _) in proof.path.enumerated() {
            var path = proof.path
            path[index] = leaves[0]
            #expect(InclusionProof(position: position, size: size, path: path).root(from: leaves[76]) != expected)
        }
        let short = InclusionProof(position: position, size: size, path: Array(proof.path.dropLast()))
        let long = InclusionProof(position: position, size: size, path: proof.path + [leaves[0]])
        let moved = InclusionProof(position: Position(78), size: size, path: proof.path)
        for wrong in [short, long, moved] { #expect(wrong.root(from: leaves[76]) != expected) }
        #expect(throws: LogFault.self) { try sample.log.reader.inclusion(of: size.next, size: size) }
    }

    @Test func aLaterLogContinuesAnEarlierOne() throws {
        let (sample, leaves) = try sample(commands: 400)
        let sizes = [0, 1, 2, 3, 4, 6, 7, 8, 255, 256, 257, 400, 511, leaves.count]
        for older in sizes {
            for newer in sizes where newer >= older {
                let proof = try sample.log.reader.consistency(
                    from: Position(Int64(older)), to: Position(Int64(newer)))
                let (olderRoot, newerRoot) = (root(leaves[..<older]), root(leaves[..<newer]))
                #expect(proof.holds(olderRoot: olderRoot, newerRoot: newerRoot), "\(older) to \(newer)")
                guard older > 0, older < newer else { continue }
                #expect(!proof.holds(olderRoot: leaves[0], newerRoot: newerRoot))
                #expect(!proof.holds(olderRoot: olderRoot, newerRoot: leaves[0]))
            }
        }
    }

    @Test func aCheckpointReadsBackAsWritten() throws {
        let (sample, _) = try sample(commands: 10)
        let checkpoint = sample.log.checkpoint(at: Moment(microseconds: 1_767_225_600_000_123))
        #expect(Checkpoint(checkpoint.text) == checkpoint)
        for wrong in ["", checkpoint.text + "\n", " " + checkpoint.text, checkpoint.text.uppercased()] {
            #expect(Checkpoint(wrong) == nil)
        }
    }
}
