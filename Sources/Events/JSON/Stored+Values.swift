extension ID: Stored, StoredText {
    package static var example: String { "00000000-0000-0000-0000-000000000000" }
    package static var advice: String { "Vul een geldige id in: 36 tekens, in kleine letters." }
    package static var placeholder: ID { ID(bits: 0) }
    package static var schema: JSONSchema { .string(format: "uuid") }

    // Written for one kind of id and used for all: where the subject is only known at run time, asking for the
    // description of its type costs more than reading the id.
    package static func read(_ reader: inout JSONReader) -> ID {
        if reader.engine == .canonical {
            return ID(bits: reader.canonicalText(of: PartyID.textMax) { PartyID(ascii: $0)?.bits } ?? 0)
        }
        guard let bits = reader.withString({ PartyID(ascii: $0)?.bits }) else { return placeholder }
        guard let bits else { return reader.refuse(advice) }
        return ID(bits: bits)
    }

    package func write(to writer: inout JSONWriter) {
        writer.ids?.append(bits)
        writer.value(ascii: PartyID(bits: bits))
    }
}

extension Day: StoredText {
    package static var example: String { "2000-01-01" }
    package static var advice: String { "Vul een dag in die bestaat, zoals 2026-03-31." }
    package static var schema: JSONSchema { .string(format: "date") }
}

extension BirthDate: StoredText {
    package static var example: String { "2000-01-01" }
    package static var advice: String {
        "Vul een geboortedatum in, zoals 1950-05-31. Schrijf 00 voor een dag of maand die niet bekend is."
    }
    package static var schema: JSONSchema { .string(pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$") }
}

extension Month: StoredText {
    package static var example: String { "2000-01" }
    package static var advice: String { "Vul een maand in, zoals 2026-03." }
    package static var schema: JSONSchema { .string(pattern: "^[0-9]{4}-(0[1-9]|1[0-2])$") }
}

extension Moment: StoredText {
    package static var example: String { "2000-01-01T00:00:00.000000Z" }
    package static var advice: String { "Vul een datum en tijd in, zoals 2026-03-31T22:00:00Z." }
    package static var schema: JSONSchema { .string(format: "date-time") }
}

extension Digest: StoredText {
    package static var textMax: Int { 2 * byteCount }
    package static var example: String { zero.hex }
    package static var advice: String { "Vul de 64 tekens van de controlewaarde in: cijfers en a tot en met f." }
    package static var schema: JSONSchema { .string(pattern: "^[0-9a-f]{64}$") }
    package init?(ascii: UnsafeRawBufferPointer) { self.init(hex: ascii) }
    package func writeText(to target: UnsafeMutableRawBufferPointer) -> Int { writeHex(to: target) }
}

extension Bsn: StoredText {
    package static var example: String { "999993653" }
    package static var advice: String { "Vul een geldig burgerservicenummer in: 9 cijfers." }
    package static var schema: JSONSchema { .string(pattern: "^[0-9]{8,9}$") }
}

extension Iban: StoredText {
    package static var example: String { "NL91ABNA0417164300" }
    package static var advice: String { "Kijk het rekeningnummer (IBAN) na. Een teken klopt niet of ontbreekt." }
    package static var schema: JSONSchema { .string(pattern: "^[A-Za-z]{2}[0-9]{2}[A-Za-z0-9 ]{11,64}$") }
}

extension AgbCode: StoredText {
    package static var example: String { "00000000" }
    package static var advice: String { "Vul een geldige AGB-code in: 8 cijfers." }
    package static var schema: JSONSchema { .string(pattern: "^[0-9]{8}$") }
}

extension KvkNumber: StoredText {
    package static var example: String { "00000000" }
    package static var advice: String { "Vul een geldig KVK-nummer in: 8 cijfers." }
    package static var schema: JSONSchema { .string(pattern: "^[0-9]{8}$") }
}

extension BigNumber: StoredText {
    package static var example: String { "00000000000" }
    package static var advice: String { "Vul een geldig BIG-nummer in: 11 cijfers." }
    package static var schema: JSONSchema { .string(pattern: "^[0-9]{11}$") }
}

extension Postcode: StoredText {
    package static var example: String { "2500AA" }
    package static var advice: String { "Vul een postcode in, zoals 2500 AA." }
    package static var schema: JSONSchema { .string(pattern: "^[1-9][0-9]{3} ?[A-Za-z]{2}$") }
}

extension EmailAddress: StoredText {
    package static var example: String { "naam@voorbeeld.example" }
    package static var advice: String { "Kijk het e-mailadres na. Het moet zijn zoals naam@voorbeeld.nl." }
    package static var schema: JSONSchema { .string(format: "email", length: 6...textMax) }
}

extension PhoneNumber: StoredText {
    package static var example: String { "+31600000000" }
    package static var advice: String { "Kijk het telefoonnummer na. Het moet zijn zoals 06 12345678." }
    package static var schema: JSONSchema { .string(pattern: "^[+0-9() -]{8,40}$") }
}

extension Code: StoredText {
    package static var example: String { "x" }
    package static var advice: String { "Gebruik alleen kleine letters, cijfers en streepjes: niet meer dan 64." }
    package static var schema: JSONSchema { .string(pattern: "^[a-z0-9-]{1,64}$") }
}

extension Cents: Stored {
    package static var placeholder: Cents { .zero }

    package static func read(_ reader: inout JSONReader) -> Cents {
        guard let raw = reader.integer() else { return placeholder }
        guard -limit...limit ~= raw else { return reader.outOfRange("Dit bedrag is te groot. Kijk het na.") }
        return Cents(raw)
    }

    package func write(to writer: inout JSONWriter) { writer.value(raw) }
    package static var schema: JSONSchema { .integer(-limit...limit) }
}

extension Position: Stored {
    package static var placeholder: Position { Position(1) }

    package static func read(_ reader: inout JSONReader) -> Position {
        guard let number = reader.integer() else { return placeholder }
        guard number >= 1 else { return reader.outOfRange("Vul een getal in van 1 of hoger.") }
        return Position(number)
    }

    package func write(to writer: inout JSONWriter) { writer.value(rawValue) }
    package static var schema: JSONSchema { .integer(1 ... .max) }
}

extension Revision: Stored {
    package static var placeholder: Revision { .none }

    package static func read(_ reader: inout JSONReader) -> Revision {
        guard let number = reader.integer() else { return placeholder }
        guard number >= 0 else { return reader.outOfRange("Vul een getal in van 0 of hoger.") }
        return Revision(number)
    }

    package func write(to writer: inout JSONWriter) { writer.value(rawValue) }
    package static var schema: JSONSchema { .integer(0 ... .max) }
}

extension Text: Stored {
    package static var placeholder: Text { fixed(Text("-")) }

    package static func read(_ reader: inout JSONReader) -> Text {
        guard let text = reader.withString({ String(decoding: $0, as: UTF8.self) }) else { return placeholder }
        return Text(text)
            ?? reader.refuse("Schrijf een tekst van niet meer dan 4.000 tekens, zonder onzichtbare tekens.")
    }

    package func write(to writer: inout JSONWriter) { writer.value(text) }
    package static var schema: JSONSchema { .string(length: 1...byteMax) }
}

extension Name: Stored {
    package static var placeholder: Name { fixed(Name("-")) }

    package static func read(_ reader: inout JSONReader) -> Name {
        guard let text = reader.withString({ String(decoding: $0, as: UTF8.self) }) else { return placeholder }
        return Name(text)
            ?? reader.refuse("Schrijf één regel van niet meer dan 200 tekens, zonder onzichtbare tekens.")
    }

    package func write(to writer: inout JSONWriter) { writer.value(text) }
    package static var schema: JSONSchema { .string(length: 1...byteMax) }
}

private func fixed<Value>(_ value: Value?) -> Value {
    guard let value else { preconditionFailure("A placeholder must be valid.") }
    return value
}
