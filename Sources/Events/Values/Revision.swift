/// How many events a stream has: the revision of its newest event, and 0 while the stream does not exist yet.
package struct Revision: Hashable, Comparable, RawRepresentable, Sendable {
    package let rawValue: Int64

    package init(_ rawValue: Int64) { self.rawValue = rawValue }
    package init(rawValue: Int64) { self.rawValue = rawValue }

    /// The revision of a stream without events.
    package static let none = Revision(0)

    /// The revision of the stream's next event.
    package var next: Revision { Revision(rawValue + 1) }

    package static func < (left: Revision, right: Revision) -> Bool { left.rawValue < right.rawValue }
}

extension Revision: CustomStringConvertible {
    package var description: String { String(rawValue) }
}
