import Events
import Projections
import Testing

@testable import Server

/// The past that an export is asked of: one for all its pages, also while events are added.
@Suite struct ExportPastTests {
    @Test func anExportHasOnePast() throws {
        try RunBench.withFolder { folder in
            let year = try RunBench.fill(folder, dossiers: 2)
            try RunBench.open(folder, year) { bench in
                let dossier = DossierID(bits: year.generator.dossiers[0].holder.bits)
                let today = bench.service.clock.now().day
                // The day is not over: what is known at its end is what is known now.
                func past(_ export: Export?) throws -> Position {
                    try bench.readers.live { live in
                        try bench.readers.past(
                            .day(today), of: dossier, [MoneyView.self], live, today: today, for: export
                        ).snapshot.position
                    }
                }
                let export = Export()
                let first = try past(export)
                try bench.look()
                #expect(try bench.readers.log.lastPosition() > first)
                #expect(try past(export) == first)
                #expect(try past(nil) > first)
                #expect(try past(Export()) > first)
                // Another export of the same reader has ended this one.
                #expect(try past(export) > first)
            }
        }
    }
}
