/// The folders beside the log in which files for the bank and of the bank are kept.
package enum BankFolder: String, CaseIterable, Sendable {
    case payments = "payment-files"
    case statements = "bank-files"
}

/// A file for the bank or of the bank that a log names, with the digest its bytes must have.
package struct BankFileKept: Hashable, Sendable {
    package let folder: BankFolder
    /// Follows from the fact, never from what stands in a folder.
    package let name: String
    package let digest: Digest
    /// When it was written or read.
    package let day: Day

    /// The file of a run.
    package init(_ written: PaymentFileWritten, on day: Day) {
        folder = .payments
        name = "\(written.run.text).xml"
        digest = written.digest
        self.day = day
    }

    /// A file of the bank that was read.
    package init(_ read: BankFileRead, on day: Day) {
        folder = .statements
        name = "\(read.digest.hex).xml"
        digest = read.digest
        self.day = day
    }

    /// How many calendar years behind its own a file is kept: AWR art. 52(4). Names and accounts stand in it, so it goes
    /// when they have passed; the log keeps its digest.
    package static let years = 7

    /// Whether it is no longer kept on a day.
    package func isOver(on today: Day) -> Bool { today.year > day.year + Self.years }

    /// Removes the files that are no longer kept on a day, durably. Gives how many were there.
    @discardableResult
    package static func removeOver(in folder: String, _ reader: LogReader, on today: Day) throws -> Int {
        var removed = 0
        var touched: Set<BankFolder> = []
        for file in try all(in: reader) where file.isOver(on: today) && Files.exists("\(folder)/\(file.path)") {
            try Files.remove("\(folder)/\(file.path)")
            touched.insert(file.folder)
            removed += 1
        }
        for name in touched { try Files.syncFolder("\(folder)/\(name.rawValue)") }
        return removed
    }

    /// Its place in a data folder or in a copy of one.
    package var path: String { "\(folder.rawValue)/\(name)" }

    /// Whether it stands in the folder with the bytes of its digest. One that cannot be read does not.
    package func isWhole(in folder: String) -> Bool {
        do throws(FileError) {
            return try Files.digest("\(folder)/\(path)") == digest
        } catch {
            return false
        }
    }

    /// The part of a file that is being written: it stands beside the file, and what an interruption left of it is nobody's.
    package static let unfinished = ".unfinished"

    /// Compares every file that a log names and that is still kept on a day with its digest.
    /// - Returns: how many were compared, and those that are not there or have other bytes.
    package static func compare(
        namedIn reader: LogReader, in folder: String, on today: Day, stops: () -> Bool = { false }
    ) throws -> (compared: Int, lacking: [BankFileKept]) {
        var seen: Set<String> = []
        var lacking: [BankFileKept] = []
        for file in try all(in: reader) where !stops() && !file.isOver(on: today) {
            guard seen.insert(file.path).inserted else { continue }
            if !file.isWhole(in: folder) { lacking.append(file) }
        }
        return (seen.count, lacking)
    }

    /// The files that the facts of a log name, in their order.
    static func all(in reader: LogReader) throws -> [BankFileKept] {
        var records: [EventRecord] = []
        try reader.scan(after: .start, through: try reader.lastPosition()) { (row) throws(DatabaseError) in
            if isNamed(PaymentFileWritten.name, row) || isNamed(BankFileRead.name, row) { records.append(row.record) }
        }
        var decoder = EventDecoder()
        return try records.compactMap { record in
            switch try decoder.envelope(record).event {
            case .run(.written(let written)): BankFileKept(written, on: record.recordedAt.day)
            case .bank(.read(let read)): BankFileKept(read, on: record.recordedAt.day)
            default: nil
            }
        }
    }

    private static func isNamed(_ name: StaticString, _ row: EventRow) -> Bool {
        name.withUTF8Buffer { row.storedName.elementsEqual($0) }
    }

    /// Copies each file that the log in the copy names and that is still kept on a day, and compares it with its fact. What
    /// is not there, or has other bytes, is not copied: the copy is still worth having, and whoever makes it must know.
    /// - Returns: the paths, inside the folder, of what could not be copied.
    static func copy(
        namedIn reader: LogReader, from source: String, to target: String, on today: Day
    ) throws -> [String] {
        var lacking: [String] = []
        var begun: Set<BankFolder> = []
        var seen: Set<String> = []
        for file in try all(in: reader) where !file.isOver(on: today) && seen.insert(file.path).inserted {
            let (from, to) = ("\(source)/\(file.path)", "\(target)/\(file.path)")
            guard Files.exists(from) else {
                lacking.append(file.path)
                continue
            }
            if begun.insert(file.folder).inserted { try Files.makeFolder("\(target)/\(file.folder.rawValue)") }
            try Files.copy(from, to: to)
            guard try Files.digest(to) == file.digest else {
                try Files.remove(to)
                lacking.append(file.path)
                continue
            }
        }
        for folder in begun { try Files.syncFolder("\(target)/\(folder.rawValue)") }
        return lacking
    }
}
