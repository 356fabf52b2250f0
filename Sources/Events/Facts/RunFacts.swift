// The stream of one payment run: the payments of one day and kind that go to the bank in one file.

/// The SVB began to collect what is due.
package struct RunOpened: Fact {
    package static let name: StaticString = "run-opened"
    package let run: RunID
    package let kind: RunKind
    /// The banking day on which the bank pays.
    package let executeOn: Day
    package let format: PaymentFormat
    /// The employee who asked for it, who may not release it; nil when the system did.
    package let maker: PartyID?

    package init(run: RunID, kind: RunKind, executeOn: Day, format: PaymentFormat, maker: PartyID?) {
        self.run = run
        self.kind = kind
        self.executeOn = executeOn
        self.format = format
        self.maker = maker
    }

    package init(from r: inout JSONReader) {
        run = r("run")
        kind = r("kind")
        executeOn = r("executeOn")
        format = r("format")
        maker = r.optional("maker")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("run", run)
        w.field("kind", kind)
        w.field("executeOn", executeOn)
        w.field("format", format)
        w.present("maker", maker)
    }

    package var validOn: Day? { executeOn }
}

/// Everything that was due is in the run.
package struct RunCollected: Fact {
    package static let name: StaticString = "run-collected"
    package let run: RunID
    package let payments: Int64
    package let cents: Cents

    package init(run: RunID, payments: Int64, cents: Cents) {
        self.run = run
        self.payments = payments
        self.cents = cents
    }

    package init(from r: inout JSONReader) {
        run = r("run")
        payments = r("payments")
        cents = r("cents")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("run", run)
        w.field("payments", payments)
        w.field("cents", cents)
    }
}

/// The file of a run was written, once. The digest is over its bytes.
package struct PaymentFileWritten: Fact {
    package static let name: StaticString = "payment-file-written"
    package let run: RunID
    /// The reference that stands in the file, never used again.
    package let messageId: Code
    package let payments: Int64
    package let cents: Cents
    package let byteCount: Int64
    package let digest: Digest

    package init(run: RunID, messageId: Code, payments: Int64, cents: Cents, byteCount: Int64, digest: Digest) {
        self.run = run
        self.messageId = messageId
        self.payments = payments
        self.cents = cents
        self.byteCount = byteCount
        self.digest = digest
    }

    package init(from r: inout JSONReader) {
        run = r("run")
        messageId = r("messageId")
        payments = r("payments")
        cents = r("cents")
        byteCount = r("byteCount")
        digest = r("digest")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("run", run)
        w.field("messageId", messageId)
        w.field("payments", payments)
        w.field("cents", cents)
        w.field("byteCount", byteCount)
        w.field("digest", digest)
    }
}

/// A second person released the file of a run to the bank.
package struct PaymentFileReleased: Fact {
    package static let name: StaticString = "payment-file-released"
    package let run: RunID

    package init(run: RunID) {
        self.run = run
    }

    package init(from r: inout JSONReader) {
        run = r("run")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("run", run)
    }
}

/// A run was given up before its file was released. Its payments are scheduled as before.
package struct RunCancelled: Fact {
    package static let name: StaticString = "run-cancelled"
    package let run: RunID

    package init(run: RunID) {
        self.run = run
    }

    package init(from r: inout JSONReader) {
        run = r("run")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("run", run)
    }
}

package enum RunFact: Sendable, Equatable {
    case opened(RunOpened)
    case collected(RunCollected)
    case written(PaymentFileWritten)
    case released(PaymentFileReleased)
    case cancelled(RunCancelled)

    package var fact: any Fact {
        switch self {
        case .opened(let fact): fact
        case .collected(let fact): fact
        case .written(let fact): fact
        case .released(let fact): fact
        case .cancelled(let fact): fact
        }
    }
}
