/// What a granter decides for itself about representatives. A granter that has said nothing has the values of `init()`.
///
/// Whether a representative may also give paid care, and for how many hours, stands in `ContractPolicy`: the same rule
/// holds when he is appointed and when a contract with him is checked (ZO-19).
package struct RepresentationPolicy: Record, Equatable {
    /// For how many holders one person may stand at the same time; nil when the granter sets no limit. An office of
    /// professional representatives has no such limit: a court watches over it.
    package let mostHolders: Int64?
    /// Whether an appointment needs a document that shows its ground.
    package let documentNeeded: Bool

    package init(mostHolders: Int64? = nil, documentNeeded: Bool = false) {
        self.mostHolders = mostHolders
        self.documentNeeded = documentNeeded
    }

    package init(from r: inout JSONReader) {
        mostHolders = r.optional("mostHolders")
        documentNeeded = r.flag("documentNeeded")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.present("mostHolders", mostHolders)
        w.present("documentNeeded", documentNeeded)
    }
}
