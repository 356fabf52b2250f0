import Commands
import Events

extension Service {
    /// Asks for timed work of the system under an id that follows from its name, so that a restart or a second look asks
    /// nothing twice. Everybody who knows the names can work out that id and take it for a request of his own; then any
    /// other will do, so that nobody can keep the work from being done.
    func ask(asSystem command: any Command, named name: String) throws {
        let digest = SHA256.hash(Array(name.utf8))
        let known = digest.bytes.prefix(16).reduce(into: UInt128(0)) { $0 = $0 << 8 | UInt128($1) }
        guard case .otherRequest = try ask(command, CommandID(bits: known), digest) else { return }
        _ = try ask(command, CommandID(bits: UInt128.random(in: 1...UInt128.max)), digest)
    }

    private func ask(_ command: any Command, _ id: CommandID, _ digest: Digest) throws -> Answer {
        try submit(
            Submission(
                request: CommandRequest(id: id, actingAs: nil, revision: nil, command: command), digest: digest,
                stamp: Stamp(command: id, now: clock.now(), principal: .system, means: .system, level: .hoog, seed: 0)))
    }
}
