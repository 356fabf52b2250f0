import Commands
import Events

/// What the writer does with submissions: hands each to the command handler, on the store of one data folder.
final class CommandSession: WriterSession {
    let store: Store
    private let handler: CommandHandler

    /// - Parameter mended: hears what had to be mended of erasures that were begun or undone, when anything had to.
    init(_ store: Store, now: Moment, mended: (CommandHandler.Mended) -> Void = { _ in }) throws {
        self.store = store
        handler = try CommandHandler(store.log, store.vault)
        let found = try handler.mendErasures(at: now)
        if found.isAny { mended(found) }
    }

    func handle(_ submission: Submission) throws -> Answer { try handler.handle(submission) }

    func reload() throws { try handler.reload() }

    func readAhead() throws -> Bool { try handler.readAhead() }
}
