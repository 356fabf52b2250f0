import Events
import Synchronization

/// The files for and of the bank beside the log: keeps those of the bank, and how the daily look found them all.
final class BankFileStore: Sendable {
    private let folder: DataFolder
    /// One at a time: two who hand in the same file at once would write the same part.
    private let writing = Mutex(())
    private let found = Mutex(0)

    init(_ folder: DataFolder) {
        self.folder = folder
    }

    /// How many files that the log names were not there, or had other bytes, when they were compared last.
    var lacking: Int {
        get { found.withLock { $0 } }
        set { found.withLock { $0 = newValue } }
    }

    /// How the files are, as one word.
    var word: String { lacking == 0 ? "ok" : "damaged" }

    /// Keeps a file of the bank under its digest, durably and whole or not at all. One that was lost or damaged since it was
    /// handed in is whole again.
    func keep(_ bytes: [UInt8], _ digest: Digest) throws(FileError) {
        let place = folder.bankFiles
        try writing.withLock { _ throws(FileError) in
            if !Files.exists(place) {
                try Files.makeFolder(place)
                try Files.syncFolder(folder.path)
            }
            let path = folder.bankFile(digest)
            if Files.exists(path), try Files.digest(path) == digest { return }
            try Files.write(bytes, to: path + BankFileKept.unfinished)
            try Files.rename(path + BankFileKept.unfinished, to: path)
            try Files.syncFolder(place)
        }
    }

    /// Removes what a kill left of files that were being written: it holds names and accounts, and is no file yet. Asked on
    /// the thread of the timed work, which also writes the payment files.
    func removeUnfinished() throws(FileError) {
        try writing.withLock { _ throws(FileError) in
            for place in [folder.paymentFiles, folder.bankFiles] where Files.exists(place) {
                for name in try Files.names(in: place) where name.hasSuffix(BankFileKept.unfinished) {
                    try Files.remove("\(place)/\(name)")
                }
            }
        }
    }
}
