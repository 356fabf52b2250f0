import Commands
import Events

/// Puts generated load into a log through the real handler, in batches as the writer makes them.
struct LoadRun {
    private let store: Store
    private let handler: CommandHandler
    private var reader = JSONReader()
    private var seeds: SplitMix
    private var inBatch = 0
    private(set) var commands = 0
    let batchMost: Int

    /// - Parameter mostDossiers: how many folded dossiers are kept; a year runs over all dossiers once a month.
    init(_ store: Store, seed: UInt64, mostDossiers: Int, batchMost: Int = 256) throws {
        self.store = store
        self.batchMost = batchMost
        seeds = SplitMix(seed: seed)
        handler = try CommandHandler(store.log, store.vault, mostDossiers: mostDossiers)
    }

    /// How many events the log holds.
    var events: Int64 { store.log.position.rawValue }

    /// Asks one command; a rejection is a mistake of the generator and stops the run.
    @discardableResult
    mutating func run(_ ask: LoadGenerator.Ask) throws -> Answer {
        if inBatch == 0 { try store.begin() }
        let submission = try submission(ask)
        let answer = try handler.handle(submission)
        switch answer {
        case .accepted: break
        case .rejected(let rejection), .denied(let rejection): throw rejection
        case .otherRequest: preconditionFailure("The generator used an id twice.")
        case .tried, .looked: preconditionFailure("The generator tries nothing.")
        }
        commands += 1
        inBatch += 1
        if inBatch == batchMost { try flush() }
        return answer
    }

    mutating func flush() throws {
        guard inBatch > 0 else { return }
        try store.commit()
        try store.upkeep(isIdle: false, now: store.log.latest)
        inBatch = 0
    }

    private mutating func submission(_ ask: LoadGenerator.Ask) throws -> Submission {
        var body = ask.body
        if let place = Self.find("@digest", in: body) {
            body.replaceSubrange(place, with: try digest(for: body).hex.utf8)
        }
        reader.load(body)
        guard let type = reader.peekText("type").flatMap(CommandCatalogue.type(named:)),
            let request = type.read(&reader)
        else { throw LoadFault.unreadable(reader.errors) }
        let stamp = Stamp(
            command: request.id, now: ask.at, principal: ask.principal, means: .digid, level: .hoog, seed: seeds.id(),
            user: nil)
        return Submission(request: request, digest: SHA256.hash(body), stamp: stamp)
    }

    /// The digest of the terms of the contract that the request is about.
    private mutating func digest(for body: [UInt8]) throws -> Digest {
        reader.load(body)
        guard let dossier = reader.peekText("dossier").flatMap(DossierID.init),
            let contract = reader.peekText("contract").flatMap(ContractID.init),
            let state = try handler.state(of: dossier).contract(contract)
        else { throw LoadFault.unreadable(reader.errors) }
        return state.terms.digest
    }

    private static func find(_ mark: StaticString, in body: [UInt8]) -> Range<Int>? {
        let mark = Array(mark.description.utf8)
        guard body.count >= mark.count else { return nil }
        // What is measured with this is not the search: most bytes are passed over at once.
        for start in 0...(body.count - mark.count)
        where body[start] == mark[0] && body[start..<start + mark.count].elementsEqual(mark) {
            return start..<start + mark.count
        }
        return nil
    }
}

/// The generator made something the product does not read.
enum LoadFault: Error {
    case unreadable([Malformed])
}
