import Commands
import Events
import Foundation
import Testing

@testable import Server

/// A new e-mail address from the change to the word to the old one, as people do it: the code is read from the mail.
@Suite struct ConfirmTests {
    private func ask<C: Command>(
        _ type: C.Type, _ fields: String, as party: PartyID, _ house: PostHouse
    ) throws -> Answer {
        var reader = JSONReader()
        reader.load(Array(#"{"party":"\#(party.text)",\#(fields)}"#.utf8))
        let id = CommandID(bits: .random(in: 1...UInt128.max))
        let answer = try house.service.submit(
            Submission(
                request: CommandRequest(
                    id: id, actingAs: nil, revision: nil, command: try reader.record(C.self).wanted),
                digest: SHA256.hash(Array(id.text.utf8)),
                stamp: Stamp(
                    command: id, now: house.now, principal: .holder(party), means: .digid, level: .hoog, seed: id.bits,
                    user: nil))
        )
        try house.service.catchUp(LogReader(try Connection(.reader(house.service.folder.log))))
        return answer
    }

    private func change(_ party: PartyID, to email: String, _ house: PostHouse) throws -> Answer {
        try ask(ChangeContact.self, #""email":"\#(email)","channel":"email""#, as: party, house)
    }

    private func give(_ code: String, _ party: PartyID, _ house: PostHouse) throws -> Answer {
        try ask(ConfirmContact.self, #""code":"\#(code)""#, as: party, house)
    }

    /// The codes in the mails to an address.
    private func codes(to email: String, _ house: PostHouse) throws -> [String] {
        try house.mails().filter { $0.to == email }.compactMap { mail in
            mail.text.firstMatch(of: #/\n([2-9B-Z]{12})\n/#).map { String($0.1) }
        }
    }

    private func isAccepted(_ answer: Answer) -> Bool { if case .accepted = answer { true } else { false } }

    private func isRefused(_ answer: Answer) -> Bool {
        guard case .accepted(let json) = answer else { return false }
        return String(decoding: json, as: UTF8.self).contains(#""outcome":"refused""#)
    }

    @Test func fromTheChangeToTheWordToTheOldAddress() throws {
        try PostHouse.with { house in
            let anna = try house.person(1)
            let round = try house.sender()
            #expect(isAccepted(try change(anna, to: "oud@voorbeeld.nl", house)))
            try house.go(round)
            let first = try codes(to: "oud@voorbeeld.nl", house)
            #expect(first.count == 1)
            #expect(isAccepted(try give(first[0], anna, house)))
            try house.go(round)
            #expect(try house.mails().filter { $0.text.contains("is gewijzigd") }.isEmpty)

            #expect(isAccepted(try change(anna, to: "nieuw@voorbeeld.nl", house)))
            try house.go(round)
            let second = try codes(to: "nieuw@voorbeeld.nl", house)
            #expect(second.count == 1 && second != first)
            #expect(try codes(to: "oud@voorbeeld.nl", house) == first, "the code goes to the new address alone")
            let told = try house.mails().filter { $0.text.contains("is gewijzigd") }.map(\.to)
            #expect(told == ["oud@voorbeeld.nl"])
            // The code of the old address opens nothing for the new one, and is one wrong try.
            #expect(isRefused(try give(first[0], anna, house)))
            // As people type it.
            let typed = second[0].lowercased().prefix(4) + " " + second[0].dropFirst(4)
            #expect(isAccepted(try give(String(typed), anna, house)))
            house.pass(seconds: 3_601)
            let before = try house.words()
            try house.give(anna)
            try house.go(round)
            let after = try house.words()
            #expect(
                after.count == before.count + 1 && after.filter { $0 == "nieuw@voorbeeld.nl" }.count == 1, "\(after)")
        }
    }

    /// Good for 24 hours and not a second longer; the mail says until when, and a new one can be asked for the same address.
    @Test func aCodeIsGoodForADay() throws {
        for (seconds, isGood) in [(86_400, true), (86_401, false)] {
            try PostHouse.with { house in
                let anna = try house.person(1)
                let round = try house.sender()
                _ = try change(anna, to: "anna@voorbeeld.nl", house)
                try house.go(round)
                #expect(try house.mails()[0].text.contains("tot 3 maart 2026"))
                let code = try codes(to: "anna@voorbeeld.nl", house)[0]
                house.pass(seconds: Int64(seconds))
                let answer = try give(code, anna, house)
                guard !isGood else { return #expect(isAccepted(answer)) }
                #expect(answer == .rejected(.codeExpired))
                #expect(isAccepted(try change(anna, to: "anna@voorbeeld.nl", house)))
                try house.go(round)
                let both = try codes(to: "anna@voorbeeld.nl", house)
                #expect(both.count == 2 && Set(both).count == 2)
                let new = try #require(both.first { $0 != code })
                #expect(isRefused(try give(code, anna, house)))
                #expect(isAccepted(try give(new, anna, house)))
            }
        }
    }

    /// A mail that could not leave in time says nothing any more.
    @Test func aCodeThatWouldComeTooLateIsNotSent() throws {
        try PostHouse.with { house in
            let anna = try house.person(1)
            let round = try house.sender()
            _ = try change(anna, to: "anna@voorbeeld.nl", house)
            house.pass(seconds: 86_400)
            try house.go(round)
            #expect(try house.mails().isEmpty)
        }
    }

    /// After five wrong ones the right one opens nothing; a new one does.
    @Test func wrongTriesAreCounted() throws {
        try PostHouse.with { house in
            let anna = try house.person(1)
            let round = try house.sender()
            _ = try change(anna, to: "anna@voorbeeld.nl", house)
            try house.go(round)
            let code = try codes(to: "anna@voorbeeld.nl", house)[0]
            for _ in 0..<5 { #expect(isRefused(try give("222222222222", anna, house))) }
            #expect(try give(code, anna, house) == .rejected(.codeUsedUp))
            _ = try change(anna, to: "anna@voorbeeld.nl", house)
            try house.go(round)
            let new = try #require(try codes(to: "anna@voorbeeld.nl", house).first { $0 != code })
            for _ in 0..<4 { #expect(isRefused(try give("222222222222", anna, house))) }
            #expect(isAccepted(try give(new, anna, house)))
        }
    }

    /// The letters about contact details in a bundle.
    private func letters(_ house: PostHouse, in bundle: String) throws -> [String] {
        guard try house.bundles().contains(bundle) else { return [] }
        let path = house.letters + "/" + bundle
        return try Files.names(in: path).filter { $0.hasPrefix("letter") }.map { try Files.read("\(path)/\($0)") ?? "" }
    }

    /// Who got letters is told by letter that they stop, also when everything goes to the new address by then: somebody
    /// else may have given it, who would be the only one to hear of it.
    @Test func whoGotLettersIsToldByLetterThatTheyStop() throws {
        try PostHouse.with { house in
            let anna = try house.person(1)
            let round = try house.sender()
            #expect(isAccepted(try change(anna, to: "ander@voorbeeld.nl", house)))
            try house.go(round)
            let code = try codes(to: "ander@voorbeeld.nl", house)[0]
            #expect(isAccepted(try give(code, anna, house)))
            house.pass(seconds: 86_400)
            try house.go(round)
            let letters = try letters(house, in: "2026-03-03")
            try #require(letters.count == 1)
            #expect(letters[0].contains("Uw e-mailadres is gewijzigd") && letters[0].contains("Straat 1"))
            let times = letters[0].components(separatedBy: "Uw e-mailadres is gewijzigd").count - 1
            #expect(times == 1, "it stands there twice")
            // The rest goes by e-mail, as he wants it.
            #expect(!letters[0].contains("bevestigd"))
            #expect(try house.words() == ["ander@voorbeeld.nl"])
            try house.confirmBundle("2026-03-03")
            try house.go(round)
            #expect(try house.dispatched().contains { $0.party == anna && $0.channel == .post })
            // From now on he is told by e-mail, and by no letter.
            #expect(isAccepted(try change(anna, to: "derde@voorbeeld.nl", house)))
            try house.go(round)
            #expect(isAccepted(try give(try codes(to: "derde@voorbeeld.nl", house)[0], anna, house)))
            house.pass(seconds: 86_400)
            try house.go(round)
            #expect(try house.bundles() == ["2026-03-03"])
            #expect(try house.mails().contains { $0.to == "ander@voorbeeld.nl" && $0.text.contains("is gewijzigd") })
        }
    }

    /// Also with an address that he confirmed before, while he had chosen letters; and a sender that was off for days, or
    /// stopped before it made the letter, tells it all the same.
    @Test func aConfirmedAddressTakenUpAgainIsToldByLetter() throws {
        try PostHouse.with { house in
            let anna = try house.person(1, email: "anna@voorbeeld.nl")
            #expect(isAccepted(try ask(ChangeContact.self, #""channel":"post""#, as: anna, house)))
            let first = try house.sender()
            try house.go(first)
            let change = try house.contact(anna, "ander@voorbeeld.nl")
            try house.confirm(change)
            try house.confirm(try house.contact(anna, "derde@voorbeeld.nl"))
            house.pass(seconds: 2 * 86_400)
            try house.go(first)
            house.pass(seconds: 86_400)
            try house.go(try house.sender())
            let letters = try letters(house, in: "2026-03-05")
            #expect(letters.count == 1 && letters[0].contains("Uw e-mailadres is gewijzigd"), "\(letters)")
        }
    }

    /// When that letter comes back it waits for another address: the same one is not tried again and again.
    @Test func theLetterOfAChangeThatCameBackWaitsForAnAddress() throws {
        try PostHouse.with { house in
            let anna = try house.person(1)
            let round = try house.sender()
            try house.confirm(try house.contact(anna, "ander@voorbeeld.nl"))
            try house.go(round)
            house.pass(seconds: 86_400)
            try house.go(round)
            try house.confirmBundle("2026-03-03")
            try house.go(round)
            let letter = try #require(try house.dispatched().first { $0.channel == .post })
            try house.ask(
                RecordBounce(party: anna, message: letter.message, channel: .post, reason: .returnedLetter))
            try house.go(round)
            house.pass(seconds: 86_400)
            try house.go(round)
            #expect(try house.bundles() == ["2026-03-03"])
            try house.move(anna, to: "Straat 9, Meerdam")
            try house.go(round)
            house.pass(seconds: 86_400)
            try house.go(round)
            let letters = try letters(house, in: "2026-03-05")
            #expect(letters.count == 1 && letters[0].contains("Straat 9"), "\(letters)")
        }
    }

    /// A letter that waits for its bundle is in it, and one message is in it once.
    @Test func whoKeepsHisLettersGetsOne() throws {
        try PostHouse.with { house in
            let anna = try house.person(1)
            let round = try house.sender()
            #expect(isAccepted(try change(anna, to: "anna@voorbeeld.nl", house)))
            try house.go(round)
            house.pass(seconds: 86_400)
            try house.go(round)
            let letters = try letters(house, in: "2026-03-03")
            try #require(letters.count == 1)
            #expect(letters[0].components(separatedBy: "Uw e-mailadres is gewijzigd").count == 2, "\(letters[0])")
        }
    }
}
