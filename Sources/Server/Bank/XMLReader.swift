/// Reads XML as banks write it, one event at a time, and refuses everything else with the line on which it stands.
///
/// UTF-8 only. No document type, so no entities but the five and the numbers of characters: nothing can grow or point
/// outside the file. Namespaces as "Namespaces in XML 1.0" has them. Depth, attributes and texts have limits; the size is
/// the caller's. Comments and instructions are stepped over. No file makes it crash (`XMLReaderTests`), and it takes what
/// expat takes, with the exceptions that `ExpatTests` lists.
struct XMLReader {
    /// How much a file may ask for.
    struct Limits: Sendable {
        /// The caller knows how large a file may be.
        let bytesMost: Int
        var depthMost = 32
        var attributesMost = 16
        /// Prefixes that hold at once: every name is looked for among them.
        var prefixesMost = 64
        /// The bytes of the text of one element, where somebody reads it.
        var textMost = 4_096
    }

    enum Event: Equatable {
        case start, end, text, finished
    }

    /// What a start event tells: the element's name within its namespace.
    private(set) var name = ""
    private(set) var namespace = ""
    private(set) var attributes: [Attribute] = []
    /// The line on which the latest start stands.
    private(set) var line = 1
    /// What a text event tells. Empty while `keepsText` is false.
    private(set) var text: [UInt8] = []
    /// Whether somebody wants the texts.
    var keepsText = false

    struct Attribute: Equatable {
        let name: String
        let namespace: String
        let value: String
    }

    private var scanner: XMLScanner
    private let limits: Limits
    private var open: [XMLName] = []
    private var bindings = XMLNamespaces()
    private var isEmptyElement = false
    private var hadRoot = false

    init(_ bytes: [UInt8], _ limits: Limits) throws(BankFileFault) {
        guard bytes.count <= limits.bytesMost else { throw BankFileFault(kind: .fileTooLarge, line: 1) }
        self.limits = limits
        scanner = try XMLScanner(bytes)
        try XMLDeclaration.skip(&scanner)
    }

    /// The next event; after `finished` there is none.
    mutating func next() throws(BankFileFault) -> Event {
        if isEmptyElement {
            isEmptyElement = false
            close()
            return .end
        }
        while true {
            if open.isEmpty {
                scanner.skipSpace()
                if scanner.isAtEnd {
                    guard hadRoot else { throw scanner.fault(.cutOff) }
                    return .finished
                }
                guard scanner.byte == UInt8(ascii: "<") else { throw scanner.fault(.notWellFormed) }
            }
            if scanner.isAtEnd { throw scanner.fault(.cutOff) }
            guard scanner.byte == UInt8(ascii: "<") else {
                try readText()
                return .text
            }
            if scanner.take("<!--") {
                try skipComment()
            } else if scanner.take("<?") {
                try skipInstruction()
            } else if scanner.take("</") {
                try readEnd()
                return .end
            } else if scanner.take("<![CDATA[") {
                try readSection()
                return .text
            } else if scanner.take("<!DOCTYPE") {
                throw scanner.fault(.documentType)
            } else {
                try readStart()
                return .start
            }
        }
    }

    /// A fault on a line that was read, for who reads what the file says.
    func fault(_ kind: BankFileFault.Kind, at line: Int) -> BankFileFault { BankFileFault(kind: kind, line: line) }

    /// The line that was read up to.
    mutating func latestLine() -> Int { scanner.line(at: scanner.position) }

    private mutating func readStart() throws(BankFileFault) {
        line = scanner.line(at: scanner.position)
        try scanner.expect("<")
        guard !open.isEmpty || !hadRoot else { throw scanner.fault(.notWellFormed) }
        let name = try scanner.qualifiedName()
        var raw: [(name: XMLName, value: String)] = []
        while true {
            let hadSpace = scanner.skipSpace()
            if scanner.take("/>") {
                isEmptyElement = true
                break
            }
            if scanner.take(">") { break }
            guard hadSpace else { throw scanner.fault(.notWellFormed) }
            guard raw.count < limits.attributesMost else { throw scanner.fault(.tooManyAttributes) }
            let attribute = try scanner.qualifiedName()
            scanner.skipSpace()
            try scanner.expect("=")
            scanner.skipSpace()
            raw.append((attribute, try readAttributeValue()))
        }
        guard open.count < limits.depthMost else { throw scanner.fault(.tooDeep) }
        hadRoot = true
        open.append(name)
        try resolve(name, raw)
    }

    private mutating func readAttributeValue() throws(BankFileFault) -> String {
        let quote = scanner.byte
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { throw scanner.fault(.notWellFormed) }
        scanner.step()
        var value: [UInt8] = []
        while scanner.byte != quote {
            let byte = scanner.byte
            guard !scanner.isAtEnd, byte != UInt8(ascii: "<") else { throw scanner.fault(.notWellFormed) }
            guard value.count < limits.textMost else { throw scanner.fault(.textTooLong) }
            scanner.step()
            if byte == UInt8(ascii: "&") {
                try scanner.reference { value.append($0) }
            } else if byte == 0xD, scanner.byte == 0xA {
                // Both are one line end, which the next byte gives.
                continue
            } else {
                value.append(XMLCharacters.isSpace(byte) ? 0x20 : byte)
            }
        }
        scanner.step()
        return String(decoding: value, as: UTF8.self)
    }

    /// Binds the prefixes that the element explains and finds the namespaces of its names.
    private mutating func resolve(
        _ name: XMLName, _ raw: [(name: XMLName, value: String)]
    ) throws(BankFileFault) {
        attributes.removeAll(keepingCapacity: true)
        for (index, one) in raw.enumerated() {
            if raw[..<index].contains(where: { scanner.areEqual($0.name, one.name) }) {
                throw fault(.notWellFormed, at: line)
            }
            let local = scanner.text(one.name.local)
            let prefix = scanner.text(one.name.prefix)
            guard prefix == "xmlns" || (prefix.isEmpty && local == "xmlns") else { continue }
            let bound = prefix.isEmpty ? "" : local
            guard bindings.count < limits.prefixesMost else { throw fault(.tooManyAttributes, at: line) }
            guard bindings.bind(bound, to: one.value, depth: open.count) else { throw fault(.unknownPrefix, at: line) }
        }
        guard let own = bindings.namespace(of: scanner.text(name.prefix)) else { throw fault(.unknownPrefix, at: line) }
        namespace = own
        self.name = scanner.text(name.local)
        for one in raw {
            let local = scanner.text(one.name.local)
            let prefix = scanner.text(one.name.prefix)
            if prefix == "xmlns" || (prefix.isEmpty && local == "xmlns") { continue }
            // An attribute without a prefix belongs to its element, not to the default namespace.
            guard let space = prefix.isEmpty ? "" : bindings.namespace(of: prefix) else {
                throw fault(.unknownPrefix, at: line)
            }
            guard !attributes.contains(where: { $0.name == local && $0.namespace == space }) else {
                throw fault(.notWellFormed, at: line)
            }
            attributes.append(Attribute(name: local, namespace: space, value: one.value))
        }
    }

    private mutating func readEnd() throws(BankFileFault) {
        guard let last = open.last else { throw scanner.fault(.notWellFormed) }
        let name = try scanner.qualifiedName()
        guard scanner.areEqual(last, name) else { throw scanner.fault(.notWellFormed) }
        scanner.skipSpace()
        try scanner.expect(">")
        close()
    }

    private mutating func close() {
        bindings.leave(depth: open.count)
        open.removeLast()
    }

    private mutating func readText() throws(BankFileFault) {
        text.removeAll(keepingCapacity: true)
        while !scanner.isAtEnd, scanner.byte != UInt8(ascii: "<") {
            let byte = scanner.byte
            guard text.count < limits.textMost else { throw scanner.fault(.textTooLong) }
            if byte == UInt8(ascii: "&") {
                scanner.step()
                let keeps = keepsText
                try scanner.reference { if keeps { text.append($0) } }
            } else {
                // Only the end of a section may be written so (XML 1.0, [14]).
                if byte == UInt8(ascii: "]"), scanner.take("]]>") { throw scanner.fault(.notWellFormed) }
                scanner.step()
                add(byte)
            }
        }
    }

    private mutating func readSection() throws(BankFileFault) {
        guard !open.isEmpty else { throw scanner.fault(.notWellFormed) }
        text.removeAll(keepingCapacity: true)
        while !scanner.take("]]>") {
            guard !scanner.isAtEnd else { throw scanner.fault(.cutOff) }
            guard text.count < limits.textMost else { throw scanner.fault(.textTooLong) }
            let byte = scanner.byte
            scanner.step()
            add(byte)
        }
    }

    /// Line ends of every kind are one line feed (XML 1.0, 2.11).
    private mutating func add(_ byte: UInt8) {
        guard keepsText, !(byte == 0xD && scanner.byte == 0xA) else { return }
        text.append(byte == 0xD ? 0xA : byte)
    }

    private mutating func skipComment() throws(BankFileFault) {
        _ = try scanner.take(upTo: "--")
        try scanner.expect(">")
    }

    private mutating func skipInstruction() throws(BankFileFault) {
        let target = scanner.text(try scanner.name())
        // A declaration stands in front of everything, or not at all.
        guard target.lowercased() != "xml" else { throw scanner.fault(.notWellFormed) }
        if scanner.take("?>") { return }
        guard scanner.skipSpace() else { throw scanner.fault(.notWellFormed) }
        _ = try scanner.take(upTo: "?>")
    }
}
