import Synchronization

/// All counters of the process, for `/metrics` in the text format of Prometheus.
///
/// Each loop asks for counters of its own under the same name and labels, so counting never waits for another thread;
/// they are added up when somebody looks. Labels come from tables in the code, never from a request.
final class MeterRegistry: Sendable {
    /// The label pairs of one series, in order.
    typealias Labels = [(name: String, value: String)]

    private enum Meter: Sendable {
        case counter(Counter)
        case histogram(Histogram)
        case gauge(@Sendable () -> Int)
    }

    private struct Family {
        let help: String
        let type: String
        /// By the printed labels; several meters of one series are added up.
        var series: [String: [Meter]] = [:]
    }

    private let families = Mutex<[String: Family]>([:])

    /// A counter; the name ends in `_total`.
    func counter(_ name: String, _ help: String, _ labels: Labels = []) -> Counter {
        let counter = Counter()
        add(name, help, "counter", labels, .counter(counter))
        return counter
    }

    /// A histogram; the name ends in `_seconds`.
    func histogram(_ name: String, _ help: String, _ labels: Labels = []) -> Histogram {
        let histogram = Histogram()
        add(name, help, "histogram", labels, .histogram(histogram))
        return histogram
    }

    /// A figure that goes up and down, asked for when somebody looks.
    func gauge(_ name: String, _ help: String, _ labels: Labels = [], read: @escaping @Sendable () -> Int) {
        add(name, help, "gauge", labels, .gauge(read))
    }

    private func add(_ name: String, _ help: String, _ type: String, _ labels: Labels, _ meter: Meter) {
        let printed = labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
        families.withLock { families in
            var family = families[name] ?? Family(help: help, type: type)
            precondition(family.type == type, "\(name) is a \(family.type) and cannot be a \(type) as well")
            family.series[printed, default: []].append(meter)
            families[name] = family
        }
    }

    /// All figures in the text format, sorted by name.
    func text() -> String {
        let families = families.withLock { $0 }
        var text = ""
        for (name, family) in families.sorted(by: { $0.key < $1.key }) {
            text += "# HELP \(name) \(family.help)\n# TYPE \(name) \(family.type)\n"
            for (labels, meters) in family.series.sorted(by: { $0.key < $1.key }) {
                Self.write(name, labels, meters, to: &text)
            }
        }
        return text
    }

    private static func write(_ name: String, _ labels: String, _ meters: [Meter], to text: inout String) {
        var sum = 0
        var buckets = [UInt64](repeating: 0, count: Histogram.bounds.count + 1)
        var microseconds: UInt64 = 0
        var isHistogram = false
        for meter in meters {
            switch meter {
            case .counter(let counter): sum += Int(counter.value)
            case .gauge(let read): sum += read()
            case .histogram(let histogram):
                isHistogram = true
                for index in buckets.indices { buckets[index] += histogram.buckets[index].value }
                microseconds += histogram.microseconds.value
            }
        }
        guard isHistogram else {
            text += name + (labels.isEmpty ? "" : "{\(labels)}") + " \(sum)\n"
            return
        }
        // Series that never counted would make up most of the page.
        let total = buckets.reduce(0, +)
        guard total > 0 else { return }
        let prefix = labels.isEmpty ? "" : labels + ","
        var below: UInt64 = 0
        for (index, bucket) in buckets.enumerated() {
            below += bucket
            let bound = index < Histogram.bounds.count ? seconds(UInt64(Histogram.bounds[index])) : "+Inf"
            text += "\(name)_bucket{\(prefix)le=\"\(bound)\"} \(below)\n"
        }
        let suffix = labels.isEmpty ? "" : "{\(labels)}"
        text += "\(name)_sum\(suffix) \(seconds(microseconds))\n\(name)_count\(suffix) \(total)\n"
    }

    /// Microseconds as seconds, exactly and without floating point.
    private static func seconds(_ microseconds: UInt64) -> String {
        var digits = String(microseconds % 1_000_000)
        digits = String(repeating: "0", count: 6 - digits.utf8.count) + digits
        while digits.last == "0" { digits.removeLast() }
        let whole = String(microseconds / 1_000_000)
        return digits.isEmpty ? whole : whole + "." + digits
    }

    private static func escaped(_ value: String) -> String {
        value.reduce(into: "") { text, character in
            switch character {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.append(character)
            }
        }
    }
}
