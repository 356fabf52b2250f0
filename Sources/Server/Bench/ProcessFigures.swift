import Events
import Glibc

/// What the kernel counts for a process: processor time and memory.
struct ProcessFigures {
    let process: pid_t

    /// The processor time of all threads that live, in nanoseconds.
    func nanoseconds() throws -> Int64 { try nanosecondsByThread().values.reduce(0, +) }

    /// The same by the names of the threads.
    func nanosecondsByThread() throws -> [String: Int64] {
        let folder = "/proc/\(process)/task"
        var times: [String: Int64] = [:]
        for thread in try Files.names(in: folder) {
            // A thread may end between the listing and the reading.
            guard let text = SystemFile.read("\(folder)/\(thread)/schedstat"),
                let name = SystemFile.read("\(folder)/\(thread)/comm")
            else { continue }
            times[String(name.prefix { $0 != "\n" }), default: 0] +=
                text.split(separator: " ").first.flatMap { Int64($0) } ?? 0
        }
        return times
    }

    /// A line of `/proc/PID/status`, such as VmRSS or VmHWM, in kibibytes.
    func status(_ name: String) -> Int64 { SystemFile.kibibytes(name, in: "/proc/\(process)/status") }

    /// A line of `/proc/PID/smaps_rollup`, such as Pss or Anonymous, in kibibytes.
    func share(_ name: String) -> Int64 { SystemFile.kibibytes(name, in: "/proc/\(process)/smaps_rollup") }
}

/// Files of the kernel, whose length is not known before they are read.
enum SystemFile {
    /// The text of a file; nil when it cannot be read.
    static func read(_ path: String) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(file, &part, part.count)
            if count < 0 { return nil }
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += part[..<count]
        }
    }

    /// The value of the first line `name: value` or `name\t: value`.
    static func value(_ name: String, in path: String) -> String? {
        for line in (read(path) ?? "").split(separator: "\n") {
            guard let colon = line.firstIndex(of: ":"), trim(line[..<colon]) == name else { continue }
            return trim(line[line.index(after: colon)...])
        }
        return nil
    }

    static func kibibytes(_ name: String, in path: String) -> Int64 {
        value(name, in: path)?.split(separator: " ").first.flatMap { Int64($0) } ?? 0
    }

    private static func trim(_ text: Substring) -> String {
        let isSpace = { (character: Character) in character == " " || character == "\t" || character == "\n" }
        return String(text.drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    }
}
