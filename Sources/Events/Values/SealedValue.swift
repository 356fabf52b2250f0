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
}
