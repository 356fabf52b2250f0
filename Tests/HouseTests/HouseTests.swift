import Support
import Testing

/// Keeps the house tidy. A finding names the place and what to do; the lists of exceptions say why each may be.
@Suite struct HouseTests {
    private let sources: [Source]
    private let tests: [Source]

    /// The rooms below the edge: no clock, no chance, no Foundation, no floating point.
    private static let pure = ["Sources/Events/", "Sources/Commands/", "Sources/Projections/"]

    /// What may stand below the edge after all.
    private static let mayUse: [String: (word: String, why: String)] = [:]

    /// Where shared memory is told to be safe by hand, and the reason. At most three `@unchecked Sendable`.
    private static let unchecked: [String: String] = [:]

    /// The folders of fixtures, with what reads them.
    private static let fixtures: [String: String] = [
        "bank": "Tests/ServerTests/Bank/BankFixture.swift",
        "decisions": "Tests/CommandsTests/Example.swift",
        "events": "Tests/EventsTests/Facts/GoldenTests.swift",
        "documents": "Tests/ServerTests/PrintTests.swift",
        "views": "Tests/ProjectionsTests/ViewExample.swift",
        "http": "Tests/ServerTests/HTTP/HTTPFixture.swift",
        "journeys": "Tests/ServerTests/JourneyTests.swift",
        "later": "Tests/ServerTests/LateErasureTests.swift",
        "post": "Tests/ServerTests/Post/PostTextTests.swift",
    ]

    /// Functions that are long on purpose, and the reason.
    private static let mayBeLong: [String: String] = [:]

    /// Where an error below the edge may be dropped, and the reason. Never on the way of a write.
    private static let mayDrop: [String: String] = [:]

    private static let linesMost = 400
    private static let functionMost = 70

    /// Read once: every test looks at all of them.
    private static let read = Result {
        (
            try Repository.files(under: "Sources", ending: ".swift").map { try Source($0) },
            try Repository.files(under: "Tests", ending: ".swift").map { try Source($0) }
        )
    }

    init() throws { (sources, tests) = try Self.read.get() }

    private var pure: [Source] {
        sources.filter { source in Self.pure.contains { source.path.hasPrefix($0) } }
    }

    @Test func theHouseIsThere() {
        #expect(sources.count > 100 && tests.count > 20, "The sources are not found any more.")
    }

    @Test func filesAreShort() {
        for source in sources where source.lines.count - 1 > Self.linesMost {
            Issue.record(
                "\(source.place(Self.linesMost)): \(source.lines.count - 1) lines. A file is one promise: divide it.")
        }
    }

    @Test func functionsAreShort() {
        var count = 0
        for source in sources {
            for function in FunctionSpan.all(in: source) {
                count += 1
                if function.count > Self.functionMost, Self.mayBeLong[source.path] == nil {
                    Issue.record(
                        "\(source.place(function.first)): \(function.name) has \(function.count) lines. Name its parts."
                    )
                }
            }
        }
        #expect(count > 500, "The functions are not found any more.")
    }

    @Test func nothingBelowTheEdgeReadsClockOrChance() {
        let words = [
            "Date(", "UUID(", ".random", "random(", "SystemRandomNumberGenerator", "shuffled()", "clock_gettime",
            "gettimeofday", "ContinuousClock", "SuspendingClock", "Double", "Float", "CGFloat", "Decimal",
            "import Foundation",
            "import FoundationEssentials",
        ]
        var used: Set<String> = []
        for source in pure {
            for (index, word) in source.find(words) {
                if Self.mayUse[source.path]?.word == word {
                    used.insert(source.path)
                    continue
                }
                Issue.record(
                    "\(source.place(index)): `\(word)`. Clock, chance and fractions come from the edge: pass it in.")
            }
        }
        for path in Self.mayUse.keys where !used.contains(path) {
            Issue.record("\(path): needs its exception no more. Remove it from HouseTests.")
        }
    }

    @Test func nothingIsPublic() {
        report(["public", "open"], in: sources.filter { !$0.path.contains("/main.swift") }) { line in
            line.firstMatch(
                of:
                    #/\b(public|open) (final |static |private\(set\) |internal\(set\) )*(struct|class|enum|protocol|actor|func|var|let|init|typealias|import|extension|subscript)\b/#
            ) != nil
        } what: {
            "Nothing leaves the package: write `package`, or less."
        }
    }

    @Test func errorsAreNotSwallowedOrGuessed() {
        report(["try!"], in: sources) { _ in
            true
        } what: {
            "An error is thrown or answered; it does not end the process."
        }
        report(["try?"], in: pure.filter { Self.mayDrop[$0.path] == nil }) { _ in
            true
        } what: {
            "Below the edge no error is dropped: throw it or answer it."
        }
        for source in sources {
            // In the code the sentence is blanked out; the line as it stands has it.
            for (index, word) in source.find(["fatalError()", "preconditionFailure()"])
            where source.lines[index].contains(word) {
                Issue.record("\(source.place(index)): `\(word)`. Say in a sentence which promise was broken.")
            }
        }
    }

    @Test func nothingIsLeftToDo() {
        for source in sources + tests where !source.path.hasPrefix("Tests/HouseTests/") {
            for (index, line) in source.lines.enumerated() {
                for word in ["TODO", "FIXME"] where line.contains(word) {
                    Issue.record("\(source.place(index)): `\(word)`. Do it now, or open an issue and say nothing here.")
                }
            }
        }
    }

    /// Nothing of ours opens a connection to anywhere or asks for an address by name: what leaves the house leaves as files,
    /// or by the one program that the operator names.
    @Test func nobodyIsCalled() {
        let calling = ["connect(", "getaddrinfo", "gethostby", "sendto(", "sendmsg(", "URLSession", "NWConnection"]
        let starting = ["posix_spawn(", "execve(", "execv(", "fork(", "popen(", "Process("]
        for source in sources where !source.path.hasPrefix("Sources/Server/Bench/") {
            // It asks whether another server listens at its own place in the file system.
            for (index, word) in source.find(calling) where source.path != "Sources/Server/HTTP/Listener.swift" {
                Issue.record("\(source.place(index)): `\(word)`. Only measurements call, and only this machine.")
            }
            for (index, word) in source.find(starting) where source.path != "Sources/Server/Post/Sendmail.swift" {
                Issue.record("\(source.place(index)): `\(word)`. Only the mail program of the operator is started.")
            }
        }
        #expect(sources.contains { $0.path == "Sources/Server/Post/Sendmail.swift" })
    }

    @Test func sharedMemoryIsListed() {
        var places = 0
        for source in sources {
            for (index, word) in source.find(["@unchecked Sendable", "nonisolated(unsafe)"]) {
                if word == "@unchecked Sendable" { places += 1 }
                if Self.unchecked[source.path] == nil {
                    Issue.record(
                        "\(source.place(index)): `\(word)`. Let the compiler check it, or list the file and the reason."
                    )
                }
            }
        }
        #expect(places <= 3, "More than three `@unchecked Sendable`: nobody can watch over that many.")
        for path in Self.unchecked.keys where !sources.contains(where: { $0.path == path }) {
            Issue.record("\(path): is listed and not there. Remove it from HouseTests.")
        }
    }

    @Test func roomsKeepToThemselves() {
        let rooms: [(folder: String, mayNot: [String], why: String)] = [
            (
                "Sources/Events/", ["import Commands", "import Projections", "import Server"],
                "Facts know nothing of what is made with them."
            ),
            (
                "Sources/Commands/",
                ["import CSQLite", "import CLinux", "import Projections", "Connection", "Statement"],
                "A decision knows no SQL, no machine and no view."
            ),
            (
                "Sources/Projections/", ["import CLinux", "import Commands"],
                "A view decides nothing."
            ),
        ]
        for room in rooms {
            let inside = sources.filter { $0.path.hasPrefix(room.folder) }
            #expect(!inside.isEmpty, "The room \(room.folder) is not found any more.")
            report(room.mayNot, in: inside) { _ in
                true
            } what: {
                room.why
            }
        }
        for source in sources where source.path.hasPrefix("Sources/Commands/") {
            for (index, line) in source.lines.enumerated()
            where line.contains("\"SELECT ") || line.contains("\"INSERT ") || line.contains("\"UPDATE ") {
                Issue.record("\(source.place(index)): SQL in Commands. A decision sees the state, not the store.")
            }
        }
    }

    @Test func namesSayWhatTheyAre() {
        for source in sources {
            for (index, line) in source.code.enumerated()
            where ["Manager", "Helper", "Util", "Impl"].contains(where: { line.contains($0) }) {
                let match = line.firstMatch(
                    of:
                        #/\b(?:struct|class|enum|actor|protocol|typealias) (\w*(?:Manager|Helper|Helpers|Utils|Util|Impl))\b/#
                )
                guard let match else { continue }
                Issue.record("\(source.place(index)): `\(match.1)` says nothing. Name it after what it promises.")
            }
        }
    }

    /// The first thing a file declares says what it promises, or the file says so at its top. What only makes a type
    /// conform needs no words: the protocol has them.
    @Test func filesSayWhatTheyPromise() {
        for source in sources where !source.path.hasSuffix("/main.swift") {
            if source.lines.first?.hasPrefix("//") ?? false { continue }
            guard let first = source.firstDeclaration else { continue }
            let above = source.lines[..<first].last { !$0.trimmed.hasPrefix("@") } ?? ""
            if !above.trimmed.hasPrefix("///") {
                Issue.record("\(source.place(first)): say in a `///` line what this promises.")
            }
        }
    }

    /// A folder of fixtures that nobody reads, and a reader that reads no folder.
    @Test func fixturesAreRead() throws {
        for path in Repository.files(under: "fixtures", ending: "") where path.split(separator: "/").count > 2 {
            let folder = String(path.split(separator: "/")[1])
            if Self.fixtures[folder] == nil {
                Issue.record(
                    "\(path): no test is known to read fixtures/\(folder). Write one and list it in HouseTests.")
            }
        }
        for (folder, reader) in Self.fixtures {
            let text = try Repository.text(reader)
            #expect(
                text.contains(folder), "\(reader): is listed as the reader of fixtures/\(folder) and does not name it.")
            #expect(!Repository.files(under: "fixtures/" + folder, ending: "").isEmpty, "fixtures/\(folder) is empty.")
        }
    }

    private func report(
        _ words: [String], in sources: [Source], where isMeant: (String) -> Bool, what: () -> String
    ) {
        for source in sources {
            for (index, word) in source.find(words) where isMeant(source.code[index]) {
                Issue.record("\(source.place(index)): `\(word)`. \(what())")
            }
        }
    }
}

/// The house test itself sees what it must see.
@Suite struct SourceTests {
    @Test func codeIsWithoutCommentsAndStrings() {
        let source = Source(
            "x.swift",
            text: #"""
                let a = "try! // no" // Date(
                let b = Date()
                let c = "\"Date(" + UUID().text
                let update = Dateline()
                """#)
        #expect(source.find(["try!", "Date(", "UUID("]).map(\.index) == [1, 2])
        #expect(source.place(1) == "x.swift:2")
    }

    @Test func functionsAreMeasured() {
        let source = Source(
            "x.swift",
            text: """
                struct A {
                    package init(
                        a: Int
                    ) {
                        b = a
                    }
                    func one() { two() }
                    private mutating func two<T>(_ t: T) -> Int {
                        if true {
                            return 1
                        }
                        return 2
                    }
                    var x: Int
                }
                """)
        #expect(FunctionSpan.all(in: source).map(\.count) == [5, 6])
    }
}
