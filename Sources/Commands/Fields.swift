import Events

extension JSONReader {
    /// An amount above zero.
    mutating func positiveCents(_ key: StaticString) -> Cents {
        let cents: Cents = self(key)
        if cents <= .zero { refuse(key, .outOfRange, "Vul een bedrag boven nul in.") }
        return cents
    }
}
