import Events
import Foundation
import Support
import Testing

@testable import Server

/// Every case of `fixtures/http/uploads.http`: what is wrong with it is said, and nothing of it is kept.
@Suite struct UploadTests {
    private struct Case {
        let name: String
        let by: String
        let expected: String
        let length: Int?
        let path: String
        let body: String

        init(_ block: String) throws {
            var lines = block.components(separatedBy: "\n")
            name = lines.removeFirst()
            var fields: [String: String] = [:]
            while let line = lines.first, let colon = line.firstRange(of: ": "), !line.hasPrefix("POST ") {
                fields[String(line[..<colon.lowerBound])] = String(line[colon.upperBound...])
                lines.removeFirst()
            }
            by = try #require(fields["by"])
            expected = try #require(fields["expect"])
            length = try fields["length"].map { try #require(Int($0)) }
            path = String(lines.removeFirst().dropFirst(5))
            body = lines.prefix { !$0.isEmpty }.joined().replacing(#/\{([^{}"*]+)\*(\d+)\}/#) { match in
                String(repeating: String(match.1), count: Int(match.2) ?? 0)
            }
        }
    }

    @Test func badFilesAreNotTakenIn() throws {
        let names = JourneyNames(journey: "wlz-informal-hourly")
        let blocks = try Repository.text("fixtures/http/uploads.http").components(separatedBy: "\n=== ").dropFirst()
        let cases = try blocks.map(Case.init)
        #expect(cases.count > 15, "The file is not read any more.")
        try TestService.withJourneys { server in
            let reader = LogReader(try Connection(.reader(server.service.folder.log)))
            let vault = try Vault(try Connection(.reader(server.service.folder.vault)))
            let (position, values) = (try reader.lastPosition(), try vault.count())
            for upload in cases {
                let body = try names.expand(upload.body) { _ in nil }
                let principal = names.principal(upload.by)
                #expect(principal != nil || upload.by == "nobody", "\(upload.name)")
                let answer = try server.post(
                    names.expand(path: upload.path), body, as: principal, declaring: upload.length)
                let items = answer.body.matches(of: #/"pointer":"([^"]*)","code":"([^"]*)"/#).map { "\($0.1):\($0.2)" }
                let code = answer.body.firstMatch(of: #/,"code":"([a-z-]+)","reference"/#).map { String($0.1) } ?? "?"
                let actual = (["\(answer.status)", code] + items).joined(separator: " ")
                #expect(actual == upload.expected, "\(upload.name): \(answer.body)")
            }
            #expect(try reader.lastPosition() == position)
            #expect(try vault.count() == values)
        }
    }
}
