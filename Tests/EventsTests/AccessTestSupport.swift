import Events
import Foundation

/// Lines for the tests of the access log, and folders to keep them in.
enum SampleAccess {
    static let now = Moment(microseconds: 1_800_000_000_000_000)

    /// What somebody does; lines are removed by nobody.
    private static let actions = AccessAction.allCases.filter { $0 != .remove }

    /// A look of somebody at somebody: number by number another one.
    static func note(_ number: Int, about subjects: [Int]? = nil) -> AccessNote {
        let office = number.isMultiple(of: 2) ? OfficeID(bits: UInt128(number % 3 + 1)) : nil
        let line = AccessLine(
            at: Moment(microseconds: now.microseconds + Int64(number)), trace: UInt128(number) << 64 | 1,
            span: UInt64(number) << 40 | 7, parent: number.isMultiple(of: 3) ? .max : nil,
            action: actions[number % actions.count],
            outcome: AccessOutcome.allCases[number % 3], activity: "GET /v1/dossiers/{dossier}/budgets",
            user: number.isMultiple(of: 5) ? nil : PartyID(bits: UInt128(number % 7 + 100)),
            actor: number.isMultiple(of: 4) ? "medewerker-é-\(number)" : nil,
            quality: Principal.Kind.allCases[number % Principal.Kind.allCases.count],
            roles: office == nil ? "" : "auditor privacy", office: office,
            onBehalfOf: number.isMultiple(of: 6) ? PartyID(bits: 9) : nil, means: .digid, level: .substantieel,
            ground: AccessGround.allCases[number % AccessGround.allCases.count],
            refusal: number.isMultiple(of: 3) ? "not-found" : nil,
            point: number.isMultiple(of: 2) ? .local : .network(UInt128(number)))
        let persons = subjects ?? [number % 4 + 1]
        return AccessNote(
            line,
            about: persons.map { .init(PartyID(bits: UInt128($0)), in: $0 == 1 ? DossierID(bits: 1) : nil) })
    }

    static func store(in path: String, vfs: String? = nil) throws -> AccessStore {
        try AccessStore(in: DataFolder(path), .init(origin: "sample-access", now: now, vfs: vfs))
    }

    /// Fills a folder with so many requests, in batches of ten, and closes it in order.
    static func fill(_ path: String, _ count: Int) throws {
        let store = try store(in: path)
        for first in stride(from: 0, to: count, by: 10) {
            try store.begin()
            for number in first..<min(first + 10, count) { try store.append(note(number)) }
            try store.commit()
        }
        try store.close()
    }
}
