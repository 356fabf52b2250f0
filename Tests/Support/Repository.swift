import Foundation

/// The files of this repository, for tests that read fixtures or look at the sources.
package enum Repository {
    /// The folder that holds `Package.swift`.
    package static let root: String = {
        var path = #filePath
        for _ in 0..<3 { path = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) }
        return path
    }()

    /// The files below a folder of the repository whose names end so, as paths from the root, sorted.
    package static func files(under folder: String, ending: String) -> [String] {
        let found = FileManager.default.enumerator(atPath: root + "/" + folder)?.compactMap { $0 as? String } ?? []
        return found.filter { $0.hasSuffix(ending) }.map { folder + "/" + $0 }.sorted()
    }

    /// The text of a file, by its path from the root.
    package static func text(_ path: String) throws -> String {
        try String(contentsOfFile: root + "/" + path, encoding: .utf8)
    }

    /// Replaces a file, by its path from the root. Only the update modes of tests write.
    package static func write(_ text: String, to path: String) throws {
        try text.write(toFile: root + "/" + path, atomically: true, encoding: .utf8)
    }

    /// Whether an environment variable asks for something with `1`.
    package static func isAsked(_ variable: String) -> Bool {
        ProcessInfo.processInfo.environment[variable] == "1"
    }
}
