import Events
import Glibc

/// Collects rows, prints each as it comes, and in the end makes one document of them.
struct BenchReport {
    private let machine = BenchMachine.this
    private let seed: UInt64
    private let commandLine: [String]
    private let diskNanoseconds: Int64
    private(set) var rows: [BenchRow] = []

    init(seed: UInt64, commandLine: [String], diskNanoseconds: Int64) {
        self.seed = seed
        self.commandLine = commandLine
        self.diskNanoseconds = diskNanoseconds
        print("pgb \(Product.version) on \(machine.processor), \(machine.cores) cores,")
        print(
            "\(machine.memoryKibibytes / 1_048_576) GiB, Linux \(machine.kernel); fdatasync "
                + "\(BenchRow.Unit.nanoseconds.text(diskNanoseconds)); seed \(seed)")
        print(Self.line("what", "measured", "target", ""))
        fflush(nil)
    }

    /// Whether the disk is one on which the issue names an absolute rate: 0.3 ms or less.
    var isFastDisk: Bool { diskNanoseconds <= 300_000 }

    mutating func add(_ row: BenchRow) {
        rows.append(row)
        let target =
            switch row.target {
            case .atLeast(let least): ">= " + row.unit.text(least)
            case .atMost(let most): "<= " + row.unit.text(most)
            case nil: ""
            }
        let verdict = row.isReached.map { $0 ? "reached" : "NOT reached" } ?? ""
        print(Self.line(row.what, row.unit.text(row.figure), target, verdict))
        if let note = row.note { print("    \(note)") }
        fflush(nil)
    }

    /// Everything in one JSON document.
    func json() -> [UInt8] {
        var writer = JSONWriter()
        writer.object { w in
            w.field("benchmark", "pgb")
            w.field("version", Product.version)
            w.field("commandLine", commandLine)
            w.field("seed", String(seed))
            w.key("machine")
            machine.write(to: &w)
            w.field("fdatasyncMedianNanoseconds", diskNanoseconds)
            w.field("rows", array: { w in for row in rows { row.write(to: &w) } })
        }
        return writer.bytes
    }

    private static func line(_ what: String, _ figure: String, _ target: String, _ verdict: String) -> String {
        pad(what, 58) + pad(figure, 16) + pad(target, 18) + verdict
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}

/// Tells how far long work is: a line that is written over on a terminal, nothing elsewhere.
struct BenchProgress {
    private let what: String
    private let isTerminal = isatty(STDERR_FILENO) == 1

    init(_ what: String) { self.what = what }

    func callAsFunction(_ text: String) { write("\r\u{1B}[K\(what): \(text)") }

    /// Takes the line away.
    func end() { write("\r\u{1B}[K") }

    private func write(_ text: String) {
        guard isTerminal else { return }
        let bytes = Array(text.utf8)
        _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
    }
}
