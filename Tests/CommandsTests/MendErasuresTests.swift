import Events
import Support
import Testing

@testable import Commands

/// Log and vault tell the same of who was erased, also when a run ends between the two or an older copy is put back.
@Suite struct MendErasuresTests {
    private static let now = Moment(microseconds: 1_800_000_000_000_000)

    /// A desk at which h1 was registered and e1 looks after rights at o1.
    private static func desk() throws -> TestDesk {
        let desk = try TestDesk()
        for (index, asked) in [
            TestDesk.register("o1"), TestDesk.person("e1"), TestDesk.person("h1"), TestDesk.person("h2"),
            TestDesk.appoint("o1", "e1", "privacy"),
        ].enumerated() {
            #expect(try desk.code("cmd\(index + 1)", asked, by: "operator") == nil)
        }
        return desk
    }

    private static let erase: TestDesk.Asked = ("erase-person", #""party":"h1","ground":"unlawful""#)
    private static let h1: PartyID = Fixture.id("h1")

    /// What is to be erased goes behind the commit of the log, and never before.
    @Test func theLogComesFirst() throws {
        let desk = try Self.desk()
        let before = try desk.vault.count()
        #expect(try desk.code("cmd20", Self.erase, by: "employee:e1@o1") == nil)
        // `ask` commits vault and log as the store does, up to the erasing itself.
        #expect(try desk.vault.count() == before)
        #expect(try desk.vault.fences().isEmpty)
        try desk.vault.eraseWaiting()
        #expect(try desk.vault.count() == before - 2)
        #expect(try desk.vault.fences().map(\.subject) == [Self.h1])
    }

    /// A batch that is given up erases nobody.
    @Test func aGivenUpBatchErasesNobody() throws {
        let desk = try Self.desk()
        let before = try desk.vault.count()
        try desk.log.begin()
        _ = try desk.handle("cmd20", Self.erase, by: "employee:e1@o1")
        try desk.log.rollBack()
        try desk.vault.rollBack()
        try desk.log.reload()
        try desk.handler.reload()
        try desk.vault.eraseWaiting()
        #expect(try desk.vault.count() == before)
        #expect(try desk.code("cmd21", ("change-contact", #""party":"h1","channel":"post""#), by: "holder:h1") == nil)
    }

    /// The run ended between log and vault: the next start erases, once.
    @Test func whatTheLogTellsIsDoneAtTheNextStart() throws {
        let desk = try Self.desk()
        let before = try desk.vault.count()
        #expect(try desk.code("cmd20", Self.erase, by: "employee:e1@o1") == nil)
        try desk.vault.rollBack()
        let next = try CommandHandler(desk.log, desk.vault)
        #expect(try next.mendErasures(at: Self.now) == .init(redone: 1, noted: 0))
        #expect(try desk.vault.count() == before - 2)
        #expect(try desk.vault.fences().map(\.subject) == [Self.h1])
        #expect(try next.mendErasures(at: Self.now) == .init())
        #expect(try CommandHandler(desk.log, desk.vault).mendErasures(at: Self.now) == .init())
    }

    /// An older copy of the log was put back beside a fence: the log then tells of it as well, once, and the chain holds.
    @Test func aFenceWithoutItsEventGetsOne() throws {
        let desk = try Self.desk()
        try desk.vault.erase(Self.h1, at: Self.now)
        try desk.vault.commit()
        let next = try CommandHandler(desk.log, desk.vault)
        #expect(try next.mendErasures(at: Self.now) == .init(redone: 0, noted: 1))
        let record = try #require(try desk.log.load(.party(Self.h1)).last)
        #expect(record.name.description == "person-erased" && record.principal == "system")
        #expect(String(decoding: record.body, as: UTF8.self).contains(#""ground":"again""#))
        #expect(LogVerifier(desk.log.reader).verify().isSound)
        #expect(try CommandHandler(desk.log, desk.vault).mendErasures(at: Self.now) == .init())
    }

    /// A fence of somebody whom the log never heard of needs nothing.
    @Test func aFenceOfNobodyIsLeftAlone() throws {
        let desk = try Self.desk()
        try desk.vault.erase(Fixture.id("h9"), at: Self.now)
        try desk.vault.commit()
        #expect(try CommandHandler(desk.log, desk.vault).mendErasures(at: Self.now) == .init())
    }

    /// What says anything about an erased person is refused out loud and leaves nothing, also beside a fence that the log
    /// does not know yet.
    @Test(arguments: [true, false])
    func anAppendForAnErasedPersonIsRefused(isInTheLog: Bool) throws {
        let desk = try Self.desk()
        if isInTheLog {
            #expect(try desk.code("cmd20", Self.erase, by: "employee:e1@o1") == nil)
            try desk.vault.eraseWaiting()
        } else {
            try desk.vault.erase(Self.h1, at: Self.now)
            try desk.vault.commit()
            try desk.handler.reload()
        }
        let position = desk.log.position
        let contact: TestDesk.Asked = ("change-contact", #""party":"h1","channel":"post""#)
        #expect(try desk.code("cmd21", contact, by: "holder:h1") == "person-erased")
        let iban: TestDesk.Asked = (
            "change-bank-account", #""party":"h1","iban":"NL91ABNA0417164300","accountName":"A""#
        )
        #expect(try desk.code("cmd22", iban, by: "holder:h1") == "person-erased")
        #expect(desk.log.position == position)
        // Others go on.
        let other: TestDesk.Asked = ("change-contact", #""party":"h2","channel":"post""#)
        #expect(try desk.code("cmd23", other, by: "holder:h2") == nil)
        // And asked again it is done already.
        if isInTheLog { #expect(try desk.code("cmd24", Self.erase, by: "employee:e1@o1") == nil) }
    }
}
