import Glibc

/// Why the edge could not start, in a sentence for the person at the keyboard.
struct EdgeFailure: Error, Sendable, Equatable, CustomStringConvertible {
    let description: String

    init(_ sentence: String) {
        description = sentence
    }

    /// A system call that failed, with the system's own words.
    static func system(_ call: String, _ code: Int32) -> EdgeFailure {
        EdgeFailure("\(call) failed: \(String(cString: strerror(code)))")
    }
}
