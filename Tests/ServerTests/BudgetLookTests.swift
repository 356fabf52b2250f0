import Commands
import Events
import Testing

@testable import Server

@Suite struct BudgetLookTests {
    /// A budget that its contracts will empty is warned of once; the looks that find nothing leave nothing in the log.
    @Test func aBudgetIsLookedAtAndWarnedOfOnce() throws {
        try TestService.withJourneys { server in
            try server.waitForViews()
            let reader = LogReader(try Connection(.reader(server.service.folder.log)))
            let before = try reader.lastPosition()
            let commands = try reader.lastSequence()
            try TimedWork(server.service, [BudgetLook()]).look(Readers(server.service))
            let found = try reader.batch(after: before, limit: 100)
            #expect(!found.isEmpty, "No journey ends with a budget that runs low or will not last.")
            let names = Set(found.map(\.name.description))
            #expect(names.isSubset(of: ["budget-warned", "budget-closed"]), "\(names)")
            #expect(
                try reader.lastSequence() <= commands + Int64(found.count), "A look that finds nothing left a row.")
            // Another clock, as after a restart, finds that it was said.
            try server.waitForViews()
            try TimedWork(server.service, [BudgetLook()]).look(Readers(server.service))
            #expect(try reader.lastPosition().rawValue == before.rawValue + Int64(found.count))
        }
    }
}
