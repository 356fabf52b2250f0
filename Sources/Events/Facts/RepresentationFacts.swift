// Who stands for the budget holder, in the holder's dossier. Recorded by the granter, never by the citizen.

package enum RepresentativeKind: String, StoredName, CaseIterable {
    case person, organisation
}

/// Somebody represents the holder from a day on.
package struct RepresentativeAppointed: Fact {
    package static let name: StaticString = "representative-appointed"
    package let representative: PartyID
    package let kind: RepresentativeKind
    package let ground: RepresentationGround
    package let from: Day
    /// The last day; nil when it is open.
    package let until: Day?
    /// Whether neither the holder himself nor another representative can act in the dossier meanwhile.
    package let exclusive: Bool
    /// The granter that recorded it.
    package let office: OfficeID
    /// What shows the ground: the court's decision, the authorisation.
    package let documents: [DocumentID]
    /// What the granter's limits say of it; nil when it has set none.
    package let reasons: Reasons?

    package init(
        representative: PartyID, kind: RepresentativeKind, ground: RepresentationGround, from: Day, until: Day?,
        exclusive: Bool, office: OfficeID, documents: [DocumentID] = [], reasons: Reasons? = nil
    ) {
        self.representative = representative
        self.kind = kind
        self.ground = ground
        self.from = from
        self.until = until
        self.exclusive = exclusive
        self.office = office
        self.documents = documents
        self.reasons = reasons
    }

    package init(from r: inout JSONReader) {
        representative = r("representative")
        kind = r("kind")
        ground = r("ground")
        from = r("from")
        until = r.optional("until")
        exclusive = r("exclusive")
        office = r("office")
        documents = r.optionalList("documents")
        reasons = r.optional("reasons")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("representative", representative)
        w.field("kind", kind)
        w.field("ground", ground)
        w.field("from", from)
        w.field("until", until)
        w.field("exclusive", exclusive)
        w.field("office", office)
        w.present("documents", list: documents)
        w.present("reasons", reasons)
    }

    package var validOn: Day? { from }
}

/// The representation ended, at once: what is submitted after this event is refused.
package struct RepresentativeRemoved: Fact {
    package static let name: StaticString = "representative-removed"
    package let representative: PartyID
    package let office: OfficeID
    /// Why; nil where nobody said so.
    package let reason: RepresentationEnd?

    package init(representative: PartyID, office: OfficeID, reason: RepresentationEnd? = nil) {
        self.representative = representative
        self.office = office
        self.reason = reason
    }

    package init(from r: inout JSONReader) {
        representative = r("representative")
        office = r("office")
        reason = r.optional("reason")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("representative", representative)
        w.field("office", office)
        w.present("reason", reason)
    }
}

package enum RepresentationFact: Sendable, Equatable {
    case appointed(RepresentativeAppointed)
    case removed(RepresentativeRemoved)
    case helperInvited(HelperInvited)
    case helperJoined(HelperJoined)
    case helperRevoked(HelperRevoked)

    package var fact: any Fact {
        switch self {
        case .appointed(let fact): fact
        case .removed(let fact): fact
        case .helperInvited(let fact): fact
        case .helperJoined(let fact): fact
        case .helperRevoked(let fact): fact
        }
    }
}
