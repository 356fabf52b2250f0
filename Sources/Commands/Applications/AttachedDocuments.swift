// The documents that an application or a request names.

package import Events

extension DossierState {
    /// Each was attached before, to no contract, and is not an identity document or a bill.
    func requireAttached(_ documents: [DocumentID]) throws(Rejection) {
        for id in documents {
            guard let document = self.documents.first(where: { $0.document == id }), document.contract == nil
            else { throw .unknownDocument }
            guard [.budgetPlan, .representation, .application, .other].contains(document.purpose)
            else { throw .otherPurpose }
        }
    }

    /// Whether a document was handed to an office with an application or a request.
    package func wasHanded(_ document: DocumentID, to office: OfficeID) -> Bool {
        applications.contains { $0.filed.office == office && $0.documents.contains(document) }
            || requests.contains { $0.filed.office == office && $0.filed.documents.contains(document) }
    }
}
