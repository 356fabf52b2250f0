/// A SHA-256 value: 32 bytes, kept inline so that a chain of a million links allocates nothing.
///
/// The four words hold the bytes in memory order, so lending them out needs no copy.
package struct Digest: Hashable, Sendable {
    private let first: UInt64
    private let second: UInt64
    private let third: UInt64
    private let fourth: UInt64

    /// How many bytes a digest has.
    package static let byteCount = 32

    /// The digest of 32 zero bytes: what stands before the first link of a chain.
    package static let zero = Digest(bigEndian: 0, 0, 0, 0)

    /// The digest whose bytes are these four numbers one after the other, each with its highest byte first.
    package init(bigEndian first: UInt64, _ second: UInt64, _ third: UInt64, _ fourth: UInt64) {
        self.first = first.bigEndian
        self.second = second.bigEndian
        self.third = third.bigEndian
        self.fourth = fourth.bigEndian
    }

    /// Reads exactly 32 bytes; any other count gives nil.
    package init?(bytes: UnsafeRawBufferPointer) {
        guard bytes.count == Self.byteCount else { return nil }
        first = bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
        second = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        third = bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
        fourth = bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
    }

    /// Reads exactly 32 bytes; any other count gives nil.
    package init?(bytes: [UInt8]) {
        guard let digest = bytes.withUnsafeBytes({ Digest(bytes: $0) }) else { return nil }
        self = digest
    }

    /// Reads exactly 64 lower-case hexadecimal digits: one text per digest, so texts can be compared too.
    package init?(hex: String) {
        var hex = hex
        guard let digest = hex.withUTF8({ Digest(hex: UnsafeRawBufferPointer($0)) }) else { return nil }
        self = digest
    }

    /// Reads exactly 64 lower-case hexadecimal digits from ASCII bytes.
    package init?(hex: UnsafeRawBufferPointer) {
        guard hex.count == 2 * Self.byteCount,
            let first = Hex.number(hex, from: 0), let second = Hex.number(hex, from: 16),
            let third = Hex.number(hex, from: 32), let fourth = Hex.number(hex, from: 48)
        else { return nil }
        self.init(bigEndian: first, second, third, fourth)
    }

    /// Lends the 32 bytes out without copying them.
    package func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try Swift.withUnsafeBytes(of: self, body)
    }

    /// The 32 bytes as an array.
    package var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

    /// The first 16 bytes as a number, the highest first.
    package var first128: UInt128 { UInt128(UInt64(bigEndian: first)) << 64 | UInt128(UInt64(bigEndian: second)) }

    /// 64 lower-case hexadecimal digits.
    package var hex: String {
        String(unsafeUninitializedCapacity: 2 * Self.byteCount) { writeHex(to: UnsafeMutableRawBufferPointer($0)) }
    }

    /// Writes the 64 hexadecimal digits to the front of `target` and returns how many bytes it wrote.
    func writeHex(to target: UnsafeMutableRawBufferPointer) -> Int {
        Hex.write(UInt64(bigEndian: first), to: target, at: 0)
        Hex.write(UInt64(bigEndian: second), to: target, at: 16)
        Hex.write(UInt64(bigEndian: third), to: target, at: 32)
        Hex.write(UInt64(bigEndian: fourth), to: target, at: 48)
        return 2 * Self.byteCount
    }

    /// Takes the same time wherever two digests differ, so that a digest can serve as a secret to check.
    package static func == (left: Digest, right: Digest) -> Bool {
        let difference =
            (left.first ^ right.first) | (left.second ^ right.second)
            | (left.third ^ right.third) | (left.fourth ^ right.fourth)
        return difference == 0
    }
}

extension Digest: CustomStringConvertible {
    package var description: String { hex }
}
