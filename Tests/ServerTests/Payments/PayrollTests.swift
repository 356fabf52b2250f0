import Commands
import Events
import Foundation
import Projections
import Testing

@testable import Server

/// The line to the salary engine: what it is given of a month, and what it hands back, all of it or nothing.
@Suite struct PayrollTests {
    private static let names = JourneyNames(journey: "payroll-employment")
    private static let dossier = DossierID(bits: names.id("h1"))
    private static let contract = ContractID(bits: names.id("k1"))
    private static let months = [6, 7].compactMap { Month(year: 2026, number: $0) }

    private static func svb(_ short: String) -> Principal {
        .employee(PartyID(bits: names.id(short)), at: OfficeID(bits: names.id("o3")))
    }
    private static let (maker, releaser, auditor) = (svb("e6"), svb("e7"), svb("e8"))

    /// The wages of two more months, which nobody has settled.
    private func withWages(_ body: (TestService, [PaymentID]) throws -> Void) throws {
        try TestService.withJourneys { server in
            for month in Self.months {
                let command = ScheduleWage(dossier: Self.dossier, contract: Self.contract, month: month)
                let answer = try server.service.ask(asSystem: command, named: "payroll-test/\(month.text)")
                guard case .accepted = answer else { throw NotScheduled() }
            }
            try server.waitForViews()
            let payments = try Self.months.map { month in
                let feed = try server.get("/v1/payroll/\(month.text)", as: Self.maker).body
                return try #require(
                    try feed.firstMatch(of: Regex(#""payment":"([0-9a-f-]{36})""#, as: (Substring, Substring).self))
                        .flatMap { PaymentID(String($0.1)) }, "\(feed)")
            }
            try body(server, payments)
        }
    }

    private struct NotScheduled: Error {}

    private static func line(_ payment: PaymentID, _ net: Int64, _ withheld: Int64) -> String {
        #"{"dossier":"\#(dossier.text)","payment":"\#(payment.text)","netCents":\#(net),"withheldCents":\#(withheld)}"#
    }

    private func post(
        _ server: TestService, _ lines: [String], month: String = "2026-06", as principal: Principal = maker
    ) throws -> RawClient.Answer {
        let body = #"{"month":"\#(month)","results":[\#(lines.joined(separator: ","))]}"#
        let answer = try server.post("/v1/payroll-results", body, as: principal)
        try server.waitForViews()
        return answer
    }

    /// What stands in the log.
    private func kept(_ server: TestService) throws -> [Int64] {
        let reader = LogReader(try Connection(.reader(server.service.folder.log)))
        return [try reader.lastPosition().rawValue, try reader.lastSequence()]
    }

    @Test func theEngineIsGivenAMonthAndSettlesIt() throws {
        try withWages { server, payments in
            let before = try server.get("/v1/payroll/2026-06", as: Self.releaser).body
            for part in [
                #""holder":"\#(PartyID(bits: Self.names.id("h1")).text)""#, #""grossCents":100000"#,
                #""chargesCents":17540"#, #""chargesBasisPoints":1754"#, #""taxCredit":true"#, #""settled":false"#,
                #""netCents":null"#, #""next":null"#,
            ] {
                #expect(before.contains(part), "\(part) in \(before)")
            }
            #expect(!before.contains("Willemijn") && !before.contains("999962851"))
            let taken = try post(server, [Self.line(payments[0], 88_000, 12_000)])
            #expect(
                taken.status == 200
                    && taken.body
                        == #"{"month":"2026-06","payments":1,"grossCents":100000,"netCents":88000,"withheldCents":12000}"#,
                "\(taken.body)")
            let after = try server.get("/v1/payroll/2026-06", as: Self.auditor).body
            #expect(after.contains(#""settled":true,"netCents":88000,"withheldCents":12000"#), "\(after)")
            let july = try server.get("/v1/payroll/2026-07", as: Self.auditor).body
            #expect(july.contains(#""settled":false"#), "\(july)")
        }
    }

    @Test func aMonthComesInPagesAndAsCSV() throws {
        try TestService.withJourneys { server in
            // The wage of April was taken back and scheduled anew.
            let first = try server.get("/v1/payroll/2026-04?limit=1", as: Self.auditor)
            #expect(first.body.contains(#""status":"withdrawn","grossCents":40000"#), "\(first.body)")
            let link = try #require(first.header("Link"))
            let next = try #require(link.firstMatch(of: #/<([^>]+)>; rel="next"/#)?.1)
            let second = try server.get(String(next), as: Self.auditor)
            #expect(second.body.contains(#""status":"paid","grossCents":76667"#), "\(second.body)")
            #expect(!second.body.contains(#""grossCents":40000"#))
            let csv = try server.get("/v1/payroll/2026-04?format=csv", as: Self.auditor).body
            #expect(csv.hasPrefix(#""payment","position","dossier","holder","contract","payee","source""#), "\(csv)")
            #expect(csv.split(separator: "\r\n").count == 3, "\(csv)")
            // Nobody had a gross wage then.
            let none = try server.get("/v1/payroll/2019-12", as: Self.auditor)
            #expect(none.status == 200 && none.body.contains(#""items":[]"#), "\(none.body)")
        }
    }

    @Test func oneWrongLineKeepsAllOut() throws {
        try withWages { server, payments in
            let before = try kept(server)
            let good = Self.line(payments[0], 88_000, 12_000)
            let unknown = PaymentID(bits: 9)
            let answer = try post(
                server, [good, Self.line(unknown, 1, 1), Self.line(payments[1], 88_000, 12_000), good])
            #expect(answer.status == 409 && answer.body.contains(#""code":"payroll-results-refused""#))
            #expect(answer.body.contains(#""pointer":"/results/2","code":"payroll-other-month""#), "\(answer.body)")
            #expect(answer.body.contains(#""pointer":"/results/3","code":"payment-named-twice""#), "\(answer.body)")
            let strange = try post(server, [good, Self.line(unknown, 1, 1)])
            #expect(
                strange.status == 409
                    && strange.body.contains(#""errors":[{"pointer":"/results/1","code":"unknown-payment""#),
                "\(strange.body)")
            let cent = try post(server, [Self.line(payments[1], 88_000, 12_001)], month: "2026-07")
            #expect(
                cent.status == 409
                    && cent.body.contains(#""pointer":"/results/0","code":"payroll-does-not-add-up""#), "\(cent.body)")
            let negative = try post(server, [good, Self.line(payments[1], 100_001, -1)])
            #expect(
                negative.status == 400 && negative.body.contains(#""pointer":"/results/1/withheldCents""#),
                "\(negative.body)")
            #expect(try kept(server) == before)
        }
    }

    @Test func theSameAgainChangesNothing() throws {
        try withWages { server, payments in
            let lines = [Self.line(payments[0], 88_000, 12_000)]
            let first = try post(server, lines)
            let once = try kept(server)
            #expect(first.status == 200)
            let again = try post(server, lines)
            #expect(again.status == 200 && again.body == first.body, "\(again.body)")
            #expect(try kept(server) == once)
            // Another outcome takes its place; the first one, sent again, does not come back and is not called taken up.
            let other = try post(server, [Self.line(payments[0], 87_999, 12_001)])
            #expect(other.status == 200, "\(other.body)")
            let late = try post(server, lines)
            #expect(
                late.status == 409
                    && late.body.contains(#""pointer":"/results/0","code":"payroll-overtaken""#), "\(late.body)")
            let stands = try server.get("/v1/payroll/2026-06", as: Self.maker).body
            #expect(stands.contains(#""netCents":87999,"withheldCents":12001"#), "\(stands)")
        }
    }

    @Test func onlyAMakerHandsIn() throws {
        try withWages { server, payments in
            let before = try kept(server)
            let others: [Principal] = [
                Self.releaser, Self.auditor, .holder(Self.dossier.holder),
                .employee(PartyID(bits: Self.names.id("e1")), at: OfficeID(bits: Self.names.id("o1"))),
            ]
            for principal in others {
                let answer = try post(server, [Self.line(payments[0], 88_000, 12_000)], as: principal)
                #expect(answer.status == 403, "\(principal.kind): \(answer.body)")
            }
            #expect(try kept(server) == before)
        }
    }
}
