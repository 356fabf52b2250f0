import Events

/// Where the keys of the broker are: a file with one key, or a folder with a file `NAME.key` for each. They are read at
/// the start and whenever the operator says that they have changed.
struct KeySource: Sendable {
    let path: String

    /// The key of a single file has this name.
    static let onlyKey = "1"
    private static let ending = ".key"

    /// The keys that are there now; throws for a file that others can read or that is no key.
    func read() throws -> [SigningKey] {
        guard Files.isFolder(path) else { return [try SigningKey(id: Self.onlyKey, path: path)] }
        let names = try Files.names(in: path).filter { $0.hasSuffix(Self.ending) }
        guard !names.isEmpty else { throw EdgeFailure("There is no file NAME.key in \(path).") }
        return try names.map { name in
            let id = String(name.dropLast(Self.ending.count))
            guard TokenClaims.isName(id) else {
                throw EdgeFailure("\(path)/\(name): the name of a key has ASCII letters, digits and -._ only.")
            }
            return try SigningKey(id: id, path: "\(path)/\(name)")
        }
    }
}
