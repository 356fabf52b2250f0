import Commands
import Events
import Foundation
import Projections
import Testing

@testable import Server

/// Letters, in bundles for the print service.
@Suite struct LetterTests {
    /// Anna wants e-mail but has confirmed no address, Bert has no address at all.
    @Test func aBundleADayHoldsWhatWaits() throws {
        try PostHouse.with { house in
            let anna = try house.person(1)
            _ = try house.contact(anna, "anna@voorbeeld.nl")
            let bert = try house.person(2)
            let round = try house.sender()
            try house.give(anna, 2)
            try house.give(bert)
            try house.go(round)
            #expect(try house.bundles().isEmpty, "today's go tomorrow")
            house.pass(seconds: 86_400)
            try house.give(bert)
            try house.go(round)
            #expect(try house.bundles() == ["2026-03-03"])
            let path = house.letters + "/2026-03-03"
            let names = try Files.names(in: path)
            #expect(names == ["addresses.csv", "letter-00001.html", "letter-00002.html", "manifest.csv"])
            let sheet = try Files.read(path + "/addresses.csv").wanted.split(separator: "\r\n")
            #expect(sheet.contains(#""letter-00001.html","Persoon Nr1","Straat 1","2500 AA  MEERDAM""#), "\(sheet)")
            let manifest = try Files.read(path + "/manifest.csv").wanted
            for name in names where name != "manifest.csv" {
                let (bytes, sum) = (try Files.size("\(path)/\(name)").wanted, try Files.digest("\(path)/\(name)").hex)
                #expect(manifest.contains("\"\(name)\",\(bytes),\"\(sum)\"\r\n"))
            }
            #expect(!manifest.contains("Persoon"))
            #expect(try house.dispatched().isEmpty && house.service.post.present.toConfirm == 1)
            try house.confirmBundle("2026-03-03")
            try house.go(round)
            let sent = try house.dispatched()
            #expect(sent.count == 3 && sent.allSatisfy { $0.channel == .post && $0.batch?.text == "2026-03-03" })
            #expect(house.service.post.present.toConfirm == 0)
            house.pass(seconds: 86_400)
            try house.go(round)
            #expect(try house.bundles() == ["2026-03-03", "2026-03-04"])
            // Some time after it was confirmed, and not before, it goes.
            house.pass(seconds: 29 * 86_400)
            try house.go(round)
            #expect(try house.bundles() == ["2026-03-03", "2026-03-04"])
            house.pass(seconds: 2 * 86_400)
            try house.go(round)
            #expect(try house.bundles() == ["2026-03-04"])
        }
    }

    /// More than one bundle holds goes into the next ones of the same day: nothing waits for tomorrow, nothing is lost, and
    /// nobody gets two envelopes.
    @Test func muchIsPartedOverTheDay() throws {
        try PostHouse.with { house in
            let people = try (1...4).map { try house.person($0) }
            let round = try house.sender(["--letters-per-bundle", "3"])
            for person in people { try house.give(person, 2) }
            try house.go(round)
            house.pass(seconds: 86_400)
            try house.go(round)
            // What comes while they are made goes tomorrow.
            let late = try house.give(people[0])
            for _ in 0..<3 { try house.go(round) }
            let names = ["2026-03-03", "2026-03-03-2", "2026-03-03-3", "2026-03-03-4"]
            #expect(try house.bundles() == names)
            for name in names {
                let files = try Files.names(in: house.letters + "/" + name)
                #expect(files == ["addresses.csv", "letter-00001.html", "manifest.csv"], "\(name): \(files)")
                try house.confirmBundle(name)
            }
            try house.go(round)
            let sent = try house.dispatched()
            #expect(sent.count == 8 && Set(sent.map(\.message)).count == 8 && !sent.map(\.message).contains(late[0]))
            house.pass(seconds: 86_400)
            try house.go(round)
            #expect(try house.bundles() == names + ["2026-03-04"])
            #expect(try round.ledger.items(inBatch: "2026-03-04").map(\.message) == late)
        }
    }

    /// One person with more than a bundle holds is parted all the same: else nothing would ever go.
    @Test func oneWithMoreThanABundleHolds() throws {
        try PostHouse.with { house in
            let anna = try house.person(1)
            let round = try house.sender(["--letters-per-bundle", "2"])
            try house.give(anna, 5)
            try house.go(round)
            house.pass(seconds: 86_400)
            for _ in 0..<3 { try house.go(round) }
            #expect(try house.bundles() == ["2026-03-03", "2026-03-03-2", "2026-03-03-3"])
        }
    }

    @Test func withoutAnAddressItIsWork() throws {
        try PostHouse.with { house in
            let anna = try house.person(1, hasAddress: false)
            let round = try house.sender()
            let given = try house.give(anna, 2)
            try house.go(round)
            // That he cannot be reached is a message too, of which nothing more is said.
            #expect(try house.bounced().map(\.message) == given && house.service.post.present.withoutAddress == 4)
            let work = try round.readers.live {
                (try WorkItem.page($0, for: .svb), try WorkItem.page($0, for: .party(anna)))
            }
            #expect(work.0.map(\.kind) == [.addressMissing] && work.1.map(\.kind) == [.addressMissing])
            try house.move(anna, to: "Straat 9, Meerdam")
            try house.go(round)
            house.pass(seconds: 86_400)
            try house.go(round)
            #expect(try house.bundles() == ["2026-03-03"] && house.service.post.present.withoutAddress == 0)
            #expect(try round.readers.live { try WorkItem.page($0, for: .svb) }.isEmpty)
        }
    }

    @Test func aLetterThatCameBackWaitsForAnAddress() throws {
        try PostHouse.with { house in
            let anna = try house.person(1)
            let round = try house.sender()
            let given = try house.give(anna)
            try house.go(round)
            house.pass(seconds: 86_400)
            try house.go(round)
            try house.confirmBundle("2026-03-03")
            try house.go(round)
            try house.ask(
                RecordBounce(party: anna, message: given[0], channel: .post, reason: .returnedLetter))
            try house.go(round)
            house.pass(seconds: 86_400)
            try house.go(round)
            #expect(try house.bundles() == ["2026-03-03"])
            // The letter, the word that it came back, and the word that there is no address.
            #expect(house.service.post.present.withoutAddress == 3)
        }
    }

    @Test func lettersToTheDeadAreForTheirHeirs() throws {
        try PostHouse.with { house in
            let anna = try house.person(1, email: "anna@voorbeeld.nl")
            let died = DeathRecorded(party: anna, diedOn: try Day("2026-03-01").wanted, source: .registry)
            try house.say(.party(anna), .party(.died(died)))
            let round = try house.sender()
            try house.give(anna)
            try house.go(round)
            house.pass(seconds: 86_400)
            try house.go(round)
            let letter = try Files.read(house.letters + "/2026-03-03/letter-00001.html").wanted
            #expect(letter.contains("Aan de erven van Persoon Nr1") && letter.contains("Geachte nabestaanden,"))
            #expect(try house.mails().isEmpty)
        }
    }

    /// Of who was erased nothing stays: no letter, no line on the sheet, no mail that nobody took, and nothing is made.
    @Test func erasureTakesEveryFileAway() throws {
        try PostHouse.with { house in
            let anna = try house.person(1)
            let bert = try house.person(2)
            let carla = try house.person(3, email: "carla@voorbeeld.nl")
            let round = try house.sender()
            for party in [anna, bert, carla] { try house.give(party) }
            try house.go(round)
            house.pass(seconds: 86_400)
            try house.go(round)
            #expect(try house.words() == ["carla@voorbeeld.nl"])
            try house.give(anna)
            for party in [anna, carla] {
                let erased = PersonErased(
                    party: party, ground: .request, office: OfficeID(bits: 7), reasons: [])
                try house.say(.party(party), .rights(.erased(erased)))
            }
            try house.go(round)
            house.pass(seconds: 86_400)
            try house.go(round)
            #expect(try house.mails().isEmpty && house.bundles() == ["2026-03-03"])
            for name in try Files.names(in: house.letters + "/2026-03-03") {
                let text = try Files.read("\(house.letters)/2026-03-03/\(name)").wanted
                #expect(!text.contains("Persoon Nr1") && !text.contains("letter-00001"), "\(name)")
            }
            #expect(try Files.names(in: house.letters + "/2026-03-03").contains("letter-00002.html"))
        }
    }

    @Test(arguments: [
        ("Dorpsstraat 1, Meerdam", "2500AA", ["Dorpsstraat 1", "2500 AA  MEERDAM"]),
        ("Dorpsstraat 1", "2500AA", ["Dorpsstraat 1", "2500 AA"]),
        ("Flat 3, Plein 2, Oud-Zuid", "1000AB", ["Flat 3, Plein 2", "1000 AB  OUD-ZUID"]),
    ])
    func addressesStandAsThePostWantsThem(_ address: String, _ postcode: String, _ lines: [String]) {
        #expect(PostRound.lines(address: address, postcode: postcode) == lines)
    }
}
