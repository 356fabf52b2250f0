import Commands
import Events
import Glibc
import Projections

/// What the SVB does with the bank: the runs with their files, the files of the bank, and what waits for a person.
extension Site {
    var paymentRoutes: [Route<Readers>] { [runs, run, runFile, bankFile, bankEntries] }

    /// The SVB's people who look at runs.
    private static let looking: [Role] = [.paymentsMaker, .paymentsReleaser, .auditor]

    private var runs: Route<Readers> {
        let service = service
        return Route(
            .get, "/v1/payment-runs", needs: .employee, summary: "De betaalrondes, de nieuwste eerst.",
            query: [
                QueryParameter("status", PaymentRun.Status.schema, "Alleen betaalrondes die zover zijn.")
            ] + Question.paging + [Question.minPosition], response: .page(PaymentRun.self)
        ) { call, readers, _ in
            let limit = try call.query("limit", in: 1...200) ?? 50
            let before = try call.query("before", in: 1...Int.max).map { Position(Int64($0)) }
            let status = try call.query("status", PaymentRun.Status.init(rawValue:))
            return try service.look(call, readers) { caller, _, s, reflection in
                try Self.require(Self.looking, caller, s)
                let runs = try PaymentRun.page(s, status: status, before: before, limit: limit)
                return .page(runs, limit: limit, reflection) { $0.position.rawValue }
            }
        }
    }

    private var run: Route<Readers> {
        let service = service
        return Route(
            .get, "/v1/payment-runs/{run}", needs: .employee, summary: "Eén betaalronde.",
            query: [Question.minPosition], response: .one(PaymentRun.self)
        ) { call, readers, _ in
            try service.look(call, readers) { caller, _, s, reflection in
                try Self.require(Self.looking, caller, s)
                guard let run = try PaymentRun.one(s, call.id("run")) else { throw Problem(.notFound) }
                return .json(Site.json { $0.one(run, reflection) })
            }
        }
    }

    private var runFile: Route<Readers> {
        let service = service
        return Route(
            .get, "/v1/payment-runs/{run}/file", needs: .employee,
            summary: "Het betaalbestand van een ronde, zoals het naar de bank gaat.", query: [Question.minPosition],
            alsoFails: [409], produces: "application/xml"
        ) { call, readers, _ in
            .slow { readers in
                service.answering(call) {
                    let caller = try Caller(call.caller, readers.vault)
                    return try readers.live { s in
                        try caller.requireRegistered(s)
                        try Self.require([.paymentsMaker, .paymentsReleaser], caller, s)
                        guard let run = try PaymentRun.one(s, call.id("run")) else { throw Problem(.notFound) }
                        return try Self.file(of: run, service)
                    }
                }
            }
        }
    }

    /// The bytes of a file, when they are what the log says.
    private static func file(of run: PaymentRun, _ service: Service) throws -> Response {
        guard let digest = run.digest, let count = run.byteCount, run.status != .cancelled else {
            throw Problem(Rejection.fileNotWritten)
        }
        let path = service.folder.paymentFile(of: run.run)
        guard count <= Int64(Self.fileMost) else { throw Problem(.fileTooLong) }
        guard Files.exists(path) else { throw LogFault(.file, "a payment file is missing") }
        let bytes = try Files.bytes(path, most: Self.fileMost)
        guard Int64(bytes.count) == count, SHA256.hash(bytes) == digest else {
            throw LogFault(.file, "a payment file is not the one that was written")
        }
        var response = Response(status: 200, contentType: "application/xml", body: bytes)
        response.headers =
            [
                HeaderField("Content-Disposition", "attachment; filename=\"\(run.run.text).xml\""),
                HeaderField("ETag", "\"\(digest.hex)\""),
            ].compactMap(\.self)
        return response
    }

    /// A longer file is taken from the folder of the server: an answer stands in memory as a whole.
    private static let fileMost = 64 << 20

    private var bankFile: Route<Readers> {
        let service = service
        let example = Array(#""<?xml version=\"1.0\" encoding=\"UTF-8\"?><Document>…</Document>""#.utf8)
        return Route(
            .post, "/v1/bank-files", needs: .employee,
            summary: "Leest een bestand van de bank in: pain.002, camt.053 of camt.054. Helemaal of helemaal niet.",
            request: Content("BankFile", .string(), example: example), response: .row(BankFileOutcome.self),
            consumes: "application/xml", takesLongBody: true
        ) { call, _, _ in
            .slow { readers in
                service.answering(call) {
                    let caller = try Caller(call.caller, readers.vault)
                    let principal = try caller.principal(nil, on: .system)
                    let outcome = try BankImport(service: service, readers: readers, principal: principal)
                        .take(call.request.body)
                    return .json(Site.json { outcome.write(to: &$0) })
                }
            }
        }
    }

    private var bankEntries: Route<Readers> {
        let service = service
        return Route(
            .get, "/v1/bank-entries", needs: .employee,
            summary: "De boekingen van de bank waar iemand naar moet kijken, de oudste eerst.",
            query: [
                QueryParameter("after", .integer(0 ... .max), "De boekingen na deze positie: de volgende bladzijde."),
                QueryParameter("limit", .integer(1...200), "Hoeveel regels ten hoogste."), Question.minPosition,
            ], response: .page(OpenBankEntry.self)
        ) { call, readers, _ in
            let limit = try call.query("limit", in: 1...200) ?? 50
            let after = try call.query("after", in: 0...Int.max).map { Position(Int64($0)) }
            return try service.look(call, readers) { caller, _, s, reflection in
                try Self.require(Self.looking, caller, s)
                let entries = try OpenBankEntry.page(s, after: after, limit: limit)
                return .page(entries, limit: limit, reflection) { $0.position.rawValue }
            }
        }
    }

    private static func require(_ roles: [Role], _ caller: Caller, _ s: Snapshot) throws {
        guard let party = caller.party, let (office, own) = try Viewing.employment(party, caller.identity.office, s),
            office.kind == .svb, own.contains(where: roles.contains)
        else { throw Problem(.notAllowed) }
    }
}

extension ProblemKind {
    static let fileTooLong = ProblemKind(
        "payment-file-too-long", 409, "Dit bestand is te groot om te versturen",
        "Haal dit betaalbestand op de server zelf op, uit de map payment-files. Vraag beheer om hulp.")
}
