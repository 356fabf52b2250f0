import Commands
import Events
import Projections

/// What goes to the bank and comes from it: the file of a run, and the files of the bank.
extension Site {
    var bankRoutes: [Route<Readers>] { [runFile, bankFile, bankEntryRoute] }

    private var runFile: Route<Readers> {
        let service = service
        return Route(
            .get, "/v1/runs/{run}/file", needs: .employee,
            summary: "Het betaalbestand van een ronde, zoals het naar de bank gaat.", query: [Question.minPosition],
            alsoFails: [409, 500], produces: "application/xml", records: .access(.export, about: .named)
        ) { call, readers, _ in
            try service.look(call, readers) { caller, s in
                try Self.require([.paymentsMaker, .paymentsReleaser], caller, s)
                guard let run = try Run.one(s, call.id("run")) else { throw Problem(.notFound) }
                try Self.notePayees(of: run, s, call.trail)
                return run
            } answer: { run in
                try Self.file(of: run, service)
            }
        }
    }

    /// Everybody whom a file pays: it is text for a bank, which nobody looks for ids in.
    private static func notePayees(of run: Run, _ s: Snapshot, _ trail: AccessTrail) throws {
        var after = Position.start
        while true {
            let page = try PaymentSchedule.page(s, run: run.run, after: after, limit: ListShape.pageMax)
            for payment in page {
                trail.see(payment.dossier.holder, in: payment.dossier)
                trail.see(payment.payee)
            }
            guard page.count == ListShape.pageMax, let last = page.last else { return }
            after = last.position
        }
    }

    /// The bytes of a file, when they are what the log says.
    private static func file(of run: Run, _ service: Service) throws -> Response {
        guard let file = run.file, run.status != .cancelled else { throw Problem(Rejection.fileNotWritten) }
        let path = service.folder.paymentFile(of: run.run)
        guard Files.exists(path) else { throw LogFault(.file, "a payment file is missing") }
        let body = try FileBody(path)
        guard Int64(body.byteCount) == file.byteCount, try body.digest() == file.digest else {
            throw LogFault(.file, "a payment file is not the one that was written")
        }
        var response = Response(status: 200, contentType: "application/xml")
        response.file = body
        response.headers =
            [
                HeaderField("Content-Disposition", "attachment; filename=\"\(run.run.text).xml\""),
                HeaderField("ETag", "\"\(file.digest.hex)\""),
            ].compactMap(\.self)
        return response
    }

    private var bankFile: Route<Readers> {
        let service = service
        let example = Array(#""<?xml version=\"1.0\" encoding=\"UTF-8\"?><Document>…</Document>""#.utf8)
        return Route(
            .post, "/v1/bank-files", needs: .employee,
            summary: "Leest een bestand van de bank in: pain.002, camt.053 of camt.054. Helemaal of helemaal niet.",
            request: Content("BankMessage", .string(), example: example), response: .row(BankFile.self),
            consumes: "application/xml", bodySize: .bankFile, records: .command
        ) { call, _, _ in
            .slow { readers in
                service.answering(call) {
                    let caller = try Caller(call.caller, readers.vault)
                    call.trail.saw(caller)
                    // Nothing of a file is read for somebody who may not hand it in.
                    try readers.live { s in
                        try caller.requireRegistered(s)
                        try Self.require([.paymentsReleaser], caller, s)
                    }
                    let principal = try caller.principal(nil, on: .system)
                    let outcome = try BankImport(service: service, readers: readers, principal: principal)
                        .take(call.request.body)
                    return .json(Site.json { outcome.write(to: &$0) })
                }
            }
        }
    }

    /// Only for who has one of these roles at the SVB.
    static func require(_ roles: [Role], _ caller: Caller, _ s: Snapshot) throws {
        guard let party = caller.party, let (office, own) = try Viewing.employment(party, caller.identity.office, s),
            office.kind == .svb, own.contains(where: roles.contains)
        else { throw Problem(.notAllowed) }
    }
}
