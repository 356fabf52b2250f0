/// Who acts, and for whom. It stands in every event and every command row of the log.
package struct Principal: Hashable, Sendable {
    package enum Kind: String, StoredName, CaseIterable {
        case holder, representative, caregiver, helper, employee, `operator`, system
    }

    package let kind: Kind
    /// The person or organisation that acts; nil for the operator and for the system itself.
    package let party: PartyID?
    /// The office an employee works for.
    package let office: OfficeID?
    /// The budget holder a representative acts for.
    package let onBehalfOf: PartyID?

    private init(kind: Kind, party: PartyID? = nil, office: OfficeID? = nil, onBehalfOf: PartyID? = nil) {
        self.kind = kind
        self.party = party
        self.office = office
        self.onBehalfOf = onBehalfOf
    }

    package static func holder(_ party: PartyID) -> Principal { Principal(kind: .holder, party: party) }
    package static func representative(_ party: PartyID, of holder: PartyID) -> Principal {
        Principal(kind: .representative, party: party, onBehalfOf: holder)
    }
    package static func caregiver(_ party: PartyID) -> Principal { Principal(kind: .caregiver, party: party) }
    /// Somebody the holder lets look along.
    package static func helper(_ party: PartyID) -> Principal { Principal(kind: .helper, party: party) }
    package static func employee(_ party: PartyID, at office: OfficeID) -> Principal {
        Principal(kind: .employee, party: party, office: office)
    }
    /// The person who runs the machine: sets up offices and their first employees, sees no dossier.
    package static let `operator` = Principal(kind: .operator)
    /// The system's own timed work, such as monthly wages.
    package static let system = Principal(kind: .system)

    /// The stored form: `holder:ID`, `representative:ID:for:ID`, `caregiver:ID`, `helper:ID`, `employee:ID@ID`, `operator`,
    /// `system`.
    package var text: String {
        switch kind {
        case .holder, .caregiver, .helper: Self.text(kind.rawValue, ":", party)
        case .representative: Self.text(Self.text("representative", ":", party), ":for:", onBehalfOf)
        case .employee: Self.text(Self.text("employee", ":", party), "@", office)
        case .operator, .system: kind.rawValue
        }
    }

    /// It stands in every row of the log, so it is put together without the costs of interpolation.
    private static func text<Subject>(_ front: String, _ sign: StaticString, _ id: ID<Subject>?) -> String {
        var front = front
        let length = front.utf8.count + sign.utf8CodeUnitCount
        return front.withUTF8 { front in
            String(unsafeUninitializedCapacity: length + ID<Subject>.textMax) { bytes in
                let target = UnsafeMutableRawBufferPointer(bytes)
                target.copyMemory(from: UnsafeRawBufferPointer(front))
                UnsafeMutableRawBufferPointer(rebasing: target[front.count...]).copyMemory(
                    from: UnsafeRawBufferPointer(start: sign.utf8Start, count: sign.utf8CodeUnitCount))
                guard let id else { return length }
                return length + id.writeText(to: UnsafeMutableRawBufferPointer(rebasing: target[length...]))
            }
        }
    }

    /// Reads the stored form; nil when it is not one.
    package init?(_ text: String) {
        var text = text
        guard let principal = text.withUTF8({ Principal(ascii: UnsafeRawBufferPointer($0)) }) else { return nil }
        self = principal
    }

    /// Reads the stored form from its bytes; nil when it is not one. It stands in every event, so reading it makes no
    /// strings.
    init?(ascii: UnsafeRawBufferPointer) {
        var rest = Scan(bytes: ascii)
        if rest.takes("holder:"), let party: PartyID = rest.id() {
            self.init(kind: .holder, party: party)
        } else if rest.takes("caregiver:"), let party: PartyID = rest.id() {
            self.init(kind: .caregiver, party: party)
        } else if rest.takes("helper:"), let party: PartyID = rest.id() {
            self.init(kind: .helper, party: party)
        } else if rest.takes("representative:"), let party: PartyID = rest.id(), rest.takes(":for:"),
            let holder: PartyID = rest.id()
        {
            self.init(kind: .representative, party: party, onBehalfOf: holder)
        } else if rest.takes("employee:"), let party: PartyID = rest.id(), rest.takes("@"),
            let office: OfficeID = rest.id()
        {
            self.init(kind: .employee, party: party, office: office)
        } else if rest.takes("operator") {
            self.init(kind: .operator)
        } else if rest.takes("system") {
            self.init(kind: .system)
        } else {
            return nil
        }
        guard rest.isAtEnd else { return nil }
    }

    /// How far a stored form has been read.
    private struct Scan {
        let bytes: UnsafeRawBufferPointer
        private var place = 0

        init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

        var isAtEnd: Bool { place == bytes.count }

        mutating func takes(_ word: StaticString) -> Bool {
            let length = word.utf8CodeUnitCount
            guard bytes.count - place >= length, let start = bytes.baseAddress,
                haveSameBytes(start + place, word.utf8Start, count: length)
            else { return false }
            place += length
            return true
        }

        mutating func id<Subject>() -> ID<Subject>? {
            guard bytes.count - place >= 36 else { return nil }
            defer { place += 36 }
            return ID(ascii: UnsafeRawBufferPointer(rebasing: bytes[place..<place + 36]))
        }
    }
}
