/// The place of an event in the log: 1 for the first, without gaps; assigned by the writer alone.
package struct Position: Hashable, Comparable, RawRepresentable, Sendable {
    package let rawValue: Int64

    package init(_ rawValue: Int64) { self.rawValue = rawValue }
    package init(rawValue: Int64) { self.rawValue = rawValue }

    /// Before the first event: the position of an empty log.
    package static let start = Position(0)

    /// The place right behind this one.
    package var next: Position { Position(rawValue + 1) }

    package static func < (left: Position, right: Position) -> Bool { left.rawValue < right.rawValue }
}

extension Position: CustomStringConvertible {
    package var description: String { String(rawValue) }
}
