package import Events

extension ContractTerms {
    /// The names of the fields that differ.
    package func changes(to other: ContractTerms) -> [Code] {
        var changed: [Code] = []
        if kind != other.kind { changed.append("kind") }
        if relation != other.relation { changed.append("relation") }
        if formal != other.formal { changed.append("formal") }
        if start != other.start { changed.append("start") }
        if end != other.end { changed.append("end") }
        if lines != other.lines { changed.append("lines") }
        if work != other.work { changed.append("work") }
        if general != other.general { changed.append("general") }
        return changed
    }
}
