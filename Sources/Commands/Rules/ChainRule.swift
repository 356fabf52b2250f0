import Events

/// When successive contracts for a fixed term become one for indefinite time (BW 7:668a). Randstad werkpocket, since
/// 1 January 2020; until 2019 the bound was 24 months.
enum ChainRule {
    /// So many contracts in a row stay what they are; the next one is for indefinite time.
    static let contractsMost: Int64 = 3
    /// A longer gap breaks the chain.
    static let gapMonthsMost = 6

    static let monthsMost = DatedTable<Int>([
        DatedRow(.of(2015, 7, 1), 24, "BW 7:668a, tekst 2017"),
        DatedRow(.of(2020, 1, 1), 36, "BW 7:668a, Wab"),
    ])

    /// One contract for a fixed term, or one extension of it.
    struct Term: Equatable {
        let from: Day
        let until: Day
    }

    /// The terms that hang together with the last one, which is among them.
    static func chain(_ terms: [Term]) -> [Term] {
        var chain: [Term] = []
        for term in terms.sorted(by: { $0.from < $1.from }) {
            // The day after the gap of exactly six months is the last one on which a next contract belongs to it.
            if let last = chain.last, term.from > last.until.adding(days: 1).adding(months: gapMonthsMost) {
                chain = []
            }
            chain.append(term)
        }
        return chain
    }

    /// The figures of a chain, and the day from which it is one contract for indefinite time; nil when it is not.
    static func judge(_ terms: [Term]) -> (indefiniteFrom: Day?, figures: [Figure], source: Name) {
        let chain = chain(terms)
        guard let first = chain.first, let last = chain.last, let row = monthsMost.row(on: last.until) else {
            return (nil, [], "BW 7:668a")
        }
        let full = first.from.adding(months: row.value)
        var indefinite = chain.first { $0.until >= full }.map { max(full, $0.from) }
        if Int64(chain.count) > contractsMost {
            indefinite = min(chain[Int(contractsMost)].from, indefinite ?? .last)
        }
        var figures = [
            Figure("contracts", Int64(chain.count)), Figure("most-contracts", contractsMost),
            Figure("chain-from", first.from.figure), Figure("chain-until", last.until.figure),
            Figure("most-months", Int64(row.value)),
        ]
        if let indefinite { figures.append(Figure("indefinite-from", indefinite.figure)) }
        return (indefinite, figures, row.source)
    }
}
