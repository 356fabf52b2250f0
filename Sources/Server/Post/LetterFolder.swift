import Events

/// The folder of one bundle of letters: the letters, the address sheet and the manifest.
struct LetterFolder {
    let path: String

    static func fileName(_ number: Int) -> String {
        let digits = String(number)
        return "letter-" + String(repeating: "0", count: max(0, 5 - digits.utf8.count)) + digits + ".html"
    }

    func make() throws(FileError) { try Files.makeFolder(path) }

    func write(_ bytes: [UInt8], _ name: String) throws(FileError) { try Files.write(bytes, to: "\(path)/\(name)") }

    /// Removes the folder with all that is in it, if it is there.
    func remove() throws(FileError) {
        guard Files.exists(path) else { return }
        for name in try Files.names(in: path) { try Files.remove("\(path)/\(name)") }
        try Files.removeFolder(path)
    }

    /// Takes one letter out, with its line in the address sheet and in the manifest: its person was erased. Nothing when
    /// the print service has taken the folder away.
    func withdraw(_ file: String) throws(FileError) {
        guard Files.exists(path) else { return }
        for (name, sign) in [(AddressSheet.fileName, "\"\(file)\""), (LetterManifest.fileName, "\"\(file)\"")] {
            guard let text = try Files.read("\(path)/\(name)") else { continue }
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            let kept = lines.filter { !$0.contains(sign) }.joined(separator: "\n")
            try Files.write(Array(kept.utf8), to: "\(path)/\(name).new")
            try Files.rename("\(path)/\(name).new", to: "\(path)/\(name)")
        }
        try Files.remove("\(path)/\(file)")
        try Files.syncFolder(path)
    }
}

/// Which letter goes to which address: CSV (RFC 4180), a line for each letter.
struct AddressSheet {
    static let fileName = "addresses.csv"

    private(set) var bytes = Array("file,line1,line2,line3\r\n".utf8)

    mutating func add(_ file: String, _ letter: Letter1) {
        let lines = letter.addressLines
        for (index, cell) in [file, lines[0], lines[1], lines.count > 2 ? lines[2] : ""].enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            CSVCell.append(text: cell, to: &bytes)
        }
        bytes += "\r\n".utf8
    }
}

/// What is in a bundle, with the SHA-256 of each file: CSV, a line for each. It names nobody.
struct LetterManifest {
    static let fileName = "manifest.csv"

    private(set) var bytes = Array("file,bytes,sha256\r\n".utf8)

    mutating func add(_ file: String, _ content: [UInt8]) {
        bytes += "\"\(file)\",\(content.count),\"\(SHA256.hash(content).hex)\"\r\n".utf8
    }
}
