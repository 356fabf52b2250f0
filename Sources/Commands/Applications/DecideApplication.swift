package import Events

/// An employee of the granter decides on an application, with grounds and an explanation. Nothing here decides by itself
/// (AVG art. 22), and late is a flag. What is granted follows by `grant-budget`.
package struct DecideApplication: Command {
    package static let name: StaticString = "decide-application"
    package static let allowed: [Actor] = [.granter(.grants)]

    package let dossier: DossierID
    package let application: ApplicationID
    let decision: DecisionInput

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        application = r("application")
        decision = DecisionInput(from: &r)
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("application", application)
        decision.writeFields(to: &w)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.openApplication(application, for: stamp.principal, on: stamp.today)
        let interview = try Self.interview(of: known, decision)
        switch decision.outcome {
        case .granted: try Self.checkGrant(known, world.dossier)
        case .refused: try Self.checkRefusal(known, decision.grounds, on: stamp.today)
        }
        let paused = known.pausedDays(answeredOn: stamp.today)
        let row = DecisionTerm.application(known.filed.law, receivedOn: known.filed.receivedOn)
        let term = DecisionTerm.reason(
            receivedOn: known.filed.receivedOn, decideBy: known.decideBy(pausedFor: paused), on: stamp.today,
            row, pausedDays: paused, extendedUntil: known.extendedUntil)
        return [
            .application(
                .decided(
                    ApplicationDecided(
                        application: application, office: known.filed.office, outcome: decision.outcome,
                        grounds: decision.grounds,
                        explanation: stamp.seal(decision.explanation, of: dossier.holder, use: 0),
                        reasons: Reasons([term] + (interview.map { [$0] } ?? [])))))
        ]
    }

    /// Under the Wlz nobody is granted a pgb without the interview, or refused one but for what an interview cannot change
    /// (Wlz 3.3.3, as care offices carry it out; the exception is inferred).
    private static func interview(
        of known: ApplicationState, _ decision: DecisionInput
    ) throws(Rejection) -> Reason? {
        guard known.filed.law == .wlz else { return nil }
        guard let report = known.report else {
            let needsNone: [ApplicationReason] = [.noIndication, .planIncomplete]
            guard decision.outcome == .refused, decision.grounds.allSatisfy(needsNone.contains)
            else { throw .interviewFirst }
            return Reason(rule: .interviewReported, met: false, figures: [], source: "Wlz 3.3.3")
        }
        return Reason(
            rule: .interviewReported, met: report.outcome != .notHeld,
            figures: [Figure("held-on", report.heldOn.figure)], source: "Wlz 3.3.3")
    }

    /// A grant cannot say the opposite of the interview that was reported last.
    private static func checkGrant(_ known: ApplicationState, _ dossier: DossierState) throws(Rejection) {
        switch known.report?.outcome {
        case nil where known.filed.law == .wlz: throw .interviewFirst
        case .notHeld where known.filed.law == .wlz: throw .interviewFirst
        case .notCapable: throw .notShownCapable
        case .capableWithHelp:
            guard known.filed.representative != nil || !dossier.representatives.isEmpty
            else { throw .representativeNeeded }
        case .capable, .notHeld, nil: return
        }
    }

    /// Nobody is refused while he may still answer, nor for a plan that is not complete before he was asked to complete it
    /// (Awb 4:5(1)).
    private static func checkRefusal(
        _ known: ApplicationState, _ grounds: [ApplicationReason], on today: Day
    ) throws(Rejection) {
        guard !known.isPaused(on: today) else { throw .termStandsStill }
        guard !grounds.contains(.planIncomplete) || known.wasAsked else { throw .askFirst }
    }
}

extension Rejection {
    package static let interviewFirst = Rejection(
        "interview-first", "Voor dit besluit is een gesprek nodig over de keuze voor een pgb. Meld eerst het verslag.")
    package static let notShownCapable = Rejection(
        "not-shown-capable", "Het gesprek liet zien dat het beheer niet lukt. Plan een nieuw gesprek, of wijs af.")
    package static let representativeNeeded = Rejection(
        "representative-needed",
        "Volgens het gesprek is een vertegenwoordiger nodig. Vraag de aanvrager om er een te noemen.")
    package static let askFirst = Rejection(
        "ask-first", "Vraag de aanvrager eerst om het plan aan te vullen, en geef hem de tijd.")
}
