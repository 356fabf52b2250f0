import Events

extension Verb {
    static var bench: Verb {
        Verb(
            name: "bench", summary: "Measures this build on this machine, or generates realistic load.",
            usage: """
                pgb bench [SCENARIO…] [--work FOLDER] [--size small|full] [--seconds N] [--seed N] [--json FILE] [--keep]
                pgb bench generate --data FOLDER [--dossiers N] [--events N] [--seed N]

                Scenarios, all when none is named:
                  month       the wages of a month for 10,000 contracts (full: 100,000) scheduled and in a file
                  payment-file  a payment file of 50,000 transfers (full: 500,000), and a statement about it
                  commands    durable commands over HTTP, 1 and 64 connections, on a new log and on a large one
                  contracts   processor time of drafting and checking a contract of ten lines
                  queries     processor time of the server per question, 64 connections
                  access      processor time to write down who saw what, with and without by turns
                  rebuild     all views of the large log from its events
                  verify      the large log, every link
                  as-of       a dossier of 500 events as it was
                  memory      of a server that has answered for every dossier of the large log

                --work FOLDER    where logs are generated (default: bench-data); on the disk that is to be measured
                --size           small: 300,000 events, a few minutes; full: 5,000,000 events and 100,000 dossiers
                --seconds N      how long each load over HTTP lasts (default: 5; full: 10)
                --seed N         another seed gives other people and figures (default: 1)
                --json FILE      writes all figures as one JSON document; without it they are printed behind the table
                --keep           leaves the generated logs where they are

                `generate` fills a new data folder with dossiers and a year of claims and payments, through the same rules
                as the API: about 67 events for each dossier, in the order of time, until there are so many events.

                The figures are reported and nothing else: a slow machine is no failure.
                """,
            options: ["work", "size", "seconds", "seed", "json", "data", "dossiers", "events"], flags: ["keep"],
            run: { arguments in
                if arguments.words.first == "generate" { return try generate(arguments) }
                return try BenchRun(arguments).run()
            })
    }

    private static func generate(_ arguments: Arguments) throws -> ExitCode {
        guard let data = arguments.text("data") else { throw UsageFault("Say with --data where the load goes.") }
        let events = try arguments.number("events", in: 1...2_000_000_000)
        let dossiers = try arguments.number("dossiers", in: 1...10_000_000)
        guard dossiers != nil || events != nil else { throw UsageFault("Say how many --dossiers or --events.") }
        let seed = try arguments.number("seed", in: 0...Int.max) ?? 1
        var size = LoadYear.Size(dossiers: dossiers ?? max(1, (events ?? 0) / 60))
        if let events { size.mostEvents = Int64(events) }
        let filled = try BenchFolder.fill(data, size, seed: UInt64(seed))
        let seconds = max(1, filled.nanoseconds / 1_000_000_000)
        print(
            "Generated \(filled.events) events by \(filled.commands) commands for \(filled.year.generator.dossiers.count)"
                + " dossiers in \(seconds) s: \(filled.events / seconds) events a second.")
        return .success
    }
}
