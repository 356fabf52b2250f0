import Commands
import Events
import Testing

@testable import Server

/// The routes that take something in, beside that of the commands, in every quality.
@Suite struct PostRoutesTests {
    /// What is sent: refused or let through before it is read any further.
    private static func body(_ path: String, contract: String) -> (text: String, type: String)? {
        switch path {
        case "/v1/dossiers/{dossier}/claim-preview":
            (
                #"{"contract":"\#(contract)","month":"2026-12","entries":[{"week":"2026-12-07","line":1,"minutes":60}]}"#,
                "application/json"
            )
        case "/v1/bank-files": ("<Document/>", "application/xml")
        case "/v1/payroll-results": ("{}", "application/json")
        case "/v1/parties/_search": (#"{"bsn":"999970033"}"#, "application/json")
        default: nil
        }
    }

    /// Routes of a browser's session and of sign-in, where a token is not what counts; they have tests of their own.
    private static let ofSignIn: Set<String> = [
        "POST /v1/sessions", "POST /v1/sessions/current/confirmations", "POST /v1/demo/sign-ins", "DELETE /v1/sessions",
        "DELETE /v1/sessions/current",
    ]

    @Test func takesInWhatTheMatrixSays() throws {
        try TestService.withJourneys { server in
            let askers = MatrixWorld.onlookers(server)
            let client = MatrixClient(askers, port: server.port)
            let reader = LogReader(try Connection(.reader(server.service.folder.log)))
            let before = try reader.lastPosition()
            for route in ReadingPass.routes(server) where route.method != .get && route.path != "/v1/commands" {
                guard let sent = Self.body(route.path, contract: MatrixWorld.id("k1")) else {
                    #expect(Self.ofSignIn.contains(route.name), "\(route.name) is not asked")
                    continue
                }
                let line = try #require(NeedToKnow.line(of: route.name))
                let own = route.path.replacing("{dossier}", with: MatrixWorld.id("h1"))
                let answers = try client.answers(
                    to: askers.indices.map { index in
                        // A body says in which quality; only that of a claim can.
                        let acting = route.path.hasSuffix("claim-preview") ? askers[index].actingAs : nil
                        let text = acting.map { #"{"actingAs":"\#($0)","# + sent.text.dropFirst() } ?? sent.text
                        return client.post(own, text, by: index, type: sent.type)
                    })
                for (asker, answer) in zip(askers, answers) {
                    let sight = line.sight(try #require(asker.onlooker))
                    if sight.status == 200 {
                        #expect([200, 400, 409].contains(answer.status), "\(asker.name) \(own): \(answer.body)")
                    } else {
                        #expect(answer.status == sight.status, "\(asker.name) \(own): \(answer.body)")
                    }
                }
            }
            let maker = Principal.employee(MatrixWorld.party("e6"), at: MatrixWorld.office("o3"))
            #expect(try server.post("/v1/payroll-results", "{}", as: maker).status == 400)
            #expect(try reader.lastPosition() == before)
        }
    }

    /// What a claim would come to says nothing of dossiers and contracts that are not his.
    @Test func aPreviewTellsNothingOfOthers() throws {
        try TestService.withJourneys { server in
            let askers = MatrixWorld.onlookers(server)
            let client = MatrixClient(askers, port: server.port)
            func ask(dossier: String, contract: String) throws -> [RawClient.Answer] {
                let sent = try #require(Self.body("/v1/dossiers/{dossier}/claim-preview", contract: contract))
                return try client.answers(
                    to: askers.indices.map { index in
                        let text =
                            askers[index].actingAs.map { #"{"actingAs":"\#($0)","# + sent.text.dropFirst() }
                            ?? sent.text
                        return client.post("/v1/dossiers/\(dossier)/claim-preview", text, by: index)
                    })
            }
            let (own, nobody) = (MatrixWorld.id("h1"), PartyID(bits: 4_711).text)
            for (foreign, none) in [
                (try ask(dossier: own, contract: MatrixWorld.id("k3")), try ask(dossier: own, contract: nobody)),
                (
                    try ask(dossier: MatrixWorld.elsewhere, contract: MatrixWorld.id("k1")),
                    try ask(dossier: nobody, contract: MatrixWorld.id("k1"))
                ),
            ] {
                for index in askers.indices {
                    #expect([403, 404].contains(foreign[index].status), "\(askers[index].name)")
                    #expect(
                        foreign[index].status == none[index].status
                            && foreign[index].withoutReference == none[index].withoutReference,
                        "\(askers[index].name): \(foreign[index].body) \(none[index].body)")
                }
            }
        }
    }
}
