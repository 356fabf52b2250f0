/// What a stream is about. The raw value is the first byte of the stream's key in the log and never changes.
package enum StreamKind: UInt8, Sendable, CaseIterable {
    case dossier = 1
    case party = 2
    case office = 3
    case system = 4
    case run = 5
    case bank = 6
    case letters = 7
}

/// The key of one stream of events: a kind and an id. One stream is one consistency boundary.
package struct StreamID: Hashable, Sendable {
    package let kind: StreamKind
    package let bits: UInt128

    package init(kind: StreamKind, bits: UInt128) {
        self.kind = kind
        self.bits = bits
    }

    package static func dossier(_ id: DossierID) -> StreamID { StreamID(kind: .dossier, bits: id.bits) }
    package static func party(_ id: PartyID) -> StreamID { StreamID(kind: .party, bits: id.bits) }
    package static func office(_ id: OfficeID) -> StreamID { StreamID(kind: .office, bits: id.bits) }

    package static func run(_ id: RunID) -> StreamID { StreamID(kind: .run, bits: id.bits) }
    package static func bank(_ id: BankFileID) -> StreamID { StreamID(kind: .bank, bits: id.bits) }

    /// The stream of one bundle of letters.
    package static func letters(_ batch: Code) -> StreamID {
        StreamID(kind: .letters, bits: SHA256.hash(Array(batch.text.utf8)).first128)
    }

    /// The one stream about the log itself.
    package static let system = StreamID(kind: .system, bits: 1)

    /// The dossier this stream is, when it is one.
    package var dossier: DossierID? { kind == .dossier ? DossierID(bits: bits) : nil }
}
