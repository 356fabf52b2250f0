import Events
import Support
import Testing

@testable import Commands

/// What of people goes beyond one decision: the vault that finds them, codes that the log does not hold, and whom
/// somebody represents in all dossiers.
@Suite struct PeopleHandlerTests {
    private static func vaultDesk() throws -> TestDesk {
        let desk = try TestDesk.withBudget()
        let organisation = (
            "register-organisation", #""party":"c4","fullName":"De Linde","kvk":"23456789","agb":"41123456""#
        )
        #expect(try desk.code("cmd30", organisation, by: "operator") == nil)
        return desk
    }

    /// Who signs in with any of its codes finds the organisation, and with one that was taken back nobody.
    @Test func everyCodeFindsTheOrganisation() throws {
        let desk = try Self.vaultDesk()
        let party: PartyID = Fixture.id("c4")
        #expect(try desk.code("cmd31", ("add-agb-code", #""party":"c4","agb":"41999999""#), by: "operator") == nil)
        #expect(try desk.vault.party(.agb, "41123456") == party)
        #expect(try desk.vault.party(.agb, "41999999") == party)
        #expect(try desk.code("cmd32", ("remove-agb-code", #""party":"c4","agb":"41999999""#), by: "operator") == nil)
        #expect(try desk.vault.party(.agb, "41123456") == party)
        #expect(try desk.vault.party(.agb, "41999999") == nil)
        let other = ("register-organisation", #""party":"c5","fullName":"De Eik","kvk":"34567890","agb":"41999999""#)
        #expect(try desk.code("cmd33", other, by: "operator") == nil)
        #expect(try desk.vault.party(.agb, "41999999") == Fixture.id("c5"))
    }

    /// An organisation with two people on its list, m1 and m2.
    private static func listDesk() throws -> TestDesk {
        let desk = try vaultDesk()
        for (number, member) in ["m1", "m2"].enumerated() {
            #expect(try desk.code("cmd6\(number)", TestDesk.person(member), by: "operator") == nil)
            let add = ("add-member", #""party":"c4","member":"\#(member)","mayAdd":true"#)
            #expect(try desk.code("cmd7\(number)", add, by: "operator") == nil)
        }
        return desk
    }

    /// What a batch that was given up took away from the vault comes back with the memory, and not only at the next start:
    /// the vault is durable before the log is.
    @Test(arguments: [
        ("remove-member", #""party":"c4","member":"m2""#),
        ("add-member", #""party":"c4","member":"m2","user":"u-2""#),
        ("remove-agb-code", #""party":"c4","agb":"41999999""#),
    ])
    func aBatchGivenUpLocksNobodyOut(_ name: String, _ fields: String) throws {
        let desk = try Self.listDesk()
        #expect(try desk.code("cmd80", ("add-agb-code", #""party":"c4","agb":"41999999""#), by: "operator") == nil)
        let (party, member): (PartyID, PartyID) = (Fixture.id("c4"), Fixture.id("m2"))
        try desk.log.begin()
        guard case .accepted = try desk.handle("cmd81", (name, fields), by: "operator") else {
            Issue.record("\(name) was not accepted.")
            return
        }
        try desk.vault.commit()
        // The log finds no room: as the writer does then.
        try desk.vault.rollBack()
        try desk.log.rollBack()
        try desk.log.reload()
        try desk.vault.sweep(behind: desk.log.position)
        try desk.handler.reload()
        #expect(try desk.vault.membership(of: party, as: member.text) == .member(member))
        #expect(try desk.vault.membership(of: party, as: "u-2") == .stranger)
        #expect(try desk.vault.party(.agb, "41999999") == party)
        #expect(try desk.code("cmd81", (name, fields), by: "operator") == nil)
    }

    /// A list from before people were held to it, from which everybody was removed since: it is a list, and lets nobody in.
    @Test func anEmptyListFromBeforeIsClosed() throws {
        let desk = try Self.listDesk()
        let party: PartyID = Fixture.id("c4")
        for (number, member) in ["m1", "m2"].enumerated() {
            let remove = ("remove-member", #""party":"c4","member":"\#(member)""#)
            #expect(try desk.code("cmd9\(number)", remove, by: "operator") == nil)
        }
        // What the vault of then did not hold.
        try desk.vault.forget(party, by: .user, party.text)
        try desk.vault.commit()
        #expect(try desk.vault.membership(of: party, as: "u-1") == .noList)
        _ = try CommandHandler(desk.log, desk.vault)
        #expect(try desk.vault.membership(of: party, as: "u-1") == .stranger)
        #expect(try desk.vault.membership(of: party, as: nil) == .stranger)
    }

    /// The answer holds the code to hand over, also when it is asked again; the log does not.
    @Test func theCodeIsInTheAnswerAndNotInTheLog() throws {
        let desk = try TestDesk.withBudget()
        let asked = ("invite-helper", #""dossier":"h1","invitation":"hi1","helperName":"Hennie""#)
        let first = try desk.ask("cmd40", asked, by: "holder:h1")
        guard case .accepted(let answer) = first else {
            Issue.record("\(first)")
            return
        }
        let text = String(decoding: answer, as: UTF8.self)
        let code = try #require(text.firstMatch(of: #/"code":"([2-9A-Z]{12})"}$/#)).1
        #expect(try desk.ask("cmd40", asked, by: "holder:h1") == first)
        for record in try desk.log.load(.dossier(Fixture.id("h1"))) {
            #expect(!String(decoding: record.body, as: UTF8.self).contains(code))
        }
        let kept = try #require(try desk.log.command(Fixture.id("cmd40")))
        #expect(!String(decoding: kept.answer, as: UTF8.self).contains(code))
        // Where the code was erased, the answer says null.
        try desk.vault.erase(Fixture.id("h1"), at: Moment(microseconds: 0))
        try desk.vault.commit()
        guard case .accepted(let later) = try desk.ask("cmd40", asked, by: "holder:h1") else { return }
        #expect(String(decoding: later, as: UTF8.self).hasSuffix(#""code":null}"#))
    }

    /// Two invitations never have the same code.
    @Test func codesAreRandom() throws {
        let asker = try #require(Principal(Fixture.principal("holder:h1")))
        let codes = (0..<1_000).map { seed in
            Stamp(
                command: Fixture.id("cmd1"), now: Moment(microseconds: 0), principal: asker, means: .digid,
                level: .hoog,
                seed: UInt128(seed), user: nil
            ).code(0).text
        }
        #expect(Set(codes).count == 1_000)
        #expect(Set(codes.joined()).count == 29, "Some letter is never used.")
    }

    /// Whom somebody represents is counted over all dossiers, also after a restart, and no longer once it was taken back.
    @Test func holdersAreCountedAfterARestart() throws {
        let desk = try TestDesk.withBudget()
        #expect(try desk.code("cmd50", TestDesk.person("r1"), by: "operator") == nil)
        let policy = (
            "set-policy",
            #""office":"o1","from":"2026-01-01","monthlyWage":true,"caregiverClaims":true,"maximumRates":[],"#
                + #""representation":{"mostHolders":1}"#
        )
        #expect(try desk.code("cmd51", policy, by: "employee:e1@o1") == nil)
        let appoint = { (holder: String) in
            (
                "appoint-representative",
                #""dossier":"\#(holder)","representative":"r1","ground":"authorised","from":"2026-02-01","#
                    + #""exclusive":false"#
            )
        }
        #expect(try desk.code("cmd52", appoint("h1"), by: "employee:e1@o1") == nil)
        #expect(try desk.code("cmd53", appoint("h2"), by: "employee:e1@o1") == "too-many-holders")
        try desk.handler.reload()
        #expect(try desk.code("cmd54", appoint("h2"), by: "employee:e1@o1") == "too-many-holders")
        let remove = ("remove-representative", #""dossier":"h1","representative":"r1""#)
        #expect(try desk.code("cmd55", remove, by: "employee:e1@o1") == nil)
        try desk.handler.reload()
        #expect(try desk.code("cmd56", appoint("h2"), by: "employee:e1@o1") == nil)
    }
}
