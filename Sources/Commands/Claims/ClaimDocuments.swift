// The documents that a claim names.

import Events

extension DossierState {
    /// Documents that a claim names have to be there, with the right purpose, and be of the contract where they name one.
    func requireDocuments(
        _ costs: [CostInput], _ invoice: InvoiceInput?, of contract: ContractID?
    ) throws(Rejection) {
        for cost in costs {
            if let receipt = cost.receipt { try require(receipt, for: .receipt, of: contract) }
        }
        if let document = invoice?.document { try require(document, for: .invoice, of: contract) }
    }

    private func require(
        _ id: DocumentID, for purpose: DocumentPurpose, of contract: ContractID?
    ) throws(Rejection) {
        guard
            let document = documents.first(where: { $0.document == id }),
            document.contract == nil || contract == nil || document.contract == contract
        else { throw .unknownDocument }
        guard document.purpose == purpose else { throw .otherPurpose }
    }
}

extension Rejection {
    package static let unknownDocument = Rejection(
        "unknown-document", .unknown,
        "Dit bestand is er niet, of hoort bij een andere zorgovereenkomst. Voeg het eerst toe.")
    package static let otherPurpose = Rejection(
        "other-purpose",
        "Dit bestand is voor iets anders toegevoegd. Voeg het opnieuw toe, met het doel dat hier hoort.")
}
