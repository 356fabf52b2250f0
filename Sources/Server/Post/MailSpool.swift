import Events

/// A folder from which another program takes mails: whole files in `new`, each once. `tmp` is ours.
///
/// A file is whole and durable in `tmp` before the ledger notes that it is being placed, and then it is moved. So after a
/// crash a file that is still in `tmp` was not moved yet, and one that is gone was, whatever became of it since.
struct MailSpool {
    let folder: String

    private func path(_ place: StaticString, _ name: String) -> String { "\(folder)/\(place)/\(name)" }

    func make() throws(FileError) {
        for path in [folder, "\(folder)/tmp", "\(folder)/new"] where !Files.exists(path) {
            try Files.makeFolder(path)
            try Files.syncFolder(path + "/..")
        }
    }

    /// Puts the file beside its place, durably.
    func prepare(_ bytes: [UInt8], _ name: String) throws(FileError) {
        try Files.remove(path("tmp", name))
        try Files.write(bytes, to: path("tmp", name))
        try Files.syncFolder("\(folder)/tmp")
    }

    /// Moves the file to its place, unless that was done before.
    func place(_ name: String) throws(FileError) {
        guard Files.exists(path("tmp", name)) else { return }
        try Files.rename(path("tmp", name), to: path("new", name))
        try Files.syncFolder("\(folder)/new")
        try Files.syncFolder("\(folder)/tmp")
    }

    /// Removes files of ours that are not in their place, once those were placed that the ledger knows of: of the rest a
    /// crash came before it was noted.
    func sweep() throws(FileError) {
        for name in try Files.names(in: "\(folder)/tmp") where name.hasPrefix("pgb-") {
            try Files.remove(path("tmp", name))
        }
    }

    /// Removes a mail that nobody took yet.
    func remove(_ name: String) throws(FileError) {
        for place: StaticString in ["tmp", "new"] where Files.exists(path(place, name)) {
            try Files.remove(path(place, name))
            try Files.syncFolder("\(folder)/\(place)")
        }
    }
}
