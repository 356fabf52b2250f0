/// The number of a bank account, kept compact and in capitals; read with blanks and small letters too.
///
/// ISO 13616: letters count 10 to 35, the first four characters move to the end, and the remainder by 97 is 1.
/// A country of the SEPA area must have its own length. A pattern alone is not enough: the ISO 20022 schema accepts
/// numbers that fail this test.
package struct Iban: ASCIIValue, Masked {
    /// At most 34 capitals and digits.
    package let text: String

    package static var textMax: Int { 34 }

    /// More characters than this are not looked at: 34 with a blank between every two.
    private static let inputMax = 68

    package init?(ascii: UnsafeRawBufferPointer) {
        guard 15...Self.inputMax ~= ascii.count else { return nil }
        var compact: [UInt8] = []
        compact.reserveCapacity(Self.textMax)
        for byte in ascii where byte != UInt8(ascii: " ") {
            let isSmall = UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
            let capital = isSmall ? byte & 0xDF : byte
            guard Self.value(capital) != nil else { return nil }
            compact.append(capital)
        }
        guard 15...Self.textMax ~= compact.count, Self.hasForm(compact), Self.remainder(compact) == 1 else {
            return nil
        }
        text = String(decoding: compact, as: UTF8.self)
    }

    /// The two letters of the country.
    package var country: String { String(text.prefix(2)) }

    package func writeText(to target: UnsafeMutableRawBufferPointer) -> Int { copy(text, to: target) }

    /// 0 to 9 for a digit, 10 to 35 for a capital.
    private static func value(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte) - 48
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte) - 55
        default: nil
        }
    }

    private static func hasForm(_ compact: [UInt8]) -> Bool {
        func isDigit(_ byte: UInt8) -> Bool { byte < UInt8(ascii: "A") }
        // 00, 01 and 99 also pass the remainder of 97 but are never given out as check digits.
        let check = (value(compact[2]) ?? 0) * 10 + (value(compact[3]) ?? 0)
        guard !isDigit(compact[0]), !isDigit(compact[1]), isDigit(compact[2]), isDigit(compact[3]), 2...98 ~= check
        else { return false }
        let country = String(decoding: compact[0..<2], as: UTF8.self)
        if let length = lengths[country], length != compact.count { return false }
        guard country == "NL" else { return true }
        return !compact[4..<8].contains(where: isDigit) && compact[8...].allSatisfy(isDigit)
    }

    private static func remainder(_ compact: [UInt8]) -> Int {
        (compact[4...] + compact[..<4]).reduce(0) { rest, byte in
            let value = value(byte) ?? 0
            return (rest * (value < 10 ? 10 : 100) + value) % 97
        }
    }

    /// Lengths in the SEPA area. Source: the IBAN registry of SWIFT.
    private static let lengths: [String: Int] = [
        "AD": 24, "AL": 28, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20,
        "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GI": 23, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27,
        "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MT": 31, "NL": 18, "NO": 15,
        "PL": 28, "PT": 25, "RO": 24, "RS": 22, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "VA": 22,
    ]
}

/// Writes the bytes of a string to the front of `target` and returns how many there are.
func copy(_ text: String, to target: UnsafeMutableRawBufferPointer) -> Int {
    var text = text
    return text.withUTF8 { bytes in
        target.copyMemory(from: UnsafeRawBufferPointer(bytes))
        return bytes.count
    }
}
