import Events

/// Compares every file for and of the bank with its digest in the log, so that one that was lost or altered is noticed
/// before somebody needs it; and removes what an interruption left of files that were being written.
struct FileLook: TimedLook {
    static let failure: StaticString = "bank-files-not-compared"
    static let isDaily = true

    func look(_ turn: TimedWork.Turn) throws {
        let service = turn.service
        try service.bankFiles.removeUnfinished()
        let lacking = try BankFileKept.compare(
            namedIn: turn.readers.log, in: service.folder.path, on: turn.today, stops: turn.stops
        ).lacking
        if turn.stops() { return }
        service.bankFiles.lacking = lacking.count
        // Which ones, `pgb verify --files` says.
        if !lacking.isEmpty { service.log?.line("bank-files-damaged", .number("files", lacking.count)) }
    }
}
