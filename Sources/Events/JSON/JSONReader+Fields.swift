/// What a record asks while it is read.
extension JSONReader {
    /// Reads the field `key`; reports it as missing unless its type has a value for that.
    package mutating func callAsFunction<T: Stored>(_ key: StaticString, as type: T.Type = T.self) -> T {
        if engine == .canonical { return takesKey(key) ? T.read(&self) : absent(key) }
        guard !isDescribing, let token = find(key) else { return absent(key) }
        current = token
        return T.read(&self)
    }

    /// Reads the field `key`; nil when it is not there or is null.
    package mutating func optional<T: Stored>(_ key: StaticString, as type: T.Type = T.self) -> T? {
        if engine == .canonical { return takesKey(key) && !takesNull() ? T.read(&self) : nil }
        if isDescribing { return absent(key) }
        guard let token = find(key) else { return nil }
        current = token
        return tokens[token].kind == .null ? nil : T.read(&self)
    }

    /// What is read for a field that is not there. Apart from the reading of one that is, because an optional of a type
    /// that is only known now costs a search for its description, even where none is made.
    @inline(never)
    private mutating func absent<T: Stored>(_ key: StaticString) -> T {
        if isDescribing {
            let isRequired = T.whenMissing == nil
            described.append(JSONSchema.Field(name: key.description, schema: T.schema, isRequired: isRequired))
            return T.placeholder
        }
        if let value = T.whenMissing { return value }
        if engine == .canonical {
            fail()
            return T.placeholder
        }
        report(pointer(to: frame.object) + "/" + key.description, .missing, "Dit veld ontbreekt. Vul het in.")
        return T.placeholder
    }

    /// Reads the field `key` as a list of at most `listMax` elements.
    package mutating func list<T: Stored>(_ key: StaticString, of type: T.Type = T.self) -> [T] {
        self(key, as: [T].self)
    }

    /// Reports that a field is there and readable, and still cannot be right beside the others.
    package mutating func refuse(_ key: StaticString, _ kind: Malformed.Kind, _ detail: String) {
        if engine == .canonical { return fail() }
        guard !isDescribing else { return }
        let place = pointer(to: frame.object) + "/" + key.description
        // A field that was already reported holds a placeholder: what is wrong with that says nothing.
        guard !errors.contains(where: { $0.pointer == place }) else { return }
        report(place, kind, detail)
    }

    /// The same about one element of a list, counted from 0.
    package mutating func refuse(_ key: StaticString, element: Int, _ kind: Malformed.Kind, _ detail: String) {
        if engine == .canonical { return fail() }
        guard !isDescribing else { return }
        let place = pointer(to: frame.object) + "/" + key.description + "/" + String(element)
        guard !errors.contains(where: { $0.pointer.hasPrefix(place) }) else { return }
        report(place, kind, detail)
    }

    /// The text of a field of the loaded object, without counting it as read; nil when there is no such text.
    package mutating func peekText(_ key: StaticString) -> String? {
        guard isDocument, let token = search(key), tokens[token].kind == .string else { return nil }
        current = token
        return withString { String(decoding: $0, as: UTF8.self) }
    }

    /// Reads the object at hand field by field, and reports the fields that nobody asked for.
    mutating func readRecord<T: Record>() -> T {
        if engine == .canonical { return canonicalRecord() }
        if isDescribing { return T(from: &self) }
        guard tokens[current].kind == .object else { return wrongType("Hier hoort een groep velden te staan: { }.") }
        let outer = frame
        frame = Frame(object: current, expected: current + 1)
        let value = T(from: &self)
        if frame.readCount != Int(tokens[frame.object].count) { reportUnread() }
        frame = outer
        return value
    }

    private mutating func reportUnread() {
        var child = frame.object + 1
        let end = Int(tokens[frame.object].next)
        while child < end {
            if !tokens[child].isRead {
                report(pointer(to: child), .unknownField, "Dit veld kennen wij niet. Haal het weg.")
            }
            child = Int(tokens[child].next)
        }
    }

    /// The token of the field `key` of the record at hand, marked as read.
    @inline(__always)
    private mutating func find(_ key: StaticString) -> Int? {
        var found = frame.expected
        if found >= tokens.count || !isNamed(found, key) || found >= Int(tokens[frame.object].next) {
            guard let searched = search(key) else { return nil }
            found = searched
        }
        if !tokens[found].isRead {
            tokens[found].isRead = true
            frame.readCount += 1
        }
        frame.expected = Int(tokens[found].next)
        return found
    }

    private func search(_ key: StaticString) -> Int? {
        guard !tokens.isEmpty, tokens[frame.object].kind == .object else { return nil }
        var child = frame.object + 1
        let end = Int(tokens[frame.object].next)
        while child < end {
            if isNamed(child, key) { return child }
            child = Int(tokens[child].next)
        }
        return nil
    }

    @inline(__always)
    private func isNamed(_ token: Int, _ key: StaticString) -> Bool {
        let token = tokens[token]
        return source.withUnsafeBytes { bytes in
            if token.keyIsEscaped {
                return JSONKey.name(of: token, in: bytes).elementsEqual(UnsafeBufferPointer(of: key))
            }
            guard let base = bytes.baseAddress, Int(token.keyEnd - token.keyStart) == key.utf8CodeUnitCount
            else { return false }
            return haveSameBytes(base + Int(token.keyStart), key.utf8Start, count: key.utf8CodeUnitCount)
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The bytes of a literal.
    fileprivate init(of text: StaticString) { self.init(start: text.utf8Start, count: text.utf8CodeUnitCount) }
}
