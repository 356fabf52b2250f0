import Events
import Foundation
import Testing

@testable import Server

/// Two granters who pay one contract never see each other: nothing they read holds an amount that both pay.
@Suite struct TwoGrantersTests {
    private static func sentences(_ journey: String, _ asker: Principal, _ server: TestService) throws -> [String] {
        let dossier = DossierID(bits: JourneyNames(journey: journey).id("h1")).text
        let answer = try server.get("/v1/dossiers/\(dossier)/timeline?limit=200", as: asker)
        #expect(answer.status == 200, "\(answer.body)")
        let json = try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any]
        return (json?["items"] as? [[String: Any]] ?? []).compactMap { line in
            let type = line["type"] as? String ?? ""
            let isMoney = ["claim-", "payment-", "receivable-"].contains { type.hasPrefix($0) }
            return isMoney ? line["sentence"] as? String : nil
        }
    }

    /// All texts of a JSON value.
    private static func texts(_ value: Any?) -> [String] {
        switch value {
        case let text as String: [text]
        case let list as [Any]: list.flatMap(texts)
        case let object as [String: Any]: object.sorted { $0.key < $1.key }.flatMap { texts($0.value) }
        default: []
        }
    }

    private static func object(_ path: String, _ asker: Principal, _ server: TestService) throws -> [String: Any] {
        let answer = try server.get(path, as: asker)
        #expect(answer.status == 200, "\(path): \(answer.body)")
        return try #require(try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any])
    }

    /// How a payment came about: its steps and checks tell no granter what another one pays, or what is paid in all.
    @Test func noExplanationOfASharedPaymentTellsAnAmount() throws {
        try TestService.withJourneys { server in
            let dossier = DossierID(bits: JourneyNames(journey: "wlz-wmo-one-contract").id("h1")).text
            let holder = Principal.holder(PartyID(bits: JourneyNames(journey: "wlz-wmo-one-contract").id("h1")))
            for asker in [Self.employee("e1", "o1"), Self.employee("e3", "o2"), holder] {
                let list = try Self.object("/v1/dossiers/\(dossier)/payments", asker, server)
                let payments = (list["items"] as? [[String: Any]] ?? []).compactMap { $0["payment"] as? String }
                #expect(payments.count > 1)
                var told: [String] = []
                for payment in payments {
                    let path = "/v1/dossiers/\(dossier)/payments/\(payment)/explanation"
                    let explanation = try Self.object(path, asker, server)
                    told += Self.texts(explanation["steps"]) + Self.texts(explanation["checks"])
                }
                #expect(told.contains { $0.hasPrefix("De bank heeft betaald") || $0.contains("ingediend") })
                let amounts = told.filter { $0.contains("€") || $0.hasSuffix("-cents") || $0.hasSuffix("-minutes") }
                #expect(amounts.isEmpty == (asker != holder), "\(asker.text): \(amounts)")
            }
        }
    }

    private static func employee(_ short: String, _ office: String) -> Principal {
        let names = JourneyNames(journey: "offices")
        return .employee(PartyID(bits: names.id(short)), at: OfficeID(bits: names.id(office)))
    }

    @Test func noGranterReadsWhatTheOtherPays() throws {
        try TestService.withJourneys { server in
            for asker in [Self.employee("e1", "o1"), Self.employee("e3", "o2")] {
                let shared = try Self.sentences("wlz-wmo-one-contract", asker, server)
                #expect(shared.count > 20)
                #expect(shared.allSatisfy { !$0.contains("€") }, "\(shared.filter { $0.contains("€") })")
                #expect(shared.contains { $0.hasPrefix("Een betaling is ingepland voor ") })
                // How a payment went, or did not go, to the bank would tell what was kept for the other.
                #expect(!shared.contains { $0.hasPrefix("De betaling is gedaan op ") })
            }
            // Who sees all of it reads what it comes to, and so does a granter who pays alone.
            let holder = Principal.holder(PartyID(bits: JourneyNames(journey: "wlz-wmo-one-contract").id("h1")))
            #expect(try Self.sentences("wlz-wmo-one-contract", holder, server).contains { $0.contains("€") })
            let alone = try Self.sentences("wlz-informal-hourly", Self.employee("e1", "o1"), server)
            #expect(alone.contains { $0.contains("€") })
            #expect(alone.contains { $0.hasPrefix("De betaling is gedaan op ") })
        }
    }
}
