internal import Glibc

/// Compares the log with the vault: each commitment in the log has its value, or its person was erased.
package struct VaultVerifier {
    /// What a comparison found.
    package struct Report: Hashable, Sendable {
        /// Commitments whose value is there and is the one that was committed to.
        package internal(set) var present = 0
        /// Commitments of erased persons.
        package internal(set) var erased = 0
        package internal(set) var faults: [LogFault] = []
    }

    private let reader: LogReader
    private let vault: Vault

    package init(_ reader: LogReader, _ vault: Vault) {
        self.reader = reader
        self.vault = vault
    }

    /// Looks at every event. It names at most `limit` faults.
    package func verify(limit: Int = 20) throws -> Report {
        var report = Report()
        let erased = Set(try vault.fences().map(\.subject))
        try reader.scan(after: .start, through: Position(.max)) { (row) throws(DatabaseError) in
            for (subject, commitment) in Self.commitments(in: row.storedBody) {
                let value = try vault.value(commitment)
                if erased.contains(subject) {
                    report.erased += 1
                    guard value != nil else { continue }
                    report.note(row.position, "an erased value is still in the vault", limit)
                } else if let value, value.subject == subject, value.isTrue {
                    report.present += 1
                } else {
                    let reason = value == nil ? "a value is not in the vault" : "the vault has another value"
                    report.note(row.position, reason, limit)
                }
            }
        }
        return report
    }

    /// Finds what `Personal` writes: `{"subject":"…","commitment":"…"}`, wherever it stands in a body.
    private static func commitments(in body: UnsafeRawBufferPointer) -> [(PartyID, Digest)] {
        var found: [(PartyID, Digest)] = []
        var rest = body[...]
        while let start = Self.start.withUTF8Buffer({ find($0, in: UnsafeRawBufferPointer(rebasing: rest)) }) {
            rest = rest.dropFirst(start + Self.start.utf8CodeUnitCount)
            let middle = Self.middle.utf8CodeUnitCount
            guard rest.count >= 36 + middle + 64 else { break }
            let subject = PartyID(ascii: UnsafeRawBufferPointer(rebasing: rest.prefix(36)))
            let between = rest.dropFirst(36).prefix(middle)
            let digits = UnsafeRawBufferPointer(rebasing: rest.dropFirst(36 + middle).prefix(64))
            let isPair = Self.middle.withUTF8Buffer { between.elementsEqual($0) }
            if isPair, let subject, let commitment = Digest(hex: digits) { found.append((subject, commitment)) }
        }
        return found
    }

    private static let start: StaticString = "{\"subject\":\""
    private static let middle: StaticString = "\",\"commitment\":\""

    /// Where `wanted` first stands in `bytes`.
    private static func find(_ wanted: UnsafeBufferPointer<UInt8>, in bytes: UnsafeRawBufferPointer) -> Int? {
        guard let start = bytes.baseAddress, let what = wanted.baseAddress else { return nil }
        var offset = 0
        while offset + wanted.count <= bytes.count {
            let last = bytes.count - wanted.count + 1
            guard let first = memchr(start + offset, Int32(wanted[0]), last - offset) else { return nil }
            offset = UnsafeRawPointer(first) - start
            if memcmp(first, what, wanted.count) == 0 { return offset }
            offset += 1
        }
        return nil
    }
}

extension VaultVerifier.Report {
    fileprivate mutating func note(_ position: Position, _ reason: String, _ limit: Int) {
        if faults.count < limit { faults.append(LogFault(.event(position), reason)) }
    }
}
