import Commands
import Events

extension Service {
    /// Asks for timed work of the system under an id that follows from its name, so that a restart or a second look asks
    /// nothing twice. Everybody who knows the names can work out that id and take it for a request of his own; then any
    /// other will do, so that nobody can keep the work from being done.
    @discardableResult
    func ask(asSystem command: any Command, named name: String) throws -> Answer {
        let asked = NamedAsk(command: command, name: name)
        let answer = try submit(asked.submission(at: clock.now()))
        guard case .otherRequest = answer else { return answer }
        return try submit(asked.submission(at: clock.now(), isTaken: true))
    }
}

/// A command that the system asks by itself, under an id that follows from a name.
struct NamedAsk {
    let command: any Command
    let name: String
    /// In whose name: a person's only for what follows from a file that he brought.
    var principal = Principal.system
    /// Whether what follows is kept, or it is only tried.
    var purpose = Submission.Purpose.keep

    /// - Parameter isTaken: somebody took the id that follows from the name.
    func submission(at now: Moment, isTaken: Bool = false) -> Submission {
        let digest = SHA256.hash(Array(name.utf8))
        let id = CommandID(bits: isTaken ? UInt128.random(in: 1...UInt128.max) : digest.first128)
        return Submission(
            request: CommandRequest(id: id, actingAs: nil, revision: nil, command: command), digest: digest,
            stamp: Stamp(command: id, now: now, principal: principal, means: .system, level: .hoog, seed: 0, user: nil),
            purpose: purpose)
    }
}
