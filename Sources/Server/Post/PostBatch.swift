import Events

/// One bundle of letters in the ledger, called by its day.
struct PostBatch: Equatable {
    enum State: String, CaseIterable, Bindable {
        /// It is whole beside its place and is being moved there: after a crash what stands where says which.
        case placing
        /// It is there; the log has still to be told.
        case ready
        /// The log knows of it; the print service has still to confirm.
        case recorded
        /// The print service confirmed; the log has still to be told of each message.
        case confirmed
        case done
        /// Its folder is gone.
        case removed
    }

    let name: String
    /// The folder that the bundle's folder is in.
    let folder: String
    let state: State
    let letters: Int
    let manifest: Digest
    let at: Moment

    /// Selected columns: name, folder, state, letters, manifest, at.
    init(_ row: Row) {
        name = row.text(0)
        folder = row.text(1)
        state = row.name(2)
        letters = row.int(3)
        manifest = row.digest(4)
        at = row.moment(5)
    }

    init(name: String, folder: String, letters: Int, manifest: Digest, at: Moment) {
        self.name = name
        self.folder = folder
        state = .placing
        self.letters = letters
        self.manifest = manifest
        self.at = at
    }

    /// Where it is once it is whole.
    var path: String { "\(folder)/\(name)" }
    /// Where it is made.
    var partial: String { Self.partial(name, in: folder) }

    static func partial(_ name: String, in folder: String) -> String { "\(folder)/.\(name).partial" }
}

extension PostLedger {
    func batch(_ name: String) throws(DatabaseError) -> PostBatch? {
        try db.first(
            "SELECT name, folder, state, letters, manifest, at FROM batch WHERE name = ?", name, body: PostBatch.init)
    }

    func batches(_ state: PostBatch.State) throws(DatabaseError) -> [PostBatch] {
        try db.all(
            "SELECT name, folder, state, letters, manifest, at FROM batch WHERE state = ? ORDER BY name", state,
            body: PostBatch.init)
    }

    func batches(withLetterTo party: PartyID) throws(DatabaseError) -> [(batch: PostBatch, file: String)] {
        try db.all(
            """
            SELECT name, folder, state, letters, manifest, at, file FROM letter JOIN batch ON name = batch
            WHERE party = ? ORDER BY name, file
            """, party
        ) { (PostBatch($0), $0.text(6)) }
    }

    /// Notes a bundle with all that it holds, before it is moved to its place.
    func begin(_ batch: PostBatch, _ letters: [(file: String, items: [PostItem])]) throws {
        try db.transaction {
            try db.run(
                "INSERT INTO batch VALUES (?, ?, ?, ?, ?, ?)", batch.name, batch.folder, batch.state, batch.letters,
                batch.manifest, batch.at)
            for letter in letters {
                guard let first = letter.items.first else { continue }
                try db.run("INSERT INTO letter VALUES (?, ?, ?)", batch.name, letter.file, first.party)
                for item in letter.items { try put(item, inBatch: batch.name) }
            }
        }
    }

    func set(_ batch: PostBatch, _ state: PostBatch.State, at: Moment? = nil) throws(DatabaseError) {
        try db.run("UPDATE batch SET state = ?, at = coalesce(?, at) WHERE name = ?", state, at, batch.name)
    }

    func forgetLetters(of batch: PostBatch) throws(DatabaseError) {
        try db.run("DELETE FROM letter WHERE batch = ?", batch.name)
    }

    func forgetLetter(_ file: String, of batch: PostBatch) throws(DatabaseError) {
        try db.run("DELETE FROM letter WHERE batch = ? AND file = ?", batch.name, file)
    }

    /// Who was erased and may still have files.
    func erasing() throws(DatabaseError) -> [PartyID] {
        try db.all("SELECT party FROM erasing ORDER BY party") { $0.id(0) }
    }

    func finishErasing(_ party: PartyID) throws(DatabaseError) {
        try db.run("DELETE FROM erasing WHERE party = ?", party)
    }
}
