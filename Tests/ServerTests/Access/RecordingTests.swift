import Events
import Support
import Testing

@testable import Server

/// The route table says of each route what its answers leave in the access log, and the answers say whose data they are.
@Suite struct RecordingTests {
    /// A route on personal data that does not say how it is recorded does not get past this.
    @Test func everyRouteSaysWhatItRecords() throws {
        try TestService.with(clock: .machine) { test in
            let routes = Site(service: test.service, signIn: test.signIn, isDemo: true).routes
            #expect(routes.count > 40)
            for route in routes {
                let records = try #require(route.records, "\(route.name) does not say what it records")
                if route.path.contains("{dossier}") {
                    guard case .access(_, .dossier) = records else {
                        Issue.record("\(route.name) is about a dossier and records \(records)")
                        continue
                    }
                }
                if route.method != .get, case .nothing = records { #expect(route.needs == .nothing, "\(route.name)") }
                if case .nothing(let why) = records { #expect(!why.isEmpty) }
            }
        }
    }

    /// Ids that answers hold and that are of no person.
    private static let others: Set<String> = [
        "id", "contract", "budget", "claim", "payment", "document", "receivable", "run", "office", "command", "file",
        "deposit", "employee", "assessor", "replaces", "recordedBy", "application", "request", "report", "visit",
        "message", "about", "invitation", "granter", "entry", "corrects", "correctedBy", "judge", "heldBy", "source",
        "releasedBy", "madeBy", "user", "cause", "byOffice", "from", "follows", "asker", "takenBack", "subjectId",
        "suspendedBy", "assignedTo", "bankFile", "returns", "repeatOf", "repeats", "repeatedBy", "by", "credit",
        "planned", "identityDocument", "assigned", "receipt", "openedBy", "trace", "number", "session",
    ]

    /// A new field with an id must be said to be of a person, or of something else.
    @Test func knowsWhichIdsAreOfPersons() throws {
        try TestService.with(clock: .machine) { test in
            let routes = Site(service: test.service, signIn: test.signIn, isDemo: true).routes
            var unknown: Set<String> = []
            for route in routes {
                if case .nothing = route.records { continue }
                if route.records == .command { continue }
                for name in Self.ids(in: route.response?.schema)
                where name != "dossier" && !AnswerSubjects.names.contains(name) && !Self.others.contains(name) {
                    unknown.insert(name)
                }
            }
            #expect(unknown.isEmpty, "say in AnswerSubjects whether these are of persons: \(unknown.sorted())")
            #expect(Set(AnswerSubjects.names).isDisjoint(with: Self.others))
        }
    }

    private static func ids(in schema: JSONSchema?) -> [String] {
        switch schema {
        case .object(let fields):
            fields.flatMap { (isID($0.schema) ? [$0.name] : []) + ids(in: $0.schema) }
        case .named(_, let inner), .nullable(let inner), .array(let inner, _): ids(in: inner)
        case .oneOf(let forms): forms.flatMap { ids(in: $0) }
        default: []
        }
    }

    private static func isID(_ schema: JSONSchema) -> Bool {
        switch schema {
        case .named(_, let inner), .nullable(let inner): isID(inner)
        default: schema == PartyID.schema
        }
    }

    @Test func findsEverybodyInAnAnswer() {
        func id(_ number: Int) -> String { PartyID(bits: UInt128(number)).text }
        let json = """
            {"reflects":{"position":1},"items":[{"dossier":"\(id(1))","party":"\(id(2))","contract":"\(id(3))",
            "name":{"subject":"\(id(4))","commitment":"\(String(repeating: "a", count: 64))"},"payee":null},
            {"dossier":"\(id(1))","text":"\\"party\\":\\"\(id(5))\\"","caregiver":"\(id(2))","party":"x"}],
            "onBehalfOf":"\(id(6))"}
            """
        let subjects = AnswerSubjects.of(json: Array(json.utf8))
        #expect(subjects.map(\.party) == [1, 2, 4, 6].map { PartyID(bits: UInt128($0)) })
        #expect(subjects.map(\.dossier) == [DossierID(bits: 1), nil, nil, nil])
        let many = (1...50).map { #"{"payee":"\#(id($0 % 20 + 1))"}"# }.joined(separator: ",")
        #expect(AnswerSubjects.of(json: Array("[\(many)]".utf8)).count == 20)
        #expect(AnswerSubjects.of(json: Array(#":":"#.utf8)).isEmpty)
    }

    /// The quick look finds what a look at every byte finds, in answers of every shape and length.
    @Test func findsWhatALookAtEveryByteFinds() {
        var generator = SplitMix(seed: 11)
        let names = AnswerSubjects.names + ["dossier", "contract", "hash", ""]
        for _ in 0..<2_000 {
            var json = ""
            for _ in 0..<Int.random(in: 0...12, using: &generator) {
                let id = PartyID(bits: UInt128(UInt64.random(in: 0...9, using: &generator)) << 90 | 5).text
                let name = names.randomElement(using: &generator) ?? ""
                switch Int.random(in: 0...7, using: &generator) {
                case 0: json += String(repeating: "a-0", count: Int.random(in: 1...30, using: &generator))
                case 1: json += #""\#(name)":"\#(id)0","#
                case 2: json += #""\#(name)": "\#(id)","#
                case 3: json += #""\#(name)":"\#(id.dropLast())""#
                case 4: json += #""\#(name)":\#(id)""#
                case 5: json += String("x{}\":,z".prefix(Int.random(in: 0...8, using: &generator)))
                default: json += #""\#(name)":"\#(id)""#
                }
            }
            #expect(AnswerSubjects.of(json: Array(json.utf8)).map(\.party) == everyByte(json), "\(json)")
        }
    }

    private func everyByte(_ json: String) -> [PartyID] {
        let bytes = Array(json.utf8)
        var found: [PartyID] = []
        for index in bytes.indices.dropFirst() where bytes[index] == ASCII.colon && index + 39 <= bytes.count {
            let quote = UInt8(ascii: "\"")
            guard bytes[index - 1] == quote, bytes[index + 1] == quote, bytes[index + 38] == quote,
                let id = PartyID(String(decoding: bytes[(index + 2)..<(index + 38)], as: UTF8.self)),
                let start = bytes[..<(index - 1)].lastIndex(of: quote)
            else { continue }
            let name = String(decoding: bytes[(start + 1)..<(index - 1)], as: UTF8.self)
            if name == "dossier" || AnswerSubjects.names.contains(name), !found.contains(id) { found.append(id) }
        }
        return found
    }
}
