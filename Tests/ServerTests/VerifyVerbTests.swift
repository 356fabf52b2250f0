import Events
import Projections
import Testing

@testable import Server

@Suite struct VerifyVerbTests {
    private func verify(_ words: String..., in folder: String) throws -> ExitCode {
        let verb = Verb.verify
        return try verb.run(
            try Arguments(["--data", folder] + words, options: Set(verb.options), flags: Set(verb.flags)))
    }

    /// A value that somebody altered in the vault breaks no link of the log: only who compares them finds it.
    @Test func anAlteredValueIsFound() throws {
        try TestService.withJourneys { server in
            let folder = server.service.folder
            #expect(try verify(in: folder.path) == .success)
            #expect(try verify("--values", in: folder.path) == .success)
            let forger = try Connection(.writer(folder.vault))
            try forger.execute("DROP TRIGGER sealed_no_update")
            try forger.execute("UPDATE sealed SET json = '\"Enna\"' WHERE sequence = 3")
            #expect(try verify(in: folder.path) == .success)
            #expect(try verify("--values", in: folder.path) == .notVerified)
        }
    }

    /// A file for the bank that was altered, torn or lost breaks no link of the log either.
    @Test func anAlteredPaymentFileIsFound() throws {
        try RunBench.withFolder { folder in
            let year = try RunBench.fill(folder, dossiers: 3)
            let path = try RunBench.open(folder, year) { bench in
                try bench.look()
                return bench.service.folder.paymentFile(of: try #require(try bench.runs().first).run)
            }
            #expect(try verify("--files", in: folder) == .success)
            let bytes = try Files.bytes(path, most: 1 << 20)
            var flipped = bytes
            flipped[flipped.count / 2] ^= 1
            for altered in [flipped, Array(bytes.dropLast(20)), []] {
                try Files.write(altered, to: path)
                #expect(try verify("--money", in: folder) == .success)
                #expect(try verify("--files", in: folder) == .notVerified)
            }
            try Files.remove(path)
            #expect(try verify("--files", in: folder) == .notVerified)
            try Files.write(bytes, to: path)
            #expect(try verify("--files", in: folder) == .success)
        }
    }

    /// The folder of the demonstration is sound in every way that can be asked.
    @Test func theFolderOfAllJourneysIsSound() throws {
        try TestService.withJourneys { server in
            let folder = server.service.folder
            let flags = Verb.verify.flags.map { "--" + $0 }
            #expect(flags.contains("--files") && flags.contains("--values") && flags.contains("--money"))
            // The access log is there when somebody has looked.
            let caregiver = PartyID(bits: JourneyNames(journey: "holder-dies").id("c1"))
            let seen = try server.get("/v1/profile", as: .holder(caregiver))
            #expect(seen.status == 200)
            for flag in flags {
                let code = try verify(flag, in: folder.path)
                #expect(code == .success, "\(flag)")
            }
        }
    }

    /// The money of all journeys is right at every position.
    @Test func theMoneyOfAllJourneysIsRight() throws {
        try TestService.withJourneys { server in
            let code = try verify("--money", in: server.service.folder.path)
            #expect(code == .success)
        }
    }
}
