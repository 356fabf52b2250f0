import Events

/// The runs and bank files of a random history.
struct RandomBank {
    private let svb: OfficeID
    private var runs: [(id: RunID, step: Int)] = []
    private(set) var released: Set<RunID> = []
    private(set) var cancelled: Set<RunID> = []
    private var entries: [BankEntry] = []

    init(svb: OfficeID) { self.svb = svb }

    /// The runs that payments may still go into.
    var open: [RunID] { runs.filter { $0.step == 0 }.map(\.id) }

    mutating func step(_ random: inout SeededNumbers) -> [Happening] {
        random.isLucky(2, of: 3) ? run(&random) : file(&random)
    }

    private mutating func run(_ random: inout SeededNumbers) -> [Happening] {
        let maker = PartyID(bits: svb.bits ^ 1)
        let day = Day("2026-03-02")!.adding(days: random.below(200))
        guard let index = runs.firstIndex(where: { $0.step < 3 }), runs.count > 2 || random.isLucky(2, of: 3) else {
            let run: RunID = random.id()
            runs.append((run, 0))
            let opened = RunOpened(
                run: run, kind: random.pick(RunKind.allCases), executeOn: day,
                format: random.pick(PaymentFormat.allCases), maker: random.isLucky(1, of: 2) ? maker : nil)
            return [happened(.run(.opened(opened)), .run(run))]
        }
        let run = runs[index].id
        runs[index].step += 1
        if random.isLucky(1, of: 6) {
            runs[index].step = 3
            cancelled.insert(run)
            return [happened(.run(.cancelled(RunCancelled(run: run))), .run(run))]
        }
        switch runs[index].step {
        case 1:
            return [happened(.run(.collected(RunCollected(run: run, payments: 2, cents: Cents(2_000)))), .run(run))]
        case 2:
            let written = PaymentFileWritten(
                run: run, messageId: Code(run), payments: 2, cents: Cents(2_000), byteCount: 900,
                digest: Digest(bigEndian: random.next(), 0, 0, 0))
            return [happened(.run(.written(written)), .run(run))]
        default:
            released.insert(run)
            return [happened(.run(.released(PaymentFileReleased(run: run))), .run(run))]
        }
    }

    private mutating func file(_ random: inout SeededNumbers) -> [Happening] {
        if let entry = entries.popLast(), random.isLucky(1, of: 2) {
            let settled = BankEntrySettled(entry: entry, use: random.pick(EntryUse.allCases))
            return [happened(.bank(.entrySettled(settled)), .bank(entry.file))]
        }
        let file: BankFileID = random.id()
        let read = BankFileRead(
            file: file, kind: random.pick(BankFileKind.allCases), digest: Digest(bigEndian: random.next(), 0, 0, 0),
            byteCount: 400, entries: 3, matched: 1)
        let open = (1...2 as ClosedRange<Int64>).map { number in
            BankEntryOpen(
                entry: BankEntry(file: file, number: number), cents: Cents(500), isCredit: random.isLucky(1, of: 2),
                on: Day("2026-03-02")!, why: random.pick(EntryTrouble.allCases))
        }
        entries += open.map(\.entry)
        return [happened(.bank(.read(read)), .bank(file))]
            + open.map { happened(.bank(.entryOpen($0)), .bank(file)) }
    }

    private func happened(_ event: Event, _ stream: StreamID) -> Happening {
        Happening(event: event, stream: stream, principal: .employee(PartyID(bits: svb.bits ^ 1), at: svb))
    }
}
