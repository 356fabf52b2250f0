/// Which characters may stand in what people write.
enum Visible {
    /// Whether a text has 1 to `byteMax` bytes, something in it that can be seen, and nothing that hides.
    static func allows(_ text: String, byteMax: Int, newlines: Bool) -> Bool {
        guard 1...byteMax ~= text.utf8.count else { return false }
        var isBlank = true
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x20: continue
            case 0x21...0x7E: isBlank = false
            case 0x0A where newlines: continue
            case ..<0xA0: return false
            default:
                guard isVisible(scalar) else { return false }
                if !scalar.properties.isWhitespace { isBlank = false }
            }
        }
        return !isBlank
    }

    /// False for control and format characters (direction of writing, zero width, byte order mark, tags), separators
    /// of lines and paragraphs, private and unassigned code points, and letters that leave no mark. The two selectors
    /// that choose between a sign and its picture stay allowed: telephones put them behind hearts.
    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: false
        default: !scalar.properties.isDefaultIgnorableCodePoint || 0xFE0E...0xFE0F ~= scalar.value
        }
    }
}
