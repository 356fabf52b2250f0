// Documents that people hand in. The file is in the vault; the log has what it is and its digest.

/// Somebody attached a document. Its commitment in the log is that of its content, so a changed file is found.
package struct DocumentAttached: Fact {
    package static let name: StaticString = "document-attached"
    package let document: DocumentID
    /// The contract it belongs to, where there is one.
    package let contract: ContractID?
    package let purpose: DocumentPurpose
    package let mediaType: MediaType
    package let byteCount: Int64
    /// SHA-256 of the file.
    package let digest: Digest
    package let title: Personal<Name>
    package let content: Personal<FileContent>

    package init(
        document: DocumentID, contract: ContractID?, purpose: DocumentPurpose, mediaType: MediaType, byteCount: Int64,
        digest: Digest, title: Personal<Name>, content: Personal<FileContent>
    ) {
        self.document = document
        self.contract = contract
        self.purpose = purpose
        self.mediaType = mediaType
        self.byteCount = byteCount
        self.digest = digest
        self.title = title
        self.content = content
    }

    package init(from r: inout JSONReader) {
        document = r("document")
        contract = r.optional("contract")
        purpose = r("purpose")
        mediaType = r("mediaType")
        byteCount = r("byteCount")
        digest = r("digest")
        title = r("title")
        content = r("content")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("document", document)
        w.present("contract", contract)
        w.field("purpose", purpose)
        w.field("mediaType", mediaType)
        w.field("byteCount", byteCount)
        w.field("digest", digest)
        w.field("title", title)
        w.field("content", content)
    }

    /// The same without title and content: what may be kept in memory.
    package var closed: DocumentAttached {
        DocumentAttached(
            document: document, contract: contract, purpose: purpose, mediaType: mediaType, byteCount: byteCount,
            digest: digest, title: title.closed, content: content.closed)
    }
}

package enum DocumentFact: Sendable, Equatable {
    case attached(DocumentAttached)

    package var fact: any Fact {
        switch self {
        case .attached(let fact): fact
        }
    }
}
