import Events

/// The ids that clients gave to budgets, contracts, claims, documents, deposits and receivables, in all dossiers: each
/// belongs to one thing for ever.
///
/// A dossier's own state tells what it has; this tells what others have, so that nobody can call a thing by the id of
/// somebody else's and so spoil the views, which find things by id. It holds 64-bit fingerprints, keyed anew in every
/// process; should two ids ever share one, the later asker is told to take another id.
///
/// That an id cannot be used must be said, so a client could try ids of others. What it learns is as little as can be:
/// `id-not-free`, the same for everything it may not see, says not what has the id, nor in whose dossier, nor even of
/// which kind; ids are random, so whoever asks has seen that very id already; and the log keeps that he asked.
///
/// An entry of a bank file is used in the same way: it is booked in one dossier, or is settled without, and once.
struct UsedIDs {
    private var fingerprints: Set<UInt64> = []

    /// The id of what the event makes, when it makes something that a client named.
    private static func made(by event: Event) -> UInt128? {
        switch event {
        case .budget(.granted(let grant)): grant.budget.bits
        case .budget(.depositReceived(let deposit)): deposit.deposit.bits
        case .contract(.drafted(let draft)): draft.contract.bits
        case .claim(.filed(let filed)): filed.claim.bits
        case .document(.attached(let attached)): attached.document.bits
        case .receivable(.raised(let raised)): raised.receivable.bits
        case .application(.filed(let filed)): filed.application.bits
        case .circumstance(.requestFiled(let filed)): filed.request.bits
        case .circumstance(.reported(let reported)): reported.report.bits
        case .circumstance(.visitPlanned(let planned)): planned.visit.bits
        case .representation(.helperInvited(let invited)): invited.invitation.bits
        case .budget, .contract, .claim, .party, .office, .representation, .payment, .receivable, .run, .bank,
            .inbox, .application, .circumstance, .rights, .dispatch, .system:
            nil
        }
    }

    /// The entry of a bank file that the event books or settles.
    private static func entry(of event: Event) -> BankEntry? {
        switch event {
        case .budget(.depositReceived(let deposit)): deposit.entry
        case .receivable(.paid(let paid)): paid.entry
        case .bank(.entrySettled(let settled)): settled.entry
        default: nil
        }
    }

    private static func used(by event: Event) -> [UInt128] {
        [made(by: event), entry(of: event).map { bits(of: $0) }].compactMap { $0 }
    }

    /// The rejection of the first id among the events that something else has; nil when all are new, or are of what the
    /// dossier itself calls so and says anew.
    func taken(in events: [Event], of dossier: DossierState) -> Rejection? {
        for event in events where !Self.isSaidAnew(event, in: dossier) {
            if let made = Self.made(by: event), fingerprints.contains(Self.fingerprint(made)) { return .idNotFree }
            if let entry = Self.entry(of: event), fingerprints.contains(Self.fingerprint(Self.bits(of: entry))) {
                return .entryUsed
            }
        }
        return nil
    }

    /// An application that is filed again and a visit that gets another date keep their ids.
    private static func isSaidAnew(_ event: Event, in dossier: DossierState) -> Bool {
        switch event {
        case .application(.filed(let filed)): dossier.application(filed.application) != nil
        case .circumstance(.visitPlanned(let planned)): dossier.visit(planned.visit) != nil
        default: false
        }
    }

    /// One number for an entry: no id that a client made up is like it.
    private static func bits(of entry: BankEntry) -> UInt128 {
        SHA256.hash(entry.file.bytes + Array("entry/\(entry.number)".utf8)).first128
    }

    mutating func insert(_ events: [Event]) {
        for event in events {
            for used in Self.used(by: event) { fingerprints.insert(Self.fingerprint(used)) }
        }
    }

    /// Reads from the log what was ever made. The body of each such event begins with its id.
    ///
    /// - Parameters:
    ///   - represents: is given who represents whom, which is in all dossiers too: the log is read only once.
    ///   - look: sees every event as well.
    mutating func load(
        _ log: LogReader, through position: Position, represents: (DossierID, RepresentationFact) -> Void,
        look: (EventRow) -> Void = { _ in }
    ) throws {
        let fields: [String: StaticString] = [
            "budget-granted": "budget", "contract-drafted": "contract", "claim-filed": "claim",
            "document-attached": "document", "receivable-raised": "receivable", "application-filed": "application",
            "request-filed": "request", "circumstance-reported": "report", "visit-planned": "visit",
            "helper-invited": "invitation",
        ]
        var reader = JSONReader()
        let booking: Set<String> = ["deposit-received", "receivable-paid", "bank-entry-settled"]
        let representing: Set<String> = [
            RepresentativeAppointed.name.description, RepresentativeRemoved.name.description,
        ]
        var decoder = EventDecoder()
        var fault: LogFault?
        try log.scan(after: .start, through: position) { row in
            guard fault == nil else { return }
            look(row)
            if booking.contains(row.name) {
                do throws(LogFault) {
                    for used in Self.used(by: try decoder.envelope(row).event) {
                        fingerprints.insert(Self.fingerprint(used))
                    }
                } catch {
                    fault = error
                }
                return
            }
            if representing.contains(row.name) {
                do throws(LogFault) {
                    let envelope = try decoder.envelope(row)
                    if let dossier = envelope.stream.dossier, case .representation(let fact) = envelope.event {
                        represents(dossier, fact)
                    }
                } catch {
                    fault = error
                }
                return
            }
            guard let field = fields[row.name] else { return }
            reader.load(row.body)
            if let id = reader.peekText(field).flatMap(PartyID.init) {
                fingerprints.insert(Self.fingerprint(id.bits))
            } else {
                fault = LogFault(.event(row.position), "it does not say what it made")
            }
        }
        if let fault { throw fault }
    }

    private static func fingerprint(_ bits: UInt128) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(bits)
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }
}

extension Rejection {
    package static let idNotFree = Rejection(
        "id-not-free", "Dit id kunt u niet gebruiken. Kies een nieuw willekeurig id.")
    package static let entryUsed = Rejection(
        "entry-used", "Deze boeking van de bank is al verwerkt. Bekijk in het overzicht waar.")
}
