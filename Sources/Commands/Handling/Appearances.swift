import Events

/// In whose dossiers somebody else than the holder appears: as caregiver, representative or helper, also of long ago.
struct Appearances {
    private var dossiers: [PartyID: Set<DossierID>] = [:]

    /// Where a party appears, his own dossier first, the others in the order of their ids: the same in every process.
    func dossiers(of party: PartyID) -> [DossierID] {
        let own = DossierID(holder: party)
        return [own] + (dossiers[party] ?? []).filter { $0 != own }.sorted { $0.bits < $1.bits }
    }

    /// Notes who appears in an event of a dossier.
    mutating func note(_ event: Event, in dossier: DossierID) {
        switch event {
        case .contract(.drafted(let draft)): insert(draft.caregiver, dossier)
        case .representation(.appointed(let appointed)): insert(appointed.representative, dossier)
        case .representation(.helperJoined(let joined)): insert(joined.helper, dossier)
        default: break
        }
    }

    /// The same of an event as it is stored. One that cannot be read is found by who needs it.
    mutating func note(_ row: EventRow, _ reader: inout JSONReader) {
        guard let field = Self.fields[row.name], let dossier = row.stream.dossier else { return }
        reader.load(row.body)
        if let party = reader.peekText(field).flatMap(PartyID.init) { insert(party, dossier) }
    }

    private mutating func insert(_ party: PartyID, _ dossier: DossierID) {
        dossiers[party, default: []].insert(dossier)
    }

    private static let fields: [String: StaticString] = [
        ContractDrafted.name.description: "caregiver", RepresentativeAppointed.name.description: "representative",
        HelperJoined.name.description: "helper",
    ]
}
