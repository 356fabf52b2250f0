import Commands
import Events
import Foundation
import Testing

@testable import Server

/// Every list of the API as its readers get it: page by page and as CSV.
@Suite struct ListTests {
    private typealias Value = APIDescription.Value

    private static func employee(_ short: String, _ office: String) -> Principal {
        let names = JourneyNames(journey: "")
        return .employee(PartyID(bits: names.id(short)), at: OfficeID(bits: names.id(office)))
    }

    private static let wlz = JourneyNames(journey: "wlz-informal-hourly")
    private static let holder = PartyID(bits: wlz.id("h1"))
    private static let caregiver = PartyID(bits: wlz.id("c1"))

    /// The paths of all lists, from the description: those in pages, and all.
    private static func lists(_ server: TestService) throws -> [(path: String, isPaged: Bool)] {
        let document = try Value(try server.getOpen("/v1/openapi.json").body)
        guard case .object(let paths)? = document["paths"] else { return [] }
        return paths.keys.sorted().compactMap { path in
            guard let answer = paths[path]?["get"]?["responses"]?["200"], answer["content"]?["text/csv"] != nil
            else { return nil }
            // Looking at the access log adds to it, so two looks never say the same.
            if path.hasSuffix("/access-records") { return nil }
            return ("/v1" + path, answer["headers"]?["Link"] != nil)
        }
    }

    private static func rows(_ answer: RawClient.Answer) throws -> [Value] {
        guard case .list(let rows)? = try Value(answer.body)["items"] else { return [] }
        return rows
    }

    /// The path with the first id of each kind that somebody finds in the dossier.
    private static func filled(_ path: String, _ server: TestService, as principal: Principal) throws -> String? {
        var path = path.replacing("{dossier}", with: holder.text)
        for (name, list) in [("budget", "budgets"), ("contract", "contracts")] where path.contains("{\(name)}") {
            let answer = try server.get("/v1/dossiers/\(holder.text)/\(list)", as: principal)
            guard answer.status == 200, case .text(let id)? = try rows(answer).first?[name] else { return nil }
            path = path.replacing("{\(name)}", with: id)
        }
        // What is asked of another thing than a dossier has its own tests.
        return path.contains("{") ? nil : path
    }

    private static func next(_ answer: RawClient.Answer) -> String? {
        answer.header("Link")?.components(separatedBy: ", ").first { $0.hasSuffix("rel=\"next\"") }
            .map { String($0.drop { $0 != "<" }.dropFirst().prefix { $0 != ">" }) }
    }

    /// Page after page by the link, each row comes once, also while the lists grow; what was there comes all.
    @Test func linksWalkEveryListToItsEnd() throws {
        let limit = 2
        try TestService.withJourneys { server in
            let readers: [(Principal, [String])] = [
                (.holder(Self.holder), ["claims", "payments", "timeline", "movements", "inbox", "dossiers"]),
                (.caregiver(Self.caregiver), ["claims", "payments", "timeline", "inbox", "dossiers"]),
                (Self.employee("e1", "o1"), ["dossiers"]), (Self.employee("e7", "o3"), ["work-queue"]),
            ]
            let pages = try Self.lists(server).filter(\.isPaged).map(\.path)
            var (walked, added): (Set<String>, Int) = ([], 0)
            for (principal, names) in readers {
                for path in pages where names.contains(where: { path.hasSuffix("/" + $0) }) {
                    guard let path = try Self.filled(path, server, as: principal) else { continue }
                    let whole = try Self.rows(try server.get(path + "?limit=200", as: principal)).map(Self.key)
                    #expect(Set(whole).count == whole.count && whole.count < 200, "\(path)")
                    var (next, seen): (String?, [String]) = ("\(path)?limit=\(limit)", [])
                    while let page = next {
                        let answer = try server.get(page, as: principal)
                        #expect(answer.status == 200, "\(page): \(answer.body)")
                        seen += try Self.rows(answer).map(Self.key)
                        next = Self.next(answer)
                        if seen.count % 7 == 3 {
                            added += 1
                            try Self.add(added, server)
                        }
                    }
                    #expect(Set(seen).count == seen.count, "\(path): a row came twice")
                    #expect(Set(whole).subtracting(seen).isEmpty, "\(path): a row did not come")
                    if whole.count > 2 * limit { walked.insert(String(path.split(separator: "/").last ?? "")) }
                }
            }
            #expect(
                walked.isSuperset(of: ["claims", "payments", "timeline", "movements", "inbox", "dossiers"]), "\(walked)"
            )
            #expect(added > 5)
        }
    }

    /// Everything of a row but what may change while it is looked at.
    private static func key(_ row: Value) -> String {
        ["position", "number", "dossier"].compactMap { name in row[name].map { "\($0)" } }.joined()
    }

    /// A claim that is filed and refused: a row more in most lists of the dossier.
    private static func add(_ number: Int, _ server: TestService) throws {
        let budget = BudgetID(bits: wlz.id("b1"))
        let answer = try server.post(
            "/v1/commands",
            #"{"id":"\#(CommandID(bits: UInt128(40_000 + number)).text)","type":"request-free-amount","#
                + #""dossier":"\#(holder.text)","claim":"\#(ClaimID(bits: UInt128(50_000 + number)).text)","#
                + #""budget":"\#(budget.text)","amountCents":100}"#, as: .holder(holder))
        #expect(answer.status == 200, "\(answer.body)")
        try server.waitForViews()
    }

    /// For everybody the CSV of a list has what the JSON has, cell for cell, as Python reads it; and no formula.
    @Test(.enabled(if: CSVReader.isThere)) func csvSaysWhatJSONSays() throws {
        try TestService.withJourneys { server in
            try Self.attachDocument(named: "=HYPERLINK(0)", server)
            let last = try LogReader(try Connection(.reader(server.service.folder.log))).lastPosition()
            let readers: [(who: Principal, query: String, lists: String)] = [
                (.holder(Self.holder), "", ""), (.caregiver(Self.caregiver), "", ""),
                (.holder(Self.holder), "asOf=2026-07-01", "/claims"), (Self.employee("e1", "o1"), "", ""),
                (Self.employee("e7", "o3"), "", ""),
                (Self.employee("e8", "o3"), "after=\(last.rawValue - 40)", "/log/"),
                (Self.employee("e9", "o4"), "", "{dossier}"),
            ]
            var (compared, texts, refused): (Set<String>, String, Int) = ([], "", 0)
            let all = try Self.lists(server)
            for (who, query, lists) in readers {
                for (template, isPaged) in all where lists.isEmpty || template.contains(lists) {
                    guard let path = try Self.filled(template, server, as: who) else { continue }
                    var rows: [Value] = []
                    var next: String? =
                        path + "?" + (isPaged ? "limit=200&" : "") + (query.isEmpty ? "format=json" : query)
                    var status = 200
                    while let page = next {
                        let answer = try server.get(page, as: who)
                        status = answer.status
                        if status == 200 { rows += try Self.rows(answer) }
                        next = Self.next(answer)
                    }
                    let csv = try server.get(path + "?format=csv" + (query.isEmpty ? "" : "&" + query), as: who)
                    #expect(csv.status == status, "\(path): \(csv.body)")
                    guard status == 200 else {
                        refused += 1
                        continue
                    }
                    #expect(csv.header("Content-Type") == "text/csv; charset=utf-8; header=present")
                    #expect(csv.header("Reflects")?.hasPrefix(#"{"position":"#) == true)
                    #expect(Self.next(csv) == nil)
                    let accepted = try server.get(
                        path + (query.isEmpty ? "" : "?" + query), as: who, accept: "text/csv")
                    #expect(accepted.body == csv.body, "\(path)")
                    try Self.compare(rows, try CSVReader.cells(of: Array(csv.body.utf8)), path)
                    if !rows.isEmpty { compared.insert(template) }
                    if who == .holder(Self.holder) || who == .caregiver(Self.caregiver) { texts += csv.body }
                }
            }
            #expect(compared.count >= 14, "\(compared)")
            #expect(refused > 5)
            #expect(texts.contains("\"'=HYPERLINK(0)\"") && texts.contains("Sanne de Groot"))
        }
    }

    private static func compare(_ rows: [Value], _ lines: [[String]], _ path: String) throws {
        let names = try #require(lines.first, "\(path)")
        #expect(lines.count == rows.count + 1, "\(path)")
        for (row, line) in zip(rows, lines.dropFirst()) {
            #expect(line.count == names.count, "\(path)")
            var cells = Dictionary(zip(names, line)) { $1 }
            try takeOut(row, "", from: &cells, path)
            let left = cells.filter { !$0.value.isEmpty }
            #expect(left.isEmpty, "\(path): stands in no row")
            for cell in line { #expect(!CSVReader.isDangerous(cell), "\(path): \(cell)") }
        }
    }

    /// Compares each value of a row with its cell, and takes the cell away.
    private static func takeOut(
        _ value: Value, _ name: String, from cells: inout [String: String], _ path: String
    ) throws {
        if case .object(let fields) = value, name.isEmpty || cells[name] == nil {
            for (key, field) in fields { try takeOut(field, name.isEmpty ? key : "\(name).\(key)", from: &cells, path) }
            return
        }
        guard let cell = cells.removeValue(forKey: name) else {
            // An object that is not there has empty columns.
            #expect(value == .null && cells.keys.contains { $0.hasPrefix(name + ".") }, "\(path): no column \(name)")
            return
        }
        switch value {
        case .null: #expect(cell.isEmpty, "\(path) \(name)")
        case .truth(let truth): #expect(cell == "\(truth)", "\(path) \(name)")
        case .number(let number): #expect(cell == "\(number)", "\(path) \(name)")
        case .text(let text): #expect(CSVReader.text(of: cell) == text, "\(path) \(name)")
        case .list, .object:
            let read = try Value(cell)
            #expect(read == value, "\(path) \(name)")
        }
    }

    private static func attachDocument(named title: String, _ server: TestService) throws {
        let answer = try server.post(
            "/v1/commands",
            #"{"id":"\#(CommandID(bits: 60_000).text)","type":"attach-document","dossier":"\#(holder.text)","#
                + #""contract":"\#(ContractID(bits: wlz.id("k1")).text)","document":"\#(DocumentID(bits: 60_001).text)","#
                + #""purpose":"rate-list","mediaType":"application/pdf","title":"\#(title)","content":"JVBERi0xLjcK"}"#,
            as: .caregiver(caregiver))
        #expect(answer.status == 200, "\(answer.body)")
        try server.waitForViews()
    }

    /// Who may not read a personal value gets it in no form.
    @Test func csvShowsNoMoreThanJSON() throws {
        try TestService.withJourneys { server in
            let path = "/v1/dossiers/\(Self.holder.text)/contracts?format="
            let care = try server.get(path + "json", as: .holder(Self.holder)).body
            let description = try #require(care.split(separator: #""description":""#).dropFirst().first?.prefix(20))
            for form in ["json", "csv"] {
                let holders = try server.get(path + form, as: .holder(Self.holder)).body
                let payers = try server.get(path + form, as: Self.employee("e7", "o3")).body
                #expect(holders.contains(description), "\(form)")
                #expect(!payers.contains(description) && payers.contains(Self.caregiver.text), "\(form)")
            }
            let stranger = try server.get(path + "csv", as: Self.employee("e9", "o4"))
            #expect(stranger.status == 404 && stranger.header("Content-Type") == "application/problem+json")
        }
    }

    /// The filters over HTTP: each narrows down, a wrong value is named, and a caregiver sees no claim of another's.
    @Test func listsAreFiltered() throws {
        try TestService.withJourneys { server in
            let claims = "/v1/dossiers/\(Self.holder.text)/claims?limit=200"
            func rows(_ path: String, _ who: Principal = .holder(Self.holder)) throws -> [Value] {
                let answer = try server.get(path, as: who)
                #expect(answer.status == 200, "\(path): \(answer.body)")
                return try Self.rows(answer)
            }
            let all = try rows(claims)
            for (name, field) in [("status", "status"), ("kind", "kind"), ("side", "side"), ("contract", "contract")] {
                var found = 0
                for value in Set(
                    all.compactMap { row -> String? in if case .text(let text)? = row[field] { text } else { nil } })
                {
                    let some = try rows("\(claims)&\(name)=\(value)")
                    #expect(some == all.filter { $0[field] == .text(value) }, "\(name)=\(value)")
                    found += some.count
                }
                #expect(found > 0 && found <= all.count, "\(name)")
            }
            let march = try rows("\(claims)&kind=care&monthFrom=2026-03&monthUntil=2026-04")
            #expect(
                march == all.filter { [.text("2026-03"), .text("2026-04")].contains($0["month"]) } && march.count == 2)
            #expect(try rows("\(claims)&caregiver=\(Self.holder.text)", .caregiver(Self.caregiver)).isEmpty)
            let payments = "/v1/dossiers/\(Self.holder.text)/payments?limit=200"
            let paid = try rows(payments)
            let free = try rows("\(payments)&source=free-amount&payee=\(Self.holder.text)")
            #expect(
                free == paid.filter { $0["source"] == .text("free-amount") } && !free.isEmpty && free.count < paid.count
            )
            #expect(try rows("\(payments)&status=returned") == paid.filter { $0["status"] == .text("returned") })
            for wrong in ["status=paid", "kind=wage", "side=office", "contract=1", "monthFrom=2026-13", "caregiver="] {
                let answer = try server.get("\(claims)&\(wrong)", as: .holder(Self.holder))
                let name = wrong.prefix { $0 != "=" }
                #expect(
                    answer.status == 400 && answer.body.contains(#""pointer":"\#(name)""#), "\(wrong): \(answer.body)")
            }
            let inbox = try rows("/v1/inbox?limit=200")
            let unread = try rows("/v1/inbox?limit=200&unread=true")
            #expect(unread == inbox.filter { $0["read"] == .truth(false) } && !unread.isEmpty)
        }
    }
}
