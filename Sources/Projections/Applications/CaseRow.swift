package import Events

/// What goes on between a holder and a granter besides budgets and contracts.
package enum CaseKind: String, StoredName, CaseIterable, Bindable {
    case application, request, circumstance, visit, ending
}

/// How far it is. Each kind has its own.
package enum CaseStatus: String, StoredName, CaseIterable, Bindable {
    /// It waits for the granter.
    case open
    /// It waits for the applicant, or he let the time pass.
    case supplementAsked = "supplement-asked"
    case withdrawn, granted, refused
    case handled
    case planned, reported
    case decided
    /// An earlier decision was taken back.
    case revised
}

/// One case: whose it is, how far it is, and at which positions of the log something was said about it. What it says
/// stands in those events.
///
/// What was told to several granters is a case of each, so that none sees what another does.
struct CaseRow: TableRow {
    struct Key: TableKey {
        let subject: OwnerID
        /// Of what was told to several granters: which of them. Zero for all else.
        let told: OwnerID

        init(_ subject: OwnerID, told: OfficeID = OfficeID(bits: 0)) {
            self.subject = subject
            self.told = told.owner
        }

        var mixed: UInt64 { Mix.bits(subject.bits, told.mixed) }
    }

    let number: Int64
    let key: Key
    let kind: CaseKind
    let dossier: DossierID
    let office: OfficeID
    /// Of an application, a request and an ending.
    let law: Law?
    /// The kind of a request or a circumstance, by its stored name.
    let form: String?
    var status: CaseStatus
    var course: [Int64]

    static let table: StaticString = "pgb_case"
    /// How many granters one report can be told to.
    private static let perEvent: Int64 = 1_024

    var position: Position { Position(number / Self.perEvent) }

    /// The first number that nothing up to a position can have.
    static func firstNumber(behind position: Position) -> Int64 {
        let (number, isBeyond) = (position.rawValue + 1).multipliedReportingOverflow(by: perEvent)
        return isBeyond ? .max : number
    }

    init(
        _ kind: CaseKind, _ subject: OwnerID, told: Bool = false, index: Int = 0, of office: OfficeID,
        in dossier: DossierID, law: Law? = nil, form: String? = nil, status: CaseStatus, at position: Position
    ) {
        number = position.rawValue * Self.perEvent + Int64(index)
        key = told ? Key(subject, told: office) : Key(subject)
        self.kind = kind
        self.dossier = dossier
        self.office = office
        self.law = law
        self.form = form
        self.status = status
        course = [position.rawValue]
    }

    init(_ row: Row) {
        number = row.int64(0)
        key = Key(row.id(1), told: row.id(2))
        kind = row.name(3)
        dossier = row.id(4)
        office = row.id(5)
        law = row.optionalName(6)
        form = row.optionalText(7)
        status = row.name(8)
        course = row.json(9)
    }

    static func find(_ key: Key, in db: Connection) throws(DatabaseError) -> CaseRow? {
        try db.first("SELECT * FROM pgb_case WHERE subject = ? AND told = ?", key.subject, key.told, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> CaseRow? {
        try db.first("SELECT * FROM pgb_case WHERE number = ?", number, body: Self.init)
    }

    /// Whether an office has to do with the application, request, report or visit.
    static func isAbout(_ subject: OwnerID, _ office: OfficeID, in db: Connection) throws(DatabaseError) -> Bool {
        try db.first("SELECT 1 FROM pgb_case WHERE subject = ? AND office = ?", subject, office) { $0.bool(0) } ?? false
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.write("REPLACE INTO pgb_case VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)") {
            $0.add(number)
            $0.add(key.subject)
            $0.add(key.told)
            $0.add(kind)
            $0.add(dossier)
            $0.add(office)
            $0.add(text: law?.rawValue)
            $0.add(text: form)
            $0.add(status)
            $0.add(json: course)
        }
    }
}

/// What a list of cases is limited to, besides its page.
package struct CaseFilter: Sendable {
    /// Only what this office has to do with.
    package var onlyOffice: OfficeID?
    package var status: CaseStatus?
    package var law: Law?
    /// The kind of a request or a circumstance, by its stored name.
    package var form: String?

    package init(
        onlyOffice: OfficeID? = nil, status: CaseStatus? = nil, law: Law? = nil, form: String? = nil
    ) {
        self.onlyOffice = onlyOffice
        self.status = status
        self.law = law
        self.form = form
    }
}

/// A row that a list of cases shows: made from what was said about one, in the order in which it was.
package protocol ShownCase: Described {
    static var kind: CaseKind { get }
    /// The key for the next page.
    var number: Int64 { get }
    /// - Parameter course: the events about it, the first one that made it.
    init(_ frame: CaseFrame, _ course: [EventEnvelope])
}

/// What a case is, whatever it is about.
package struct CaseFrame: Sendable, Equatable {
    package let number: Int64
    package let dossier: DossierID
    package let office: OfficeID
    package let status: CaseStatus

    package init(number: Int64, dossier: DossierID, office: OfficeID, status: CaseStatus) {
        self.number = number
        self.dossier = dossier
        self.office = office
        self.status = status
    }

    fileprivate init(_ row: CaseRow) {
        self.init(number: row.number, dossier: row.dossier, office: row.office, status: row.status)
    }

    func writeFields(to w: inout JSONWriter) {
        w.field("number", number)
        w.field("dossier", dossier)
        w.field("office", office)
        w.field("status", status)
    }
}

extension ShownCase {
    /// Those of a dossier, the newest first. `before` is the number of the last one of the page before.
    package static func page(
        _ s: Snapshot, dossier: DossierID, _ filter: CaseFilter = CaseFilter(), before: Int64? = nil,
        limit: Int = Page.max
    ) throws(DatabaseError) -> [Self] {
        try s.db.all(
            """
            SELECT * FROM pgb_case WHERE dossier = ?1 AND kind = ?2 AND number < ?3 AND (?4 IS NULL OR office = ?4)
                AND (?5 IS NULL OR status = ?5) AND (?6 IS NULL OR law = ?6) AND (?7 IS NULL OR form = ?7)
            ORDER BY number DESC LIMIT ?8
            """, dossier, kind, before ?? .max, filter.onlyOffice, filter.status, filter.law, filter.form,
            Page.limit(limit), body: CaseRow.init
        ).map { (row) throws(DatabaseError) in try Self.shown(row, s) }
    }

    /// In which dossiers those of an office stand, whatever became of them, the oldest first, and the number of the last one
    /// that was looked at: up to so many behind `after` that were there by a position.
    package static func dossiers(
        _ s: Snapshot, office: OfficeID, after: Int64, by position: Position, limit: Int
    ) throws(DatabaseError) -> (dossiers: [DossierID], last: Int64?) {
        let rows = try s.db.all(
            """
            SELECT * FROM pgb_case WHERE office = ? AND kind = ? AND number > ? AND number < ? ORDER BY number LIMIT ?
            """, office, kind, after, CaseRow.firstNumber(behind: position), limit, body: CaseRow.init)
        var dossiers: [DossierID] = []
        for row in rows where !dossiers.contains(row.dossier) { dossiers.append(row.dossier) }
        return (dossiers, rows.last?.number)
    }

    /// Those of an office in all dossiers, the oldest first. `after` is the number of the last one of the page before.
    package static func page(
        _ s: Snapshot, office: OfficeID, _ filter: CaseFilter = CaseFilter(), after: Int64 = 0, limit: Int = Page.max
    ) throws(DatabaseError) -> [Self] {
        try s.db.all(
            """
            SELECT * FROM pgb_case WHERE office = ?1 AND kind = ?2 AND number > ?3
                AND (?4 IS NULL OR status = ?4) AND (?5 IS NULL OR law = ?5) AND (?6 IS NULL OR form = ?6)
            ORDER BY number LIMIT ?7
            """, office, kind, after, filter.status, filter.law, filter.form, Page.limit(limit), body: CaseRow.init
        ).map { (row) throws(DatabaseError) in try Self.shown(row, s) }
    }

    /// The one with an id in a dossier; nil when there is none there, or not for that office.
    package static func one<Subject>(
        _ s: Snapshot, _ id: ID<Subject>, dossier: DossierID, onlyOffice: OfficeID? = nil
    ) throws(DatabaseError) -> Self? {
        let rows = try s.db.all(
            "SELECT * FROM pgb_case WHERE subject = ? ORDER BY number", id.owner, body: CaseRow.init)
        let own = rows.first {
            $0.dossier == dossier && $0.kind == kind && (onlyOffice == nil || $0.office == onlyOffice)
        }
        return try own.map { (row) throws(DatabaseError) in try shown(row, s) }
    }

    private static func shown(_ row: CaseRow, _ s: Snapshot) throws(DatabaseError) -> Self {
        var course: [EventEnvelope] = []
        for position in row.course { course.append(try s.event(position)) }
        return Self(CaseFrame(row), course)
    }
}
