import Commands
import Events
import Testing

@testable import Server

/// Each command has an example in the description of the API, and can be read from it.
@Suite struct CommandExamplesTests {
    @Test func everyCommandHasOneThatCanBeRead() throws {
        try #require(CommandExamples.bodies.count == CommandCatalogue.types.count)
        for (type, body) in zip(CommandCatalogue.types, CommandExamples.bodies) {
            var reader = JSONReader()
            reader.load(Array(body.utf8))
            #expect(reader.peekText("type") == type.name.description)
            let request = type.read(&reader)
            #expect(request != nil, "\(type.name): \(reader.errors)")
        }
    }

    @Test func theDescriptionHasThemAll() throws {
        let request = CommandRoute.request
        #expect(request.examples.map(\.name) == CommandCatalogue.types.map(\.name.description))
    }
}
