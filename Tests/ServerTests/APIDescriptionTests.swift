import Events
import Foundation
import Testing

@testable import Server

/// The description of the API says what the server answers. `TestService` compares every answer of every other test.
@Suite struct APIDescriptionTests {
    private func description() throws -> APIDescription {
        try TestService.with(clock: .machine) { try .published($0.getOpen("/v1/openapi.json").body) }
    }

    @Test func everyAnswerHasASchemaAndAnExampleOfIt() throws {
        let description = try description()
        let examples = description.examples
        #expect(examples.count > 20)
        for (place, schema, example) in examples {
            guard let schema else {
                Issue.record("\(place): name the schema of the answer.")
                continue
            }
            guard let example else {
                if place.contains("demo") { continue }
                Issue.record("\(place): give an example of the answer.")
                continue
            }
            let faults = description.faults(example, schema, at: place)
            #expect(faults.isEmpty, "\(faults)")
        }
    }

    /// Rows are described under names, once, and a list says what it is a list of.
    @Test func rowsHaveNames() throws {
        let schemas = try #require(try description().document["components"]?["schemas"])
        for name in [
            "BudgetBalance", "Claim", "Contract", "ContractVersion", "PaymentSchedule", "DatedWork", "Message",
            "Reflection",
        ] {
            #expect(schemas[name]?["properties"] != nil, "\(name)")
        }
        #expect(
            schemas["ClaimPage"]?["properties"]?["items"]?["items"]?["$ref"]
                == .text("#/components/schemas/Claim"))
        #expect(schemas["Contract"]?["properties"]?["waitsFor"]?["items"]?["$ref"] != nil)
    }

    /// Every list can be had as CSV, and one that has pages says so; nothing else does.
    @Test func listsAreDescribedWithTheirFormsAndLinks() throws {
        let description = try description()
        guard case .object(let paths)? = description.document["paths"] else { throw NoPaths() }
        var (lists, pages) = (0, 0)
        for (path, methods) in paths {
            guard let operation = methods["get"], let response = operation["responses"]?["200"],
                let fields = response["content"]?["application/json"]?["schema"]
            else { continue }
            guard case .text(let reference)? = fields["$ref"] else { continue }
            let isPage = reference.hasSuffix("Page") && path != "/problems/{code}"
            let isList = isPage || reference.hasSuffix("List")
            #expect(
                (response["content"]?["text/csv"]?["schema"] == .object(["type": .text("string")])) == isList, "\(path)"
            )
            #expect((response["headers"]?["Reflects"] != nil) == isList, "\(path)")
            #expect((response["headers"]?["Link"] != nil) == isPage, "\(path)")
            guard case .text(let example)? = response["content"]?["text/csv"]?["example"] else { continue }
            #expect(example.hasPrefix("\"") && example.hasSuffix("\r\n"), "\(path)")
            lists += 1
            if isPage { pages += 1 }
        }
        #expect(lists > 14 && pages > 7, "\(lists) lists, \(pages) of them in pages")
    }

    private struct NoPaths: Error {}

    /// What compares answers sees what differs.
    @Test func aWrongAnswerIsSeen() throws {
        let description = try description()
        func faults(_ body: String, _ target: String = "/v1/inbox", status: Int = 200) -> [String] {
            description.faults("GET", target, status: status, body: body)
        }
        let reflects = #""reflects":{"position":1,"lag":0}"#
        #expect(faults(#"{\#(reflects),"items":[],"next":null}"#).isEmpty)
        #expect(faults(#"{\#(reflects),"items":[]}"#).contains { $0.contains("lacks next") })
        #expect(faults(#"{\#(reflects),"items":[],"next":null,"more":1}"#).contains { $0.contains("more") })
        #expect(!faults(#"{\#(reflects),"items":[{}],"next":null}"#).isEmpty)
        #expect(!faults(#"{\#(reflects),"items":[],"next":"1"}"#).isEmpty)
        #expect(!faults("{}", status: 299).isEmpty)
        #expect(!faults(#"{"status":404}"#, status: 404).isEmpty)
    }

    /// Lists over all dossiers wait for what was just said, as questions about one dossier do. A position that nothing
    /// has is a mistake: no waiting helps.
    @Test(arguments: ["/v1/dossiers", "/v1/inbox", "/v1/work-queue", "/v1/profile"])
    func listsWaitForAPosition(_ path: String) throws {
        try TestService.withJourneys { server in
            let holder = Principal.holder(PartyID(bits: JourneyNames(journey: "caregiver-files").id("h1")))
            let last = try LogReader(try Connection(.reader(server.service.folder.log))).lastPosition().rawValue
            #expect(try server.get("\(path)?minPosition=\(last)", as: holder).status == 200)
            let ahead = try server.get("\(path)?minPosition=\(last + 1)", as: holder)
            #expect(ahead.status == 400, "\(ahead.body)")
            #expect(ahead.body.contains(#""pointer":"minPosition","code":"out-of-range""#), "\(ahead.body)")
        }
    }
}
