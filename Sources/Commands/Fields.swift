import Events

extension JSONReader {
    /// An amount above zero.
    mutating func positiveCents(_ key: StaticString) -> Cents {
        let cents: Cents = self(key)
        if cents <= .zero { refuse(key, .outOfRange, "Vul een bedrag boven nul in.") }
        return cents
    }

    /// A number above zero.
    mutating func positiveCount(_ key: StaticString) -> Int64 {
        let count: Int64 = self(key)
        if count <= 0 { refuse(key, .outOfRange, "Vul een getal boven nul in.") }
        return count
    }
}

extension Array {
    /// The places of the elements whose key stood in the list before: what must be there once is refused there.
    func repeats<Key: Hashable>(of key: (Element) -> Key) -> [Int] {
        var seen: Set<Key> = []
        return indices.filter { !seen.insert(key(self[$0])).inserted }
    }
}
