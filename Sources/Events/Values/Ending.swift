/// The last four characters of a personal number, for who has to tell by them which one it is and may not see it
/// (portal 2.3). No view holds them: an answer names the sealed number, and whoever opens the answer writes its end.
package struct Ending<Value: Stored>: Sendable {
    package let number: Personal<Value>

    package init(of number: Personal<Value>) { self.number = number }
}

/// Which part of a number is shown.
package enum NumberEnding {
    /// How many characters; a number that is not at least twice as long is not shown at all.
    package static let length = 4

    /// The end of a number, both as JSON; null when it is no text, or so short that its end says too much.
    package static func json(of number: [UInt8]) -> [UInt8] {
        let quote = UInt8(ascii: "\"")
        let inner = number.dropFirst().dropLast()
        let isPlain = inner.allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
        }
        guard number.first == quote, number.last == quote, isPlain, inner.count >= 2 * length else {
            return Array("null".utf8)
        }
        return [quote] + inner.suffix(length) + [quote]
    }
}

extension Ending: Record {
    /// As answers show it; null where the number was erased.
    package static var schema: JSONSchema { .nullable(.string(pattern: "^[0-9A-Z]{4}$")) }

    package init(from reader: inout JSONReader) { number = Personal(from: &reader) }

    /// Writes whose number it is and which, under a name by which no more than its end is opened.
    package func writeFields(to writer: inout JSONWriter) {
        writer.field("subject", number.subject)
        writer.field("lastFourOf", number.commitment)
        guard let open = number.open else { return }
        var value = JSONWriter()
        open.value.write(to: &value)
        writer.sealed.append(
            SealedValue(subject: number.subject, commitment: number.commitment, salt: open.salt, json: value.bytes))
    }
}
