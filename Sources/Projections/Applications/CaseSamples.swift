// The examples of the rows about applications, requests, reports and visits, for the description of the API.

import Events

extension Sample {
    fileprivate static func frame(_ status: CaseStatus) -> CaseFrame {
        CaseFrame(number: 43_008, dossier: id(1), office: id(2), status: status)
    }

    /// Something that was said in a dossier.
    fileprivate static func said(_ event: Event) -> EventEnvelope {
        EventEnvelope(
            position: Position(42), stream: .dossier(id(1)), revision: Revision(1), recordedAt: moment, validOn: nil,
            command: id(8), ordinal: 0, principal: holder, event: event, hash: digest)
    }
}

extension PgbApplication {
    package static var examples: [PgbApplication] {
        let filed = ApplicationFiled(
            application: Sample.id(21), office: Sample.id(2), law: .wlz, from: Sample.day,
            plan: [
                PlanLine(
                    function: .individualSupport, unit: .hour, rateCents: Cents(2_500), unitsPerYear: 520,
                    totalCents: Cents(1_300_000))
            ], totalCents: Cents(1_300_000),
            motivation: Sample.personal(Sample.text("Ik wil zelf kiezen wie mij helpt.")),
            receivedOn: Sample.day, decideBy: Sample.day.adding(days: 56))
        return [PgbApplication(Sample.frame(.open), [Sample.said(.application(.filed(filed)))])]
    }
}

extension PgbRequest {
    package static var examples: [PgbRequest] {
        let filed = RequestFiled(
            request: Sample.id(22), office: Sample.id(2), kind: .extraBudget, law: .wlz, from: Sample.day,
            extra: .moreCare, amountCents: Cents(250_000),
            explanation: Sample.personal(Sample.text("Ik heb meer hulp nodig.")),
            decideBy: Sample.day.adding(days: 56), filedOn: Sample.day)
        return [PgbRequest(Sample.frame(.open), [Sample.said(.circumstance(.requestFiled(filed)))])]
    }
}

extension Circumstance {
    package static var examples: [Circumstance] {
        let reported = CircumstanceReported(
            report: Sample.id(23), kind: .abroad, from: Sample.day, until: Sample.day.adding(days: 20),
            offices: [Sample.id(2)],
            reasons: [
                Reason(
                    rule: .abroadLength, met: true,
                    figures: [Figure("year", 2026), Figure("abroad-days", 21), Figure("most-days", 42)],
                    source: "meldplicht pgb: buitenland")
            ])
        return [Circumstance(Sample.frame(.open), [Sample.said(.circumstance(.reported(reported)))])]
    }
}

extension HomeVisit {
    package static var examples: [HomeVisit] {
        let planned = VisitPlanned(visit: Sample.id(24), office: Sample.id(2), at: Sample.moment)
        return [HomeVisit(Sample.frame(.planned), [Sample.said(.circumstance(.visitPlanned(planned)))])]
    }
}

extension PgbEnding {
    package static var examples: [PgbEnding] {
        let ended = PgbEnded(
            office: Sample.id(2), law: .wlz, ending: .ended, lastDay: Sample.lastDay, reason: .ownWish, reasons: [])
        return [PgbEnding(Sample.frame(.decided), [Sample.said(.circumstance(.pgbEnded(ended)))])]
    }
}
