/// All that two parties agree on in a contract (zorgovereenkomst). A revision repeats the full terms.
///
/// The fields that came later stand in the stored form only where they are filled in, so the digest of older terms
/// holds.
package struct ContractTerms: Record, Equatable {
    package let kind: ContractKind
    package let relation: Relation
    /// Whether the caregiver counts as formal. Derived from the register and the relation when the terms were drafted
    /// (Rlz 5.22), never typed in.
    package let formal: Bool
    package let start: Day
    /// The last day of a fixed term; nil when indefinite, and for a replacement.
    package let end: Day?
    package let lines: [ContractLine]
    /// What is agreed about the work.
    package let work: WorkAgreements
    /// What is agreed besides.
    package let general: GeneralAgreements

    package init(
        kind: ContractKind, relation: Relation, formal: Bool, start: Day, end: Day?, lines: [ContractLine],
        work: WorkAgreements = WorkAgreements(), general: GeneralAgreements = GeneralAgreements()
    ) {
        self.kind = kind
        self.relation = relation
        self.formal = formal
        self.start = start
        self.end = end
        self.lines = lines
        self.work = work
        self.general = general
    }

    package init(from r: inout JSONReader) {
        kind = r("kind")
        relation = r("relation")
        formal = r("formal")
        start = r("start")
        end = r.optional("end")
        lines = r.list("lines")
        work = r.optional("work") ?? WorkAgreements()
        general = r.optional("general") ?? GeneralAgreements()
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("kind", kind)
        w.field("relation", relation)
        w.field("formal", formal)
        w.field("start", start)
        w.field("end", end)
        w.field("lines", lines)
        w.present("work", work.isEmpty ? nil : work)
        w.present("general", general.isEmpty ? nil : general)
    }

    /// The same terms with another last day.
    package func lasting(until end: Day?) -> ContractTerms {
        ContractTerms(
            kind: kind, relation: relation, formal: formal, start: start, end: end, lines: lines, work: work,
            general: general)
    }

    /// The version of the SVB model: the one that was in use before versions were kept when nothing is stored.
    package var model: Code { general.model ?? "svb-2024" }

    /// The digest a signature is about: SHA-256 over the stored form of the terms.
    package var digest: Digest {
        var writer = JSONWriter()
        write(to: &writer)
        return SHA256.hash(writer.bytes)
    }
}
