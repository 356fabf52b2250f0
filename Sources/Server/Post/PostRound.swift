import Commands
import Events
import Projections

/// One round of the sender: takes up what the log gave since the one before, and sends what is due.
///
/// Each step can be interrupted anywhere and done again. What is to leave is in the ledger before it leaves; what left is
/// told to the log under ids that follow from party, message and channel.
struct PostRound {
    let service: Service
    let readers: Readers
    let ledger: PostLedger
    let settings: PostSettings
    /// The name of the log.
    let origin: String
    /// The server stops: the rest is for the next start.
    var stops: () -> Bool = { false }
    /// Where a test interrupts it.
    var at: (Point) throws -> Void = { _ in }

    /// Points between two steps.
    enum Point: Hashable, CaseIterable {
        case followed
        case mailPrepared, mailBegun, mailPlaced, mailHanded, mailRecorded
        case bundleWritten, bundleBegun, bundlePlaced, bundleRecorded, lettersRecorded
    }

    var board: PostBoard { service.post }
    var now: Moment { service.clock.now() }

    /// Once after a start: makes the folders, and removes from the spool what no mail stands for.
    func begin() throws {
        try recover()
        if case .spool(let folder) = settings.mail {
            try MailSpool(folder: folder).make()
            try MailSpool(folder: folder).sweep()
        }
    }

    /// Settles what was left in the middle: by the process before, or by a step that failed.
    private func recover() throws {
        for mail in try ledger.mails(.handing, limit: .max) {
            try ledger.set(mail, .uncertain)
            board.mailsUncertain.add()
        }
        for mail in try ledger.mails(.placing, limit: .max) { try place(mail) }
        for batch in try ledger.batches(.placing) { try place(batch) }
    }

    /// A step that fails keeps no other from its work. The first failure is thrown at the end, and all are counted.
    func run() throws {
        var failure: (any Error)?
        for step in [recover, follow, eraseFiles, sendMails, sendLetters, recordLetters, removeOldLetters, show]
        where !stops() {
            do {
                try step()
            } catch {
                failure = failure ?? error
            }
        }
        try ledger.tidy()
        if let failure { throw failure }
    }

    /// Asks for something under an id that follows from what it is about. That it was refused is told to the operator:
    /// what left has left.
    func record(_ command: any Command, _ name: String) throws {
        switch try service.ask(asSystem: command, named: name) {
        case .accepted, .tried, .looked: break
        case .rejected, .denied, .otherRequest: service.log?.line("dispatch-not-recorded")
        }
    }

    /// Opens a sealed value; nil when it was erased.
    func open<Value>(_ sealed: Personal<Value>?) throws -> Value? {
        guard let sealed, let kept = try readers.vault.value(sealed.commitment) else { return nil }
        return sealed.opened(with: kept, &readers.json)?.open?.value
    }

    func show() throws {
        var standing = try ledger.standing()
        switch settings.mail {
        case .sendmail: standing.mail = "sendmail"
        case .spool: standing.mail = "spool"
        case nil: break
        }
        standing.letters = settings.letters != nil
        board.show(standing)
    }
}
