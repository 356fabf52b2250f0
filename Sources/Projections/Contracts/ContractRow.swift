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
    package let at: Moment

    init(_ assessed: ContractAssessed, at moment: Moment) {
        part = assessed.part
        office = assessed.office
        outcome = assessed.outcome
        grounds = assessed.grounds
        explanation = assessed.explanation
        at = moment
    }

    package init(from r: inout JSONReader) {
        part = r("part")
        office = r("office")
        outcome = r("outcome")
        grounds = r.list("grounds")
        explanation = r.optional("explanation")
        at = r("at")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("part", part)
        w.field("office", office)
        w.field("outcome", outcome)
        w.field("grounds", grounds)
        w.field("explanation", explanation)
        w.field("at", at)
    }
}

/// One contract with its present terms.
struct ContractRow: TableRow {
    let number: Int64
    let key: ContractID
    let dossier: DossierID
    let caregiver: PartyID
    var status = ContractStatus.draft
    /// From the first time it was shared the caregiver knows of it.
    var wasShared = false
    var terms: ContractTerms
    var signatures: [Signature] = []
    /// Assessments that are still to come.
    var due: [AssessmentDue] = []
    /// Assessments since it was submitted last.
    var assessments: [Assessment] = []
    var approvedFrom: Day?
    var approvedUntil: Day?
    var lastDay: Day?
    var endReason: EndReason?
    /// Why it was rejected or returned last.
    var grounds: [AssessmentReason] = []
    var changedAt: Moment

    static let table: StaticString = "contract"

    init(_ draft: ContractDrafted, _ dossier: DossierID, number: Int64, at moment: Moment) {
        self.number = number
        key = draft.contract
        self.dossier = dossier
        caregiver = draft.caregiver
        terms = draft.terms
        changedAt = moment
    }

    init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        dossier = row.id(2)
        caregiver = row.id(3)
        status = row.name(4)
        wasShared = row.bool(5)
        terms = row.json(6)
        signatures = row.json(7)
        due = row.json(8)
        assessments = row.json(9)
        approvedFrom = row.optionalDay(10)
        approvedUntil = row.optionalDay(11)
        lastDay = row.optionalDay(12)
        endReason = row.optionalName(13)
        grounds = row.json(14)
        changedAt = row.moment(15)
    }

    static func find(_ key: ContractID, in db: Connection) throws(DatabaseError) -> ContractRow? {
        try db.first("SELECT * FROM contract WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> ContractRow? {
        try db.first("SELECT * FROM contract WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.write("REPLACE INTO contract VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)") {
            $0.add(number)
            $0.add(key)
            $0.add(dossier)
            $0.add(caregiver)
            $0.add(status)
            $0.add(wasShared)
            $0.add(json: terms)
            $0.add(json: signatures)
            $0.add(json: due)
            $0.add(json: assessments)
            $0.add(approvedFrom)
            $0.add(approvedUntil)
            $0.add(lastDay)
            $0.add(text: endReason?.rawValue)
            $0.add(json: grounds)
            $0.add(changedAt)
        }
    }

    /// The last day it can hold: where it was ended, else where its term ends; nil when it is open.
    var finalDay: Day? {
        guard let lastDay else { return approvedUntil }
        return approvedUntil.map { min($0, lastDay) } ?? lastDay
    }

    /// Whether care on that day is under the contract.
    func isActive(on day: Day) -> Bool {
        guard status == .approved || status == .ended, let approvedFrom else { return false }
        return approvedFrom <= day && (finalDay.map { day <= $0 } ?? true)
    }
}
