import Events
import Foundation
import Projections
import Testing

@testable import Server

/// The account that a payment went to: the SVB and who gets it see the whole number, the holder its end, and after an
/// erasure nobody sees anything.
@Suite struct ExplainedPaymentTests {
    private static func account(
        _ path: String, as principal: Principal, _ server: TestService
    ) throws -> (whole: String?, ending: String?) {
        let answer = try server.get(path, as: principal)
        #expect(answer.status == 200, "\(answer.body)")
        let json = try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any]
        return (json?["iban"] as? String, json?["ibanEnding"] as? String)
    }

    @Test func theAccountIsShownAsFarAsItMayBe() throws {
        var filled: LoadYear?
        try TestService.with(
            clock: ServiceClock { RunBench.monday }, fill: { filled = try RunBench.fill($0, dossiers: 3) }
        ) { server in
            let generator = try #require(filled).generator
            try server.waitForViews()
            let readers = try Readers(server.service)
            let run = RunID(bits: 78)
            let opened = try server.post(
                "/v1/commands",
                #"{"id":"\#(CommandID(bits: 7_701).text)","type":"open-run","run":"\#(run.text)","kind":"claims","#
                    + #""executeOn":"2026-02-17","format":"pain.001.001.09"}"#,
                as: .employee(generator.svbStaff, at: generator.svb))
            #expect(opened.status == 200, "\(opened.body)")
            for _ in 0..<3 {
                try server.waitForViews()
                try server.service.catchUp(readers.log)
                try TimedWork(server.service, [RunLook()]).look(readers)
            }
            try server.waitForViews()
            let releaser = Principal.employee(generator.svbReleaser, at: generator.svb)
            let list = try server.get("/v1/runs/\(run.text)/payments", as: releaser).body
            func field(_ name: String) throws -> String {
                try #require(
                    list.firstMatch(of: try Regex("\"\(name)\":\"([0-9a-f-]{36})\""))?[1].substring.map(String.init))
            }
            let (dossier, payment, payee) = (try field("dossier"), try field("payment"), try field("payee"))
            let path = "/v1/dossiers/\(dossier)/payments/\(payment)/explanation"
            let svb = try Self.account(path, as: releaser, server)
            let number = try #require(svb.whole)
            #expect(Iban(number) != nil && svb.ending == nil)
            let own = try Self.account(path, as: .caregiver(try #require(PartyID(payee))), server)
            #expect(own.whole == number && own.ending == nil)
            let holder = try Self.account(path, as: .holder(try #require(PartyID(dossier))), server)
            #expect(holder.whole == nil && holder.ending == String(number.suffix(4)))
            // It was in none of the lists.
            for part in ["/payments", "/payments/\(payment)", "/claims", "/contracts"] {
                let answer = try server.get(
                    "/v1/dossiers/\(dossier)" + part, as: .holder(try #require(PartyID(dossier))))
                #expect(answer.status == 200 && !answer.body.contains(number), "\(part)")
            }
            let reader = AccessReader(try Connection(.reader(server.service.folder.access)))
            var seen = 0
            try reader.scan(after: 0) {
                if $0.line.subject?.text == payee, $0.line.activity.hasSuffix("/explanation") { seen += 1 }
            }
            #expect(seen == 3)
        }
    }
}
