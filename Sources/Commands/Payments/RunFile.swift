package import Events

/// The system says that everything that was due is in the run, how many payments, and what they come to.
package struct CollectRun: Command {
    package static let name: StaticString = "collect-run"
    package static let allowed: [Actor] = [.system]

    package let run: RunID
    package let payments: Int64
    package let cents: Cents

    package init(from r: inout JSONReader) {
        run = r("run")
        payments = r.positiveCount("payments")
        cents = r.positiveCents("cents")
    }

    package init(run: RunID, payments: Int64, cents: Cents) {
        self.run = run
        self.payments = payments
        self.cents = cents
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("run", run)
        w.field("payments", payments)
        w.field("cents", cents)
    }

    package var stream: StreamID { .run(run) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let known = world.register.runs[run] else { throw .unknownRun }
        if known.status == .collected, known.payments == payments, known.cents == cents { return [] }
        guard known.status == .open else { throw .runNotOpen }
        return [.run(.collected(RunCollected(run: run, payments: payments, cents: cents)))]
    }
}

/// The system says that the file of a run stands on the disk, and which bytes it has.
package struct RecordFile: Command {
    package static let name: StaticString = "record-file"
    package static let allowed: [Actor] = [.system]

    package let run: RunID
    package let messageId: Code
    package let payments: Int64
    package let cents: Cents
    package let byteCount: Int64
    package let digest: Digest

    package init(from r: inout JSONReader) {
        run = r("run")
        messageId = r("messageId")
        payments = r.positiveCount("payments")
        cents = r.positiveCents("cents")
        byteCount = r.positiveCount("byteCount")
        digest = r("digest")
    }

    package init(run: RunID, messageId: Code, payments: Int64, cents: Cents, byteCount: Int64, digest: Digest) {
        self.run = run
        self.messageId = messageId
        self.payments = payments
        self.cents = cents
        self.byteCount = byteCount
        self.digest = digest
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("run", run)
        w.field("messageId", messageId)
        w.field("payments", payments)
        w.field("cents", cents)
        w.field("byteCount", byteCount)
        w.field("digest", digest)
    }

    package var stream: StreamID { .run(run) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let known = world.register.runs[run] else { throw .unknownRun }
        if known.status == .written, known.digest == digest { return [] }
        guard known.status == .collected else { throw .runNotCollected }
        // The reference in the file is the run's own: no other file ever has it.
        guard known.payments == payments, known.cents == cents, messageId == Code(run) else { throw .fileDiffers }
        return [
            .run(
                .written(
                    PaymentFileWritten(
                        run: run, messageId: messageId, payments: payments, cents: cents, byteCount: byteCount,
                        digest: digest)))
        ]
    }
}

/// A second person at the SVB releases the file of a run to the bank: whoever opened the run may not. The digest says
/// which bytes he saw.
package struct ReleaseFile: Command {
    package static let name: StaticString = "release-file"
    package static let allowed: [Actor] = [.svb(.paymentsReleaser)]

    package let run: RunID
    package let digest: Digest

    package init(from r: inout JSONReader) {
        run = r("run")
        digest = r("digest")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("run", run)
        w.field("digest", digest)
    }

    package var stream: StreamID { .run(run) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let known = world.register.runs[run] else { throw .unknownRun }
        switch known.status {
        case .open, .collected, .cancelled: throw .fileNotWritten
        case .written, .released: break
        }
        guard known.digest == digest else { throw .otherFile }
        guard known.status == .written else { return [] }
        guard known.maker != stamp.principal.party else { throw .secondReleaser }
        guard known.executeOn >= stamp.today else { throw .runDayPassed }
        return [.run(.released(PaymentFileReleased(run: run)))]
    }
}

/// A run is given up before its file was released. The system then takes its payments out again.
package struct CancelRun: Command {
    package static let name: StaticString = "cancel-run"
    package static let allowed: [Actor] = [.svb(.paymentsMaker), .svb(.paymentsReleaser), .system]

    package let run: RunID

    package init(from r: inout JSONReader) {
        run = r("run")
    }

    package init(run: RunID) {
        self.run = run
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("run", run)
    }

    package var stream: StreamID { .run(run) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let known = world.register.runs[run] else { throw .unknownRun }
        switch known.status {
        case .cancelled: return []
        case .released: throw .fileReleased
        case .open, .collected, .written: return [.run(.cancelled(RunCancelled(run: run)))]
        }
    }
}

extension Rejection {
    package static let runNotCollected = Rejection(
        "run-not-collected", "Deze betaalronde wacht niet op een bestand. Bekijk in het overzicht hoe die ervoor staat."
    )
    package static let fileDiffers = Rejection(
        "file-differs", "Het betaalbestand klopt niet met de betalingen in de ronde. Trek de ronde in.")
    package static let fileNotWritten = Rejection(
        "file-not-written", "Voor deze betaalronde is er geen bestand om vrij te geven. Bekijk hoe die ervoor staat.")
    package static let otherFile = Rejection(
        "other-file", "Dit is niet het bestand van deze betaalronde. Haal het bestand opnieuw op en bekijk het.")
    package static let secondReleaser = Rejection(
        "second-releaser", .forbidden, "U hebt deze betaalronde zelf geopend. Laat een collega het bestand vrijgeven.")
    package static let fileReleased = Rejection(
        "file-released", "Het bestand is vrijgegeven aan de bank. Vraag de bank om de betalingen tegen te houden.")
}
