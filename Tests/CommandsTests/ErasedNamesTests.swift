import Events
import Support
import Testing

@testable import Commands

/// Everything that the decisions accept, asked again when somebody whom it names was erased: refused out loud, whatever
/// field he is named in and whoever asks.
@Suite struct ErasedNamesTests {
    @Test func nothingNamesAnErasedPerson() throws {
        var (refused, leftOut, commands, fields) = (0, 0, Set<String>(), Set<String>())
        for example in Example.all {
            let scenario = try Scenario(example.path)
            guard scenario.expected.first.map({ $0.keyword == "then" && $0.body != nil }) ?? false else { continue }
            var plain = try ScenarioRun(scenario)
            guard try plain.outcome().contains(where: { $0.body != nil }), let command = plain.asked else { continue }
            for party in plain.people(in: command) {
                var run = try ScenarioRun(scenario)
                try run.erase(party)
                let outcome = try run.outcome()
                if type(of: command).leavesOutErased, command.stream.bits != party.bits {
                    let isLeftOut = outcome.allSatisfy { $0.body.map { !$0.contains(party.text) } ?? false }
                    #expect(isLeftOut, "\(example.path) waits for \(party) who was erased, or names him: \(outcome)")
                    leftOut += 1
                    continue
                }
                let isRefused = outcome.allSatisfy { $0.body == nil }
                #expect(
                    isRefused, "\(example.path) says something about \(party) who was erased: \(outcome.map(\.name))")
                guard outcome.first?.name == "rejected person-erased" else { continue }
                refused += 1
                commands.insert(type(of: command).name.description)
                if command.stream.bits != party.bits { fields.insert(type(of: command).name.description) }
            }
        }
        #expect(leftOut > 0, "a bank file with the number of somebody who was erased")
        // By the stream it goes to, and by a field.
        #expect(refused > 800 && commands.count > 70 && fields.count > 5, "\(refused) \(commands.count) \(fields)")
    }

    /// The ids of a command are those of its fields, and the writer is as it was.
    @Test func everyIDOfACommandIsFound() throws {
        var writer = JSONWriter()
        var reader = JSONReader()
        reader.load(
            Array(
                #"{"dossier":"00000068-0000-4000-8000-000000000001","claim":"00000071-0000-4000-8000-000000000001"}"#
                    .utf8))
        let read = reader.record(AgreeClaim.self)
        let command = try #require(read)
        #expect(
            NamedIDs(command, &writer).all.map { PartyID(bits: $0).text } == [
                "00000068-0000-4000-8000-000000000001", "00000071-0000-4000-8000-000000000001",
            ])
        #expect(writer.ids == nil && writer.bytes.isEmpty)
    }
}
