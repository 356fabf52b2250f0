import Events

/// For whom a contract waits now.
struct WorkContract: TableRow {
    let number: Int64
    let key: ContractID
    let caregiver: PartyID
    /// The step of a side that it waits for.
    var step: WorkItem.Kind?
    /// The assessments it waits for.
    var due: [AssessmentDue] = []
    /// Whether a next version is on its way, and no longer the first one.
    var isChange = false
    /// Whether what is on its way needs the signature of the caregiver.
    var needsCaregiver = true
    /// Who assesses it, as submitted last: they are warned of it too.
    var offices: [OfficeID] = []
    /// The warnings that wait until it is changed.
    var warned: [Warning] = []

    /// The first day on which a rule is broken, and whose assessors were warned of it.
    struct Warning: Record, Equatable {
        let on: Day
        let offices: [OfficeID]

        init(on: Day, offices: [OfficeID]) {
            self.on = on
            self.offices = offices
        }

        init(from r: inout JSONReader) {
            on = r("on")
            offices = r.list("offices")
        }

        func writeFields(to w: inout JSONWriter) {
            w.field("on", on)
            w.field("offices", offices)
        }

        /// For whom it waits: the holder side and those assessors.
        func waiters(_ dossier: DossierID) -> [WorkItem.Waiter] {
            [.holderSide(dossier)] + offices.map { .office($0) }
        }
    }

    static let table: StaticString = "work_contract"

    init(_ draft: ContractDrafted, number: Int64) {
        self.number = number
        key = draft.contract
        caregiver = draft.caregiver
    }

    init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        caregiver = row.id(2)
        step = row.optionalName(3)
        due = row.json(4)
        isChange = row.bool(5)
        needsCaregiver = row.bool(6)
        offices = row.json(7)
        warned = row.json(8)
    }

    static func find(_ key: ContractID, in db: Connection) throws(DatabaseError) -> WorkContract? {
        try db.first("SELECT * FROM work_contract WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> WorkContract? {
        try db.first("SELECT * FROM work_contract WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.write("REPLACE INTO work_contract VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)") {
            $0.add(number)
            $0.add(key)
            $0.add(caregiver)
            $0.add(text: step?.rawValue)
            $0.add(json: due)
            $0.add(isChange)
            $0.add(needsCaregiver)
            $0.add(json: offices)
            $0.add(json: warned)
        }
    }
}

/// Who an assessment was given to, or who approved it first, from the position of its number to the one at which that
/// was over. Beside the things that wait, which therefore stay what they were.
struct WorkHand: TableRow {
    enum Part: String, StoredName, CaseIterable, Bindable {
        /// The employee it was given to.
        case assigned
        /// The first of two assessors: the second one must be somebody else.
        case first
    }

    struct Key: TableKey {
        /// The contract or the run.
        let subject: OwnerID
        let part: AssessmentPart
        let office: OfficeID
        let hand: Part

        init(contract: ContractID, part: AssessmentPart, office: OfficeID, hand: Part) {
            self.init(subject: contract.owner, part: part, office: office, hand: hand)
        }

        /// Who asked for a run: somebody else has to release its file. It waits for those who make the payments.
        init(run: RunID) {
            self.init(subject: run.owner, part: .care, office: OfficeID(bits: 0), hand: .first)
        }

        fileprivate init(subject: OwnerID, part: AssessmentPart, office: OfficeID, hand: Part) {
            self.subject = subject
            self.part = part
            self.office = office
            self.hand = hand
        }

        var mixed: UInt64 {
            Mix.bits(subject.bits, office.mixed &+ (part == .care ? 0 : 2) + (hand == .first ? 1 : 0))
        }
    }

    let number: Int64
    let key: Key
    let employee: PartyID
    /// The first position at which it is over.
    var ends = Position(.max)

    static let table: StaticString = "work_hand"

    init(_ key: Key, _ employee: PartyID, number: Int64) {
        self.number = number
        self.key = key
        self.employee = employee
    }

    init(_ row: Row) {
        number = row.int64(0)
        key = Key(subject: row.id(1), part: row.int64(2) == 0 ? .care : .labour, office: row.id(3), hand: row.name(4))
        employee = row.id(5)
        ends = row.position(6)
    }

    /// The one that is not over.
    static func find(_ key: Key, in db: Connection) throws(DatabaseError) -> WorkHand? {
        try db.first(
            "SELECT * FROM work_hand WHERE subject = ? AND part = ? AND who = ? AND hand = ? AND ends = ?",
            key.subject,
            key.partNumber, key.office, key.hand, Position(.max), body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> WorkHand? {
        try db.first("SELECT * FROM work_hand WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.write("REPLACE INTO work_hand VALUES (?, ?, ?, ?, ?, ?, ?)") {
            $0.add(number)
            $0.add(key.subject)
            $0.add(key.partNumber)
            $0.add(key.office)
            $0.add(key.hand)
            $0.add(employee)
            $0.add(ends.rawValue)
        }
    }
}

extension WorkHand.Key {
    /// As the things that wait have it.
    var partNumber: Int64 { part == .care ? 0 : 1 }
}
