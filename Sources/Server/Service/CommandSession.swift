import Commands
import Events

/// What the writer does with submissions: hands each to the command handler, on the store of one data folder.
final class CommandSession: WriterSession {
    let store: Store
    private let handler: CommandHandler

    init(_ store: Store) throws {
        self.store = store
        handler = try CommandHandler(store.log, store.vault)
    }

    func handle(_ submission: Submission) throws -> Answer { try handler.handle(submission) }

    func reload() throws { try handler.reload() }

    func readAhead() throws -> Bool { try handler.readAhead() }
}
