/// One cell of a CSV file (RFC 4180) that is also safe to open in a spreadsheet.
///
/// - A number, true or false stands bare, so that a negative amount stays a number; nothing is an empty cell.
/// - Any text stands between quotes, with a quote inside written twice.
/// - A text that a spreadsheet may take for a formula gets an apostrophe in front. Only such texts get one, so a program
///   can take it away again: a cell that begins with an apostrophe and would be a formula without it, was without it.
enum CSVCell {
    /// Appends the cell of a JSON value. An array or object stands in its cell as JSON.
    static func append(_ value: JSONPieces.Piece, to out: inout [UInt8]) {
        switch value.first {
        case nil, UInt8(ascii: "n"): return
        case JSONPieces.quote: append(text: JSONPieces.text(of: value), to: &out)
        case UInt8(ascii: "["), UInt8(ascii: "{"): appendQuoted(value, to: &out)
        default: out += value
        }
    }

    /// Appends the cell of a text.
    static func append(text: String, to out: inout [UInt8]) {
        appendQuoted(Array(((isFormula(text) ? "'" : "") + text).utf8)[...], to: &out)
    }

    private static func appendQuoted(_ bytes: ArraySlice<UInt8>, to out: inout [UInt8]) {
        out.append(JSONPieces.quote)
        for byte in bytes {
            if byte == JSONPieces.quote { out.append(byte) }
            out.append(byte)
        }
        out.append(JSONPieces.quote)
    }

    /// Whether a spreadsheet could take the text for a formula: it begins with one of the signs of OWASP's list, in any
    /// width, also behind blanks, quotes, line ends and characters that are not seen, which spreadsheets drop.
    static func isFormula(_ text: String) -> Bool {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "=", "+", "-", "@", "\t", "\r", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}", "\u{FE66}", "\u{FE62}",
                "\u{FE63}", "\u{FE6B}", "\u{2212}":
                return true
            case "\"", "'": continue
            case _
            where scalar.value < 0x20 || scalar.properties.isWhitespace
                || scalar.properties.isDefaultIgnorableCodePoint:
                continue
            default: return false
            }
        }
        return false
    }
}
