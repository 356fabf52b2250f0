import Events

/// The ids that clients gave to budgets, contracts, claims and documents, in all dossiers: each belongs to one thing for ever.
///
/// A dossier's own state tells what it has; this tells what others have, so that nobody can call a thing by the id of
/// somebody else's and so spoil the views, which find things by id. It holds 64-bit fingerprints, keyed anew in every
/// process; should two ids ever share one, the later asker is told to take another id.
struct UsedIDs {
    private var fingerprints: Set<UInt64> = []

    /// What the event makes, when it makes something that a client named; with the rejection of a taken id.
    private static func made(by event: Event) -> (bits: UInt128, kind: UInt8, taken: Rejection)? {
        switch event {
        case .budget(.granted(let grant)): (grant.budget.bits, 1, .budgetExists)
        case .contract(.drafted(let draft)): (draft.contract.bits, 2, .contractExists)
        case .claim(.filed(let filed)): (filed.claim.bits, 3, .claimExists)
        case .document(.attached(let attached)): (attached.document.bits, 4, .documentExists)
        case .budget, .contract, .claim, .party, .office, .representation, .payment, .inbox: nil
        }
    }

    /// The rejection of the first id among the events that something else has; nil when all are new.
    func taken(in events: [Event]) -> Rejection? {
        for event in events {
            if let made = Self.made(by: event), fingerprints.contains(Self.fingerprint(made.bits, made.kind)) {
                return made.taken
            }
        }
        return nil
    }

    mutating func insert(_ events: [Event]) {
        for event in events {
            if let made = Self.made(by: event) { fingerprints.insert(Self.fingerprint(made.bits, made.kind)) }
        }
    }

    /// Reads from the log what was ever made. The body of each such event begins with its id.
    mutating func load(_ log: LogReader, through position: Position) throws {
        let fields: [String: (field: StaticString, kind: UInt8)] = [
            "budget-granted": ("budget", 1), "contract-drafted": ("contract", 2), "claim-filed": ("claim", 3),
            "document-attached": ("document", 4),
        ]
        var reader = JSONReader()
        var fault: LogFault?
        try log.scan(after: .start, through: position) { row in
            guard fault == nil, let made = fields[row.name] else { return }
            reader.load(row.body)
            if let id = reader.peekText(made.field).flatMap(PartyID.init) {
                fingerprints.insert(Self.fingerprint(id.bits, made.kind))
            } else {
                fault = LogFault(.event(row.position), "it does not say what it made")
            }
        }
        if let fault { throw fault }
    }

    private static func fingerprint(_ bits: UInt128, _ kind: UInt8) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(kind)
        hasher.combine(bits)
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }
}
