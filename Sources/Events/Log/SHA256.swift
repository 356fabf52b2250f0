/// SHA-256 (FIPS 180-4), taken in piece by piece; it allocates nothing.
///
/// Ours because no package brings one and the log cannot do without; the NIST vectors and `sha256sum` keep it honest. Where
/// the processor has instructions for it the blocks go through those; scalar rounds alone hold verification to some
/// 300,000 events a second.
package struct SHA256: Sendable {
    static let blockSize = 64

    private var state = State()
    private var byteCount: UInt64 = 0
    /// The begun block: its first `byteCount % 64` bytes are waiting.
    private var waiting = SIMD64<UInt8>()

    package init() {}

    /// Takes in the bytes.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard var next = bytes.baseAddress else { return }
        var left = bytes.count
        let begun = Int(byteCount % UInt64(Self.blockSize))
        byteCount += UInt64(left)
        if begun > 0 {
            let taken = min(left, Self.blockSize - begun)
            withUnsafeMutableBytes(of: &waiting) {
                $0.baseAddress?.advanced(by: begun).copyMemory(from: next, byteCount: taken)
            }
            next += taken
            left -= taken
            guard begun + taken == Self.blockSize else { return }
            absorbWaiting()
        }
        let blocks = left / Self.blockSize
        state.absorb(next, blocks: blocks)
        let rest = left - blocks * Self.blockSize
        if rest > 0 {
            next += blocks * Self.blockSize
            withUnsafeMutableBytes(of: &waiting) { $0.baseAddress?.copyMemory(from: next, byteCount: rest) }
        }
    }

    /// Takes in the bytes.
    package mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    /// Takes in the 32 bytes of a digest.
    package mutating func update(_ digest: Digest) {
        digest.withUnsafeBytes { update($0) }
    }

    /// The digest of all that was taken in. The value is spent after this.
    package mutating func finish() -> Digest {
        let bitCount = (byteCount &* 8).bigEndian
        var begun = Int(byteCount % UInt64(Self.blockSize))
        withUnsafeMutableBytes(of: &waiting) { block in
            block[begun] = 0x80
            begun += 1
            for index in begun..<Self.blockSize { block[index] = 0 }
        }
        if begun > Self.blockSize - 8 {
            absorbWaiting()
            waiting = SIMD64()
        }
        withUnsafeMutableBytes(of: &waiting) {
            $0.storeBytes(of: bitCount, toByteOffset: Self.blockSize - 8, as: UInt64.self)
        }
        absorbWaiting()
        return state.digest
    }

    /// The digest of these bytes.
    package static func hash(_ bytes: UnsafeRawBufferPointer) -> Digest {
        var hash = SHA256()
        hash.update(bytes)
        return hash.finish()
    }

    /// The digest of these bytes.
    package static func hash(_ bytes: [UInt8]) -> Digest {
        bytes.withUnsafeBytes { hash($0) }
    }

    private mutating func absorbWaiting() {
        withUnsafeBytes(of: waiting) { block in
            if let start = block.baseAddress { state.absorb(start, blocks: 1) }
        }
    }
}
