import Commands
import Events
import Projections

/// Asks of every contract that holds whether it will break a rule. A look that finds nothing leaves nothing in the log.
struct RecheckLook: TimedLook {
    static let failure: StaticString = "contracts-not-rechecked"
    static let isDaily = true

    func look(_ turn: TimedWork.Turn) throws {
        try turn.each { snapshot, after in
            let page = try HeldContract.page(snapshot, on: turn.today, after: after)
            return (page.held, page.next)
        } _: { held in
            try turn.service.ask(
                asSystem: RecheckContract(dossier: held.dossier, contract: held.contract),
                named: "recheck/\(held.contract.text)/\(turn.today.text)")
        }
    }
}
