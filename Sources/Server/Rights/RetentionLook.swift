import Commands
import Events
import Projections

/// Asks of everybody about whom nothing happened for long whether all terms have passed, so that who looks after rights at
/// his offices hears of it. A look that finds nothing new leaves nothing in the log, and nothing is erased by it.
struct RetentionLook: TimedLook {
    static let failure: StaticString = "terms-not-looked-at"
    static let isDaily = true

    func look(_ turn: TimedWork.Turn) throws {
        try turn.each { snapshot, after in
            let page = try RetentionCandidate.page(snapshot, on: turn.today, after: after)
            return (page.people, page.next)
        } _: { candidate in
            try turn.service.ask(
                asSystem: LookAtRetention(party: candidate.party),
                named: "retention/\(candidate.party.text)/\(turn.today.text)")
        }
    }
}

/// Removes the files for and of the bank whose term is over: names and accounts stand in them. The log keeps their
/// digests.
struct BankFileLook: TimedLook {
    static let failure: StaticString = "bank-files-not-removed"
    static let isDaily = true

    func look(_ turn: TimedWork.Turn) throws {
        let removed = try BankFileKept.removeOver(in: turn.service.folder.path, turn.readers.log, on: turn.today)
        if removed > 0 { turn.service.log?.line("bank-files-removed", .number("files", removed)) }
    }
}
