import Events

extension Verb {
    static var journey: Verb {
        Verb(
            name: "journey", summary: "Plays journeys into a data folder.",
            usage: """
                pgb journey [--data FOLDER] FILE…

                Plays the commands of the files in the order of time over all files, through the same rules as the API,
                and stops at the first answer that is not the one a file expects. Playing the same files again changes
                nothing. Lines that say what somebody sees are checked by the tests.
                """,
            options: ["data"], flags: [],
            run: { arguments in
                guard !arguments.words.isEmpty else { throw UsageFault("Name at least one journey file.") }
                let files = try arguments.words.map(JourneyFolder.readFile)
                try JourneyFolder.play(files, in: arguments.text("data") ?? defaultFolder)
                return .success
            })
    }
}

/// The journey files of a folder, and how they are played into a data folder.
enum JourneyFolder {
    /// Reads all journeys of a folder, by name.
    static func read(_ path: String) throws -> [JourneyFile] {
        try Files.names(in: path).filter { $0.hasSuffix(".journey") }.map { try readFile(path + "/" + $0) }
    }

    static func readFile(_ path: String) throws -> JourneyFile {
        guard let text = try Files.read(path) else { throw UsageFault("There is no journey \(path).") }
        let name = String((path.split(separator: "/").last.map(String.init) ?? path).prefix { $0 != "." })
        return try JourneyFile(name: name, text: text, bankFiles: try bankFiles(of: name, beside: path))
    }

    /// The files of the bank that a journey hands in: `NAME.f1.xml` beside `NAME.journey`.
    private static func bankFiles(of name: String, beside path: String) throws -> [String: [UInt8]] {
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        let place = folder.isEmpty ? "." : folder
        var files: [String: [UInt8]] = [:]
        for file in try Files.names(in: place) where file.hasPrefix(name + ".") && file.hasSuffix(".xml") {
            let short = String(file.dropFirst(name.utf8.count + 1).dropLast(4))
            files[short] = try Files.bytes("\(place)/\(file)", most: 1 << 20)
        }
        return files
    }

    /// The latest moment in the log of a folder. A played clock begins there at the earliest: time never goes back.
    /// What is wrong with a log is for the opening of its folder to say.
    static func latestMoment(in folder: String) throws -> Moment {
        let path = folder + "/log.db"
        guard Files.exists(path) else { return Moment(microseconds: 0) }
        do throws(DatabaseError) {
            let reader = LogReader(try Connection(.reader(path)))
            // A command is never older than its events, and one that was refused has none.
            return try reader.command(try reader.lastSequence())?.recordedAt ?? Moment(microseconds: 0)
        } catch {
            return Moment(microseconds: 0)
        }
    }

    /// Plays the commands of the files. The clock is that of the journeys.
    static func play(_ files: [JourneyFile], in folder: String) throws {
        let last = files.flatMap(\.lines).map(\.at).max() ?? Moment(microseconds: 0)
        let clock = ServiceClock.starting(at: max(last, try latestMoment(in: folder)))
        let service = try Service(folder, origin: LogName.make(), clock: clock)
        defer { service.stop() }
        let reader = LogReader(try Connection(.reader(service.folder.log)))
        var run = JourneyRun(files, service.desk(reader))
        for turn in run.turns {
            if case .ask(let asked) = turn.line.step { try run.ask(asked, turn) }
        }
        print("Played \(files.count) journeys: \(run.commands) commands.")
    }
}
