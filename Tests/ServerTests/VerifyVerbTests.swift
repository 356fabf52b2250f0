import Events
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

    /// The money of all journeys is right at every position.
    @Test func theMoneyOfAllJourneysIsRight() throws {
        try TestService.withJourneys { server in
            let code = try verify("--money", in: server.service.folder.path)
            #expect(code == .success)
        }
    }
}
