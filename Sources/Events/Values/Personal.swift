/// Something about a person, such that the log can prove it and still forget it.
///
/// The log holds whom it is about and a commitment: SHA-256 over `pgb1-personal`, sixteen salt bytes (the highest
/// first) and the JSON form of the value. Salt and value live in the vault; once they are erased there, the
/// commitment tells nothing any more. Two are equal when subject and commitment are.
package struct Personal<Value: Stored>: Sendable {
    package let subject: PartyID
    package let commitment: Digest
    /// Salt and value, when they are at hand.
    package let open: Opened?

    package struct Opened: Sendable {
        package let salt: UInt128
        package let value: Value
    }

    /// What stands in the log under a commitment that is known.
    package init(of subject: PartyID, commitment: Digest) {
        self.init(subject: subject, commitment: commitment, open: nil)
    }

    private init(subject: PartyID, commitment: Digest, open: Opened?) {
        self.subject = subject
        self.commitment = commitment
        self.open = open
    }

    /// Seals a value; `salt` must be random and never used before.
    package static func seal(_ value: Value, of subject: PartyID, salt: UInt128) -> Personal {
        let commitment = SealedValue.commitment(salt: salt, json: Self.json(of: value))
        return Personal(subject: subject, commitment: commitment, open: Opened(salt: salt, value: value))
    }

    /// The same with the value that the vault kept; nil when that is not the value that was sealed.
    ///
    /// `reader` is used to read the value and loses what it had loaded.
    package func opened(with sealed: SealedValue, _ reader: inout JSONReader) -> Personal? {
        guard sealed.subject == subject, sealed.commitment == commitment, sealed.isTrue,
            reader.load(sealed.json), let value = reader.value(Value.self)
        else { return nil }
        return Personal(subject: subject, commitment: commitment, open: Opened(salt: sealed.salt, value: value))
    }

    /// The same without the value: what the log holds.
    package var closed: Personal { Personal(subject: subject, commitment: commitment, open: nil) }

    private static func json(of value: Value) -> [UInt8] {
        var writer = JSONWriter()
        value.write(to: &writer)
        return writer.bytes
    }
}

extension Personal: Hashable {
    package static func == (left: Personal, right: Personal) -> Bool {
        left.subject == right.subject && left.commitment == right.commitment
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(subject)
        hasher.combine(commitment)
    }
}

extension Personal: Record {
    /// As answers show it: the value, or null where it was erased or is not for the reader.
    package static var schema: JSONSchema { Value.schema.orNull }

    /// Reads subject and commitment; the value is not in the log.
    package init(from reader: inout JSONReader) {
        subject = reader("subject")
        commitment = reader("commitment")
        open = nil
    }

    /// Writes subject and commitment, and hands an open value to the writer as a row for the vault.
    package func writeFields(to writer: inout JSONWriter) {
        writer.field("subject", subject)
        writer.field("commitment", commitment)
        guard let open else { return }
        let json = Self.json(of: open.value)
        writer.sealed.append(SealedValue(subject: subject, commitment: commitment, salt: open.salt, json: json))
    }
}

extension Personal: CustomStringConvertible, CustomReflectable {
    package var description: String { "‹personal of \(subject)›" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
