import CLinux
import Events
import Glibc

/// The executable `pgb`: reads its arguments, runs one of its verbs and exits with a code that says what happened.
enum CommandLineTool {
    static func main() {
        exit(run(Array(CommandLine.arguments.dropFirst())).rawValue)
    }

    static func run(_ arguments: [String]) -> ExitCode {
        guard let name = arguments.first, name != "--help", name != "help" else {
            print(help)
            return arguments.isEmpty ? .usage : .success
        }
        guard let verb = Verb.all.first(where: { $0.name == name }) else {
            complain("pgb has no `\(name)`. `pgb --help` lists what it can do.")
            return .usage
        }
        if arguments.dropFirst().contains("--help") {
            print(verb.help)
            return .success
        }
        do {
            let parsed = try Arguments(arguments.dropFirst(), options: verb.options, flags: verb.flags)
            return try verb.run(parsed)
        } catch let fault as UsageFault {
            complain("\(fault) `pgb \(name) --help` shows how.")
            return .usage
        } catch {
            complain("\(error)")
            return exitCode(of: error)
        }
    }

    private static func exitCode(of error: any Error) -> ExitCode {
        switch error {
        case is DataFolderRefusal: .inUse
        case is LogFault, is AccessFault: .notVerified
        case let error as DatabaseError where error.isCorrupt: .notVerified
        case is DatabaseError, is FileError: .disk
        case is JourneyFault: .journey
        default: .failure
        }
    }

    private static func complain(_ sentence: String) {
        let line = Array("pgb: \(sentence)\n".utf8)
        _ = write(STDERR_FILENO, line, line.count)
    }

    private static var help: String {
        let width = Verb.all.map(\.name.utf8.count).max() ?? 0
        let verbs = Verb.all.map { verb in
            "  \(verb.name)\(String(repeating: " ", count: width - verb.name.utf8.count + 2))\(verb.summary)"
        }
        return """
            pgb administers the Dutch personal care budget on a log that proves itself.

            \(verbs.joined(separator: "\n"))

            `pgb VERB --help` tells more. Exit codes: 0 done, 1 failed, 2 command line not understood, 3 not verified,
            4 data folder in use or not ours, 5 disk, 6 a journey did not go as its file says.
            """
    }
}

/// What a verb could not do, in a sentence for the operator.
struct VerbFailure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// One thing that `pgb` can do.
struct Verb {
    let name: String
    let summary: String
    let usage: String
    let options: Set<String>
    let flags: Set<String>
    let run: (Arguments) throws -> ExitCode

    var help: String { "\(summary)\n\n\(usage)" }

    static var all: [Verb] {
        [.serve, .journey, .replay, .verify, .rebuild, .backup, .restore, .bench, .version]
    }
}

extension Verb {
    static let defaultFolder = "data"

    static var version: Verb {
        Verb(
            name: "version", summary: "Prints the version.", usage: "pgb version", options: [], flags: [],
            run: { _ in
                print("pgb \(Product.version), API \(Product.apiVersion)")
                return .success
            })
    }
}

/// What this build is called.
enum Product {
    static let version = "0.1.0"
    /// Major, minor and patch of the API: the `API-Version` header.
    static let apiVersion = "1.0.0"
}
