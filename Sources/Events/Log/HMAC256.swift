/// HMAC with SHA-256 (RFC 2104): a code over a message that only a holder of the key can make or check.
package struct HMAC256: Sendable {
    private var inner = SHA256()
    private var outer = SHA256()

    /// Begins a code under `key`, which may have any length; 32 random bytes is what a secret should have.
    package init(key: [UInt8]) {
        var block = key.count > SHA256.blockSize ? SHA256.hash(key).bytes : key
        block += Array(repeating: 0, count: SHA256.blockSize - block.count)
        inner.update(block.map { $0 ^ 0x36 })
        outer.update(block.map { $0 ^ 0x5c })
    }

    /// Takes in the next bytes of the message.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) { inner.update(bytes) }

    /// Takes in the next bytes of the message.
    package mutating func update(_ bytes: [UInt8]) { inner.update(bytes) }

    /// The code over all that was taken in. Compare it as a `Digest`: that takes the same time wherever two differ.
    package mutating func finish() -> Digest {
        outer.update(inner.finish())
        return outer.finish()
    }

    /// The code over one whole message.
    package static func code(key: [UInt8], message: [UInt8]) -> Digest {
        var code = HMAC256(key: key)
        code.update(message)
        return code.finish()
    }
}
