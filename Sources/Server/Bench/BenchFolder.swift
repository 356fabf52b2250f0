import Events
import Glibc

/// The folder that a run of the benchmarks works in, and the data folders in it.
struct BenchFolder {
    let path: String
    let seed: UInt64

    init(_ path: String, seed: UInt64) throws {
        self.path = path
        self.seed = seed
        if !Files.exists(path) { try Files.makeFolder(path) }
    }

    var key: String { path + "/bench.key" }

    /// What was generated: the data folder and who is in it.
    struct Filled {
        let data: String
        let seed: UInt64
        let year: LoadYear
        let commands: Int
        let events: Int64
        let nanoseconds: Int64
    }

    /// Generates a new data folder under a name; one of an earlier run is removed.
    func fill(_ name: String, _ size: LoadYear.Size) throws -> Filled {
        let data = path + "/" + name
        try remove(name)
        return try Self.fill(data, size, seed: seed)
    }

    /// Generates into a data folder, which must be new.
    static func fill(_ data: String, _ size: LoadYear.Size, seed: UInt64) throws -> Filled {
        let progress = BenchProgress("generating")
        let began = MachineClock.nanoseconds()
        let folder = try DataFolder(data)
        let store = try Store(in: folder, Store.Opening(origin: "bench-\(seed)", now: Moment(microseconds: 0)))
        guard store.log.position == .start else {
            throw BenchFault("\(data) holds a log already. Choose a new folder: load is generated from the start.")
        }
        var run = try LoadRun(store, seed: seed, mostDossiers: size.dossiers + 1)
        var year = LoadYear(size, seed: seed)
        try year.fill(&run) { events in
            let milliseconds = max(1, (MachineClock.nanoseconds() - began) / 1_000_000)
            progress("\(events) events, \(events * 1_000 / milliseconds) a second")
        }
        try store.close(at: store.log.latest)
        progress.end()
        return Filled(
            data: data, seed: seed, year: year, commands: run.commands, events: run.events,
            nanoseconds: MachineClock.nanoseconds() - began)
    }

    /// Removes a data folder of ours.
    func remove(_ name: String) throws {
        let data = path + "/" + name
        guard Files.exists(data) else { return }
        for inner in ["\(data)/payment-files", "\(data)/bank-files"] where Files.exists(inner) {
            for file in try Files.names(in: inner) { try Files.remove("\(inner)/\(file)") }
            try Files.removeFolder(inner)
        }
        for file in try Files.names(in: data) { try Files.remove("\(data)/\(file)") }
        guard rmdir(data) == 0 else { throw BenchFault.system("rmdir \(data)") }
    }
}
