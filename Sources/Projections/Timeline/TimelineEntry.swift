package import Events

/// The kinds of events by their stored names.
package enum TimelineKind: String, StoredName, CaseIterable, Bindable {
    case personRegistered = "person-registered"
    case organisationRegistered = "organisation-registered"
    case contactChanged = "contact-changed"
    case bankAccountChanged = "bank-account-changed"
    case officeRegistered = "office-registered"
    case employeeAppointed = "employee-appointed"
    case employeeReleased = "employee-released"
    case policySet = "policy-set"
    case representativeAppointed = "representative-appointed"
    case representativeRemoved = "representative-removed"
    case budgetGranted = "budget-granted"
    case contractDrafted = "contract-drafted"
    case contractRevised = "contract-revised"
    case contractShared = "contract-shared"
    case contractSigned = "contract-signed"
    case signatureVoided = "signature-voided"
    case contractSubmitted = "contract-submitted"
    case contractAssessed = "contract-assessed"
    case contractApproved = "contract-approved"
    case contractRejected = "contract-rejected"
    case contractReturned = "contract-returned"
    case contractEnded = "contract-ended"
    case registrationRecorded = "registration-recorded"
    case assessmentAssigned = "assessment-assigned"
    case contractReopened = "contract-reopened"
    case exceptionGranted = "exception-granted"
    case contractWarned = "contract-warned"
    case changeProposed = "contract-change-proposed"
    case changeWithdrawn = "contract-change-withdrawn"
    case contractChanged = "contract-changed"
    case contractExtended = "contract-extended"
    case renewalNotified = "renewal-notified"
    case sicknessReported = "sickness-reported"
    case recoveryReported = "recovery-reported"
    case documentAttached = "document-attached"
    case claimFiled = "claim-filed"
    case claimAgreed = "claim-agreed"
    case claimDeclined = "claim-declined"
    case claimAccepted = "claim-accepted"
    case claimRefused = "claim-refused"
    case paymentScheduled = "payment-scheduled"
    case wageWithheld = "wage-withheld"
    case paymentPaid = "payment-paid"
    case paymentReturned = "payment-returned"
    case messageRead = "message-read"
    case logRestored = "log-restored"
}

/// One event of a dossier, party or office as a line: when, who, what, in one plain Dutch sentence.
package struct TimelineEntry: Described, Equatable {
    package let position: Position
    package let revision: Revision
    package let recordedAt: Moment
    package let validOn: Day?
    package let kind: TimelineKind
    package let subject: OwnerID
    package let command: CommandID
    package let principal: Principal
    package let sentence: String
    /// Whose exception it is, and to which contract a document belongs: they decide who may see the line.
    var office: OfficeID?
    var contract: ContractID?

    package func writeFields(to w: inout JSONWriter) {
        w.field("position", position.rawValue)
        w.field("revision", revision.rawValue)
        w.field("recordedAt", recordedAt)
        w.field("validOn", validOn)
        w.field("type", kind)
        w.field("subject", subject)
        w.field("principal", principal.text)
        w.field("command", command)
        w.field("sentence", sentence)
    }

    /// The events of a stream, newest first. `before` is the position of the last one of the page before.
    package static func page(
        _ s: Snapshot, stream: StreamID, for reader: Contract.Reader = .all, before: Position? = nil,
        limit: Int = Page.max
    ) throws(DatabaseError) -> [TimelineEntry] {
        let most = Page.limit(limit)
        let first = min(before.map { $0.rawValue - 1 } ?? .max, s.position.rawValue)
        let sight = try Sight(s, stream, reader)
        var page: [TimelineEntry] = []
        try s.walk(from: try newest(s, stream, at: first)) { (number) throws(DatabaseError) in
            guard page.count < most else { return nil }
            let entry = TimelineEntry(try s.event(number))
            if try sight.sees(entry, s) { page.append(entry) }
            return try s.events.previous(of: entry.position).rawValue
        }
        return page
    }

    /// Where the events of a stream stand up to the snapshot's position, in the order of the log: for who reads them
    /// there.
    package static func positions(_ s: Snapshot, stream: StreamID) throws(DatabaseError) -> [Position] {
        var positions: [Position] = []
        try s.walk(from: try newest(s, stream, at: s.position.rawValue)) { (number) throws(DatabaseError) in
            positions.append(Position(number))
            return try s.events.previous(of: Position(number)).rawValue
        }
        return positions.reversed()
    }

    /// The newest event of the stream that does not stand behind `most`; 0 when there is none.
    static func newest(_ s: Snapshot, _ stream: StreamID, at most: Int64) throws(DatabaseError) -> Int64 {
        var newest = try s.newest(
            TimelineView.Streams.byKey, of: OwnerID(bits: stream.bits), list: Int64(stream.kind.rawValue))
        while newest > most { newest = try s.events.previous(of: Position(newest)).rawValue }
        return newest
    }
}

extension TimelineEntry {
    private init(_ envelope: EventEnvelope) {
        let facts = TimelineFacts(envelope.event)
        position = envelope.position
        revision = envelope.revision
        recordedAt = envelope.recordedAt
        validOn = envelope.validOn
        kind = facts.kind
        subject = facts.subject
        command = envelope.command
        principal = envelope.principal
        office = facts.office
        contract = facts.contract
        sentence = TimelineSentence(facts, by: envelope.principal.kind).text
    }
}

/// Which lines of a dossier a reader may see.
private struct Sight {
    private let reader: Contract.Reader
    private let office: OfficeView?
    private let contracts: Set<ContractID>

    init(_ s: Snapshot, _ stream: StreamID, _ reader: Contract.Reader) throws(DatabaseError) {
        self.reader = reader
        var office: OfficeView?
        var contracts: Set<ContractID> = []
        if let dossier = stream.dossier {
            switch reader {
            case .all: break
            case .office(let id): office = try OfficeView(s, dossier, id)
            case .caregiver(let party):
                let rows = try ContractRow.list(s, dossier)
                contracts = Set(rows.filter { $0.caregiver == party && $0.wasShared }.map(\.key))
            }
        }
        self.office = office
        self.contracts = contracts
    }

    func sees(_ entry: TimelineEntry, _ s: Snapshot) throws(DatabaseError) -> Bool {
        let subject = entry.subject.bits
        switch entry.kind {
        case .personRegistered, .organisationRegistered, .contactChanged, .bankAccountChanged, .officeRegistered,
            .employeeAppointed, .employeeReleased, .policySet, .messageRead, .registrationRecorded, .logRestored:
            return reader == .all
        case .exceptionGranted:
            switch reader {
            case .all: return true
            case .caregiver(let party): return party.bits == subject
            case .office(let office): return office == entry.office
            }
        case .documentAttached: return sees(entry.contract, nil)
        case .representativeAppointed, .representativeRemoved:
            if case .caregiver = reader { return false }
            return true
        case .budgetGranted:
            if case .caregiver = reader { return false }
            return office?.sees(nil, BudgetID(bits: subject)) ?? true
        case .contractDrafted, .contractRevised, .contractShared, .contractSigned, .signatureVoided, .contractSubmitted,
            .contractAssessed, .contractApproved, .contractRejected, .contractReturned, .contractEnded, .wageWithheld,
            .assessmentAssigned, .contractReopened, .contractWarned, .changeProposed, .changeWithdrawn,
            .contractChanged, .contractExtended, .renewalNotified, .sicknessReported, .recoveryReported:
            return sees(ContractID(bits: subject), nil)
        case .claimFiled, .claimAgreed, .claimDeclined, .claimAccepted, .claimRefused:
            guard reader != .all else { return true }
            guard let row = try ClaimRow.find(ClaimID(bits: subject), in: s.db) else { return false }
            let filed = try row.filed(s)
            return sees(filed.contract, filed.budget)
        case .paymentScheduled, .paymentPaid, .paymentReturned:
            guard reader != .all else { return true }
            guard let payment = try PaymentRow.find(PaymentID(bits: subject), in: s.db) else { return false }
            if let office { return payment.shares.contains { office.budgets.contains($0.budget) } }
            return sees(try payment.scheduled(s).contract, nil)
        }
    }

    private func sees(_ contract: ContractID?, _ budget: BudgetID?) -> Bool {
        switch reader {
        case .all: true
        case .caregiver: contract.map(contracts.contains) ?? false
        case .office: office?.sees(contract, budget) ?? false
        }
    }
}
