import Commands
import Events
import Foundation
import Projections
import Testing

@testable import Server

/// The word that something waits.
@Suite struct MailTests {
    @Test func oneWordAnHourTellsOfAllThatCame() throws {
        try PostHouse.with { house in
            let anna = try house.person(1, email: "anna@voorbeeld.nl")
            try house.give(anna, 2)
            let round = try house.sender()
            let first = try house.give(anna, 3)
            try house.go(round)
            #expect(try house.words() == ["anna@voorbeeld.nl"])
            #expect(
                try house.dispatched().map(\.message) == first,
                "what was there before sending was switched on is not told")
            let later = try house.give(anna, 2)
            try house.go(round)
            house.pass(seconds: 3_000)
            try house.go(round)
            #expect(try house.words().count == 1)
            house.pass(seconds: 601)
            try house.go(round)
            #expect(try house.words().count == 2)
            #expect(try house.dispatched().map(\.message) == first + later)
            #expect(try house.dispatched().allSatisfy { $0.party == anna && $0.channel == .email && $0.batch == nil })
            // A second look sends nothing.
            house.pass(seconds: 86_400)
            try house.go(try house.sender())
            #expect(try house.words().count == 2)
        }
    }

    @Test func aMailSaysThatSomethingWaitsAndNothingElse() throws {
        try PostHouse.with { house in
            let anna = try house.person(1, email: "anna@voorbeeld.nl")
            let round = try house.sender()
            try house.give(anna)
            try house.go(round)
            let mail = try #require(try house.mails().first).text
            for word in ["Persoon", anna.text, "rekening", "Straat", "Meerdam"] {
                #expect(!mail.contains(word), "\(word)")
            }
            #expect(mail.hasPrefix("From: <post@pgb.example>\nTo: <anna@voorbeeld.nl>\nSubject: Er staat een bericht"))
            #expect(mail.contains(#/\nMessage-ID: <pgb-[0-9a-f]{32}@pgb\.example>\n/#))
            #expect(
                mail.contains("\nDate: Mon, 02 Mar 2026 09:00:00 +0000\n")
                    && mail.contains("\nAuto-Submitted: auto-generated\n"))
            #expect(mail.utf8.allSatisfy { $0 == 0x0a || 0x20...0x7e ~= $0 })
            #expect(mail.split(separator: "\n").allSatisfy { $0.utf8.count <= 78 })
        }
    }

    @Test func whoHasReadItNeedsNoWord() throws {
        try PostHouse.with { house in
            let anna = try house.person(1, email: "anna@voorbeeld.nl")
            let round = try house.sender()
            for position in try house.give(anna, 2) {
                try house.say(.party(anna), .inbox(.messageRead(MessageRead(position: position, party: anna))))
            }
            try house.go(round)
            #expect(try house.mails().isEmpty && house.dispatched().isEmpty)
        }
    }

    @Test func theInboxSaysByWhatAndWhen() throws {
        try PostHouse.with { house in
            let anna = try house.person(1, email: "anna@voorbeeld.nl")
            let round = try house.sender()
            let position = try house.give(anna)[0]
            try house.go(round)
            let message = try round.readers.live {
                try Message.one($0, at: position, in: [.party(anna)], for: anna)
            }
            #expect(message?.sentBy == .email && message?.sentAt != nil)
        }
    }

    /// The code goes to the new address alone, and the word that it changed to the old one alone.
    @Test func anAddressIsConfirmedWhereItIsAndTheOldOneHearsOfIt() throws {
        try PostHouse.with { house in
            let anna = try house.person(1)
            let round = try house.sender()
            let first = try house.contact(anna, "oud@voorbeeld.nl", code: "111111")
            try house.go(round)
            #expect(try house.mails().map(\.to) == ["oud@voorbeeld.nl"])
            #expect(try house.mails()[0].text.contains("\n111111\n"))
            try house.confirm(first)
            let second = try house.contact(anna, "nieuw@voorbeeld.nl", code: "222222")
            try house.go(round)
            let mails = try house.mails()
            #expect(mails.count == 3)
            #expect(mails.filter { $0.text.contains("222222") }.map(\.to) == ["nieuw@voorbeeld.nl"])
            #expect(mails.filter { $0.text.contains("is gewijzigd") }.map(\.to) == ["oud@voorbeeld.nl"])
            // Nothing else goes to an address that was not confirmed.
            try house.give(anna)
            try house.go(round)
            #expect(try house.words().isEmpty)
            try house.confirm(second)
            try house.changeAccount(of: anna)
            try house.go(round)
            let account = try house.mails().filter { $0.text.contains("rekeningnummer") }.map(\.to).sorted()
            #expect(account == ["nieuw@voorbeeld.nl", "oud@voorbeeld.nl"], "the one before hears it too for a month")
        }
    }

    @Test func aCodeThatWasReplacedIsNotSent() throws {
        try PostHouse.with { house in
            let anna = try house.person(1)
            let round = try house.sender()
            _ = try house.contact(anna, "een@voorbeeld.nl", code: "111111")
            _ = try house.contact(anna, "twee@voorbeeld.nl", code: "222222")
            try house.go(round)
            #expect(try house.mails().map(\.to) == ["twee@voorbeeld.nl"])
        }
    }

    @Test func whatCameBackGoesByPostWithAllThatTheMailToldOf() throws {
        try PostHouse.with { house in
            let anna = try house.person(1, email: "anna@voorbeeld.nl")
            let round = try house.sender()
            let told = try house.give(anna, 3)
            try house.go(round)
            let bounce = RecordBounce(party: anna, message: told[1], channel: .email, reason: .mailboxFull)
            try house.ask(bounce)
            try house.go(round)
            let later = try house.give(anna)
            try house.go(round)
            house.pass(seconds: 86_400)
            try house.go(round)
            #expect(try house.words().count == 1 && house.bundles() == ["2026-03-03"])
            let letter = try #require(try Files.read("\(house.letters)/2026-03-03/letter-00001.html"))
            #expect(letter.contains("Er zijn 5 berichten voor u") && letter.contains("Persoon Nr1"))
            try house.confirmBundle("2026-03-03")
            try house.go(round)
            let posted = try house.dispatched().filter { $0.channel == .post }
            #expect(Set(posted.map(\.message)).isSuperset(of: told + later) && posted.count == 5)
            // Until he confirms an address again.
            try house.confirm(try house.contact(anna, "anna@voorbeeld.nl"))
            try house.give(anna)
            try house.go(round)
            #expect(try house.words().count == 2)
        }
    }

    // MARK: Sendmail

    /// A program that notes what it gets and ends with the code that stands in a file.
    private func program(_ house: PostHouse, code: Int, before: String = "") throws -> String {
        let path = house.folder + ".sendmail"
        let text =
            "#!/bin/sh\n\(before)\ncat > \(path).$$.mail || exit 99\necho \"$@\" >> \(path).words\nexit \(code)\n"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
        return path
    }

    private func taken(_ house: PostHouse) -> Int {
        let folder = (house.folder as NSString).deletingLastPathComponent
        let name = (house.folder as NSString).lastPathComponent + ".sendmail."
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.count { $0.hasPrefix(name) && $0.hasSuffix(".mail") }
    }

    private func removeProgram(_ house: PostHouse) {
        let folder = (house.folder as NSString).deletingLastPathComponent
        let name = (house.folder as NSString).lastPathComponent + ".sendmail"
        for found in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where found.hasPrefix(name) {
            try? FileManager.default.removeItem(atPath: folder + "/" + found)
        }
    }

    @Test func sendmailIsTriedAgainAfterGrowingWaits() throws {
        try PostHouse.with { house in
            defer { removeProgram(house) }
            let path = try program(house, code: 75)
            let anna = try house.person(1, email: "anna@voorbeeld.nl")
            let bert = try house.person(2, email: "bert@voorbeeld.nl")
            let round = try house.sender(["--sendmail", path])
            let first = try house.give(anna)
            try house.go(round)
            #expect(taken(house) == 1 && house.service.post.present.failing == 1)
            // What comes meanwhile joins it, and others are not held up.
            let second = try house.give(anna)
            house.pass(seconds: 59)
            try house.go(round)
            #expect(taken(house) == 1)
            house.pass(seconds: 1)
            try house.go(round)
            #expect(taken(house) == 2)
            house.pass(seconds: 299)
            try house.go(round)
            #expect(taken(house) == 2)
            _ = try program(house, code: 0)
            try house.give(bert)
            try house.go(round)
            #expect(taken(house) == 3)
            #expect(try house.dispatched().map(\.party) == [bert])
            house.pass(seconds: 1)
            try house.go(round)
            #expect(taken(house) == 4 && house.service.post.present.failing == 0)
            house.pass(seconds: 3_600)
            try house.go(round)
            let anna2 = try house.dispatched().filter { $0.party == anna }.map(\.message)
            #expect(anna2 == first + second)
            #expect(try Files.read(path + ".words")?.hasPrefix("-t -i\n") == true)
        }
    }

    @Test func anAddressThatDoesNotExistGoesByPost() throws {
        try PostHouse.with { house in
            defer { removeProgram(house) }
            let path = try program(house, code: 67)
            let anna = try house.person(1, email: "anna@voorbeeld.nl")
            let round = try house.sender(["--sendmail", path])
            let given = try house.give(anna)
            try house.go(round)
            #expect(try house.bounced().map(\.reason) == [.unknownAddress] && taken(house) == 1)
            house.pass(seconds: 86_400)
            try house.go(round)
            #expect(try house.bundles() == ["2026-03-03"] && house.dispatched().isEmpty && taken(house) == 1)
            #expect(try round.ledger.items(inBatch: "2026-03-03").map(\.message).first == given[0])
        }
    }

    /// A program that is killed may have the mail or not: it is never sent again, and an operator says what it was.
    @Test func whatIsUncertainIsWorkForAnOperator() throws {
        try PostHouse.with { house in
            defer { removeProgram(house) }
            let path = try program(house, code: 0, before: "kill -9 $$")
            let anna = try house.person(1, email: "anna@voorbeeld.nl")
            let bert = try house.person(2, email: "bert@voorbeeld.nl")
            let round = try house.sender(["--sendmail", path])
            let annas = try house.give(anna, 2)
            let berts = try house.give(bert)
            try house.go(round)
            let work = house.service.post.present.work
            #expect(work.map(\.kind) == [.uncertain, .uncertain] && Set(work.map(\.party)) == [anna, bert])
            // What everybody who looks after the machine sees names nobody; who has to act sees whose it is.
            let details = String(decoding: house.service.details().body, as: UTF8.self)
            #expect(details.contains(#""kind":"uncertain","count":2"#), "\(details)")
            #expect(!details.contains(anna.text) && !details.contains(bert.text))
            let open = Site.json { OpenPost(work).write(to: &$0) }
            #expect(String(decoding: open, as: UTF8.self).contains(anna.text))
            house.pass(seconds: 86_400)
            try house.go(try house.sender(["--sendmail", try program(house, code: 0)]))
            #expect(taken(house) == 0 && house.service.post.present.uncertain == 2)
            for message in annas {
                try house.ask(RecordDispatch(party: anna, message: message, channel: .email))
            }
            try house.ask(RecordBounce(party: bert, message: berts[0], channel: .email, reason: .refused))
            try house.go(round)
            #expect(house.service.post.present.uncertain == 0)
            house.pass(seconds: 86_400)
            try house.go(round)
            #expect(try round.ledger.items(inBatch: "2026-03-04").map(\.message).first == berts[0])
        }
    }

    @Test func aProgramThatDoesNotEndIsKilled() throws {
        try PostHouse.with { house in
            defer { removeProgram(house) }
            let path = try program(house, code: 0, before: "exec sleep 60")
            let outcome = Sendmail(path: path, milliseconds: 100).hand(Array("x\n".utf8))
            #expect(outcome == .unknown)
            #expect(Sendmail(path: path + ".none").hand([1]) == .failed(-1))
        }
    }
}
