/// What a value asks while it is read: the token at hand, and a way to say that it is wrong.
extension JSONReader {
    /// Whether the value at hand is null; then it has been read.
    package mutating func isNull() -> Bool {
        switch engine {
        case .tape: tokens[current].kind == .null
        case .canonical: takesNull()
        case .describing: false
        }
    }

    /// Lends out the bytes of the string at hand, backslashes resolved. When it is no string this is reported, and
    /// nil comes back.
    package mutating func withString<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result? {
        if engine == .canonical { return canonicalString(body) }
        let token = tokens[current]
        guard token.kind == .string else {
            report(.wrongType, "Hier hoort een tekst te staan, tussen aanhalingstekens.")
            return nil
        }
        return source.withUnsafeBytes { bytes in
            let raw = UnsafeRawBufferPointer(rebasing: bytes[Int(token.start)..<Int(token.end)])
            return token.isEscaped ? JSONKey.unescaped(raw).withUnsafeBytes(body) : body(raw)
        }
    }

    /// The whole number at hand. When it is none this is reported, and nil comes back.
    package mutating func integer() -> Int64? {
        if engine == .canonical { return canonicalInteger() }
        let token = tokens[current]
        guard token.kind == .number else {
            report(.wrongType, "Hier hoort een heel getal te staan, zonder aanhalingstekens.")
            return nil
        }
        return source.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return nil }
            let isNegative = bytes[Int(token.start)] == UInt8(ascii: "-")
            let start = Int(token.start) + (isNegative ? 1 : 0)
            return JSONKey.integer(base + start, digits: Int(token.end) - start, isNegative: isNegative)
        }
    }

    /// The truth value at hand. When it is none this is reported, and nil comes back.
    package mutating func truth() -> Bool? {
        if engine == .canonical { return canonicalTruth() }
        switch tokens[current].kind {
        case .yes: return true
        case .no: return false
        default:
            report(.wrongType, "Hier hoort true of false te staan, zonder aanhalingstekens.")
            return nil
        }
    }

    /// The elements of the list at hand, at most `listMax`. When it is no list this is reported.
    package mutating func elements<T: Stored>(of type: T.Type = T.self) -> [T] {
        if engine == .canonical { return canonicalElements() }
        let list = tokens[current]
        guard list.kind == .array else {
            report(.wrongType, "Hier hoort een lijst te staan: [ ].")
            return []
        }
        guard list.count <= Self.listMax else {
            report(.outOfRange, "Deze lijst is te lang. Stuur er niet meer dan 1.000 tegelijk.")
            return []
        }
        var values: [T] = []
        values.reserveCapacity(Int(list.count))
        var child = current + 1
        for _ in 0..<list.count {
            current = child
            values.append(T.read(&self))
            child = Int(tokens[child].next)
        }
        return values
    }

    /// The members of the object at hand, whose values are whole numbers, in their order: for objects whose keys are data.
    package mutating func members() -> [(name: String, value: Int64)] {
        if engine == .canonical {
            // They stand in lists that are kept as they are, so nobody asks for them on the quick way.
            fail()
            return []
        }
        let object = tokens[current]
        guard object.kind == .object else {
            report(.wrongType, "Hier hoort een groep velden te staan: { }.")
            return []
        }
        var members: [(String, Int64)] = []
        members.reserveCapacity(Int(object.count))
        var child = current + 1
        for _ in 0..<object.count {
            current = child
            let name = source.withUnsafeBytes { JSONKey.name(of: tokens[child], in: $0) }
            members.append((String(decoding: name, as: UTF8.self), integer() ?? 0))
            child = Int(tokens[child].next)
        }
        return members
    }

    /// The JSON of the list at hand as it stands in the document; nil, and reported, when it is no list.
    package mutating func rawArray() -> [UInt8]? {
        if engine == .canonical { return canonicalRawArray() }
        let list = tokens[current]
        guard list.kind == .array else {
            report(.wrongType, "Hier hoort een lijst te staan: [ ].")
            return nil
        }
        return Array(source[Int(list.start)..<Int(list.end)])
    }

    /// Reports that the value at hand is not one of its type, and returns the placeholder.
    package mutating func refuse<T: Stored>(_ detail: String) -> T {
        report(.invalidValue, detail)
        return T.placeholder
    }

    /// Reports that the number at hand is too large or too small, and returns the placeholder.
    package mutating func outOfRange<T: Stored>(_ detail: String) -> T {
        report(.outOfRange, detail)
        return T.placeholder
    }

    /// Reports that something else stands here than the type needs, and returns the placeholder.
    package mutating func wrongType<T: Stored>(_ detail: String) -> T {
        report(.wrongType, detail)
        return T.placeholder
    }

    private mutating func report(_ kind: Malformed.Kind, _ detail: String) {
        if engine == .canonical { return fail() }
        report(pointer(to: current), kind, detail)
    }

    mutating func report(_ pointer: String, _ kind: Malformed.Kind, _ detail: String) {
        guard errors.count < Self.errorsMax, !faulty.contains(pointer) else { return }
        errors.append(Malformed(pointer: pointer, code: kind, detail: detail))
    }
}
