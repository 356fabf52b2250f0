import Events
import Foundation
import Projections
import Support
import Synchronization
import Testing

@testable import Server

/// The files of the bank as they stand in the folder: whole, kept once, and noticed when they are not.
@Suite struct BankFileStoreTests {
    private func withStore(_ body: (DataFolder, BankFileStore) throws -> Void) throws {
        try RunBench.withFolder { path in
            let folder = try DataFolder(path)
            try body(folder, BankFileStore(folder))
        }
    }

    /// Two who handed in one file at once wrote the same part: one renamed what the other was still writing.
    @Test func whoHandsInOneFileAtOnceGetsAWholeOne() throws {
        try withStore { folder, store in
            let bytes = [UInt8](repeating: 65, count: 200_000)
            let digest = SHA256.hash(bytes)
            let faults = Mutex(0)
            for _ in 0..<20 {
                DispatchQueue.concurrentPerform(iterations: 8) { _ in
                    do throws(FileError) { try store.keep(bytes, digest) } catch { faults.withLock { $0 += 1 } }
                }
                #expect(try Files.names(in: folder.bankFiles) == ["\(digest.hex).xml"])
                #expect(try Files.bytes("\(folder.bankFiles)/\(digest.hex).xml", most: 1 << 20) == bytes)
                try Files.remove("\(folder.bankFiles)/\(digest.hex).xml")
                try Files.removeFolder(folder.bankFiles)
            }
            #expect(faults.withLock { $0 } == 0)
        }
    }

    /// What stands under the name of a file was taken for the file, whatever its bytes were.
    @Test func aTornFileIsWholeAgainWhenItIsHandedInAgain() throws {
        try RunBench.withFolder { folder in
            let year = try RunBench.fill(folder, dossiers: 2)
            try RunBench.open(folder, year) { bench in
                var statement = StatementText()
                statement.add(-1_250)
                let first = try bench.take(statement.bytes)
                let path = "\(bench.service.folder.bankFiles)/\(SHA256.hash(statement.bytes).hex).xml"
                try Files.write(Array(statement.bytes.prefix(100)), to: path)
                #expect(try bench.take(statement.bytes) == first)
                #expect(try Files.bytes(path, most: 1 << 20) == statement.bytes)
            }
        }
    }

    /// A lost or altered file was noticed by nobody until somebody needed it; and what a kill left of one stayed for ever.
    @Test func theDailyLookFindsAnAlteredFileAndRemovesParts() throws {
        try RunBench.withFolder { folder in
            let year = try RunBench.fill(folder, dossiers: 3)
            try RunBench.open(folder, year) { bench in
                try bench.look()
                let path = bench.service.folder.paymentFile(of: try #require(try bench.runs().first).run)
                let part = path + BankFileKept.unfinished
                try Files.write("<?xml", to: part)
                #expect(try words(bench) == "ok")
                #expect(!Files.exists(part))
                var bytes = try Files.bytes(path, most: 1 << 20)
                bytes[100] ^= 1
                try Files.write(bytes, to: path)
                #expect(try words(bench) == "damaged")
                #expect(bench.service.registry.text().contains("pgb_bank_files_damaged 1\n"))
                bytes[100] ^= 1
                try Files.write(bytes, to: path)
                #expect(try words(bench) == "ok")
            }
        }
    }

    /// What the health says of the files, after a look.
    private func words(_ bench: RunBench) throws -> String {
        try TimedWork(bench.service, [FileLook()]).look(bench.readers)
        let health = String(decoding: bench.service.health().body, as: UTF8.self)
        return health.firstMatch(of: /"files":"([a-z]+)"/).map { String($0.1) } ?? health
    }
}
