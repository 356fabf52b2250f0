/// The newest line about each person, by each employee and by each office: what the next lines point back to.
///
/// The writer holds them in memory. They follow from the lines; a file keeps them between two runs, so that a start need
/// not read years of lines again.
struct AccessHeads: Equatable {
    /// An employee at an office: who works at two has two.
    struct Employee: Hashable {
        let office: UInt128
        let user: UInt128
    }

    private(set) var subjects: [UInt128: Int64] = [:]
    private(set) var employees: [Employee: Int64] = [:]
    private(set) var offices: [UInt128: Int64] = [:]

    /// Where a line goes that takes this number.
    func place(_ sequence: Int64, _ line: borrowing AccessLine) -> AccessPlace {
        AccessPlace(
            sequence: sequence, beforeOfSubject: line.subject.flatMap { subjects[$0.bits] } ?? 0,
            beforeOfEmployee: Self.employee(line).flatMap { employees[$0] } ?? 0,
            beforeOfOffice: line.office.flatMap { offices[$0.bits] } ?? 0)
    }

    /// Where a line goes that takes this number, and takes it up: one look in each table for both.
    mutating func next(_ sequence: Int64, _ line: borrowing AccessLine) -> AccessPlace {
        AccessPlace(
            sequence: sequence,
            beforeOfSubject: line.subject.flatMap { subjects.updateValue(sequence, forKey: $0.bits) } ?? 0,
            beforeOfEmployee: Self.employee(line).flatMap { employees.updateValue(sequence, forKey: $0) } ?? 0,
            beforeOfOffice: line.office.flatMap { offices.updateValue(sequence, forKey: $0.bits) } ?? 0)
    }

    /// Takes up a line.
    mutating func take(_ sequence: Int64, _ line: borrowing AccessLine) {
        if let subject = line.subject { subjects[subject.bits] = sequence }
        if let employee = Self.employee(line) { employees[employee] = sequence }
        if let office = line.office { offices[office.bits] = sequence }
    }

    /// Whether a line points back to where its chains have come to; or, where they have no line yet, to none that is
    /// newer than `begins`: what was there has been removed.
    func lead(to record: AccessRecord, orBehind begins: Int64) -> Bool {
        let (expected, found, line) = (place(record.place.sequence, record.line), record.place, record.line)
        func fits(_ expected: Int64, _ found: Int64, _ isInChain: Bool) -> Bool {
            found == expected || (isInChain && expected == 0 && (1...max(1, begins)).contains(found) && begins > 0)
        }
        return fits(expected.beforeOfSubject, found.beforeOfSubject, line.subject != nil)
            && fits(expected.beforeOfEmployee, found.beforeOfEmployee, Self.employee(line) != nil)
            && fits(expected.beforeOfOffice, found.beforeOfOffice, line.office != nil)
    }

    /// Forgets every chain that ends at or before a line: it has been removed.
    mutating func forget(through sequence: Int64) {
        subjects = subjects.filter { $0.value > sequence }
        employees = employees.filter { $0.value > sequence }
        offices = offices.filter { $0.value > sequence }
    }

    /// The newest line of a chain; 0 when there is none.
    func newest(_ chain: AccessChain) -> Int64 {
        switch chain {
        case .subject(let party): subjects[party.bits] ?? 0
        case .employee(let party, let office): employees[Employee(office: office.bits, user: party.bits)] ?? 0
        case .office(let office): offices[office.bits] ?? 0
        }
    }

    private static func employee(_ line: borrowing AccessLine) -> Employee? {
        guard let office = line.office, let user = line.user else { return nil }
        return Employee(office: office.bits, user: user.bits)
    }

    // MARK: The file

    private static let title = Array("pgb1-access-heads".utf8)

    /// The heads as of a line, as bytes that end with their own SHA-256.
    func bytes(asOf sequence: Int64, _ hash: Digest) -> [UInt8] {
        var out = Self.title
        out.reserveCapacity(128 + 24 * (subjects.count + offices.count) + 40 * employees.count)
        func add(_ number: Int64) { withUnsafeBytes(of: number.bigEndian) { out += $0 } }
        func add(_ bits: UInt128) { withUnsafeBytes(of: bits.bigEndian) { out += $0 } }
        add(sequence)
        out += hash.bytes
        for table in [subjects, offices] {
            add(Int64(table.count))
            for (key, value) in table {
                add(key)
                add(value)
            }
        }
        add(Int64(employees.count))
        for (key, value) in employees {
            add(key.office)
            add(key.user)
            add(value)
        }
        return out + SHA256.hash(out).bytes
    }

    /// Reads what `bytes` wrote; nil when it is anything else, and then the lines are read instead.
    static func read(_ bytes: [UInt8]) -> (heads: AccessHeads, sequence: Int64, hash: Digest)? {
        guard bytes.count >= title.count + 32, bytes.starts(with: title),
            SHA256.hash(Array(bytes.dropLast(32))).bytes.elementsEqual(bytes.suffix(32))
        else { return nil }
        return bytes.withUnsafeBytes { raw in
            var rest = Rest(bytes: UnsafeRawBufferPointer(rebasing: raw[title.count..<(raw.count - 32)]))
            guard let sequence = rest.number(), let hash = rest.digest() else { return nil }
            var heads = AccessHeads()
            for isOffice in [false, true] {
                guard let count = rest.number(), count >= 0 else { return nil }
                for _ in 0..<count {
                    guard let key = rest.bits(), let value = rest.number() else { return nil }
                    if isOffice { heads.offices[key] = value } else { heads.subjects[key] = value }
                }
            }
            guard let count = rest.number(), count >= 0 else { return nil }
            for _ in 0..<count {
                guard let office = rest.bits(), let user = rest.bits(), let value = rest.number() else { return nil }
                heads.employees[Employee(office: office, user: user)] = value
            }
            return rest.isAtEnd ? (heads, sequence, hash) : nil
        }
    }

    /// How far the file has been read.
    private struct Rest {
        let bytes: UnsafeRawBufferPointer
        private var place = 0

        init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

        var isAtEnd: Bool { place == bytes.count }

        mutating func number() -> Int64? {
            guard bytes.count - place >= 8 else { return nil }
            defer { place += 8 }
            return Int64(bigEndian: bytes.loadUnaligned(fromByteOffset: place, as: Int64.self))
        }

        mutating func bits() -> UInt128? {
            guard bytes.count - place >= 16 else { return nil }
            defer { place += 16 }
            return UInt128(bigEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt128.self))
        }

        mutating func digest() -> Digest? {
            guard bytes.count - place >= 32 else { return nil }
            defer { place += 32 }
            return Digest(bytes: UnsafeRawBufferPointer(rebasing: bytes[place..<place + 32]))
        }
    }
}

/// The lines that are about one person, or that one employee or one office left.
package enum AccessChain: Sendable {
    case subject(PartyID)
    case employee(PartyID, OfficeID)
    case office(OfficeID)
}
