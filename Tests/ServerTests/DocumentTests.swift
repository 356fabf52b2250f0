import CLinux
import Commands
import Events
import Foundation
import Testing

@testable import Server

/// Files that were handed in: the largest one goes in and comes out, only for who may see it, until it is erased.
@Suite struct DocumentTests {
    private static let names = JourneyNames(journey: "wlz-informal-hourly")
    private static let wmo = JourneyNames(journey: "wmo-both-orders")

    private static func id(_ short: String, _ names: JourneyNames = names) -> String {
        PartyID(bits: names.id(short)).text
    }

    private static func who(_ text: String, _ names: JourneyNames = names) throws -> Principal {
        try #require(names.principal(text))
    }

    private static func file(_ count: Int) -> [UInt8] {
        Array("%PDF-1.7\n".utf8) + (0..<count - 9).map { UInt8(truncatingIfNeeded: 0x20 + $0 % 90) }
    }

    private static func attach(
        _ document: String, _ file: [UInt8], purpose: String = "rate-list", command: Int = 1,
        _ names: JourneyNames = names
    ) -> String {
        #"{"id":"\#(CommandID(bits: UInt128(7_000 + command)).text)","type":"attach-document","#
            + #""dossier":"\#(id("h1", names))","document":"\#(id(document, names))","contract":"\#(id("k1", names))","#
            + #""purpose":"\#(purpose)","mediaType":"application/pdf","title":"Tarieven van Sanne","#
            + #""content":"\#(Data(file).base64EncodedString())"}"#
    }

    private static func path(_ document: String, _ names: JourneyNames = names) -> String {
        "/v1/dossiers/\(id("h1", names))/documents/\(id(document, names))/content"
    }

    @Test func theLargestFileGoesInAndComesOut() throws {
        let file = Self.file(FileContent.byteMax)
        try TestService.withJourneys { server in
            let holder = try Self.who("holder:h1")
            let body = Self.attach("d1", file)
            let first = try server.post("/v1/commands", body, as: holder)
            #expect(first.status == 200, "\(first.body)")
            let again = try server.post("/v1/commands", body, as: holder)
            #expect(again.body == first.body)
            try server.waitForViews()
            let answer = try server.get(Self.path("d1"), as: holder)
            #expect(answer.status == 200)
            #expect(Array(answer.body.utf8) == file)
            #expect(answer.header("Content-Type") == "application/pdf")
            #expect(answer.header("Content-Disposition") == #"attachment; filename="\#(Self.id("d1")).pdf""#)
            #expect(answer.header("X-Content-Type-Options") == "nosniff")
            #expect(answer.header("Cache-Control") == "no-store")
            #expect(answer.header("Content-Security-Policy")?.hasSuffix("sandbox") == true)
            #expect(answer.header("ETag") == "\"\(SHA256.hash(file).hex)\"")
            let list = try server.get("/v1/dossiers/\(Self.id("h1"))/documents", as: holder)
            #expect(list.status == 200)
            #expect(list.body.contains(#""title":"Tarieven van Sanne""#), "\(list.body)")
            #expect(list.body.contains(#""byteCount":4194304"#) && list.body.contains(#""available":true"#))
            let earlier = try server.get("/v1/dossiers/\(Self.id("h1"))/documents?asOf=1", as: holder)
            #expect(earlier.status == 200 && earlier.body.contains(#""items":[]"#), "\(earlier.body)")
            // The log has the commitment, and the state of the writer no more than the log.
            let reader = LogReader(try Connection(.reader(server.service.folder.log)))
            let record = try #require(try reader.event(at: try reader.lastPosition()))
            #expect(record.name == "document-attached" && record.body.count < 1_000)
        }
    }

    @Test func onlyWhoMaySeeAFileSeesIt() throws {
        try TestService.withJourneys { server in
            let file = Self.file(500)
            let holder = try Self.who("holder:h1")
            let caregiver = try Self.who("caregiver:c1")
            for (number, document) in ["d1", "d2"].enumerated() {
                let body = Self.attach(document, file, purpose: number == 0 ? "rate-list" : "identity", command: number)
                #expect(try server.post("/v1/commands", body, as: caregiver).status == 200)
                let other = Self.attach(
                    document, file, purpose: number == 0 ? "rate-list" : "identity", command: 10 + number, Self.wmo)
                let answer = try server.post("/v1/commands", other, as: try Self.who("holder:h1", Self.wmo))
                #expect(answer.status == 200, "\(answer.body)")
            }
            try server.waitForViews()
            // Wlz: the care office judges labour law, so its assessor sees the identity document and the SVB does not.
            for (who, statuses) in [
                ("holder:h1", [200, 200]), ("caregiver:c1", [200, 200]), ("employee:e2@o1", [200, 200]),
                ("employee:e1@o1", [200, 404]), ("employee:e5@o3", [200, 404]), ("employee:e8@o3", [200, 404]),
                ("employee:e4@o2", [404, 404]),
            ] {
                let principal = try Self.who(who)
                try Self.expect(server, principal, statuses, Self.names)
            }
            // Wmo: the municipality judges the care and the SVB labour law.
            for (who, statuses) in [
                ("holder:h1", [200, 200]), ("employee:e4@o2", [200, 404]), ("employee:e5@o3", [200, 200]),
                ("employee:e8@o3", [200, 404]), ("employee:e2@o1", [404, 404]),
            ] {
                let principal = try Self.who(who, Self.wmo)
                try Self.expect(server, principal, statuses, Self.wmo)
            }
            for stranger in [try Self.who("holder:h1", Self.wmo), try Self.who("caregiver:c1", Self.wmo), .operator] {
                #expect(try server.get(Self.path("d1"), as: stranger).status == 404)
            }
            let nowhere = try server.get(Self.path("d9"), as: holder)
            #expect(nowhere.status == 404)
        }
    }

    private static func expect(
        _ server: TestService, _ who: Principal, _ statuses: [Int], _ names: JourneyNames
    ) throws {
        let list = try server.get("/v1/dossiers/\(id("h1", names))/documents", as: who)
        for (document, status) in zip(["d1", "d2"], statuses) {
            let answer = try server.get(path(document, names), as: who)
            #expect(answer.status == status, "\(who.text) \(document): \(answer.body.prefix(200))")
            let isListed = list.status == 200 && list.body.contains(id(document, names))
            #expect(isListed == (status == 200), "\(who.text) \(document): \(list.body.prefix(300))")
        }
    }

    /// An identity document goes with the caregiver; that it was there stays.
    @Test func anErasedFileIsGone() throws {
        try TestService.withJourneys { server in
            let holder = try Self.who("holder:h1")
            let body = Self.attach("d1", Self.file(FileContent.byteMax), purpose: "identity")
            #expect(try server.post("/v1/commands", body, as: holder).status == 200)
            try server.waitForViews()
            // As `pgb erase` does beside a stopped server.
            let vault = try Vault(try Connection(.writer(server.service.folder.vault)))
            try vault.erase(PartyID(bits: Self.names.id("c1")), at: server.service.clock.now())
            try vault.commit()
            let answer = try server.get(Self.path("d1"), as: holder)
            #expect(answer.status == 410)
            #expect(answer.body.contains(#""code":"content-erased""#) && answer.body.contains("gewist"))
            let list = try server.get("/v1/dossiers/\(Self.id("h1"))/documents", as: holder)
            #expect(list.body.contains(#""title":null"#) && list.body.contains(#""available":false"#), "\(list.body)")
        }
    }

    /// A file is copied, proven, restored and erased as every other value is; nothing of it is left in any page.
    @Test func aFileIsKeptAndForgottenAsEveryValueIs() throws {
        try TestService.withJourneys { server in
            let file = Self.file(FileContent.byteMax)
            let caregiver = PartyID(bits: Self.names.id("c1"))
            let now = server.service.clock.now()
            let body = Self.attach("d1", file, purpose: "identity")
            #expect(try server.post("/v1/commands", body, as: try Self.who("caregiver:c1")).status == 200)
            let data = server.service.folder
            // A run of the file that is long enough to stand nowhere else, as the vault stores it.
            let mark = Data(Data(file).base64EncodedString().utf8.prefix(3_000).suffix(900))
            let target = data.path + "-copy"
            let (whole, without) = (data.path + "-whole", data.path + "-without")
            defer { for path in [target, whole, without] { try? FileManager.default.removeItem(atPath: path) } }
            let checkpoint = try Backup.make(of: data.path, to: target)
            #expect(try Self.holds(target, mark))
            _ = try Backup.restore(
                from: target, to: whole, against: [checkpoint], erasing: [], as: CommandID(bits: 9_001), at: now)
            let kept = try Self.verify(whole)
            #expect(kept.faults == [] && kept.erased == 0)
            _ = try Backup.restore(
                from: target, to: without, against: [checkpoint],
                erasing: [(subject: caregiver, erasedAt: now)], as: CommandID(bits: 9_002), at: now)
            let erased = try Self.verify(without)
            #expect(erased.faults == [] && erased.erased > 0)
            #expect(try Self.holds(whole, mark))
            #expect(try !Self.holds(without, mark))
            // The same in a folder in use: `secure_delete` writes over all pages of the long value.
            let vault = try Vault(try Connection(.writer("\(whole)/vault.db")))
            try vault.erase(caregiver, at: now)
            try vault.commit()
            #expect(try vault.finishErasing())
            #expect(try !Self.holds(whole, mark))
            #expect(try Self.verify(whole).faults == [])
        }
    }

    private static func verify(_ folder: String) throws -> VaultVerifier.Report {
        let reader = LogReader(try Connection(.reader("\(folder)/log.db")))
        #expect(LogVerifier(reader).verify(against: []).isSound)
        return try VaultVerifier(reader, try Vault(try Connection(.reader("\(folder)/vault.db")))).verify()
    }

    /// Whether a piece of a file stands in any file of a folder. A page of SQLite is 4,096 bytes with four for a link, so
    /// a piece of 900 may be cut once: half of it is looked for.
    private static func holds(_ folder: String, _ mark: Data) throws -> Bool {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else { continue }
            if data.range(of: mark.prefix(450)) != nil || data.range(of: mark.suffix(450)) != nil { return true }
        }
        return false
    }
}
