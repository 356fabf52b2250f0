import Commands
import Events

/// The levels of signing in that this installation asks for, where they are higher than the least that always holds.
struct Levels: Sendable {
    /// To look at anything, and so to do anything.
    private(set) var look: AssuranceLevel = .substantieel
    private var commands: [String: AssuranceLevel] = [:]

    /// What always holds.
    static let usual = Levels()

    private init() {}

    /// Reads `sign-contract=hoog,look=hoog`: the names of commands, or `look` for every route.
    init(_ text: String) throws(UsageFault) {
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let words = part.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
            guard words.count == 2, let level = AssuranceLevel(rawValue: words[1]) else {
                throw UsageFault("--level is written as sign-contract=hoog,look=hoog.")
            }
            if words[0] == "look" {
                guard level >= look else { throw Self.lower(words[0], look) }
                look = level
                continue
            }
            guard let type = CommandCatalogue.type(named: words[0]) else {
                throw UsageFault("--level: there is no command \(words[0]).")
            }
            guard level >= type.level else { throw Self.lower(words[0], type.level) }
            guard commands.updateValue(level, forKey: words[0]) == nil else {
                throw UsageFault("--level names \(words[0]) twice.")
            }
        }
    }

    /// The least level with which a command may be asked.
    func level(of command: any Command.Type) -> AssuranceLevel {
        max(command.level, commands[command.name.description] ?? command.level)
    }

    private static func lower(_ name: String, _ level: AssuranceLevel) -> UsageFault {
        UsageFault("--level: \(name) asks \(level.rawValue) at the least; a level can only be raised.")
    }
}
