/// What the vault keeps of one personal value: with it the commitment in the log can be opened, without it never.
package struct SealedValue: Hashable, Sendable {
    package let subject: PartyID
    package let commitment: Digest
    /// Sixteen random bytes, so that nobody can find a BSN by trying them all.
    package let salt: UInt128
    /// The value in its JSON form.
    package let json: [UInt8]

    package init(subject: PartyID, commitment: Digest, salt: UInt128, json: [UInt8]) {
        self.subject = subject
        self.commitment = commitment
        self.salt = salt
        self.json = json
    }

    /// The commitment to a value: SHA-256 over `pgb1-personal`, the salt (highest byte first) and the JSON form.
    static func commitment(salt: UInt128, json: [UInt8]) -> Digest {
        var bytes = Array("pgb1-personal".utf8)
        withUnsafeBytes(of: salt.bigEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: json)
        return SHA256.hash(bytes)
    }

    /// Whether this is the value that was committed to.
    package var isTrue: Bool { Self.commitment(salt: salt, json: json) == commitment }
}
