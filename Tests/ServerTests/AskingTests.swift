import Commands
import Events
import Foundation
import Testing

@testable import Server

/// What stands behind the question mark: pages, limits, and in which quality somebody looks.
@Suite struct AskingTests {
    private static let names = JourneyNames(journey: "representative-organisation")
    private static let employee = Principal.employee(
        PartyID(bits: names.id("e1")), at: OfficeID(bits: names.id("o1")))

    private static func party(_ short: String) -> PartyID { PartyID(bits: names.id(short)) }

    /// A representation that is over takes no place on a page, so that nothing behind it is lost.
    @Test func aPageOfDossiersIsNotCutShortByWhatIsOver() throws {
        try TestService.withJourneys { server in
            let representative = Self.party("r2")
            for (index, (holder, until)) in [("h1", #","until":"2026-03-31""#), ("h2", "")].enumerated() {
                let answer = try server.post(
                    "/v1/commands",
                    #"{"id":"\#(CommandID(bits: UInt128(90 + index)).text)","type":"appoint-representative","#
                        + #""dossier":"\#(Self.party(holder).text)","representative":"\#(representative.text)","#
                        + #""ground":"authorised","from":"2026-01-01"\#(until),"exclusive":false}"#,
                    as: Self.employee)
                #expect(answer.status == 200, "\(answer.body)")
            }
            try server.waitForViews()
            let page = try server.get("/v1/dossiers?limit=1", as: .holder(representative))
            #expect(page.body.contains(Self.party("h2").text), "\(page.body)")
            #expect(!page.body.contains(Self.party("h1").text), "\(page.body)")
        }
    }

    @Test func theLargestNumberIsANumberToo() throws {
        try TestService.withJourneys { server in
            for query in ["/v1/dossiers?after=", "/v1/work-queue?after=", "/v1/inbox?before="] {
                let most = try server.get(query + "9223372036854775807", as: .holder(Self.party("h2")))
                #expect(most.status == 200, "\(query): \(most.body)")
                let more = try server.get(query + "9223372036854775808", as: .holder(Self.party("h2")))
                #expect(more.status == 400, "\(query): \(more.body)")
            }
        }
    }

    @Test func nobodyLooksInAQualityHeDoesNotHave() throws {
        try TestService.withJourneys { server in
            let holder = Principal.holder(PartyID(bits: JourneyNames(journey: "caregiver-files").id("h1")))
            let path = "/v1/dossiers/\(JourneyNames(journey: "caregiver-files").id("h1").uuid)/budgets?actingAs="
            for (quality, principal, status) in [
                ("holder", holder, 200), ("employee", holder, 403), ("representative", holder, 403),
                ("caregiver", holder, 403),
            ] {
                let answer = try server.get(path + quality, as: principal)
                #expect(answer.status == status, "\(quality): \(answer.body)")
            }
            let granted = "/v1/dossiers/\(Self.party("h1").text)/budgets?actingAs="
            let asEmployee = try server.get(granted + "employee", as: Self.employee)
            #expect(asEmployee.status == 200)
            let asHolder = try server.get(granted + "holder", as: Self.employee)
            #expect(asHolder.status == 403, "\(asHolder.body)")
        }
    }

    /// What has still to come is not answered as if it were now: a moment, a day or a position of the future is refused.
    @Test func theFutureIsNotAnswered() throws {
        try TestService.withJourneys { server in
            let last = try LogReader(try Connection(.reader(server.service.folder.log))).lastPosition()
            let path = "/v1/dossiers/\(Self.party("h1").text)/budgets?actingAs=employee&asOf="
            for past in ["2027-02-01", "2027-02-01T08:00:00Z", "\(last.rawValue)"] {
                let answer = try server.get(path + past, as: Self.employee)
                #expect(answer.status == 200, "\(past): \(answer.body)")
            }
            for future in ["2027-02-02", "2099-12-31", "2027-02-01T23:00:00Z", "\(last.rawValue + 1)"] {
                let answer = try server.get(path + future, as: Self.employee)
                #expect(answer.status == 400, "\(future): \(answer.body)")
                #expect(answer.body.contains(#""pointer":"asOf","code":"out-of-range""#), "\(answer.body)")
            }
            let wrong = try server.get(path + "gisteren", as: Self.employee)
            #expect(wrong.status == 400 && wrong.body.contains("een dag (2026-03-02)"), "\(wrong.body)")
        }
    }

    @Test func aNumberWithAFractionHidesNoOtherFault() throws {
        try TestService.withJourneys { server in
            let answer = try server.post(
                "/v1/commands",
                #"{"id":"x","type":"grant-budget","dossier":5,"law":"zvw","grantedCents":1.5,"foo":1}"#,
                as: Self.employee)
            #expect(answer.status == 400)
            for pointer in ["/id", "/dossier", "/law", "/grantedCents", "/foo", "/budget", "/from"] {
                let times = answer.body.components(separatedBy: "\"pointer\":\"\(pointer)\"").count - 1
                #expect(times == 1, "\(pointer): \(answer.body)")
            }
        }
    }
}

extension UInt128 {
    /// The bits as the text of an id.
    fileprivate var uuid: String { PartyID(bits: self).text }
}
