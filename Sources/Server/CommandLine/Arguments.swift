/// The words behind `pgb VERB`: options that start with two dashes, and the rest in their order.
struct Arguments {
    private(set) var words: [String] = []
    private var values: [String: String] = [:]
    private var flags: Set<String> = []

    /// Reads the words. `options` take a value, as `--name VALUE` or `--name=VALUE`; `flags` take none.
    init(_ arguments: some Sequence<String>, options: Set<String>, flags allowed: Set<String>) throws(UsageFault) {
        var rest = Array(arguments)[...]
        while let word = rest.popFirst() {
            guard word.hasPrefix("--"), word.utf8.count > 2 else {
                words.append(word)
                continue
            }
            let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(parts[0])
            if allowed.contains(name), parts.count == 1 {
                flags.insert(name)
            } else if options.contains(name) {
                guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst() else {
                    throw UsageFault("--\(name) needs a value.")
                }
                guard values.updateValue(value, forKey: name) == nil else {
                    throw UsageFault("--\(name) is given twice.")
                }
            } else {
                throw UsageFault("--\(name) is not known here.")
            }
        }
    }

    func has(_ flag: String) -> Bool { flags.contains(flag) }

    func text(_ option: String) -> String? { values[option] }

    /// A value that `read` understands; a fault that says what it should be when it does not.
    func value<Value>(_ option: String, _ what: String, _ read: (String) -> Value?) throws(UsageFault) -> Value? {
        guard let text = values[option] else { return nil }
        guard let value = read(text) else { throw UsageFault("--\(option) must be \(what).") }
        return value
    }

    func number(_ option: String, in range: ClosedRange<Int>) throws(UsageFault) -> Int? {
        try value(option, "a whole number from \(range.lowerBound) to \(range.upperBound)") { text in
            Int(text).flatMap { range.contains($0) && text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? $0 : nil }
        }
    }
}

/// The command line was not understood.
struct UsageFault: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
