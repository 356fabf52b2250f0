package import Events

/// Where a contract is. Whether an approved one is active follows from the day asked.
package enum ContractStatus: String, StoredName, CaseIterable, Bindable {
    case draft, shared, signed
    case underAssessment = "under-assessment"
    case returned, approved, rejected, ended
}

/// A signature that holds.
package struct Signature: Record, Equatable {
    package let side: Side
    package let signer: PartyID
    package let means: SignInMeans
    package let level: AssuranceLevel
    package let at: Moment
    package let termsDigest: Digest

    init(_ signed: ContractSigned, at moment: Moment) {
        side = signed.side
        signer = signed.signer
        means = signed.means
        level = signed.level
        at = moment
        termsDigest = signed.termsDigest
    }

    package init(from r: inout JSONReader) {
        side = r("side")
        signer = r("signer")
        means = r("means")
        level = r("level")
        at = r("at")
        termsDigest = r("termsDigest")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("side", side)
        w.field("signer", signer)
        w.field("means", means)
        w.field("level", level)
        w.field("at", at)
        w.field("termsDigest", termsDigest)
    }
}

/// A part that was assessed. The explanation stays a reference: the edge opens it for who may read it.
package struct Assessment: Record, Equatable {
    package let part: AssessmentPart
    package let office: OfficeID
    package let outcome: AssessmentOutcome
    package let grounds: [AssessmentReason]
    package let explanation: Personal<Text>?
    /// An approval that a second assessor has to repeat before it counts.
    package let awaitsSecond: Bool
    /// What this assessor asks the parties to see to.
    package let conditions: Personal<Text>?
    package let at: Moment

    init(_ assessed: ContractAssessed, at moment: Moment) {
        part = assessed.part
        office = assessed.office
        outcome = assessed.outcome
        grounds = assessed.grounds
        explanation = assessed.explanation
        awaitsSecond = assessed.awaitsSecond
        conditions = assessed.conditions
        at = moment
    }

    package init(from r: inout JSONReader) {
        part = r("part")
        office = r("office")
        outcome = r("outcome")
        grounds = r.list("grounds")
        explanation = r.optional("explanation")
        awaitsSecond = r.flag("awaitsSecond")
        conditions = r.optional("conditions")
        at = r("at")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("part", part)
        w.field("office", office)
        w.field("outcome", outcome)
        w.field("grounds", grounds)
        w.field("explanation", explanation)
        w.present("awaitsSecond", awaitsSecond)
        w.present("conditions", conditions)
        w.field("at", at)
    }
}

/// One contract: the versions that hold or held, and what is being agreed on. Terms stay in the log; the row says where.
struct ContractRow: TableRow {
    let number: Int64
    let key: ContractID
    let dossier: DossierID
    let caregiver: PartyID
    /// From the first time it was shared the caregiver knows of it.
    var wasShared = false
    /// Rising by number.
    var versions: [VersionRow] = []
    /// The first version on its way, or the next one. One that was rejected stays, because it may be reopened.
    var negotiation: NegotiationRow?
    var lastDay: Day?
    var endReason: EndReason?
    var noticeOn: Day?
    /// The first day of a sickness of the caregiver that has not ended.
    var sickSince: Day?
    /// Where it stands that the caregiver was told whether the term will be extended; 0 when he was not.
    var renewal: Int64 = 0
    /// Where the warnings stand.
    var warnings: [Int64] = []
    /// Where everything stands that changed terms, or what became of them.
    var history: [Int64]
    var changedAt: Moment

    static let table: StaticString = "contract"

    init(_ draft: ContractDrafted, _ dossier: DossierID, number: Int64, at moment: Moment) {
        self.number = number
        key = draft.contract
        self.dossier = dossier
        caregiver = draft.caregiver
        negotiation = NegotiationRow(draft, number, at: moment)
        history = [number]
        changedAt = moment
    }

    init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        dossier = row.id(2)
        caregiver = row.id(3)
        wasShared = row.bool(4)
        versions = row.json(5)
        negotiation = row.optionalJSON(6)
        lastDay = row.optionalDay(7)
        endReason = row.optionalName(8)
        noticeOn = row.optionalDay(9)
        sickSince = row.optionalDay(10)
        renewal = row.int64(11)
        warnings = row.json(12)
        history = row.json(13)
        changedAt = row.moment(14)
    }

    static func find(_ key: ContractID, in db: Connection) throws(DatabaseError) -> ContractRow? {
        try db.first("SELECT * FROM contract WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> ContractRow? {
        try db.first("SELECT * FROM contract WHERE number = ?", number, body: Self.init)
    }

    /// The contracts of a dossier in the order in which they were drafted.
    static func list(_ s: Snapshot, _ dossier: DossierID) throws(DatabaseError) -> [ContractRow] {
        try s.db.all("SELECT * FROM contract WHERE dossier = ? ORDER BY number", dossier, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.write("REPLACE INTO contract VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)") {
            $0.add(number)
            $0.add(key)
            $0.add(dossier)
            $0.add(caregiver)
            $0.add(wasShared)
            $0.add(json: versions)
            $0.add(json: negotiation)
            $0.add(lastDay)
            $0.add(text: endReason?.rawValue)
            $0.add(noticeOn)
            $0.add(sickSince)
            $0.add(renewal)
            $0.add(json: warnings)
            $0.add(json: history)
            $0.add(changedAt)
        }
    }

    var status: ContractStatus {
        if lastDay != nil { return .ended }
        return versions.isEmpty ? negotiation?.status ?? .draft : .approved
    }

    /// The first day of the contract: that of its first version, whatever changed since.
    var start: Day? { versions.first?.from ?? negotiation?.from }

    /// The last day it can hold: where it was ended, else where its term ends; nil when it is open.
    var finalDay: Day? {
        let until = versions.last?.until
        guard let lastDay else { return until }
        return until.map { min($0, lastDay) } ?? lastDay
    }

    /// Whether care on that day is under the contract.
    func isActive(on day: Day) -> Bool {
        guard let first = versions.first else { return false }
        return first.from <= day && (finalDay.map { day <= $0 } ?? true)
    }

    /// The version that holds on a day, before the first the one it begins with; nil while there is none.
    func version(on day: Day) -> VersionRow? { versions.last { $0.from <= day } ?? versions.first }

    /// The budgets that any of its terms name.
    var budgets: Set<BudgetID> {
        versions.reduce(into: Set(negotiation?.terms.budgets ?? [])) { $0.formUnion($1.terms.budgets) }
    }
}
