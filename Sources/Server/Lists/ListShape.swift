import Events

/// The forms in which a list is given.
enum ListForm: String, StoredName, CaseIterable {
    case json, csv

    /// A link in a browser cannot ask with `Accept`, so an address can.
    static let parameter = QueryParameter(
        "format", ListForm.schema, "De vorm van het antwoord. Zonder dit telt de header Accept.")
}

/// One export, to tell by whether questions are pages of the same one.
final class Export: Sendable {}

/// What makes a route a list: how its rows look, and where a next page begins. From it follow the CSV, the `Link` header
/// and what `/v1/openapi.json` says of them; a list of its own has nothing to add.
struct ListShape: Sendable {
    let table: CSVTable
    /// The parameter that says where a page begins; nil when the list is given whole.
    let cursor: String?
    /// The name of the file that a browser keeps: what is listed, and nothing of whose it is.
    let fileName: String

    /// An export has no more rows than this; behind that it says with a link where to go on.
    static let rowsMax = 10_000
    /// The same in bytes, which the server has to hold until they are sent.
    static let bytesMax = 8 << 20
    /// How many rows an export reads at once.
    static let pageMax = 200
    /// How many pages an export asks for: enough for all its rows. Only pages that are not full end it sooner.
    static let pagesMax = rowsMax / pageMax

    /// - Parameters:
    ///   - list: what the answer of the route says of its rows.
    ///   - query: what may stand behind the question mark; a paged list has its cursor there.
    init(_ list: Content.List, _ path: String, _ query: [QueryParameter]) {
        table = CSVTable(rows: list.rows)
        cursor = list.isPaged ? query.map(\.name).first { ["before", "after"].contains($0) } : nil
        precondition(!list.isPaged || cursor != nil, "\(path) has pages and no way to ask for the next one")
        fileName = (path.split(separator: "/").last { !$0.hasPrefix("{") } ?? "list") + ".csv"
    }

    /// The same answer with a link to the next page, when there may be one, and to the first (RFC 8288).
    func linked(_ response: Response, _ call: Call) -> Response {
        guard let cursor else { return response }
        var links: [String] = []
        let call = call.asking(of: response.past)
        if let next = response.next {
            links.append("<\(call.target(replacing: cursor, with: String(next)))>; rel=\"next\"")
        }
        if call.query(cursor) != nil { links.append("<\(call.target(replacing: cursor, with: nil))>; rel=\"first\"") }
        guard !links.isEmpty, let field = HeaderField("Link", links.joined(separator: ", ")) else { return response }
        var response = response
        response.headers.append(field)
        return response
    }

    /// The list as CSV: the page that `limit` asks for, or page after page up to `rowsMax` rows.
    ///
    /// Every page is the JSON answer to the same question, so who may read what is decided there and only there. A
    /// page that cannot be given makes the whole answer the problem that stood in its way.
    func export(_ call: Call, _ page: (Call) throws -> Response) rethrows -> Response {
        var (body, rows, pages) = (table.head, 0, 0)
        // Rows of later pages may be newer; what is said holds for all.
        var reflects: JSONPieces.Piece?
        let isOnePage = cursor == nil || call.query("limit") != nil
        var asked = isOnePage ? call : call.asking("limit", for: String(Self.pageMax))
        asked.export = Export()
        while true {
            let answer = try page(asked)
            guard answer.status == 200 else { return answer }
            rows += table.append(list: answer.body, to: &body)
            pages += 1
            reflects = reflects ?? JSONPieces.field("reflects", of: answer.body)
            if let cursor, let next = answer.next, !isOnePage, rows < Self.rowsMax, pages < Self.pagesMax,
                body.count < Self.bytesMax
            {
                asked = asked.asking(of: answer.past).asking(cursor, for: String(next))
                continue
            }
            var response = Response(status: 200, contentType: CSVTable.contentType, body: body)
            response.next = answer.next
            response.past = answer.past
            response.headers =
                [
                    HeaderField("Content-Disposition", "attachment; filename=\"\(fileName)\""),
                    reflects.flatMap { HeaderField("Reflects", String(decoding: $0, as: UTF8.self)) },
                ].compactMap(\.self)
            return linked(response, call)
        }
    }
}

extension Route {
    /// Answers a call. A list says where its next page is, and becomes CSV on the slow lane for who asks for that.
    func answer(_ call: Call, _ context: Context, _ completion: Completion) throws -> Reply<Context> {
        guard let list else { return try run(call, context, completion) }
        guard call.form == .json else {
            return .slow { context in
                do {
                    return try list.export(call) { call in
                        let page: Response
                        switch try run(call, context, completion) {
                        case .now(let response): page = response
                        case .slow(let work): page = work(context)
                        // No list is answered by another thread.
                        case .later, .slowLater: throw Problem(.internalError)
                        }
                        // What is exported no longer says in a readable way whose data it were.
                        call.trail.see(page)
                        return page
                    }
                } catch let problem as Problem {
                    return problem.response(trace: call.request.trace)
                } catch {
                    return Problem(.internalError).response(trace: call.request.trace)
                }
            }
        }
        switch try run(call, context, completion) {
        case .now(let response): return .now(list.linked(response, call))
        case .slow(let work): return .slow { list.linked(work($0), call) }
        case .later: return .later
        case .slowLater(let work): return .slowLater(work)
        }
    }
}
