import Commands
import Events
import Projections

/// The files that people handed in: what there is, and each file itself.
extension Site {
    var documentRoutes: [Route<Readers>] {
        let service = service
        return [
            Route(
                .get, "/v1/dossiers/{dossier}/documents", needs: .signedIn,
                summary: "De documenten van een dossier die u mag zien.", query: Question.parameters,
                response: .list(AttachedDocument.self), records: .access(.read, about: .dossier)
            ) { call, readers, completion in
                try service.ask(call, readers, completion, of: [], isSlow: true) { question, readers in
                    let history = try DossierHistory(question)
                    let sight = DocumentSight(question, history.state)
                    let items = try AttachedDocument.all(in: history.events)
                        .filter { sight.sees($0.document, by: $0.author) }
                        .map { try $0.known(to: readers.vault) }
                    return try question.list(items).unsealed(readers.vault)
                }
            },
            Route(
                .get, "/v1/dossiers/{dossier}/documents/{document}/content", needs: .signedIn,
                summary: "Het bestand van een document, zoals het is ingeleverd.", query: Question.parameters,
                alsoFails: [410], produces: "*/*", records: .access(.export, about: .dossier)
            ) { call, readers, completion in
                try service.ask(call, readers, completion, of: [], isSlow: true) { question, readers in
                    let id: DocumentID = try call.id("document")
                    let history = try DossierHistory(question)
                    let sight = DocumentSight(question, history.state)
                    let documents = AttachedDocument.all(in: history.events)
                    guard let found = documents.first(where: { $0.document.document == id }),
                        sight.sees(found.document, by: found.author)
                    else { throw Problem(.notFound) }
                    return try Self.content(of: found.document, readers)
                }
            },
        ]
    }

    /// The bytes of a file. They are what the log committed to, or they are not given.
    private static func content(of document: DocumentAttached, _ readers: Readers) throws -> Response {
        guard let sealed = try readers.vault.value(document.content.commitment) else { throw Problem(.contentErased) }
        // A reader of its own: what it was read into is as large as the file, and would be kept.
        var reader = JSONReader()
        guard let file = document.content.opened(with: sealed, &reader)?.open?.value,
            SHA256.hash(file.bytes) == document.digest
        else { throw LogFault(.vault, "a file is not the one that was handed in") }
        var response = Response(status: 200, contentType: document.mediaType.contentType, body: file.bytes)
        response.subjects = [AccessNote.Subject(document.content.subject)]
        response.contentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox"
        // The title may name a person, so it is no file name.
        response.headers =
            [
                HeaderField(
                    "Content-Disposition",
                    "attachment; filename=\"\(document.document.text).\(document.mediaType.fileEnding)\""),
                HeaderField("ETag", "\"\(document.digest.hex)\""),
            ].compactMap(\.self)
        return response
    }
}

/// A document with when and by whom it was handed in.
struct AttachedDocument: Described {
    let document: DocumentAttached
    let position: Position
    let at: Moment
    let author: Principal
    /// Whether the file is still there; it is not once the person it is about was erased.
    private var isThere: Bool

    static func all(in events: [EventEnvelope]) -> [AttachedDocument] { events.compactMap(AttachedDocument.init) }

    private init?(_ envelope: EventEnvelope) {
        guard case .document(.attached(let document)) = envelope.event else { return nil }
        self.init(document, position: envelope.position, at: envelope.recordedAt, by: envelope.principal)
    }

    private init(_ document: DocumentAttached, position: Position, at: Moment, by author: Principal) {
        self.document = document
        self.position = position
        self.at = at
        self.author = author
        isThere = true
    }

    /// The same, with whether the vault still has the file.
    func known(to vault: Vault) throws(DatabaseError) -> AttachedDocument {
        var known = self
        known.isThere = try vault.has(document.content.commitment)
        return known
    }

    func writeFields(to w: inout JSONWriter) {
        w.field("document", document.document)
        w.field("contract", document.contract)
        w.field("purpose", document.purpose)
        w.field("title", document.title)
        w.field("mediaType", document.mediaType)
        w.field("byteCount", document.byteCount)
        w.field("digest", document.digest)
        w.field("available", isThere)
        w.field("attachedAt", at)
        w.field("attachedBy", author.kind)
        w.field("party", author.party)
        w.field("office", author.office)
        w.field("position", position.rawValue)
    }

    static var examples: [AttachedDocument] {
        [
            AttachedDocument(
                DocumentAttached(
                    document: Sample.id(11), contract: Sample.id(5), purpose: .rateList, mediaType: .pdf,
                    byteCount: 48_213, digest: Sample.digest,
                    title: Sample.personal(Sample.read("Tarieven 2026", Name.init)),
                    content: Sample.personal(FileContent.placeholder)), position: Position(42), at: Sample.moment,
                by: .caregiver(Sample.id(9)))
        ]
    }
}

extension Events.MediaType {
    fileprivate var contentType: StaticString {
        switch self {
        case .pdf: "application/pdf"
        case .png: "image/png"
        case .jpeg: "image/jpeg"
        }
    }

    fileprivate var fileEnding: String {
        switch self {
        case .pdf: "pdf"
        case .png: "png"
        case .jpeg: "jpg"
        }
    }
}

extension ProblemKind {
    static let contentErased = ProblemKind(
        "content-erased", 410, "Dit bestand is gewist",
        "De inhoud van dit document is gewist op verzoek van de persoon over wie het gaat. Dat het er was, blijft bewaard."
    )
}
