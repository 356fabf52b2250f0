package import Events

/// The print service confirms that all letters of a bundle were handed to the post: the proof that they were sent.
package struct ConfirmDispatch: Command {
    package static let name: StaticString = "confirm-dispatch"
    /// The print service works for the SVB, which sends the letters.
    package static let allowed: [Actor] = [.svb(.registrar), .operator]

    package let batch: Code

    package init(from r: inout JSONReader) {
        batch = r("batch")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("batch", batch)
    }

    package var stream: StreamID { .letters(batch) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let known = world.register.letters[batch] else { throw .unknownBatch }
        return known.isConfirmed ? [] : [.dispatch(.lettersConfirmed(LettersConfirmed(batch: batch)))]
    }
}

extension Rejection {
    package static let unknownBatch = Rejection(
        "unknown-batch", .unknown, "Deze stapel brieven is er niet. Controleer de naam van de map.")
}
