package import Events

/// The holder side asks the granter of a running pgb for extra budget, for another representative, or that it ends. What
/// is decided follows by its own command: `change-budget`, `appoint-representative` or `end-pgb`.
package struct FileRequest: Command {
    package static let name: StaticString = "file-request"
    package static let allowed: [Actor] = [.holderSide]

    package let dossier: DossierID
    package let request: RequestID
    package let office: OfficeID
    package let kind: RequestKind
    package let law: Law
    /// The first day it is asked for; of an ending the first day without.
    package let from: Day
    package let extra: ExtraKind?
    package let amountCents: Cents?
    package let representative: PartyID?
    package let ground: RepresentationGround?
    package let explanation: Text
    package let documents: [DocumentID]

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        request = r("request")
        office = r("office")
        kind = r("kind")
        law = r("law")
        from = r("from")
        extra = r.optional("extra")
        amountCents = r.optional("amountCents")
        representative = r.optional("representative")
        ground = r.optional("ground")
        explanation = r("explanation")
        documents = r.optionalList("documents")
        refuseOtherFields(&r)
        for place in documents.repeats(of: \.self) {
            r.refuse("documents", element: place, .invalidValue, "Dit document staat er twee keer in.")
        }
    }

    /// Each kind has fields of its own. The kinds of extra care are those of the Wlz.
    private func refuseOtherFields(_ r: inout JSONReader) {
        let isBudget = kind == .extraBudget
        if isBudget, amountCents == nil { r.refuse("amountCents", .missing, "Vul in hoeveel extra budget u vraagt.") }
        if let amountCents, amountCents <= .zero {
            r.refuse("amountCents", .outOfRange, "Vul een bedrag boven nul in.")
        }
        if !isBudget, amountCents != nil {
            r.refuse("amountCents", .invalidValue, "Een bedrag hoort alleen bij extra budget. Laat het leeg.")
        }
        if extra != nil, !isBudget || law != .wlz {
            r.refuse("extra", .invalidValue, "Dit hoort alleen bij extra budget uit de Wlz. Laat het leeg.")
        }
        let isRepresentative = kind == .representative
        if isRepresentative, representative == nil {
            r.refuse("representative", .missing, "Noem wie de vertegenwoordiger wordt.")
        }
        if isRepresentative, ground == nil { r.refuse("ground", .missing, "Noem waarom hij dat is.") }
        if !isRepresentative, representative != nil {
            r.refuse("representative", .invalidValue, "Dit hoort bij een andere vraag. Laat het leeg.")
        }
        if !isRepresentative, ground != nil {
            r.refuse("ground", .invalidValue, "Dit hoort bij een andere vraag. Laat het leeg.")
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("request", request)
        w.field("office", office)
        w.field("kind", kind)
        w.field("law", law)
        w.field("from", from)
        w.present("extra", extra)
        w.present("amountCents", amountCents)
        w.present("representative", representative)
        w.present("ground", ground)
        w.field("explanation", explanation)
        w.present("documents", list: documents)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        if let known = world.dossier.request(request) {
            guard isSame(as: known.filed, world) else { throw .requestExists }
            return []
        }
        let dossier = world.dossier
        guard dossier.budgets.contains(where: { $0.office == office && $0.law == law }) else { throw .noPgbThere }
        guard dossier.isEnded(law, by: office) == nil else { throw .pgbOver }
        if let representative {
            guard world.register.parties[representative] != nil else { throw .unknownParty }
            guard representative != dossier.holder else { throw .representsHimself }
        }
        // More budget may be asked for care that was needed already.
        guard kind == .extraBudget || stamp.today <= from else { throw .dayPassed }
        try dossier.requireAttached(documents)
        guard
            !dossier.requests.contains(where: {
                $0.isOpen && $0.filed.office == office && $0.filed.law == law && $0.filed.kind == kind
                    && $0.filed.extra == extra
            })
        else { throw .requestOpen }
        let term = DecisionTerm.request(filedOn: stamp.today).value
        return [
            .circumstance(
                .requestFiled(
                    RequestFiled(
                        request: request, office: office, kind: kind, law: law, from: from, extra: extra,
                        amountCents: amountCents, representative: representative, ground: ground,
                        explanation: stamp.seal(explanation, of: dossier.holder, use: 0), documents: documents,
                        decideBy: DecisionTerm.working(stamp.today.adding(days: term)), filedOn: stamp.today)))
        ]
    }

    private func isSame(as filed: RequestFiled, _ world: borrowing World) -> Bool {
        filed.office == office && filed.kind == kind && filed.law == law && filed.from == from && filed.extra == extra
            && filed.amountCents == amountCents && filed.representative == representative && filed.ground == ground
            && filed.documents == documents && world.text(filed.explanation) == explanation
    }
}

/// The holder side no longer asks it.
package struct WithdrawRequest: Command {
    package static let name: StaticString = "withdraw-request"
    package static let allowed: [Actor] = [.holderSide]

    package let dossier: DossierID
    package let request: RequestID

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        request = r("request")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("request", request)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.request(request, for: stamp.principal)
        if known.isWithdrawn { return [] }
        guard known.isOpen else { throw .requestClosed }
        return [.circumstance(.requestWithdrawn(RequestWithdrawn(request: request)))]
    }
}

extension Rejection {
    package static let requestExists = Rejection(
        "request-exists", "Er is al een verzoek met dit nummer en andere gegevens. Gebruik een nieuw nummer.")
    package static let noPgbThere = Rejection(
        "no-pgb-there", "U hebt bij deze organisatie geen pgb uit deze wet. Dien eerst een aanvraag in.")
    package static let pgbOver = Rejection(
        "pgb-over", "Dit pgb is al gestopt. Dien een nieuwe aanvraag in als u weer een pgb wilt.")
    package static let dayPassed = Rejection(
        "day-passed", "Deze dag is al voorbij. Kies vandaag of een latere dag.")
    package static let requestOpen = Rejection(
        "request-open", "U hebt dit al gevraagd en er is nog niet beslist. Trek dat eerst in als u iets anders wilt.")
    package static let requestClosed = Rejection(
        "request-closed", "Over dit verzoek is al beslist, of het is ingetrokken. Dien een nieuw verzoek in.")
}
