package import Events

/// Somebody who has to do with a contract hands in a file: an identity document, the build-up of a wage, rates. So does who
/// asks for a pgb, before there is anything else in his dossier. It is
/// there for ever; the same file handed in again under the same id changes nothing.
package struct AttachDocument: Command {
    package static let name: StaticString = "attach-document"
    package static let allowed: [Actor] = [
        .applicant, .caregiver, .granter(.assessor), .svb(.assessor), .svb(.paymentsMaker), .anyGranter(.grants),
    ]

    /// How many bytes of files one dossier may hold: some sixty identity documents of the largest size.
    static let dossierBytesMax: Int64 = 256 << 20

    package let dossier: DossierID
    package let document: DocumentID
    /// The contract it belongs to; needed for all that is about a contract.
    package let contract: ContractID?
    package let purpose: DocumentPurpose
    package let mediaType: MediaType
    package let title: Name
    package let content: FileContent
    /// SHA-256 of the file; taken where the request is read, so that the writer need not.
    private let digest: Digest

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        document = r("document")
        contract = r.optional("contract")
        purpose = r("purpose")
        mediaType = r("mediaType")
        title = r("title")
        content = r("content")
        digest = SHA256.hash(content.bytes)
        if purpose.isOfContract, contract == nil {
            r.refuse("contract", .missing, "Zeg bij welke zorgovereenkomst dit bestand hoort.")
        }
        // What could not be read begins like nothing at all, and is reported already.
        if !r.errors.contains(where: { $0.pointer == "/content" }), !mediaType.begins(content.bytes) {
            r.refuse(
                "mediaType", .invalidValue, "Het bestand is niet van dit type. Stuur een PDF, een PNG of een JPEG.")
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("document", document)
        w.field("contract", contract)
        w.field("purpose", purpose)
        w.field("mediaType", mediaType)
        w.field("title", title)
        w.field("content", content)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        try requireOwn(stamp, world)
        var subject = dossier.holder
        if let contract {
            let known = try world.dossier.contract(contract, for: stamp.principal)
            // An identity document is the caregiver's: it goes when he is erased, not when the holder is.
            if purpose == .identity { subject = known.caregiver }
        } else if stamp.principal.kind == .caregiver {
            throw .nameContract
        }
        if let known = world.dossier.documents.first(where: { $0.document == document }) {
            guard known.digest == digest, known.contract == contract, known.purpose == purpose,
                known.mediaType == mediaType
            else { throw .documentExists }
            return []
        }
        let byteCount = Int64(content.bytes.count)
        let held = world.dossier.documents.reduce(0) { $0 + $1.byteCount }
        guard held + byteCount <= Self.dossierBytesMax else { throw .documentsFull }
        return [
            .document(
                .attached(
                    DocumentAttached(
                        document: document, contract: contract, purpose: purpose, mediaType: mediaType,
                        byteCount: byteCount, digest: digest, title: stamp.seal(title, of: subject, use: 0),
                        content: stamp.seal(content, of: subject, use: 1))))
        ]
    }
}

extension AttachDocument {
    /// Who enters grants hands in what a representation rests on, which may be before there is anything in the dossier; the
    /// rest is for others.
    private func requireOwn(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) {
        guard stamp.principal.kind == .employee, let office = stamp.principal.office else { return }
        let assesses = [Role.assessor, .paymentsMaker].contains { [register = world.register] in
            register.has($0, stamp.principal.party, at: office)
        }
        let isGranter = world.dossier.granters.contains(office) || office == world.register.svb
        if assesses, isGranter { return }
        guard !world.dossier.exists || isGranter else { throw .unknownDossier }
        // A dossier of others and none at all are answered alike.
        guard purpose == .representation else { throw isGranter ? .notAllowed : .unknownDossier }
        guard world.register.parties[dossier.holder]?.kind == .person else { throw .unknownDossier }
    }
}

extension DocumentPurpose {
    /// Whether it is about a contract, which is then named. A receipt may be of a journey of the holder himself.
    fileprivate var isOfContract: Bool {
        switch self {
        case .identity, .wageBuildUp, .nzaRate, .rateList, .invoice: true
        case .receipt, .budgetPlan, .representation, .application, .other: false
        }
    }
}

extension MediaType {
    /// Whether bytes begin as a file of this type does: PDF (ISO 32000-1, 7.5.2), PNG (ISO 15948, 5.2) or JPEG
    /// (ISO 10918-1, B.1.1.3: start of image, then a marker).
    package func begins(_ bytes: [UInt8]) -> Bool {
        switch self {
        case .pdf: bytes.starts(with: "%PDF-".utf8)
        case .png: bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        case .jpeg: bytes.starts(with: [0xFF, 0xD8, 0xFF])
        }
    }
}

extension Rejection {
    package static let documentExists = Rejection(
        "document-exists", "Er is al een document met dit nummer. Gebruik een nieuw nummer.")
    package static let nameContract = Rejection(
        "name-contract", "Zeg bij welke zorgovereenkomst dit bestand hoort.")
    package static let documentsFull = Rejection(
        "documents-full", "Er zijn te veel bestanden bij dit dossier. Neem contact op met uw zorgkantoor of gemeente.")
}
