/// The form of a stream in the log: one byte for the kind and the 16 bytes of the id, highest byte first.
extension StreamID {
    /// How many bytes a stream has in the log.
    static let byteCount = 17

    /// Reads the stored form; nil when it is not one.
    init?(stored bytes: UnsafeRawBufferPointer) {
        guard bytes.count == Self.byteCount, let kind = StreamKind(rawValue: bytes[0]) else { return nil }
        self.init(kind: kind, bits: UInt128(bigEndian: bytes.loadUnaligned(fromByteOffset: 1, as: UInt128.self)))
    }

    /// Lends out the stored form.
    func withStored<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try withUnsafeTemporaryAllocation(byteCount: Self.byteCount, alignment: 1) { bytes in
            bytes.storeBytes(of: kind.rawValue, as: UInt8.self)
            bytes.storeBytes(of: bits.bigEndian, toByteOffset: 1, as: UInt128.self)
            return try body(UnsafeRawBufferPointer(bytes))
        }
    }
}

/// Stored as a blob of 17 bytes.
extension StreamID: Bindable {
    package func bind(to statement: Statement, at index: Int) {
        withStored { statement.bind(blob: $0, at: index) }
    }
}

extension StreamID: CustomStringConvertible {
    package var description: String { "\(kind) \(PartyID(bits: bits).text)" }
}

extension Row {
    package func stream(_ index: Int) -> StreamID {
        StreamID(stored: storedBytes(index))
            ?? mismatch(index, "a stream", StreamID(kind: .dossier, bits: 0))
    }

    package func optionalStream(_ index: Int) -> StreamID? { isNull(index) ? nil : stream(index) }
}
