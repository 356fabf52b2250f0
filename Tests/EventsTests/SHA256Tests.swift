import Glibc
import Testing

@testable import Events

@Suite struct SHA256Tests {
    /// FIPS 180-4 and the examples NIST publishes with it.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
        ),
    ])
    func publishedVectors(text: String, expected: String) {
        #expect(SHA256.hash(Array(text.utf8)).hex == expected)
    }

    /// The rounds in Swift and those of the processor agree on every length, at every place in memory.
    @Test func portableRoundsAgreeWithTheProcessor() {
        let message = (0..<2_100).map { UInt8(truncatingIfNeeded: $0 &* 131 &+ $0 >> 3) }
        for blocks in 1...32 {
            for start in 0..<4 {
                var one = SHA256.State()
                var other = SHA256.State()
                message.withUnsafeBytes { bytes in
                    guard let place = bytes.baseAddress?.advanced(by: start) else { return }
                    one.absorb(place, blocks: blocks)
                    other.absorbPortably(place, blocks: blocks)
                }
                #expect(one.digest == other.digest)
            }
        }
    }

    /// The same digest comes out however the bytes are cut into pieces.
    @Test func piecesMakeTheWhole() {
        let message = (0..<517).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ 7) }
        let whole = SHA256.hash(message)
        for size in [1, 3, 31, 32, 55, 56, 63, 64, 65, 127, 128, 129, 500] {
            var hash = SHA256()
            var start = 0
            while start < message.count {
                hash.update(Array(message[start..<min(start + size, message.count)]))
                start += size
            }
            #expect(hash.finish() == whole, "pieces of \(size)")
        }
    }

    /// Another implementation agrees on every length around the block borders.
    @Test func agreesWithTheSystemTool() throws {
        let folder = try TemporaryFolder()
        var messages: [[UInt8]] = []
        var generator = SeededGenerator(seed: 1)
        for length in Array(0...200) + [255, 256, 257, 4_095, 4_096, 70_001] {
            messages.append((0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) })
        }
        for (index, message) in messages.enumerated() { try folder.write(message, to: "message-\(index)") }
        let lines = try folder.output(of: "sha256sum message-*")
        #expect(lines.count == messages.count)
        for line in lines {
            let parts = line.split(separator: " ")
            let index = try #require(Int(parts[1].dropFirst("message-".count)))
            #expect(SHA256.hash(messages[index]).hex == parts[0], "\(messages[index].count) bytes")
        }
    }
}

@Suite struct HMAC256Tests {
    /// RFC 4231, cases 1, 2, 3, 6 and 7: short, text and over-long keys.
    @Test(
        arguments: [
            (
                [UInt8](repeating: 0x0b, count: 20), Array("Hi There".utf8),
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
            ),
            (
                Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
            ),
            (
                [UInt8](repeating: 0xaa, count: 20), [UInt8](repeating: 0xdd, count: 50),
                "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
            ),
            (
                [UInt8](repeating: 0xaa, count: 131),
                Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
            ),
            (
                [UInt8](repeating: 0xaa, count: 131),
                Array(
                    ("This is a test using a larger than block-size key and a larger than block-size data. "
                        + "The key needs to be hashed before being used by the HMAC algorithm.").utf8),
                "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
            ),
        ] as [([UInt8], [UInt8], String)])
    func publishedVectors(key: [UInt8], message: [UInt8], expected: String) {
        #expect(HMAC256.code(key: key, message: message).hex == expected)
    }
}
