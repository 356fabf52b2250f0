package import Events

/// The months that a list is limited to. An end that is nil is open.
package struct Months: Sendable {
    package var from: Month?
    package var until: Month?

    package init(from: Month? = nil, until: Month? = nil) {
        self.from = from
        self.until = until
    }

    func has(_ month: Month) -> Bool { (from.map { $0 <= month } ?? true) && (until.map { month <= $0 } ?? true) }
}
