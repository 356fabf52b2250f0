import Glibc

/// Says on a terminal how far long work is. Elsewhere it says nothing.
final class Progress {
    private let what: String
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private var said: Int64 = 0

    init(_ what: String) { self.what = what }

    func callAsFunction(_ done: Int64, of all: Int64? = nil) {
        guard isTerminal, done - said >= 10_000 || done == all else { return }
        said = done
        let line = Array("\r\(what): \(done)\(all.map { " of \($0)" } ?? "")".utf8)
        _ = write(STDERR_FILENO, line, line.count)
    }

    func end() {
        if isTerminal, said > 0 { _ = write(STDERR_FILENO, "\n", 1) }
    }
}
