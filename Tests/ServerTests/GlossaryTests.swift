import Testing

@testable import Server

/// The words of the API and what they are called in Dutch.
@Suite struct GlossaryTests {
    /// Words that need no other: of the web itself, or the same in both languages.
    private static let plain: Set<String> = [
        "v1", "command", "confirmation", "content", "current", "demo", "detail", "event", "file", "glossary", "head",
        "health", "inbox", "log", "metric", "openapi", "post work", "problem", "search", "summary", "version",
    ]

    private static func singular(_ word: String) -> String {
        if word.hasSuffix("ies") { return word.dropLast(3) + "y" }
        return word.hasSuffix("s") ? String(word.dropLast()) : word
    }

    /// Every word in an address is a word of the glossary, or a plain one.
    @Test func everyWordOfAnAddressIsExplained() throws {
        try TestService.withJourneys { server in
            let routes = Site(service: server.service, signIn: server.signIn, isDemo: true).router().routes
            let words = Set(Glossary.entries.map(\.english))
            var seen: Set<String> = []
            for route in routes {
                for segment in route.path.split(separator: "/") where !segment.hasPrefix("{") {
                    let word = String(segment.prefix { $0 != "." }).replacing("-", with: " ").replacing("_", with: "")
                    seen.insert(word)
                    let known =
                        [word, Self.singular(word)].contains { words.contains($0) || Self.plain.contains($0) }
                        // A word of several, such as `erasures due`.
                        || word.split(separator: " ").allSatisfy { part in
                            let part = String(part)
                            return [part, Self.singular(part)].contains {
                                words.contains($0) || Self.plain.contains($0) || Self.joining.contains($0)
                            }
                        }
                    #expect(known, "`\(word)` of \(route.path) is in no glossary.")
                }
            }
            #expect(seen.count > 40)
        }
    }

    /// Words that only join others in an address.
    private static let joining: Set<String> = ["and", "due", "choice", "form", "preview", "result"]

    @Test func everyWordStandsThereOnceInOrder() {
        let words = Glossary.entries.map(\.english)
        #expect(words == words.sorted() && Set(words).count == words.count)
        #expect(Glossary.entries.allSatisfy { !$0.dutch.isEmpty })
    }
}
