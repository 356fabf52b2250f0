/// Which prefix stands for which namespace, at every depth ("Namespaces in XML 1.0", third edition).
struct XMLNamespaces {
    private var bindings: [(prefix: String, namespace: String, depth: Int)] = []

    private static let xml = "http://www.w3.org/XML/1998/namespace"
    private static let xmlns = "http://www.w3.org/2000/xmlns/"

    /// How many prefixes hold here, those that stand behind others of the same name included.
    var count: Int { bindings.count }

    /// Binds a prefix, or without one the default, from an element at this depth on; false when that is not allowed.
    mutating func bind(_ prefix: String, to namespace: String, depth: Int) -> Bool {
        if prefix == "xml" { return namespace == Self.xml }
        guard prefix != "xmlns", namespace != Self.xml, namespace != Self.xmlns else { return false }
        // Only the default can be taken back (constraint "No Prefix Undeclaring").
        guard prefix.isEmpty || !namespace.isEmpty else { return false }
        bindings.append((prefix, namespace, depth))
        return true
    }

    /// Forgets what the element at this depth bound.
    mutating func leave(depth: Int) {
        while let last = bindings.last, last.depth >= depth { bindings.removeLast() }
    }

    /// The namespace of a prefix, or without one the default; nil when the prefix is bound nowhere.
    func namespace(of prefix: String) -> String? {
        if prefix == "xml" { return Self.xml }
        if let binding = bindings.last(where: { $0.prefix == prefix }) { return binding.namespace }
        return prefix.isEmpty ? "" : nil
    }
}

/// The XML declaration in front of a file: version 1.0, and UTF-8 when it names an encoding.
enum XMLDeclaration {
    /// Steps over the declaration, if there is one.
    static func skip(_ scanner: inout XMLScanner) throws(BankFileFault) {
        var ahead = scanner
        guard ahead.take("<?xml"), XMLCharacters.isSpace(ahead.byte) else { return }
        scanner = ahead
        scanner.skipSpace()
        guard try value(of: "version", in: &scanner) == "1.0" else { throw scanner.fault(.unknownVersion) }
        var hadSpace = scanner.skipSpace()
        if hadSpace, scanner.byte == UInt8(ascii: "e") {
            let encoding = try value(of: "encoding", in: &scanner)
            guard encoding.lowercased() == "utf-8" else { throw scanner.fault(.unknownEncoding) }
            hadSpace = scanner.skipSpace()
        }
        if hadSpace, scanner.byte == UInt8(ascii: "s") {
            guard ["yes", "no"].contains(try value(of: "standalone", in: &scanner)) else {
                throw scanner.fault(.notWellFormed)
            }
            scanner.skipSpace()
        }
        try scanner.expect("?>")
    }

    private static func value(of name: StaticString, in scanner: inout XMLScanner) throws(BankFileFault) -> String {
        try scanner.expect(name)
        scanner.skipSpace()
        try scanner.expect("=")
        scanner.skipSpace()
        if scanner.take("\"") { return String(decoding: try scanner.take(upTo: "\""), as: UTF8.self) }
        try scanner.expect("'")
        return String(decoding: try scanner.take(upTo: "'"), as: UTF8.self)
    }
}
