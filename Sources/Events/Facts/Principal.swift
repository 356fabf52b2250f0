/// Who acts, and for whom. It stands in every event and every command row of the log.
package struct Principal: Hashable, Sendable {
    package enum Kind: String, StoredName, CaseIterable {
        case holder, representative, caregiver, employee, `operator`, system
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
    package static func employee(_ party: PartyID, at office: OfficeID) -> Principal {
        Principal(kind: .employee, party: party, office: office)
    }
    /// The person who runs the machine: sets up offices and their first employees, sees no dossier.
    package static let `operator` = Principal(kind: .operator)
    /// The system's own timed work, such as monthly wages.
    package static let system = Principal(kind: .system)

    /// The stored form: `holder:ID`, `representative:ID:for:ID`, `caregiver:ID`, `employee:ID@ID`, `operator`, `system`.
    package var text: String {
        switch kind {
        case .holder, .caregiver: Self.text(kind.rawValue, ":", party)
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
        if text == "operator" {
            self = .operator
            return
        }
        if text == "system" {
            self = .system
            return
        }
        guard let colon = text.firstIndex(of: ":"), let kind = Kind(rawValue: String(text[..<colon])) else {
            return nil
        }
        let rest = text[text.index(after: colon)...]
        switch kind {
        case .holder, .caregiver:
            guard let party = PartyID(String(rest)) else { return nil }
            self.init(kind: kind, party: party)
        case .representative:
            let parts = rest.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 3, parts[1] == "for", let party = PartyID(String(parts[0])),
                let holder = PartyID(String(parts[2]))
            else { return nil }
            self.init(kind: kind, party: party, onBehalfOf: holder)
        case .employee:
            let parts = rest.split(separator: "@", omittingEmptySubsequences: false)
            guard parts.count == 2, let party = PartyID(String(parts[0])), let office = OfficeID(String(parts[1]))
            else { return nil }
            self.init(kind: kind, party: party, office: office)
        case .operator, .system:
            return nil
        }
    }
}
