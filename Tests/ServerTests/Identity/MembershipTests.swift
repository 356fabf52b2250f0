import Dispatch
import Events
import Foundation
import Synchronization
import Testing

@testable import Server

/// Who may sign in and ask for an organisation: whoever the broker proves, until it keeps a list; then only who is on it.
@Suite struct MembershipTests {
    /// An institution with two AGB codes, a contact person and another member.
    private static let names = JourneyNames(journey: "organisation-several-codes")
    private static let (first, second) = ("agb:41900061", "agb:41900062")
    private static func text(_ short: String) -> String { PartyID(bits: names.id(short)).text }
    private static let (organisation, contact, member) = (text("c1"), text("m1"), text("m2"))
    private static let registrar = Principal.employee(
        PartyID(bits: names.id("e5")), at: OfficeID(bits: names.id("o3")))

    private static func body(_ type: String, _ fields: String) -> String {
        #"{"id":"\#(UUID().uuidString.lowercased())","type":"\#(type)",\#(fields)}"#
    }

    private static func change(_ organisation: String) -> String {
        body("change-contact", #""party":"\#(organisation)","phone":"0612345678","channel":"post""#)
    }

    private static var removal: String {
        body("remove-member", #""party":"\#(organisation)","member":"\#(member)""#)
    }

    private func asOrganisation() -> Principal { .caregiver(PartyID(bits: Self.names.id("c1"))) }

    /// Each active code opens the same door, for who is on the list, and a code that was taken away opens it no more.
    @Test func aMemberSignsInByEachActiveCode() throws {
        try TestService.withJourneys { server in
            var answers: Set<String> = []
            for code in [Self.first, Self.second] {
                let browser = TestBrowser(server)
                let signedIn = try browser.signIn(with: browser.assertion(code, .vecozo, user: Self.member))
                #expect(signedIn.status == 201, "\(code): \(signedIn.body)")
                let dossiers = try browser.ask("GET", "/v1/dossiers")
                #expect(dossiers.status == 200 && dossiers.body.contains(Self.text("h1")), "\(dossiers.body)")
                answers.insert(dossiers.body)
            }
            #expect(answers.count == 1)
            let browser = TestBrowser(server)
            #expect(try browser.signIn(with: browser.assertion(Self.second, .vecozo, user: Self.member)).status == 201)
            let other = TestBrowser(server)
            #expect(try other.signIn(with: other.assertion(Self.first, .vecozo, user: Self.member)).status == 201)
            let remove = Self.body("remove-agb-code", #""party":"\#(Self.organisation)","agb":"41900062""#)
            #expect(try server.post("/v1/commands", remove, as: Self.registrar).status == 200)
            let after = try browser.ask("GET", "/v1/dossiers")
            #expect(after.status == 403 && after.body.contains("not-registered"), "\(after.body)")
            #expect(try other.ask("GET", "/v1/dossiers").status == 200)
        }
    }

    /// Who is not on the list, and who has no name, is told so at the door, at a question and at a command; nothing is
    /// written, and it is counted and in the access log.
    @Test func aStrangerIsRefusedEverywhere() throws {
        try TestService.withJourneys { server in
            let browser = TestBrowser(server)
            let refused = try browser.signIn(with: browser.assertion(Self.first, .vecozo, user: "u-1"))
            #expect(refused.status == 403 && refused.body.contains("not-a-member"), "\(refused.body)")
            #expect(refused.header("Set-Cookie") == nil)
            let meters = server.service.registry.text()
            #expect(meters.contains(#"pgb_sign_in_refused_total{what="assertion",reason="notMember"} 1"#))
            let reader = LogReader(try Connection(.reader(server.service.folder.log)))
            let before = try reader.lastPosition()
            for user in ["u-1", Self.text("m3"), nil] {
                let looked = try server.get("/v1/dossiers", as: asOrganisation(), user: user)
                #expect(looked.status == 403 && looked.body.contains("not-a-member"), "\(looked.body)")
                let asked = try server.post(
                    "/v1/commands", Self.change(Self.organisation), as: asOrganisation(), user: user)
                #expect(asked.status == 403 && asked.body.contains("not-a-member"), "\(asked.body)")
            }
            #expect(try reader.lastPosition() == before)
            #expect(try server.get("/v1/dossiers", as: asOrganisation(), user: Self.member).status == 200)
        }
    }

    /// Who is taken off the list is out with the answer to that: his browser, his tokens and his next sign-in.
    @Test func whoIsRemovedIsOutAtOnce() throws {
        try TestService.withJourneys { server in
            let (browser, contact) = (TestBrowser(server), TestBrowser(server))
            #expect(try browser.signIn(with: browser.assertion(Self.second, .vecozo, user: Self.member)).status == 201)
            #expect(try contact.signIn(with: contact.assertion(Self.first, .vecozo, user: Self.contact)).status == 201)
            #expect(try browser.ask("GET", "/v1/dossiers").status == 200)
            let mover = Principal.caregiver(PartyID(bits: Self.names.id("m1")))
            let removed = try server.post("/v1/commands", Self.removal, as: mover)
            #expect(removed.status == 200, "\(removed.body)")
            #expect(try browser.ask("GET", "/v1/dossiers").status == 401, "his session goes on")
            let token = try server.get("/v1/dossiers", as: asOrganisation(), user: Self.member)
            #expect(token.status == 403 && token.body.contains("not-a-member"), "\(token.body)")
            #expect(try browser.signIn(with: browser.assertion(Self.first, .vecozo, user: Self.member)).status == 403)
            // Of himself he is who he was, and the others stay.
            #expect(try server.get("/v1/profile", as: .holder(PartyID(bits: Self.names.id("m2")))).status == 200)
            #expect(try contact.ask("GET", "/v1/dossiers").status == 200)
        }
    }

    /// The list names people as the broker does: by the name that was given last.
    @Test func aMemberHasOneName() throws {
        try TestService.withJourneys { server in
            let status = { (user: String) in
                try server.get("/v1/dossiers", as: asOrganisation(), user: user).status
            }
            let name = { (user: String, member: String) in
                Self.body(
                    "add-member",
                    #""party":"\#(Self.organisation)","member":"\#(member)","user":"\#(user)""#)
            }
            #expect(try server.post("/v1/commands", name("u-4711", Self.member), as: Self.registrar).status == 200)
            #expect(try status("u-4711") == 200 && status(Self.member) == 403)
            let taken = try server.post("/v1/commands", name("u-4711", Self.text("m3")), as: Self.registrar)
            #expect(taken.status == 409 && taken.body.contains("user-taken"), "\(taken.body)")
            #expect(try server.post("/v1/commands", name("u-4712", Self.member), as: Self.registrar).status == 200)
            #expect(try status("u-4712") == 200 && status("u-4711") == 403)
        }
    }

    /// Without a list the word of the broker is enough; from the first member on it is not.
    @Test func withoutAListTheBrokerIsEnough() throws {
        try TestService.withJourneys { server in
            let names = JourneyNames(journey: "wlz-institution-rejected")
            let organisation = PartyID(bits: names.id("c1"))
            let browser = TestBrowser(server)
            #expect(try browser.signIn(with: browser.assertion("agb:41900012", .vecozo, user: "u-1")).status == 201)
            #expect(try browser.ask("GET", "/v1/dossiers").status == 200)
            let first = Self.body(
                "add-member", #""party":"\#(organisation.text)","member":"\#(Self.contact)","mayAdd":true"#)
            #expect(try server.post("/v1/commands", first, as: Self.registrar).status == 200)
            let after = try browser.ask("GET", "/v1/dossiers")
            #expect(after.status == 403 && after.body.contains("not-a-member"), "\(after.body)")
            // Also when nobody is left on it, the list is there.
            let last = Self.body("remove-member", #""party":"\#(organisation.text)","member":"\#(Self.contact)""#)
            #expect(try server.post("/v1/commands", last, as: Self.registrar).status == 200)
            #expect(try browser.ask("GET", "/v1/dossiers").status == 403)
        }
    }

    /// Who is on the list looks at a claim and at differences as he may ask for everything else; nobody else does.
    @Test func aMemberIsKnownWhereNothingIsKept() throws {
        try TestService.withJourneys { server in
            let draft =
                #"{"contract":"\#(Self.text("k1"))","month":"2026-12","#
                + #""entries":[{"week":"2026-12-07","line":1,"minutes":60}]}"#
            let preview = { (user: String) in
                try server.post(
                    "/v1/dossiers/\(Self.text("h1"))/claim-preview", draft, as: asOrganisation(), user: user)
            }
            let looked = try preview(Self.member)
            #expect(looked.status == 200, "\(looked.body)")
            #expect(try preview("u-1").body.contains("not-a-member"))
            // An organisation that represents somebody, and keeps a list from now on.
            let names = JourneyNames(journey: "representative-organisation")
            let representative = PartyID(bits: names.id("r1"))
            let first = Self.body(
                "add-member", #""party":"\#(representative.text)","member":"\#(Self.member)","mayAdd":true"#)
            #expect(try server.post("/v1/commands", first, as: Self.registrar).status == 200)
            let path =
                "/v1/dossiers/\(PartyID(bits: names.id("h1")).text)/differences?contract="
                + "\(PartyID(bits: names.id("k1")).text)&actingAs=representative"
            let differences = try server.get(path, as: .caregiver(representative), user: Self.member)
            #expect(differences.status == 200, "\(differences.body)")
            #expect(try server.get(path, as: .caregiver(representative), user: "u-1").status == 403)
        }
    }

    /// The name of who died opens nothing any more: not at the door, not for who had a session, not at a question.
    @Test func aMemberWhoDiedIsOut() throws {
        try TestService.withJourneys { server in
            let browser = TestBrowser(server)
            #expect(try browser.signIn(with: browser.assertion(Self.first, .vecozo, user: Self.member)).status == 201)
            let death = Self.body(
                "record-death", #""party":"\#(Self.member)","diedOn":"2027-01-20","source":"registry""#)
            let died = try server.post("/v1/commands", death, as: Self.registrar)
            #expect(died.status == 200, "\(died.body)")
            try server.waitForViews()
            let session = try browser.ask("GET", "/v1/dossiers")
            #expect(session.status == 403 && session.body.contains("deceased"), "\(session.body)")
            let token = try server.get("/v1/dossiers", as: asOrganisation(), user: Self.member)
            #expect(token.status == 403 && token.body.contains("deceased"), "\(token.body)")
            let again = TestBrowser(server)
            let door = try again.signIn(with: again.assertion(Self.second, .vecozo, user: Self.member))
            #expect(door.status == 403 && door.body.contains("deceased"), "\(door.body)")
            #expect(door.header("Set-Cookie") == nil)
            #expect(try server.get("/v1/dossiers", as: asOrganisation(), user: Self.contact).status == 200)
        }
    }

    /// What a worker of the race asked, and whether he began before the removal was answered.
    private struct Asked: Sendable {
        let began: ContinuousClock.Instant
        let status: Int
    }

    /// Removed while he works: whatever is asked after the answer to the removal is refused, and nothing of it stands in the
    /// log behind it.
    @Test func aRemovalAndUseInParallel() throws {
        try TestService.withJourneys { server in
            let token = server.token(asOrganisation(), user: Self.member)
            let port = server.port
            let asked = Mutex<[Asked]>([])
            let isOver = Atomic(false)
            let workers = DispatchGroup()
            for worker in 0..<4 {
                workers.enter()
                Thread.detachNewThread {
                    defer { workers.leave() }
                    while !isOver.load(ordering: .relaxed) {
                        let body = Self.change(Self.organisation)
                        let head =
                            worker == 0
                            ? "GET /v1/profile HTTP/1.1\r\n"
                            : "POST /v1/commands HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: "
                                + "\(body.utf8.count)\r\n"
                        let began = ContinuousClock.now
                        guard let client = try? RawClient(port: port, timeoutMilliseconds: 60_000) else { continue }
                        client.send(
                            head + "Host: test\r\nAuthorization: Bearer \(token)\r\n\r\n" + (worker == 0 ? "" : body))
                        guard let answer = try? client.answer() else { continue }
                        asked.withLock { $0.append(Asked(began: began, status: answer.status)) }
                    }
                }
            }
            while asked.withLock({ $0.count }) < 40 { usleep(1_000) }
            let removed = try server.post("/v1/commands", Self.removal, as: Self.registrar)
            let answered = ContinuousClock.now
            #expect(removed.status == 200, "\(removed.body)")
            let before = asked.withLock { $0.count }
            while asked.withLock({ $0.count }) < before + 40 { usleep(1_000) }
            isOver.store(true, ordering: .relaxed)
            workers.wait()
            let all = asked.withLock { $0 }
            let late = all.filter { $0.began > answered }
            #expect(late.count >= 20 && late.allSatisfy { $0.status == 403 }, "\(late.map(\.status))")
            #expect(all.contains { $0.began < answered && $0.status == 200 })
            // In the log nothing of his stands behind it.
            let reader = LogReader(try Connection(.reader(server.service.folder.log)))
            var names: [String] = []
            let end = try reader.lastPosition().rawValue
            for number in max(1, end - 60)...end {
                if let record = try reader.event(at: Position(number)) { names.append(record.name) }
            }
            #expect(names.last == "member-removed", "\(names)")
            #expect(names.contains("contact-changed"))
        }
    }
}
