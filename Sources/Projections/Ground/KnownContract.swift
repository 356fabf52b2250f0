import Events

/// The table in which a view keeps the caregivers of contracts.
protocol KnownContractTable: Sendable {
    static var table: StaticString { get }
    static var byKey: StaticString { get }
    static var byNumber: StaticString { get }
    static var replace: StaticString { get }
}

/// Who the caregiver of a contract is, and whether he may know of it: later events name only the contract. Every view
/// that needs it keeps its own, because a view reads no other's tables.
struct KnownContract<Table: KnownContractTable>: TableRow {
    let number: Int64
    let key: ContractID
    let caregiver: PartyID
    /// Whether it was ever shared with the caregiver.
    var wasShared = false

    static var table: StaticString { Table.table }

    init(_ draft: ContractDrafted, number: Int64) {
        self.number = number
        key = draft.contract
        caregiver = draft.caregiver
    }

    private init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        caregiver = row.id(2)
        wasShared = row.bool(3)
    }

    static func find(_ key: ContractID, in db: Connection) throws(DatabaseError) -> KnownContract? {
        try db.first(Table.byKey, key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> KnownContract? {
        try db.first(Table.byNumber, number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.write(Table.replace) {
            $0.add(number)
            $0.add(key)
            $0.add(caregiver)
            $0.add(wasShared)
        }
    }
}

extension Kept {
    /// The caregiver of a contract that events name.
    mutating func caregiver<Table: KnownContractTable>(
        of contract: ContractID, in db: Connection
    ) throws(DatabaseError) -> PartyID where Entry == KnownContract<Table> {
        guard let known = try find(contract, in: db) else { throw .missing(Table.table) }
        return known.caregiver
    }

    /// Notes that the caregiver may know of the contract from now on; true the first time.
    mutating func share<Table: KnownContractTable>(
        _ contract: ContractID, in db: Connection
    ) throws(DatabaseError) -> Bool where Entry == KnownContract<Table> {
        let isFirst = try change(contract, in: db) { known in
            defer { known.wasShared = true }
            return !known.wasShared
        }
        guard let isFirst else { throw .missing(Table.table) }
        return isFirst
    }
}
