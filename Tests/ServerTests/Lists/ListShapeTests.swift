import Events
import Foundation
import Synchronization
import Testing

@testable import Server

/// Pages, links and exports of a list of numbers, in process.
@Suite struct ListShapeTests {
    private static let count = 25_000

    /// A list from 1 to `count` that breaks behind `last`.
    private static func router(breaksBehind last: Int = .max) -> Router<Int> {
        let route = Route<Int>(
            .get, "/v1/boxes/{dossier}/things", needs: .nothing, summary: "Dingen",
            query: [
                QueryParameter("after", .integer(0 ... .max), "Vanaf"),
                QueryParameter("limit", .integer(1...200), "Aantal"),
                QueryParameter("name", .string(), "Naam"),
            ], response: .page(MyDossier.self)
        ) { call, _, _ in
            let after = try call.query("after", in: 0...Int.max) ?? 0
            let limit = try call.query("limit", in: 1...200) ?? 50
            guard after < last else { throw Problem(.unavailable) }
            let rows = (after..<min(after + limit, count)).map { #"{"dossier":"\#($0 + 1)","as":"holder"}"# }
            let next = rows.count == limit ? after + limit : nil
            let body =
                #"{"reflects":{"position":\#(after + 7)},"items":[\#(rows.joined(separator: ","))],"#
                + #""next":\#(next.map(String.init) ?? "null")}"#
            var response = Response.json(Array(body.utf8))
            response.next = next.map(Int64.init)
            return after % 400 == 0 ? .now(response) : .slow { [response] _ in response }
        }
        return Router([route], door: Doorkeeper(identify: { _, _ throws(TokenRefusal) in throw .badCode })) { 42 }
    }

    private struct Answer {
        let status: Int
        let body: String
        let headers: [String: String]
        let type: String
        /// What stands between the angle brackets of a link.
        func link(_ relation: String) -> String? {
            headers["Link"]?.components(separatedBy: ", ").first { $0.hasSuffix(#"rel="\#(relation)""#) }
                .flatMap { $0.split { "<>".contains($0) }.first.map(String.init) }
        }
        var lines: [Substring] { Array(body.split(separator: "\r\n").dropFirst()) }
    }

    private func ask(_ target: String, accept: String? = nil, of router: Router<Int> = router()) throws -> Answer {
        let raw = "GET \(target) HTTP/1.1\r\nHost: a\r\n" + (accept.map { "Accept: \($0)\r\n" } ?? "") + "\r\n"
        var parser = HTTPParser()
        let response: Response = try Array(raw.utf8).withUnsafeBytes { bytes in
            var index = 0
            while true {
                switch parser.read(bytes, from: &index) {
                case .head: continue
                case .request:
                    var request = parser.takeRequest()
                    let completion = Completion(mailbox: try LoopMailbox(), exchange: .init(slot: 0, number: 0))
                    switch router.answer(&request, 42, completion) {
                    case .now(let response): return response
                    case .slow(let work): return work(42)
                    case .later, .slowLater: return .noContent
                    }
                case .more, .fault: return Response(status: 0)
                }
            }
        }
        return Answer(
            status: response.status, body: String(decoding: response.body, as: UTF8.self),
            headers: Dictionary(response.headers.map { ("\($0.name)", $0.value) }) { $1 },
            type: response.contentType.map(\.description) ?? "")
    }

    private let path = "/v1/boxes/7/things"

    /// The link has all that was asked, encoded as it has to be, and the new place.
    @Test func linksToTheNextAndTheFirstPage() throws {
        let asked = "name=a%20b%26c%3d%22%3E%c3%AB+~"
        let first = try ask("\(path)?\(asked)&limit=10")
        let same = "name=a%20b%26c%3D%22%3E%C3%AB%2B~"
        #expect(first.headers["Link"] == #"<\#(path)?\#(same)&limit=10&after=10>; rel="next""#)
        let second = try ask(try #require(first.link("next")))
        #expect(second.link("next") == "\(path)?\(same)&limit=10&after=20")
        #expect(second.link("first") == "\(path)?\(same)&limit=10")
        #expect(try ask("\(path)?after=\(Self.count - 3)").headers["Link"] == #"<\#(path)>; rel="first""#)
    }

    @Test func linksLeadToEveryRowOnce() throws {
        var (next, seen): (String?, [String]) = ("\(path)?limit=200", [])
        while let page = next {
            let answer = try ask(page)
            seen += answer.body.split(separator: #""dossier":""#).dropFirst().map { String($0.prefix { $0 != "\"" }) }
            next = answer.link("next")
        }
        #expect(seen == (1...Self.count).map(String.init))
    }

    /// An export goes through the pages by itself, as far as it may, and a link says where it stopped.
    @Test func anExportIsBounded() throws {
        var (next, rows, exports): (String?, [Substring], Int) = ("\(path)?format=csv&name=x", [], 0)
        while let page = next {
            let answer = try ask(page)
            #expect(answer.body.hasPrefix("\"dossier\",\"as\",\"from\",\"until\"\r\n"))
            #expect(answer.lines.count <= ListShape.rowsMax)
            #expect(answer.headers["Content-Disposition"] == #"attachment; filename="things.csv""#)
            #expect(answer.headers["Reflects"] == #"{"position":\#(exports * ListShape.rowsMax + 7)}"#)
            rows += answer.lines
            exports += 1
            next = answer.link("next")
            if let next { #expect(next.hasPrefix("\(path)?format=csv&name=x&after="), "\(next)") }
        }
        #expect(exports == 3)
        #expect(rows == (1...Self.count).map { #""\#($0)","holder",,"# })
        let page = try ask("\(path)?format=csv&limit=3")
        #expect(page.lines.count == 3 && page.link("next") == "\(path)?format=csv&limit=3&after=3")
    }

    /// What cannot be given whole is not given at all.
    @Test func aFaultOnALaterPageIsTheAnswer() throws {
        let answer = try ask("\(path)?format=csv", of: Self.router(breaksBehind: 600))
        #expect(answer.status == 503 && answer.type == "application/problem+json" && !answer.body.contains("holder"))
    }

    @Test(
        arguments: [
            (nil, "", "json"), ("*/*", "", "json"), ("text/csv", "", "csv"), ("application/json", "", "json"),
            ("text/csv, application/json", "", "json"), ("text/csv, application/json;q=0.9", "", "csv"),
            ("text/csv;q=0.2, application/json;q=0.19", "", "csv"), ("text/csv, */*;q=0.1", "", "csv"),
            ("text/*", "", "csv"), ("text/html,application/xhtml+xml,*/*;q=0.8", "?format=csv", "csv"),
            ("text/csv", "?format=csv", "csv"), ("*/*", "?format=json", "json"), ("text/csv;q=0, */*", "", "json"),
            ("application/json;q=0, */*", "", "csv"), ("TEXT/CSV; header=present", "", "csv"),
            ("text/html", "", "406"), ("application/json", "?format=csv", "406"), ("text/csv", "?format=json", "406"),
            ("text/csv;q=0", "", "406"), ("application/xml, text/csv;q=0.000", "", "406"), (nil, "?format=xml", "400"),
            (nil, "?format=CSV", "400"),
        ] as [(String?, String, String)])
    func givesTheFormThatIsAskedFor(_ accept: String?, _ query: String, _ form: String) throws {
        let answer = try ask(path + query, accept: accept)
        let got =
            answer.status != 200
            ? "\(answer.status)" : answer.type == "text/csv; charset=utf-8; header=present" ? "csv" : "json"
        #expect(got == form, "\(accept ?? "none") \(query): \(answer.body.prefix(300))")
    }

    /// All pages of an export are known as pages of the same one, which no other export has.
    @Test func thePagesOfAnExportBelongTogether() throws {
        let asked = Mutex<[Export?]>([])
        let route = Route<Int>(
            .get, "/v1/things", needs: .nothing, summary: "Dingen",
            query: [
                QueryParameter("after", .integer(0 ... .max), "Vanaf"),
                QueryParameter("limit", .integer(1...200), "Aantal"),
            ], response: .page(MyDossier.self)
        ) { call, _, _ in
            asked.withLock { $0.append(call.export) }
            var response = Response.json(Array(#"{"reflects":{"position":7},"items":[]}"#.utf8))
            let after = try call.query("after", in: 0...Int.max) ?? 0
            response.next = after < 2 ? Int64(after + 1) : nil
            return .now(response)
        }
        let router = Router([route], door: Doorkeeper(identify: { _, _ throws(TokenRefusal) in throw .badCode })) { 42 }
        _ = try ask("/v1/things", of: router)
        _ = try ask("/v1/things?format=csv", of: router)
        _ = try ask("/v1/things?format=csv", of: router)
        let exports = asked.withLock { $0 }
        #expect(exports.count == 7 && exports[0] == nil)
        #expect(exports[1] != nil && exports[1] === exports[2] && exports[2] === exports[3])
        #expect(exports[4] != nil && exports[4] === exports[6] && exports[1] !== exports[4])
    }
}
