import Events
import Foundation
import Projections
import Testing

@testable import Server

/// Interrupted anywhere, nothing is sent twice and nothing is lost.
@Suite struct PostCrashTests {
    private struct Interrupted: Error {}

    /// At each point between two steps: thrown out there once, and then a new start.
    @Test(arguments: PostRound.Point.allCases)
    func interruptedAt(_ point: PostRound.Point) throws {
        try PostHouse.with { house in
            let people = try (1...3).map { try house.person($0, email: "p\($0)@voorbeeld.nl") }
            let readers = try (4...6).map { try house.person($0) }
            _ = try house.sender()
            for party in people + readers { try house.give(party, 2) }
            var met = 0
            for day in 0..<3 {
                if day == 2 { try house.confirmBundle("2026-03-03") }
                for _ in 0..<4 {
                    var round = try house.sender()
                    var isArmed = true
                    round.at = { reached in
                        guard isArmed, reached == point else { return }
                        isArmed = false
                        met += 1
                        throw Interrupted()
                    }
                    try? round.run()
                    try house.service.catchUp(round.readers.log)
                }
                try house.go(try house.sender())
                house.pass(seconds: 86_400)
            }
            #expect(met > 0, "\(point) was never reached")
            #expect(try house.words() == ["p1@voorbeeld.nl", "p2@voorbeeld.nl", "p3@voorbeeld.nl"])
            #expect(try house.bundles() == ["2026-03-03"])
            #expect(try Files.names(in: house.letters + "/2026-03-03").count == 5)
            let sent = try house.dispatched()
            #expect(sent.count == 12 && Set(sent.map { "\($0.party) \($0.message)" }).count == 12)
            #expect(try Files.names(in: house.spool + "/tmp").isEmpty)
        }
    }

    /// The program itself, killed with -9 again and again while it sends; the spool is emptied by somebody else meanwhile.
    @Test(arguments: [false, true])
    func killedAgainAndAgain(throughSendmail isSendmail: Bool) throws {
        let people = 60
        let folder = try PostHouse.filled { house in
            for number in 1...people {
                try house.give(try house.person(number, email: number % 3 == 0 ? nil : "p\(number)@voorbeeld.nl"))
            }
        }
        let sendmail = folder + ".sendmail"
        let script = "#!/bin/sh\ngrep '^To: ' >> \(folder).taken\n"
        try script.write(toFile: sendmail, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: sendmail)
        defer {
            for end in ["", ".spool", ".letters", ".sendmail", ".taken"] {
                try? FileManager.default.removeItem(atPath: folder + end)
            }
        }
        var taken: [String] = []
        func start(_ now: String) throws -> Process {
            let process = Process()
            process.executableURL = try Self.program()
            process.arguments =
                [
                    "serve", "--data", folder, "--demo", "--quiet", "--listen", "127.0.0.1:0", "--now", now,
                    "--send-from", "0", "--mail-from", "post@pgb.example", "--site", "https://pgb.example", "--letters",
                    folder + ".letters", "--letters-from", "SVB|Postbus 1", "--mail-rate", "6000",
                ] + (isSendmail ? ["--sendmail", sendmail] : ["--mail-spool", folder + ".spool"])
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            return process
        }
        func take() throws {
            guard !isSendmail, Files.exists(folder + ".spool/new") else { return }
            for name in try Files.names(in: folder + ".spool/new") {
                let text = try Files.read("\(folder).spool/new/\(name)") ?? ""
                taken += text.split(separator: "\n").filter { $0.hasPrefix("To: ") }.map(String.init)
                try Files.remove("\(folder).spool/new/\(name)")
            }
        }
        for turn in 0..<12 {
            let process = try start("2026-03-0\(turn < 8 ? 2 : 3)T10:00:00Z")
            usleep(UInt32(turn == 7 || turn == 11 ? 3_000_000 : 120_000 + 60_000 * UInt32(turn)))
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            try take()
        }
        if isSendmail { taken = (try Files.read(folder + ".taken") ?? "").split(separator: "\n").map(String.init) }
        #expect(Set(taken).count == taken.count, "somebody got it twice")
        let ledger = try PostLedger(folder + "/post.db", since: .start)
        let uncertain = try ledger.mails(.uncertain, limit: .max)
        #expect(isSendmail || uncertain.isEmpty)
        let expected = (1...people).filter { $0 % 3 != 0 }.count
        let isAll = taken.count <= expected && taken.count + uncertain.count >= expected
        #expect(isAll, "\(taken.count) taken and \(uncertain.count) uncertain of \(expected)")
        let letters = try Files.names(in: folder + ".letters/2026-03-03").filter { $0.hasPrefix("letter-") }
        // Who chose e-mail got letters before, and is told by one that they stop; the others get their message.
        let told = try letters.count {
            try Files.read(folder + ".letters/2026-03-03/" + $0)?.contains("Uw e-mailadres is gewijzigd") ?? false
        }
        #expect(told == expected && letters.count - told == people / 3)
        var sent: [MessageDispatched] = []
        var decoder = EventDecoder()
        for record in try LogReader(try Connection(.reader(folder + "/log.db"))).batch(after: .start, limit: 10_000) {
            if case .dispatch(.dispatched(let fact)) = try decoder.envelope(record).event { sent.append(fact) }
        }
        // One word can tell of several messages; of each of them it is told once, and nobody is left out.
        #expect(Set(sent.map(\.message)).count == sent.count)
        #expect(Set(sent.map(\.party)).count + uncertain.count == expected)
    }

    /// `pgb` beside the tests.
    private static func program() throws -> URL {
        let here = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        var folder = URL(fileURLWithPath: here).deletingLastPathComponent()
        while folder.path != "/" {
            let program = folder.appendingPathComponent("pgb")
            if FileManager.default.isExecutableFile(atPath: program.path) { return program }
            folder.deleteLastPathComponent()
        }
        throw Missing("pgb beside the tests: \(here)")
    }
}
