import Commands
import Events

/// The answer to a command that was only tried: what would follow, why, and what stands in the way.
struct DryRunAnswer: Record {
    enum Outcome: String, StoredName, CaseIterable {
        case accepted
        /// The domain would answer no, and keep that.
        case refused
        /// It could not be accepted: `code`, `detail` and `findings` say why.
        case rejected
    }

    let dryRun: Bool
    let outcome: Outcome
    /// Whether a fact would be kept.
    let wouldChange: Bool
    /// The revision on which it was decided: a command that names it finds the same state.
    let revision: Revision
    let events: [String]
    let reasons: [ExplainedReason]
    let code: String?
    let detail: String?
    let findings: [Finding]

    init(_ run: DryRun) {
        dryRun = true
        wouldChange = !run.events.isEmpty
        revision = run.revision
        events = run.events.map(\.name.description)
        reasons = run.reasons.map(ExplainedReason.init)
        if case .rejected(let rejection) = run.outcome {
            outcome = .rejected
            code = rejection.code
            detail = rejection.detail
            findings = rejection.findings
        } else {
            outcome = run.isRefused ? .refused : .accepted
            code = nil
            detail = nil
            findings = []
        }
    }

    init(from r: inout JSONReader) {
        dryRun = r("dryRun")
        outcome = r("outcome")
        wouldChange = r("wouldChange")
        revision = r("revision")
        events = r.list("events")
        reasons = r.list("reasons")
        code = r.optional("code")
        detail = r.optional("detail")
        findings = r.list("findings")
    }

    func writeFields(to w: inout JSONWriter) {
        w.field("dryRun", dryRun)
        w.field("outcome", outcome)
        w.field("wouldChange", wouldChange)
        w.field("revision", revision)
        w.field("events", events)
        w.field("reasons", reasons)
        w.field("code", code)
        w.field("detail", detail)
        w.field("findings", findings)
    }
}
