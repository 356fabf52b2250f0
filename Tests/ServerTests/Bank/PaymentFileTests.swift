import Events
import Foundation
import Support
import Testing

@testable import Server

/// Payment files: their bytes stay the same, their limits hold on both sides, and a wrong one is never there.
@Suite struct PaymentFileTests {
    /// The files that are kept in `fixtures/bank`. `PGB_UPDATE_FIXTURES=1` writes them anew: then read the difference.
    @Test(arguments: ["pain001-09-claims.xml", "pain001-03-claims.xml", "pain001-09-wages.xml", "pain001-03-wages.xml"])
    func goldenBytes(_ name: String) throws {
        let version: PaymentFile.Version = name.contains("-03-") ? .v03 : .v09
        let bytes = name.contains("wages") ? try Self.wages(version) : try Self.claims(version)
        if Repository.isAsked("PGB_UPDATE_FIXTURES") {
            try Repository.write(String(decoding: bytes, as: UTF8.self), to: BankFixture.folder + "/" + name)
        }
        #expect(try BankFixture.bytes(name) == bytes, "\(name) differs")
    }

    private static func claims(_ version: PaymentFile.Version) throws -> [UInt8] {
        var transfers = [
            BankFixture.transfer(1, 1, name: "Zoë Müller-Groß"), BankFixture.transfer(2, 99_999_999_999),
            BankFixture.transfer(3, 100, remittance: "///"),
        ]
        transfers[1].instruction = BankFixture.reference("run 7/2")
        transfers[2].creditorBic = Bic("RABONL2U")
        return try BankFixture.file(transfers, version).bytes(transfers).bytes
    }

    private static func wages(_ version: PaymentFile.Version) throws -> [UInt8] {
        let transfers = (1...2).map {
            BankFixture.transfer($0, 150_000, name: "Şükrü Yıldız", remittance: "Loon maart 2026")
        }
        return try BankFixture.file(transfers, version, .wages, bic: Bic("ABNANL2A")).bytes(transfers).bytes
    }

    @Test func theDigestIsThatOfTheBytes() throws {
        let transfers = (1...1_000).map { BankFixture.transfer($0) }
        let (bytes, written) = try BankFixture.file(transfers).bytes(transfers)
        #expect(written.digest == SHA256.hash(bytes) && written.byteCount == bytes.count)
        #expect(written.count == 1_000 && written.sum == Cents(12_345_000))
        #expect(try BankFixture.file(transfers).bytes(transfers).bytes == bytes)
        #expect(Array(bytes.prefix(38)) == Array(#"<?xml version="1.0" encoding="UTF-8"?>"#.utf8))
    }

    @Test(arguments: [(0, false), (1, true), (99_999_999_999, true), (100_000_000_000, false), (-1, false)])
    func amountsHaveLimits(_ cents: Int64, _ isGood: Bool) throws {
        let transfers = [BankFixture.transfer(1, cents), BankFixture.transfer(2)]
        let file = BankFixture.file(transfers)
        if isGood {
            _ = try file.bytes(transfers)
        } else {
            #expect(throws: PaymentFileFault.badAmount) { try file.bytes(transfers) }
        }
    }

    @Test func aWrongSumOrCountIsAFault() throws {
        let transfers = (1...3).map { BankFixture.transfer($0) }
        let file = BankFixture.file(transfers)
        #expect(throws: PaymentFileFault.countDiffers) { try file.bytes(transfers.dropLast()) }
        #expect(throws: PaymentFileFault.countDiffers) { try file.bytes(transfers + [BankFixture.transfer(4)]) }
        let other = Array(transfers.dropLast()) + [BankFixture.transfer(3, 12_346)]
        #expect(throws: PaymentFileFault.sumDiffers) { try file.bytes(other) }
        #expect(throws: PaymentFileFault.badCount) { try BankFixture.file([]).bytes([]) }
    }

    @Test func anIdIsPaidOnce() throws {
        let twice = [BankFixture.transfer(1), BankFixture.transfer(1)]
        #expect(throws: PaymentFileFault.idsDoNotRise) { try BankFixture.file(twice).bytes(twice) }
        let back = [BankFixture.transfer(2), BankFixture.transfer(1)]
        #expect(throws: PaymentFileFault.idsDoNotRise) { try BankFixture.file(back).bytes(back) }
    }

    @Test func afterAFaultNothingIsWritten() throws {
        var bytes = 0
        var writer = try PaymentFileWriter(BankFixture.file([BankFixture.transfer(1)])) { bytes += $0.count }
        #expect(throws: PaymentFileFault.badAmount) { try writer.write(BankFixture.transfer(1, 0)) }
        #expect(throws: PaymentFileFault.ended) { try writer.write(BankFixture.transfer(1)) }
        #expect(throws: PaymentFileFault.ended) { try writer.finish() }
        #expect(bytes == 0)
    }

    /// However many transfers there are, what is held is a piece.
    @Test func isWrittenInPieces() throws {
        let count = 20_000
        var file = BankFixture.file([BankFixture.transfer(1)])
        file = PaymentFile(
            message: file.message, batch: file.batch, createdAt: file.createdAt, kind: .claims,
            executeOn: file.executeOn, debtorName: file.debtorName, debtorIban: file.debtorIban, count: count,
            sum: Cents(12_345 * Int64(count)))
        var sizes: [Int] = []
        var writer = try PaymentFileWriter(file) { sizes.append($0.count) }
        for number in 1...count { try writer.write(BankFixture.transfer(number)) }
        let written = try writer.finish()
        #expect(written.count == count && sizes.reduce(0, +) == written.byteCount)
        #expect(written.byteCount > 5_000_000 && (sizes.max() ?? 0) < 68_000)
    }

    @Test func aFileOnDiskIsWholeOrNotThere() throws {
        let folder = NSTemporaryDirectory() + "bank-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let transfers = (1...3_000).map { BankFixture.transfer($0) }
        let path = folder + "/run.xml"

        var wrong = transfers[...].dropLast().makeIterator()
        #expect(throws: PaymentFileFault.countDiffers) {
            try PaymentFileOnDisk.write(BankFixture.file(transfers), to: path) { wrong.next() }
        }
        struct Broken: Error {}
        var rest = transfers.makeIterator()
        #expect(throws: Broken.self) {
            try PaymentFileOnDisk.write(BankFixture.file(transfers), to: path) {
                guard let next = rest.next(), next.endToEnd != transfers[2_500].endToEnd else { throw Broken() }
                return next
            }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])

        // What a crash left is no obstacle.
        try Data("half".utf8).write(to: URL(fileURLWithPath: path + ".unfinished"))
        var all = transfers.makeIterator()
        let written = try PaymentFileOnDisk.write(BankFixture.file(transfers), to: path) { all.next() }
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        let expected = try BankFixture.file(transfers).bytes(transfers).bytes
        #expect(SHA256.hash(bytes) == written.digest && bytes == expected)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["run.xml"])

        // A file is written once.
        var again = transfers.makeIterator()
        #expect(throws: FileError.self) {
            try PaymentFileOnDisk.write(BankFixture.file(transfers), to: path) { again.next() }
        }
        #expect(Array(try Data(contentsOf: URL(fileURLWithPath: path))) == bytes)
    }

    /// Every scalar of the basic plane in the names and in what the payee reads, for the schema in
    /// `Tests/Bank/validate.py`; in both versions of the format.
    @Test(arguments: PaymentFile.Version.allCases)
    func oddNamesMakeAValidFile(_ version: PaymentFile.Version) throws {
        let scalars = (UInt32(1)...0xFFFF).compactMap(Unicode.Scalar.init)
        var transfers: [Transfer] = []
        for start in stride(from: 0, to: scalars.count, by: 24) {
            var name = ""
            name.unicodeScalars.append(contentsOf: scalars[start..<min(start + 24, scalars.count)])
            let long = String(repeating: name, count: 9)
            transfers.append(BankFixture.transfer(2 * transfers.count + 1, name: name, remittance: name))
            transfers.append(BankFixture.transfer(2 * transfers.count + 1, name: long, remittance: "/" + long + "//"))
        }
        let (bytes, _) = try BankFixture.file(transfers, version).bytes(transfers)
        try BankFixture.leave(bytes, as: "\(version.rawValue)-odd-names.xml")
    }
}
