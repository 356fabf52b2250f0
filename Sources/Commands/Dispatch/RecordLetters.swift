package import Events

/// The system records that a bundle of letters stands ready for the print service.
package struct RecordLetters: Command {
    package static let name: StaticString = "record-letters"
    package static let allowed: [Actor] = [.system]

    package let batch: Code
    package let letters: Int64
    /// SHA-256 of the manifest.
    package let manifest: Digest

    package init(from r: inout JSONReader) {
        batch = r("batch")
        letters = r.positiveCount("letters")
        manifest = r("manifest")
    }

    package init(batch: Code, letters: Int64, manifest: Digest) {
        self.batch = batch
        self.letters = letters
        self.manifest = manifest
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("batch", batch)
        w.field("letters", letters)
        w.field("manifest", manifest)
    }

    package var stream: StreamID { .letters(batch) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard world.register.letters[batch] == nil else { return [] }
        return [.dispatch(.lettersBundled(LettersBundled(batch: batch, letters: letters, manifest: manifest)))]
    }
}
