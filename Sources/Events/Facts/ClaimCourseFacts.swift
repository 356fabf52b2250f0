// What a claim can hold besides weeks of care, and what becomes of a claim after it was filed.

/// One cost on one day: a journey of the caregiver, a ride of the holder, a ticket, a course.
package struct ClaimCost: Record, Equatable {
    package let on: Day
    package let cost: CostKind
    /// For what is paid by the kilometre.
    package let kilometres: Int64?
    /// What it comes to.
    package let cents: Cents
    /// The document that proves it.
    package let receipt: DocumentID?

    package init(on: Day, cost: CostKind, kilometres: Int64? = nil, cents: Cents, receipt: DocumentID? = nil) {
        self.on = on
        self.cost = cost
        self.kilometres = kilometres
        self.cents = cents
        self.receipt = receipt
    }

    package init(from r: inout JSONReader) {
        on = r("on")
        cost = r("cost")
        kilometres = r.optional("kilometres")
        cents = r("cents")
        receipt = r.optional("receipt")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("on", on)
        w.field("cost", cost)
        w.present("kilometres", kilometres)
        w.field("cents", cents)
        w.present("receipt", receipt)
    }
}

/// The invoice a claim follows.
package struct ClaimInvoice: Record, Equatable {
    package let number: Personal<Name>
    package let date: Day
    package let document: DocumentID?
    /// What it comes to, where it was typed in.
    package let amountCents: Cents?

    package init(number: Personal<Name>, date: Day, document: DocumentID? = nil, amountCents: Cents? = nil) {
        self.number = number
        self.date = date
        self.document = document
        self.amountCents = amountCents
    }

    package init(from r: inout JSONReader) {
        number = r("number")
        date = r("date")
        document = r.optional("document")
        amountCents = r.optional("amountCents")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("number", number)
        w.field("date", date)
        w.present("document", document)
        w.present("amountCents", amountCents)
    }
}

/// A claim needs an employee of the SVB before it is decided.
package struct ClaimHeld: Fact {
    package static let name: StaticString = "claim-held"
    package let claim: ClaimID
    /// The day the order to pay came in: the terms count from it, however long a person takes.
    package let receivedOn: Day
    /// All that was checked; what is not met needs a person.
    package let reasons: Reasons

    package init(claim: ClaimID, receivedOn: Day, reasons: Reasons) {
        self.claim = claim
        self.receivedOn = receivedOn
        self.reasons = reasons
    }

    package init(from r: inout JSONReader) {
        claim = r("claim")
        receivedOn = r("receivedOn")
        reasons = r("reasons")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("claim", claim)
        w.field("receivedOn", receivedOn)
        w.field("reasons", reasons)
    }
}

/// A claim was taken back before its payment was in a file.
package struct ClaimWithdrawn: Fact {
    package static let name: StaticString = "claim-withdrawn"
    package let claim: ClaimID

    package init(claim: ClaimID) {
        self.claim = claim
    }

    package init(from r: inout JSONReader) {
        claim = r("claim")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("claim", claim)
    }
}

/// A claim was replaced by another one, which was accepted. It no longer counts; what was paid on it stays, and the difference is
/// paid or asked back.
package struct ClaimCorrected: Fact {
    package static let name: StaticString = "claim-corrected"
    /// The one that no longer counts.
    package let claim: ClaimID
    package let by: ClaimID
    package let beforeCents: Cents
    package let afterCents: Cents

    package init(claim: ClaimID, by: ClaimID, beforeCents: Cents, afterCents: Cents) {
        self.claim = claim
        self.by = by
        self.beforeCents = beforeCents
        self.afterCents = afterCents
    }

    package init(from r: inout JSONReader) {
        claim = r("claim")
        by = r("by")
        beforeCents = r("beforeCents")
        afterCents = r("afterCents")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("claim", claim)
        w.field("by", by)
        w.field("beforeCents", beforeCents)
        w.field("afterCents", afterCents)
    }
}
