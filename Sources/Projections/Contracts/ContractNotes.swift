package import Events

/// An exception that a granter made for the caregiver of a contract.
package struct ContractException: Described, Equatable {
    package let granted: ExceptionGranted
    package let at: Moment

    package func writeFields(to w: inout JSONWriter) {
        w.field("rule", granted.rule)
        w.field("most", granted.most)
        w.field("from", granted.from)
        w.field("until", granted.until)
        w.field("office", granted.office)
        w.field("explanation", granted.explanation)
        w.field("at", at)
    }

    package static var examples: [ContractException] {
        [
            ContractException(
                granted: ExceptionGranted(
                    caregiver: Sample.id(3), rule: "zo-13", most: 2_700, from: Sample.day, until: nil,
                    office: Sample.id(2), explanation: Sample.personal(Sample.text("Er is niemand anders."))),
                at: Sample.moment)
        ]
    }

    /// The exceptions for a contract's caregiver, the oldest first; an office sees its own.
    static func list(
        _ s: Snapshot, _ row: ContractRow, _ reader: Contract.Reader
    ) throws(DatabaseError) -> [ContractException] {
        let numbers = try s.db.all(
            "SELECT number FROM contract_exception WHERE dossier = ? AND caregiver = ? ORDER BY number", row.dossier,
            row.caregiver
        ) { $0.int64(0) }
        var exceptions: [ContractException] = []
        for number in numbers {
            let envelope = try s.event(number)
            guard case .contract(.exceptionGranted(let granted)) = envelope.event else {
                throw .missing("exception-granted")
            }
            if case .office(let office) = reader, office != granted.office { continue }
            exceptions.append(ContractException(granted: granted, at: envelope.recordedAt))
        }
        return exceptions
    }
}

/// What a contract that holds will break from a day on, with what would fix it.
package struct ContractWarning: Described, Equatable {
    package let version: Int64
    /// The first day on which the rule is broken.
    package let on: Day
    package let reasons: [ExplainedReason]
    package let at: Moment

    package func writeFields(to w: inout JSONWriter) {
        w.field("version", version)
        w.field("on", on)
        w.field("reasons", reasons)
        w.field("at", at)
    }

    package static var examples: [ContractWarning] {
        [ContractWarning(version: 1, on: Sample.lastDay, reasons: [Sample.reason], at: Sample.moment)]
    }

    /// The warnings about a contract, the oldest first, with the reasons that the reader may know.
    static func list(
        _ s: Snapshot, _ row: ContractRow, _ sight: Contract.Sight
    ) throws(DatabaseError) -> [ContractWarning] {
        var warnings: [ContractWarning] = []
        for number in row.warnings {
            let envelope = try s.event(number)
            guard case .contract(.warned(let warned)) = envelope.event else { throw .missing("contract-warned") }
            let told = sight.told(warned.reasons, of: row)
            // Of a warning without a reason that may be told nobody says whose it is.
            guard !told.isEmpty else { continue }
            warnings.append(
                ContractWarning(
                    version: warned.contractVersion, on: warned.on,
                    reasons: told.map { ExplainedReason($0) }, at: envelope.recordedAt))
        }
        return warnings
    }
}

/// Whether a fixed term will be extended, as the caregiver was told.
package struct ToldRenewal: Described, Equatable {
    package let renews: Bool
    package let toldOn: Day
    /// Whether he was told in time.
    package let reasons: [ExplainedReason]

    package func writeFields(to w: inout JSONWriter) {
        w.field("renews", renews)
        w.field("toldOn", toldOn)
        w.field("reasons", reasons)
    }

    package static var examples: [ToldRenewal] {
        [ToldRenewal(renews: false, toldOn: Sample.day, reasons: [Sample.reason])]
    }
}

extension ToldRenewal {
    /// Nil when nobody told him.
    init?(_ row: ContractRow, _ s: Snapshot) throws(DatabaseError) {
        guard row.renewal != 0 else { return nil }
        guard case .contract(.renewalNotified(let notice)) = try s.event(row.renewal).event else {
            throw .missing("renewal-notified")
        }
        self.init(
            renews: notice.renews, toldOn: notice.toldOn, reasons: notice.reasons.map { ExplainedReason($0) })
    }
}
